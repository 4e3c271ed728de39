"""Lists of one voice: complete, within the audience, and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client

from tests.conftest import eyes_of, person, post_by, signed_in
from toctoc.community.models import Post
from toctoc.community.queries.posts import newest_threads
from toctoc.community.services import posts
from toctoc.kernel.pagination import Cut
from toctoc.people.rules.audience import STRANGER
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def test_a_list_of_one_voice_holds_that_voice_alone(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    lived = [post_by(avril, f"Vécu {number} #dos") for number in range(3)]
    practice = [post_by(ruisseau, f"Pratique {number} #dos") for number in range(3)]
    closed = post_by(ruisseau, "Entre nous.", "professionals")
    several = posts.write(author=ruisseau, draft=posts.Draft(clear("À deux."), "profession:doctor+pharmacist"))
    newest_first = [post.pk for post in reversed(practice)]
    assert newest_threads(STRANGER, Cut(), "practice").items == newest_first
    assert newest_threads(eyes_of(plumier), Cut(), "practice").items == [several.pk, closed.pk, *newest_first]
    assert newest_threads(eyes_of(plumier), Cut(), "lived").items == [post.pk for post in reversed(lived)]
    page = newest_threads(STRANGER, Cut(size=2), "practice")
    assert newest_threads(STRANGER, Cut(page.next_before), "practice").items == newest_first[2:]
    for address in ("/decouvrir", "/mots/dos"):
        shown = Client().get(f"{address}?voix=lived").content.decode()
        assert all(f'id="p{post.pk}"' in shown for post in lived)
        assert not any(f'id="p{post.pk}"' in shown for post in practice)
        assert '<option value="lived" selected>' in shown
        assert Client().get(f"{address}?voix=mars").status_code in {400, 422}


def test_the_next_page_is_of_the_same_voice(avril: Actor) -> None:
    for number in range(21):
        post_by(avril, f"Vécu {number} #dos")
    for address in ("/decouvrir", "/mots/dos"):
        assert "&amp;voix=lived" in Client().get(f"{address}?voix=lived").content.decode()


def test_a_rare_voice_costs_the_same_behind_a_long_history(avril: Actor, ruisseau: Actor) -> None:
    rare = post_by(ruisseau, "Pratique.")

    def steps() -> int:
        """Return the steps of SQLite's machine; elsewhere the list is only looked at."""
        counted = [0]

        def step() -> int:
            counted[0] += 1
            return 0

        connection.ensure_connection()
        is_counting = connection.vendor == "sqlite"
        if is_counting:
            connection.connection.set_progress_handler(step, 1)
        found = newest_threads(eyes_of(avril), Cut(), "practice").items
        if is_counting:
            connection.connection.set_progress_handler(None, 0)
        assert found == [rare.pk]
        return counted[0]

    short = steps()
    template = post_by(avril)
    Post.objects.bulk_create(
        Post(id=template.pk + number, author=avril, thread_id=template.pk + number, voice="lived", audience="public")
        for number in range(1, 2_001)
    )
    assert steps() <= short * 1.1
    assert signed_in(person("lise")).client.get("/decouvrir?voix=practice").status_code == 200
