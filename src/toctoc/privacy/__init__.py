"""The guard: what looks at every text before it is stored.

Owns :func:`toctoc.privacy.services.clear`, the only thing that makes a :class:`toctoc.kernel.cleared.Cleared`
text, which is the only kind that services accept. Never stores a text.
"""
