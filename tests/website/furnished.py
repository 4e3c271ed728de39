"""A place with one of everything, in English words: what a walk through every page needs to find something to show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.test import Client

from tests.conftest import SignedIn, person, post_by, signed_in
from tests.moderation.conftest import decide, gesture, give_notice
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.services import posts, quiet
from toctoc.community.services.notes import add_note
from toctoc.community.services.rosters import make_roster
from toctoc.community.services.tags import feature_tag, follow_tag
from toctoc.community.services.unsent import Sheet, keep
from toctoc.conversations.services.messages import Opening, begin
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.groups.services.meetings import EventDraft, announce_event
from toctoc.groups.services.membership import join
from toctoc.kernel import clock
from toctoc.media.models import File
from toctoc.moderation.models import Appeal, Decision, Notice, Suspicion
from toctoc.people.models import FollowRequest
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.models import Actor

GROUP = "veranda"


def furnish(reader: Actor, other: Actor) -> dict[str, object]:
    """Give a reader one of everything, with ``other`` on the other side; return what addresses want to know."""
    post = _thread(reader, other)
    return _things(reader, other) | _rooms(reader, other) | _record(reader, other) | {"post_id": post.pk}


def _thread(reader: Actor, other: Actor) -> Post:
    poll = PollDraft((clear("One"), clear("Two")), timedelta(days=1))
    story = {"happened": clear("A long winter."), "helped": clear("A walk each day.")}
    lived = posts.Draft(clear("What helped me"), "public", voice="lived", extras=Extras(experience=story))
    posts.write(author=reader, draft=lived)
    posts.write(author=reader, draft=posts.Draft(clear("For you alone."), "named", named=(other,)))
    asked = posts.Draft(clear("Which one?"), "public", extras=Extras(warning=clear("Wounds"), poll=poll))
    post = posts.write(author=reader, draft=asked)
    add_note(author=other, aim=post, side="daily", text=clear("Neither, for some of us."))
    posts.write(author=other, draft=posts.Draft(clear("See this."), "public", extras=Extras(quoted=post.pk)))
    return post


def _things(reader: Actor, other: Actor) -> dict[str, object]:
    file = File.objects.create(owner=reader, kind="picture", form="webp", state="refused", reason="too_heavy")
    follow_tag(actor=reader, word="winter")
    feature_tag(actor=reader, word=clear_line("winter"))
    FollowRequest.objects.create(asker=other, asked=reader)
    wanted = quiet.Wanted(clear_line("Not tonight"), clear("wounds"), ("home",), until=clock.now() + timedelta(days=1))
    return {
        "file_id": file.pk,
        "filter_id": quiet.make_filter(actor=reader, wanted=wanted).pk,
        "roster_id": make_roster(owner=reader, title=clear_line("Close ones")).pk,
        "unsent_id": keep(owner=reader, sheet=Sheet(clear("Not yet."))).pk,
        "variant": "none",
        "ending": "webp",
        "place": "avatar",
        "face": 1,
        "letter": "A",
        "kind": "patient",
        "archive_id": 1,
        "subscription_id": 1,
        "member": other.handle,
    }


def _rooms(reader: Actor, other: Actor) -> dict[str, object]:
    draft = GroupDraft(
        display_name=clear_line("The veranda"),
        description=clear("Where we sit."),
        house_rules=clear("Be kind."),
        welcome=clear("Welcome."),
        subject=clear("asthma"),
        empty=clear_line(""),
        kind="mixed",
    )
    group = make_group(founder=reader, handle=GROUP, draft=draft)
    join(actor=other, group=group)
    post_by(other, "Hello, veranda.", group.word)
    starts = clock.now().replace(tzinfo=None) + timedelta(days=3)
    told = (clear_line("A walk"), clear("Bring water."), clear_line("The gate"))
    event = announce_event(moderator=reader, group=group, draft=EventDraft(*told, starts, starts + timedelta(hours=1)))
    begin(author=reader, to=[other, person("third")], opening=Opening(clear("Hello, both."), clear_line("A plan")))
    asked = begin(author=person("unknown"), to=[reader], opening=Opening(clear("May I ask?"), clear_line("")))
    return {"event_id": event.pk, "conversation_id": asked.conversation_id}


def _record(reader: Actor, other: Actor) -> dict[str, object]:
    """Let moderation decide about both, be contested by one of them, and ask the reader about an interest."""
    guard = _moderator()
    told = {"text": "This insults somebody.", "cle": ""}
    decided = {}
    for actor in (reader, other):
        said = post_by(actor, "A word too many.")
        give_notice(Client(), f"post:{said.pk}", **(told | {"cle": f"n{said.pk}"}))
        decide(guard, Notice.objects.latest("pk").pk, text="Three times in one day, after being asked to stop.")
        decided[actor] = Decision.objects.latest("pk")
    signed_in(other).client.post(
        f"/moderation/decisions/{decided[other].pk}", {"text": "I quoted somebody else.", "cle": "appeal"}
    )
    give_notice(Client(), f"actor:{reader.handle}", ground="interest", **(told | {"cle": "interest"}))
    address = f"/moderation/signalements/{Notice.objects.latest('pk').pk}"
    gesture(guard, address, "prendre")
    gesture(guard, address, "demander", text="Do you work for the maker?")
    followed = give_notice(Client(), f"post:{post_by(other, 'Another word.').pk}", **(told | {"cle": "open"}))
    return {
        "followed": followed,
        "notice_id": Notice.objects.latest("pk").pk,
        "decision_id": decided[reader].pk,
        "appeal_id": Appeal.objects.get().pk,
        "suspicion_id": Suspicion.objects.get().pk,
    }


def _moderator() -> SignedIn:
    actor = person("lookout")
    assert actor.account is not None
    actor.account.is_moderator = True
    actor.account.save()
    return signed_in(actor)
