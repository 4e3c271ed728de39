"""Topics, the life of a question, urgency, who is waited for: plain Python."""
