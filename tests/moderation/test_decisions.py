"""Deciding: what each measure does and undoes, who may, what is said, and what two people at once meet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client

from tests.conftest import SignedIn, person, post_by, question_by, signed_in
from tests.moderation.conftest import RULING, decide, gesture, give_notice, work
from toctoc.community.models import Hashtag, Mention, Notification, Post, PostFragment
from toctoc.community.queries.posts import newest_threads, threads_with_hashtag
from toctoc.community.services import posts
from toctoc.community.services.posts import Answer
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused, Stale
from toctoc.kernel.pagination import Cut
from toctoc.moderation.models import Decision, Kept, Notice
from toctoc.moderation.rules.measures import APPEAL_LASTS
from toctoc.moderation.services import decisions, notices
from toctoc.moderation.services.decisions import Ruling, end_due
from toctoc.moderation.services.measures import forget_kept
from toctoc.people.models import Account, Actor
from toctoc.people.rules.audience import STRANGER
from toctoc.people.rules.fields import ProfileField
from toctoc.people.services.choices import give_back_fields, set_fields
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models import Question
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from toctoc.people.models.actor import Actor as ActorRow

pytestmark = pytest.mark.django_db


def noticed(about: str, **more: str) -> Notice:
    """Give notice as a stranger; return the row."""
    give_notice(Client(), about, **more)
    return Notice.objects.latest("pk")


def lifted(browser: SignedIn, decision: Decision) -> None:
    """Lift a decision by its page."""
    typed = {"geste": "lever", "text": "Une erreur.", "cle": f"lever {decision.pk}"}
    answer = browser.client.post(f"/moderation/decisions/{decision.pk}/lever", typed)
    assert answer.status_code == 302, answer.content.decode()


def reply_by(author: ActorRow, to: Post, text: str) -> Post:
    return posts.reply(author=author, to=to, answer=Answer(clear(text)))


def test_a_removed_post_comes_back_with_all_it_had(avril: Actor, ruisseau: Actor, guard: SignedIn) -> None:
    said = post_by(avril, "Bonjour @ruisseau, une #idee.")
    posts.edit(editor=avril, post=said, text=clear("Bonjour @ruisseau, une autre #idee."), revision=1)
    reply_by(ruisseau, said, "Merci.")
    said.refresh_from_db()
    before = (said.text, said.revision, said.replies_count, Actor.objects.get(pk=avril.pk).posts_count)
    decide(guard, noticed(f"post:{said.pk}").pk)
    gone = Post.objects.get(pk=said.pk)
    assert (gone.text, gone.deleted_at is None) == ("", False)
    assert not Mention.objects.exists()
    assert not Hashtag.objects.exists()
    assert not PostFragment.objects.filter(post=said).exists()
    assert Actor.objects.get(pk=avril.pk).posts_count == 0
    assert b"Bonjour" not in bytes(Kept.objects.get().sealed)
    lifted(guard, Decision.objects.get())
    said.refresh_from_db()
    assert (said.text, said.revision, said.replies_count, Actor.objects.get(pk=avril.pk).posts_count) == before
    assert list(said.revisions.values_list("text", flat=True)) == ["Bonjour @ruisseau, une #idee."]
    assert Mention.objects.get().actor == ruisseau
    assert threads_with_hashtag("idee", STRANGER, Cut()).items == [said.pk]
    assert "une autre" in PostFragment.objects.get(post=said).html_fr
    assert newest_threads(STRANGER, Cut()).items == [said.pk]


def test_a_removed_reply_is_counted_out_and_in(avril: Actor, ruisseau: Actor, guard: SignedIn) -> None:
    root = post_by(avril)
    said = reply_by(ruisseau, root, "Une réponse.")
    decide(guard, noticed(f"post:{said.pk}").pk)
    root.refresh_from_db()
    assert root.replies_count == 0
    lifted(guard, Decision.objects.get())
    root.refresh_from_db()
    assert root.replies_count == 1
    assert "Une réponse." in Client().get(f"/messages/{root.pk}").content.decode()


def test_a_removed_question_comes_back_as_a_question(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, guard: SignedIn
) -> None:
    question = question_by(ruisseau)
    first = answer(answerer=carrelet, question=question, to=question.post, text=clear("Oui."))
    decide(guard, noticed(f"post:{first.pk}").pk)
    assert Question.objects.get().answers_count == 0
    lifted(guard, Decision.objects.get())
    assert (Question.objects.get().answers_count, Question.objects.get().state) == (1, "answered")
    decide(guard, noticed(f"post:{question.pk}").pk)
    assert not Question.objects.exists()
    lifted(guard, Decision.objects.latest("pk"))
    back = Question.objects.get()
    assert (back.topics.count(), back.answers_count) == (2, 1)
    assert signed_in(plumier).client.get(f"/questions/{question.pk}").status_code == 200


def test_a_label_is_shown_to_all_and_taken_away(avril: Actor, guard: SignedIn) -> None:
    said = post_by(avril)
    decide(guard, noticed(f"post:{said.pk}").pk, measure="label", label="disputed")
    assert "information contestée" in Client().get(f"/messages/{said.pk}").content.decode()
    lifted(guard, Decision.objects.get())
    assert "information contestée" not in Client().get(f"/messages/{said.pk}").content.decode()


def test_a_limited_account_is_heard_by_its_followers_alone(avril: Actor, ruisseau: Actor, guard: SignedIn) -> None:
    follower = person("galet")
    follow(follower=follower, followee=avril)
    said = post_by(avril, "Avant. #idee")
    decide(guard, noticed("actor:avril").pk, measure="limit")
    later = post_by(avril, "Après, pour @galet et @ruisseau. #idee")
    assert newest_threads(STRANGER, Cut()).items == []
    assert threads_with_hashtag("idee", STRANGER, Cut()).items == []
    assert Client().get(f"/messages/{later.pk}").status_code == 200
    assert list(Notification.objects.filter(kind="mention").values_list("recipient", flat=True)) == [follower.pk]
    lifted(guard, Decision.objects.get())
    assert newest_threads(STRANGER, Cut()).items == [later.pk, said.pk]


def test_a_profile_is_erased_and_given_back(avril: Actor, guard: SignedIn) -> None:
    Actor.objects.filter(pk=avril.pk).update(note="Une insulte.")
    decide(guard, noticed("actor:avril").pk, measure="blank")
    assert "Une insulte." not in Client().get("/@avril").content.decode()
    lifted(guard, Decision.objects.get())
    assert "Une insulte." in Client().get("/@avril").content.decode()


def test_lines_of_a_profile_go_and_come_back_with_it_unless_others_were_written(avril: Actor, guard: SignedIn) -> None:
    set_fields(actor=avril, fields=[ProfileField(clear_line("Avis"), clear_line("Une injure."))])
    decide(guard, noticed("actor:avril").pk, measure="blank")
    assert "Une injure." not in Client().get("/@avril").content.decode()
    lifted(guard, Decision.objects.get())
    assert "Une injure." in Client().get("/@avril").content.decode()
    give_back_fields(actor=avril, fields=[{"name": "Lieu", "value": "Ailleurs"}])
    assert "Ailleurs" not in Client().get("/@avril").content.decode()


def test_a_suspension_ends_at_its_date(avril: Actor, guard: SignedIn) -> None:
    day = (clock.now() + timedelta(days=3)).date()
    decide(guard, noticed("actor:avril").pk, measure="suspend", ends_on=day.isoformat())
    avril.refresh_from_db()
    assert avril.suspended_at is not None
    assert end_due() == 0
    with clock.at(clock.now() + timedelta(days=5)):
        assert end_due() == 1
        assert end_due() == 0
    avril.refresh_from_db()
    assert avril.suspended_at is None


def test_two_suspensions_are_two(avril: Actor, guard: SignedIn) -> None:
    first = noticed("actor:avril")
    decide(guard, first.pk, measure="suspend")
    decide(guard, noticed("actor:avril", text="Encore.").pk, measure="suspend")
    lifted(guard, Decision.objects.order_by("pk")[0])
    avril.refresh_from_db()
    assert avril.suspended_at is not None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"measure": ""}, "ne convient pas"),
        ({"measure": "archive"}, "ne convient pas"),
        # Longer than its column: PostgreSQL would refuse the row.
        ({"measure": "9" * 300}, "ne convient pas"),
        ({"measure": "label", "label": "9" * 300}, "Choisissez une mention"),
        ({"ground": "9" * 300}, "Choisissez un fondement"),
        ({"measure": "label"}, "Choisissez une mention"),
        ({"measure": "label", "label": "autre"}, "Choisissez une mention"),
        ({"measure": "remove", "ends_on": "2999-01-01"}, "Choisissez une date"),
        ({"measure": "suspend", "ends_on": "2001-01-01"}, "Choisissez une date"),
        ({"ground": "rien"}, "Choisissez un fondement"),
        ({"text": "…"}, "Dites les faits"),
    ],
)
def test_a_decision_that_cannot_be_changes_nothing(
    avril: Actor, guard: SignedIn, change: dict[str, str], sentence: str
) -> None:
    said = post_by(avril)
    address = f"/moderation/signalements/{noticed(f'post:{said.pk}').pk}"
    gesture(guard, address, "prendre")
    typed = {"geste": "decider", "vu": "1", "cle": "d"} | RULING | change
    answer = guard.client.post(address, typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Decision.objects.exists()
    assert Post.objects.get(pk=said.pk).text


def test_two_moderators_do_not_decide_twice(avril: Actor, vigie: Account, second: SignedIn) -> None:
    said, other = post_by(avril), second.actor.account
    assert other is not None
    notice = noticed(f"post:{said.pk}")
    ruling = Ruling("remove", "harassment", clear("Des faits."))
    seen = notices.take(moderator=vigie, notice=notice, seen=0).version
    for late in (
        lambda: notices.take(moderator=other, notice=notice, seen=0),
        lambda: notices.take(moderator=other, notice=notice, seen=seen),
        lambda: decisions.decide(moderator=other, notice=notice, ruling=ruling, seen=seen),
        lambda: decisions.decide(moderator=vigie, notice=notice, ruling=ruling, seen=0),
    ):
        with pytest.raises(Stale):
            late()
    decisions.decide(moderator=vigie, notice=notice, ruling=ruling, seen=seen)
    with pytest.raises(Stale):
        decisions.decide(moderator=vigie, notice=notice, ruling=ruling, seen=seen)
    assert Decision.objects.count() == 1


def test_one_decision_answers_every_notice_about_the_same(avril: Actor, guard: SignedIn) -> None:
    said = post_by(avril)
    first = noticed(f"post:{said.pk}", email="une@exemple.test")
    noticed(f"post:{said.pk}", email="deux@exemple.test", text="Moi aussi.")
    decide(guard, first.pk)
    mail.outbox.clear()
    work()
    assert {letter.to[0] for letter in mail.outbox} >= {"une@exemple.test", "deux@exemple.test"}
    assert Decision.objects.count() == 1


def test_nobody_decides_on_what_is_their_own(guard: SignedIn, vigie: Account, second: SignedIn) -> None:
    said = post_by(guard.actor, "Le mien.")
    mine = noticed(f"post:{said.pk}")
    answer = guard.client.post(f"/moderation/signalements/{mine.pk}", {"geste": "prendre", "vu": "0", "cle": "p"})
    assert answer.status_code == 403
    assert "une autre personne décide" in answer.content.decode()
    give_notice(second.client, "actor:vigie", text="Signalé par une collègue.")
    own = Notice.objects.latest("pk")
    with pytest.raises(Refused):
        notices.take(moderator=second.actor.account, notice=own, seen=0)  # type: ignore[arg-type] # has an account
    with pytest.raises(Refused):
        notices.take(moderator=vigie, notice=own, seen=0)


def test_the_statement_holds_every_element_of_article_17(avril: Actor, guard: SignedIn) -> None:
    said = post_by(avril)
    page = decide(guard, noticed(f"post:{said.pk}").pk)
    work()
    letter = next(letter.body for letter in mail.outbox if letter.to == ["avril@exemple.test"])
    shown = re.sub(r"<[^>]+>", "", signed_in(avril).client.get(page).content.decode())
    for text in (letter, shown):
        for element in (
            "Retirer le message",
            "Plus personne ne peut lire le message",
            "Sans date de fin",
            "partout où le service est accessible",
            RULING["text"],
            "fait suite à un signalement",
            "Harcèlement",
            "Code pénal, art. 222-33-2-2",
            "Aucun programme",
            "Contester ici, gratuitement",
            "organisme certifié de règlement des litiges",
            "Saisir un juge",
        ):
            assert element in text, element
    assert "@avril" not in letter
    notification = Notification.objects.get(kind="decision")
    assert (notification.recipient, notification.address) == (avril, page)


def test_a_decision_is_for_whom_it_touches(client: Client, avril: Actor, dehors: Actor, guard: SignedIn) -> None:
    page = decide(guard, noticed(f"post:{post_by(avril).pk}").pk)
    for browser in (client, signed_in(dehors).client):
        assert browser.get(page).status_code == 404
        assert browser.get(f"{page}?cle=non").status_code == 404
        assert browser.post(page, {"text": "Non."}).status_code == 404
        assert browser.post(f"{page}/lever", {"geste": "lever", "text": "Non."}).status_code == 404
    assert guard.client.get(page).status_code == 200
    assert Decision.objects.get().undone_at is None


def test_what_was_removed_is_erased_six_months_later(avril: Actor, guard: SignedIn) -> None:
    said = post_by(avril)
    decide(guard, noticed(f"post:{said.pk}").pk)
    assert forget_kept() == 0
    with clock.at(clock.now() + APPEAL_LASTS):
        assert forget_kept() == 1
    assert not Kept.objects.exists()
    answer = guard.client.post(
        f"/moderation/decisions/{Decision.objects.get().pk}/lever", {"geste": "lever", "text": "Trop tard.", "cle": "l"}
    )
    assert answer.status_code == 422
    assert "n’est plus gardé" in answer.content.decode()
