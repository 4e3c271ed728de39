"""Stronger models, for operators who have the memory: beside the rules, never instead of them.

A model runs in a process of its own, offline, within a time; what it finds is added to what the rules found. When it
fails, the rules' result stands, with a note.
"""
