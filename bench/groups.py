"""A group of 20,000 members: what a post to it costs who writes, and when home shows it to who reads."""

from __future__ import annotations

import json
import logging
import os
import statistics
import time
from io import BytesIO
from itertools import count, cycle
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile
from bench.people import proved_professionals, token_of
from bench.site import api_site, caller, environ, front_site
from toctoc.community.queries.home import home_lists
from toctoc.community.services import posts
from toctoc.groups.models import Group, Membership
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.kernel.pagination import Cut
from toctoc.people.models import Actor
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIApplication

MEMBERS = int(os.environ.get("BENCH_GROUP_MEMBERS", "20000"))
API = "/api/toctoc/v1"
ROUNDS = 60
BATCH = 2_000
# Readers of whom the process keeps a home list while somebody writes.
ACTIVE = 200


def measure() -> list[Figure]:
    """Write to the group by the service and by the API, while some of its members read."""
    logging.disable(logging.INFO)
    author, reader, *others = proved_professionals(
        min(ACTIVE, Actor.objects.exclude(proved_profession="").count() // 4)
    )
    group = big_group(author, [reader, *others])
    for actor in (reader, *others):
        home_lists.page(actor.pk, Cut())
    by_service = _milliseconds(_by_service(author, group.word))
    by_api = _milliseconds(_by_api(api_site(), others, group.word))
    home = caller(front_site(), environ(f"{API}/timelines/home", token=token_of(reader)))
    shown = []
    for number in range(ROUNDS):
        post = posts.write(author=author, draft=posts.Draft(clear(f"Relève {number} : qui garde ?"), group.word))
        begun = time.perf_counter()
        page = home()
        shown.append((time.perf_counter() - begun) * 1e3)
        if f'"id":"{post.pk}"'.encode() not in page:
            raise SystemExit("Home does not show a member what was said in the group.")
    members = Membership.objects.filter(group=group).count()
    return [
        Figure(f"post to {members:,} members, service, p95", percentile(by_service, 0.95), "ms", at_most=50),
        Figure("the same, median", statistics.median(by_service), "ms"),
        Figure("post to the group, API, p95", percentile(by_api, 0.95), "ms", at_most=50),
        Figure("a member's home as JSON, with that post, p95", percentile(shown, 0.95), "ms"),
    ]


def big_group(founder: Actor, known: list[Actor]) -> Group:
    """Make a group by the service, and its members by bulk rows: those ``known``, and others nobody signs in as."""
    words = {name: clear("") for name in ("description", "house_rules", "welcome", "empty")}
    draft = GroupDraft(display_name=clear_line("Garde et relève"), subject=clear_line("Garde"), kind="mixed", **words)
    group = make_group(founder=founder, handle="garde_et_releve", draft=draft)
    made = (
        Actor(handle=f"membre_{number}", display_name=f"Membre {number}", memberships=group.word)
        for number in range(MEMBERS - len(known) - 1)
    )
    members = [*known, *Actor.objects.bulk_create(made, batch_size=BATCH)]
    Membership.objects.bulk_create((Membership(group=group, actor=actor) for actor in members), batch_size=BATCH)
    Actor.objects.filter(pk__in=[actor.pk for actor in known]).update(memberships=group.word)
    Actor.objects.filter(pk=group.pk).update(followers_count=MEMBERS)
    founder.refresh_from_db()
    return group


def _milliseconds(act: Callable[[], object]) -> list[float]:
    act()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1e3)
    return taken


def _by_service(author: Actor, word: str) -> Callable[[], object]:
    numbers = count()
    return lambda: posts.write(
        author=author, draft=posts.Draft(clear(f"Je cherche une relève pour le {next(numbers)} du mois."), word)
    )


def _by_api(site: WSGIApplication, authors: list[Actor], word: str) -> Callable[[], object]:
    """Return what writes once, each time by the next author: one alone would soon be told to slow down."""
    numbers, tokens = count(), cycle([token_of(author) for author in authors])

    def answered(status: str, _headers: object, _exc_info: object = None) -> Callable[[bytes], object]:
        if not status.startswith("201"):
            raise SystemExit(f"A post by the API was answered {status}.")
        return lambda _: None

    def send() -> bytes:
        audience = {"kind": "group", "group": word.partition(":")[2]}
        said = {"text": f"Disponible la nuit du {next(numbers)}.", "audience": audience}
        body = json.dumps(said).encode()
        asked = environ(f"{API}/posts", token=next(tokens)) | {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        return b"".join(site(asked, answered))

    return send
