"""Community workers: hired by examination, graded on a ladder, their service reviewed by people."""
