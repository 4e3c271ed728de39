"""Posts and what people do with them."""

from toctoc.community.models.announcement import Announcement, AnnouncementReaction, AnnouncementSeen
from toctoc.community.models.attachment import Attachment
from toctoc.community.models.boost import Boost
from toctoc.community.models.experience import Experience
from toctoc.community.models.fragment import AuthorFragment, PostFragment
from toctoc.community.models.gesture import Bookmark, Favourite
from toctoc.community.models.letterbox import Digest, FeedKey, Frequency, PushKey, PushSubscription
from toctoc.community.models.likeness import Facet, Revealing
from toctoc.community.models.note import Note, NoteRating
from toctoc.community.models.notification import Notification
from toctoc.community.models.orientation import Orientation
from toctoc.community.models.pin import Pin
from toctoc.community.models.poll import Ballot, Poll, PollOption
from toctoc.community.models.portrait import PicturePlace, ProfilePicture
from toctoc.community.models.post import Hashtag, Mention, Post, Reader, Revision
from toctoc.community.models.quiet import Filter, FilterAction, FilteredPost, ThreadMute
from toctoc.community.models.reference import Reference
from toctoc.community.models.roster import Roster, RosterMember
from toctoc.community.models.shield import Shield
from toctoc.community.models.sorting import NoticePass, NoticePolicy, NoticeRequest
from toctoc.community.models.tags import FeaturedTag, FollowedTag
from toctoc.community.models.unsent import Unsent

__all__ = [
    "Announcement",
    "AnnouncementReaction",
    "AnnouncementSeen",
    "Attachment",
    "AuthorFragment",
    "Ballot",
    "Bookmark",
    "Boost",
    "Digest",
    "Experience",
    "Facet",
    "Favourite",
    "FeaturedTag",
    "FeedKey",
    "Filter",
    "FilterAction",
    "FilteredPost",
    "FollowedTag",
    "Frequency",
    "Hashtag",
    "Mention",
    "Note",
    "NoteRating",
    "NoticePass",
    "NoticePolicy",
    "NoticeRequest",
    "Notification",
    "Orientation",
    "PicturePlace",
    "Pin",
    "Poll",
    "PollOption",
    "Post",
    "PostFragment",
    "ProfilePicture",
    "PushKey",
    "PushSubscription",
    "Reader",
    "Reference",
    "Revealing",
    "Revision",
    "Roster",
    "RosterMember",
    "Shield",
    "ThreadMute",
    "Unsent",
]
