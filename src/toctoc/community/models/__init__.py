"""Posts and what people do with them."""

from toctoc.community.models.fragment import AuthorFragment, PostFragment
from toctoc.community.models.gesture import Bookmark, Favourite
from toctoc.community.models.notification import Notification
from toctoc.community.models.post import Hashtag, Mention, Post, Reader, Revision

__all__ = [
    "AuthorFragment",
    "Bookmark",
    "Favourite",
    "Hashtag",
    "Mention",
    "Notification",
    "Post",
    "PostFragment",
    "Reader",
    "Revision",
]
