"""Lasting places of people: rules, welcome, moderators, pages, events.

Owns who belongs; what is said in a group are the posts of ``community``, for the audience of the group.
"""
