"""The door for browsers that belongs to no other room: home, sign-in, settings, profile, error pages, the design.

Owns no rows.
"""
