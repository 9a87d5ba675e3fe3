"""Pages of organisation life: what is due today, meetings, duties of many organisations."""
