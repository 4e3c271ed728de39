"""The Mastodon client API: everything that the apps people already have ask of a server.

A door: it has no notion of its own beyond wire forms. Each endpoint is one function, registered by :mod:`web.endpoints`
with its method, path and scope; statuses and accounts are JSON prepared when they are written
(:mod:`services.forms`), put together with counters and the reader's own marks by :mod:`rules.stitch`.
"""
