"""What files owe to what shows them."""

from __future__ import annotations

from toctoc.community.queries.attachments import shows_file
from toctoc.community.queries.portraits import shows_portrait
from toctoc.community.services import attachments, portraits
from toctoc.kernel.events import subscribe
from toctoc.media.events import FileErased, FileSettled
from toctoc.media.policies import register_use

# A file on a post is for those who may read the post.
register_use("posts", shows_file)
# One on a profile is for those who may see the profile.
register_use("portraits", shows_portrait)


@subscribe(FileSettled)
def show_file(event: FileSettled) -> None:
    """Show on its post a file that is ready, or say that it never will be."""
    attachments.show_again_with(file_id=event.file_id)


@subscribe(FileErased)
def show_without_file(event: FileErased) -> None:
    """Show a post without the file that its owner erased."""
    attachments.detach(file_id=event.file_id)


@subscribe(FileSettled)
def show_portrait(event: FileSettled) -> None:
    """Show on its profile a picture that is ready, or the one made for the handle when it never will be."""
    portraits.show_again_with(file_id=event.file_id)


@subscribe(FileErased)
def show_without_portrait(event: FileErased) -> None:
    """Show a profile without the picture that its owner erased."""
    portraits.detach(file_id=event.file_id)
