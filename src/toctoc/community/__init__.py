"""Posts in threads, voices, favourites, bookmarks, notifications, and the prepared forms of all of them.

Owns the audience of every post (:func:`toctoc.community.policies.visible_to`). Knows nothing of questions, of
Mastodon's words or of ActivityPub: rooms above add a piece to a prepared post by an annex.
"""
