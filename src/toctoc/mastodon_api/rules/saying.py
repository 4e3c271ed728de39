"""What an app sends to say something: the parameters of ``POST /api/v1/statuses``, typed."""

from __future__ import annotations

import msgspec

from toctoc.kernel.ids import id_in

# Apps send ids as text; some that write JSON send numbers.
Id = str | int


class PollIn(msgspec.Struct):
    """A poll; ``expires_in`` is in seconds."""

    options: list[str] = msgspec.field(default_factory=list)
    expires_in: int | None = None
    multiple: bool | None = None
    hide_totals: bool | None = None


class ToctocIn(msgspec.Struct):
    """What apps that know this place may say besides.

    ``audience`` is a word of ``people.rules.audience``; ``topics`` and ``urgency`` make a question.
    """

    audience: str | None = None
    voice: str | None = None
    topics: list[str] = msgspec.field(default_factory=list)
    urgency: str | None = None


class MediumIn(msgspec.Struct):
    """How a file that a status carries is described from now on; ``focus`` is "x,y"."""

    id: Id
    description: str | None = None
    focus: str | None = None
    thumbnail: object = None


class StatusIn(msgspec.Struct):
    """A status as apps send it; whatever is left out, or null, is as its author usually has it."""

    status: str | None = None
    media_ids: list[Id] = msgspec.field(default_factory=list)
    media_attributes: list[MediumIn] = msgspec.field(default_factory=list)
    poll: PollIn | None = None
    in_reply_to_id: Id | None = None
    sensitive: bool | None = None
    spoiler_text: str | None = None
    visibility: str | None = None
    language: str | None = None
    scheduled_at: str | None = None
    quoted_status_id: Id | None = None
    toctoc: ToctocIn | None = None

    @property
    def text(self) -> str:
        """What is said; a subject alone is the text, as in Mastodon."""
        return (self.status or "").strip() or (self.spoiler_text or "").strip()

    @property
    def warning(self) -> str:
        """What stands before the text."""
        said = (self.spoiler_text or "").strip()
        return said if (self.status or "").strip() or self.media_ids else ""

    @property
    def files(self) -> tuple[int, ...]:
        """The files it carries."""
        return ids_of(self.media_ids)


def number_of(told: Id | None) -> int | None:
    """Return an id that an app told; ``None`` for none, nought for what is no id."""
    return None if told in (None, "") else id_in(str(told)) or 0


def ids_of(told: list[Id]) -> tuple[int, ...]:
    """Return the ids among what an app told; nought, which nobody has, for what is none."""
    return tuple(dict.fromkeys(id_in(str(each)) or 0 for each in told))
