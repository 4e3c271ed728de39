"""Plain Python words that every room shares: ids, clock, events, errors, pagination.

Knows nothing of Django, of the database or of any room.
"""
