"""A random place: people, proofs, groups, blocks, and things said for every audience; who may read what, told apart.

The oracle is written from the plan and not from the program's policies: the two agree or one of them is wrong.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import person
from toctoc.community.models import Notification, Post
from toctoc.community.rules.boosts import CARRIED
from toctoc.community.rules.drafts import NOTHING_MORE, Extras
from toctoc.community.services import gestures, posts
from toctoc.community.services.boosts import boost
from toctoc.community.services.digests import choose_digest
from toctoc.community.services.feeds import open_feed, secret_of
from toctoc.conversations.services.messages import Opening, begin
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.groups.services.meetings import EventDraft, announce_event
from toctoc.groups.services.membership import join, leave
from toctoc.kernel import clock
from toctoc.media.models import File
from toctoc.media.services.store import store
from toctoc.people.models import Actor
from toctoc.people.rules.audience import group_audience, profession_audience
from toctoc.people.services import follows
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.services.questions import QuestionDraft, answer, ask
from toctoc.search.services.rebuild import rebuild

if TYPE_CHECKING:
    from toctoc.groups.models import Group
    from toctoc.people.models import Account

# Begins every secret word; what follows tells which post said it.
MARK = "zq"
TAG = "carnet"
PROFESSIONS = ("doctor", "doctor", "nurse", "pharmacist")
VARIANTS = ("image", "small")
KINDS = ("public", "unlisted", "members", "professionals", "one", "several", "group", "named")


class Leak(AssertionError):
    """Somebody was shown what is not for them."""


@dataclass
class Someone:
    """One person of the plan; ``proved`` is the profession whose proof stands, or empty."""

    actor: Actor
    proved: str = ""
    groups: set[int] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)
    is_suspended: bool = False

    @property
    def pk(self) -> int:
        return self.actor.pk


@dataclass
class Said:
    """One thing said: by whom, for whom; ``names`` are professions, a group or people, as its kind wants."""

    post_id: int
    token: str
    author: Someone
    kind: str
    names: frozenset[object] = frozenset()
    # What it replies to, which it says.
    answers: tuple[int, ...] = ()
    is_gone: bool = False


@dataclass
class Secret:
    """Words that are no post's: a letter among a few, what a group's calendar says; ``ids`` are those of its pages."""

    token: str
    noun: str
    ids: tuple[int, ...]
    readers: set[int] = field(default_factory=set)
    group: int = 0

    def is_for(self, reader: Someone | None) -> bool:
        if reader is None or reader.is_suspended:
            return False
        return reader.pk in self.readers or self.group in reader.groups


@dataclass
class Place:
    """Everybody and everything."""

    people: list[Someone]
    groups: list[Group]
    said: list[Said]
    secrets: list[Secret] = field(default_factory=list)
    # Whose, and the address of a feed that its owner's programs read.
    feeds: list[tuple[int, str]] = field(default_factory=list)

    def by_id(self, actor_id: int) -> Someone:
        return next(one for one in self.people if one.pk == actor_id)

    def readable(self, reader: Someone | None) -> list[Said]:
        return [said for said in self.said if self.may_read(reader, said)]

    def hidden(self, reader: Someone | None) -> list[Said]:
        return [said for said in self.said if not self.may_read(reader, said)]

    def may_read(self, reader: Someone | None, said: Said) -> bool:
        """Tell who may read, in the words of the product's page and not of the program's."""
        if said.is_gone or said.author.is_suspended:
            return False
        is_blocked = reader is not None and (reader.pk in said.author.blocks or said.author.pk in reader.blocks)
        # Who is suspended reads as a stranger does, whom nobody blocked.
        if is_blocked and reader is not None and not reader.is_suspended:
            return False
        return self.is_in_audience(reader, said)

    def is_in_audience(self, reader: Someone | None, said: Said) -> bool:
        """Tell whether what was said is for the reader, whoever blocked whom."""
        if reader is None or reader.is_suspended:
            return said.kind in {"public", "unlisted"}
        if reader is said.author or said.kind in {"public", "unlisted", "members"}:
            return True
        return {
            "professionals": bool(reader.proved),
            "one": reader.proved in said.names,
            "several": reader.proved in said.names,
            "group": bool(said.names & reader.groups),
            "named": reader.pk in said.names,
        }[said.kind]


class Maker:
    """Makes a place, one chance after the other; the same seed makes the same place."""

    def __init__(self, seed: int, moderator: Account, name: str = "qui") -> None:
        self.chance = random.Random(seed)
        self.moderator = moderator
        self.name = name
        self.place = Place([], [], [])

    def make(self, people: int = 8, threads: int = 14) -> Place:
        """Make everybody, let them speak, then take rights away: what was open to somebody is so no more."""
        self._people(people)
        for kind in (*KINDS, *self.chance.choices(KINDS, k=threads - len(KINDS))):
            self._thread(kind)
        self._letters()
        self._meetings()
        self._subscriptions()
        self._told_rightly()
        # The index knows nothing yet of what is taken away next: the page must.
        rebuild(lambda _looked_at: None)
        self._rights_go()
        for one in self.place.people:
            one.actor.refresh_from_db()
        return self.place

    def _people(self, count: int) -> None:
        for number in range(count):
            profession = self.chance.choice(PROFESSIONS) if number % 3 else ""
            actor = person(f"{self.name}{number}", profession, proved=bool(profession))
            self.place.people.append(Someone(actor, profession))
        for number in range(2):
            founder, *others = self.chance.sample(self.place.people, 4)
            draft = GroupDraft(
                display_name=clear_line(f"Groupe {number}"),
                description=clear(""),
                house_rules=clear(""),
                welcome=clear(""),
                subject=clear(""),
                empty=clear_line(""),
                kind="mixed",
            )
            group = make_group(founder=founder.actor, handle=f"{self.name}_groupe{number}", draft=draft)
            self.place.groups.append(group)
            for one in (founder, *others):
                join(actor=one.actor, group=group)
                one.groups.add(group.pk)
        for one in self.place.people:
            for other in self.chance.sample(self.place.people, 3):
                if other is not one:
                    follows.follow(follower=one.actor, followee=other.actor)

    def _thread(self, kind: str) -> None:
        author = self.chance.choice([one for one in self.place.people if self._may_begin(one, kind)])
        names = self._names(author, kind)
        word, named = self._audience(kind, names)
        token = self._token()
        text = clear(f"Voici {token} pour @{self.chance.choice(self.place.people).actor.handle} #{TAG}")
        if kind != "named" and self.chance.random() < 0.4:
            draft = QuestionDraft(text, ("dermatologie",), "today", word)
            post = ask(asker=self._fresh(author), draft=draft).post
        else:
            extras = self._extras(author, token)
            draft_ = posts.Draft(text, word, named=named, extras=extras)
            post = posts.write(author=self._fresh(author), draft=draft_)
        said = Said(post.pk, token, author, kind, names)
        self.place.said.append(said)
        self._replies(said)
        self._gestures(said)

    def _extras(self, author: Someone, token: str) -> Extras:
        """Return a warning, a picture, or nothing more."""
        chance = self.chance.random()
        if chance < 0.3:
            return Extras(warning=clear(f"Attention {token}"))
        return Extras(media=(self._picture(author, token),)) if chance < 0.7 else NOTHING_MORE

    def _picture(self, author: Someone, token: str) -> int:
        """Return a file that is ready: its bytes and its description are the secret word."""
        told = {"type": "image/webp", "size": len(token), "width": 1, "height": 1}
        file = File.objects.create(
            owner=author.actor,
            kind="picture",
            form="webp",
            state="ready",
            description=f"Image {token}",
            variants=dict.fromkeys(VARIANTS, told),
        )
        place = store().workplace(file.key)
        for variant in VARIANTS:
            (place / variant).write_text(token)
        store().put(file.key, place)
        return file.pk

    def _replies(self, to: Said) -> None:
        readers = [one for one in self.place.people if self.place.may_read(one, to) and not one.is_suspended]
        for one in self.chance.sample(readers, min(2, len(readers))):
            post = Post.objects.get(pk=to.post_id)
            token = self._token()
            text = clear(f"Alors {token} @{to.author.actor.handle}")
            narrow = [other for other in readers if other is not one][:1]
            if post.kind == "question":
                reply = answer(answerer=self._fresh(one), question=post.question, to=post, text=text)
                self.place.said.append(Said(reply.pk, token, one, to.kind, to.names, (to.post_id,)))
            elif narrow and self.chance.random() < 0.5:
                said = posts.Answer(text, audience="named", named=(narrow[0].actor,))
                reply = posts.reply(author=self._fresh(one), to=post, answer=said)
                self.place.said.append(Said(reply.pk, token, one, "named", frozenset({narrow[0].pk}), (to.post_id,)))
            else:
                reply = posts.reply(author=self._fresh(one), to=post, answer=posts.Answer(text))
                # Among named people whoever wrote to them hears the answer too.
                names = to.names | {to.author.pk} if to.kind == "named" else to.names
                self.place.said.append(Said(reply.pk, token, one, to.kind, names, (to.post_id,)))

    def _gestures(self, to: Said) -> None:
        for one in self.place.people:
            if self.place.may_read(one, to) and self.chance.random() < 0.3:
                post = Post.objects.get(pk=to.post_id)
                gestures.keep(actor=one.actor, post=post)
                gestures.favour(actor=one.actor, post=post)
                if post.audience in CARRIED:
                    boost(actor=one.actor, post=post)

    def _letters(self) -> None:
        for _ in range(3):
            author, *to = self.chance.sample(self.place.people, self.chance.choice([2, 3]))
            token = self._token()
            opening = Opening(clear(f"Lettre {token}"), clear_line(f"Objet {token}"))
            message = begin(author=self._fresh(author), to=[self._fresh(one) for one in to], opening=opening)
            readers = {author.pk, *(one.pk for one in to)}
            self.place.secrets.append(Secret(token, "conversation_id", (message.conversation_id,), readers))

    def _meetings(self) -> None:
        for group in self.place.groups:
            token = self._token()
            words = (clear_line(f"Rencontre {token}"), clear(f"Ordre du jour {token}"), clear_line(f"Salle {token}"))
            starts = clock.now().replace(tzinfo=None) + timedelta(days=3)
            draft = EventDraft(*words, starts, starts + timedelta(hours=1))
            moderator = Actor.objects.get(pk=group.made_by_id or 0)
            event = announce_event(moderator=moderator, group=group, draft=draft)
            self.place.secrets.append(Secret(token, "event_id", (event.pk,), group=group.pk))

    def _subscriptions(self) -> None:
        """Let everybody wish for a letter each day, and for a feed of each of their groups."""
        for one in self.place.people:
            choose_digest(actor=one.actor, frequency="daily")
            for group in self.place.groups:
                if group.pk in one.groups:
                    key = open_feed(actor=self._fresh(one), group=group.actor)
                    self.place.feeds.append((one.pk, f"/abonnements/{secret_of(key)}.atom"))

    def _told_rightly(self) -> None:
        """While every right still stands, nobody has been told of what is not for them."""
        by_id = {said.post_id: said for said in self.place.said}
        for notice in Notification.objects.filter(recipient__in=[one.pk for one in self.place.people], post__in=by_id):
            if not self.place.may_read(self.place.by_id(notice.recipient_id), by_id[notice.post_id or 0]):
                raise Leak(f"{notice.kind} tells of {by_id[notice.post_id or 0].kind}")

    def _rights_go(self) -> None:
        """Revoke a proof, leave a group, block, suspend, take back: each hides something from somebody."""
        people = self.place.people
        proved = self.chance.choice([one for one in people if one.proved])
        revoke_proof(proof=proved.actor.proofs.get(), decided_by=self.moderator)
        proved.proved = ""
        for group in self.place.groups:
            founder = group.made_by_id
            one = self.chance.choice([one for one in people if group.pk in one.groups and one.pk != founder])
            leave(actor=self._fresh(one), group=group)
            one.groups.discard(group.pk)
        for _ in range(3):
            one, other = self.chance.sample(people, 2)
            block(blocker=one.actor, blocked=other.actor)
            one.blocks.add(other.pk)
        gone = self.chance.choice(people)
        suspend(actor=gone.actor)
        gone.is_suspended = True
        taken_back = self.chance.choice([s for s in self.place.said if not s.author.is_suspended])
        post = Post.objects.get(pk=taken_back.post_id)
        posts.delete(deleter=self._fresh(taken_back.author), post=post)
        taken_back.is_gone = True

    def _may_begin(self, one: Someone, kind: str) -> bool:
        needs = {"professionals": one.proved, "one": one.proved, "several": one.proved, "group": one.groups}
        return bool(needs.get(kind, True))

    def _names(self, author: Someone, kind: str) -> frozenset[object]:
        if kind == "one":
            return frozenset({author.proved})
        if kind == "several":
            return frozenset({author.proved, self.chance.choice(["midwife", "nurse", "doctor"])})
        if kind == "group":
            return frozenset({self.chance.choice(sorted(author.groups))})
        if kind == "named":
            return frozenset(one.pk for one in self.chance.sample(self.place.people, 2))
        return frozenset()

    def _audience(self, kind: str, names: frozenset[object]) -> tuple[str, tuple[Actor, ...]]:
        if kind in {"one", "several"}:
            return profession_audience(*[str(name) for name in names]), ()
        if kind == "group":
            return group_audience(int(str(next(iter(names))))), ()
        if kind == "named":
            return "named", tuple(one.actor for one in self.place.people if one.pk in names)
        return kind, ()

    def _token(self) -> str:
        return f"{MARK}{self.chance.randrange(10**9):09}"

    def _fresh(self, one: Someone) -> Actor:
        return Actor.objects.select_related("account").get(pk=one.pk)
