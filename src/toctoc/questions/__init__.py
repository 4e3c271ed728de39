"""Questions to peers: topics, urgency, the life of a question, who is waited for.

A question is a post of kind ``question`` with a row of its own here. Never answers a question itself, never ranks
people.
"""
