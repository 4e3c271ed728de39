"""Posts and what people do with them."""

from toctoc.community.models.fragment import AuthorFragment, PostFragment
from toctoc.community.models.gesture import Bookmark, Favourite
from toctoc.community.models.letterbox import Digest, FeedKey, Frequency, PushKey, PushSubscription
from toctoc.community.models.notification import Notification
from toctoc.community.models.post import Hashtag, Mention, Post, Reader, Revision
from toctoc.community.models.quiet import Filter, FilterAction, ThreadMute

__all__ = [
    "AuthorFragment",
    "Bookmark",
    "Digest",
    "Favourite",
    "FeedKey",
    "Filter",
    "FilterAction",
    "Frequency",
    "Hashtag",
    "Mention",
    "Notification",
    "Post",
    "PostFragment",
    "PushKey",
    "PushSubscription",
    "Reader",
    "Revision",
    "ThreadMute",
]
