"""Threads among a few named people, sealed at rest.

Not end-to-end encrypted, and says so: the server holds the key.
"""
