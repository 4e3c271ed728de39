"""The hottest addresses, answered before Django's own machinery by a thin WSGI front.

A lane answers the plain case alone and returns ``None`` for everything else, which the site then answers; both give the
same bytes, which differential tests hold. Nothing about who the reader is, is believed from memory: each lane asks the
database, in its first statements, whether the session or the proof still stands.
"""
