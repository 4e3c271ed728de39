"""Full-text search of whatever a room gives it, by one small protocol with two engines.

Knows words, audiences and filters; never decides who may read, and shows nothing: it returns ids.
"""
