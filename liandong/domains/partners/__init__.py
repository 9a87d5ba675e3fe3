"""Other systems that hand requests in: their keys, how much each may send, what each has sent."""
