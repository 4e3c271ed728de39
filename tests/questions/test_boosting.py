"""The bot passes public questions on by a rule that two people looked at; the page tries it; feeds tell of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person, post_by, question_by, signed_in
from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models.actor import ActorKind
from toctoc.people.services.actors import suspend
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models import Boost, BoostRule, KnockWord, Question
from toctoc.questions.services.passing_on.boosting import activate_rule, end_rule, pass_on_if_it_holds, propose_rule
from toctoc.questions.services.passing_on.pledges import promise
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Account, Actor

RULE = 'proved and not text contains "sondage"'
PUBLIC = {"audience": "public"}


@pytest.fixture
def adjoint(db: None) -> Account:
    """A second moderator."""
    account = person("adjoint").account
    assert account is not None
    account.is_moderator = True
    account.save()
    return account


def proposed(by: Account, rule: str = RULE) -> BoostRule:
    return propose_rule(proposer=by, text=clear(rule), why=clear_line("Pour commencer."))


@pytest.fixture
def in_force(vigie: Account, adjoint: Account) -> BoostRule:
    """A rule that both looked at."""
    return activate_rule(activator=adjoint, rule_id=proposed(vigie).pk)


def moderator(account: Account) -> Client:
    actor = account.actors.get()
    return signed_in(actor).client


def test_a_question_for_which_the_rule_holds_is_passed_on_once(ruisseau: Actor, in_force: BoostRule) -> None:
    question = question_by(ruisseau, audience="public")
    first, second = (pass_on_if_it_holds(question_id=question.pk) for _ in range(2))
    assert first == second == Boost.objects.get()
    assert (first.rule, first.because) == (in_force, 'proved, not text contains "sondage"')
    said = Post.objects.get(quoted=question.pk)
    assert (said.author.handle, said.author.kind, said.audience) == ("toctoc", ActorKind.BOT, "public")
    assert Notification.objects.filter(recipient=ruisseau, kind=NotificationKind.RELAY).count() == 1
    told = signed_in(ruisseau).client.get("/avis").content.decode()
    assert "relaie votre question" in told
    assert f"/questions/{question.pk}" in told
    page = Client().get("/questions/relayees").content.decode()
    assert "Faut-il arrêter le traitement" in page
    assert "not text contains" in page


@pytest.mark.parametrize("audience", ["unlisted", "members", "professionals", "profession:doctor"])
def test_only_what_is_public_is_passed_on(ruisseau: Actor, in_force: BoostRule, audience: str) -> None:
    question = question_by(ruisseau, audience=audience)
    assert pass_on_if_it_holds(question_id=question.pk) is None
    assert not Post.objects.filter(quoted=question.pk).exists()
    _ = in_force


def test_what_the_rule_refuses_is_closed_old_or_suspended_stays(
    ruisseau: Actor, carrelet: Actor, avril: Actor, in_force: BoostRule
) -> None:
    poll = question_by(ruisseau, "Sondage : qui vaccine ?", audience="public")
    lay = question_by(avril, "Est-ce grave ?", audience="public")
    old = question_by(ruisseau, "Et hier ?", audience="public")
    closed = question_by(ruisseau, "Et demain ?", audience="public")
    Question.objects.filter(pk=closed.pk).update(state="closed")
    silenced = question_by(carrelet, "Et lui ?", audience="public")
    suspend(actor=carrelet)
    for question in (poll, lay, closed, silenced):
        assert pass_on_if_it_holds(question_id=question.pk) is None
    with clock.at(clock.now() + timedelta(days=3)):
        assert pass_on_if_it_holds(question_id=old.pk) is None
    assert not Boost.objects.exists()
    _ = in_force


def test_a_survey_is_passed_on_after_its_promises(ruisseau: Actor, in_force: BoostRule) -> None:
    survey = question_by(ruisseau, "Merci de répondre à mon enquête, 5 minutes ?", audience="public")
    assert pass_on_if_it_holds(question_id=survey.pk) is None
    promise(asker=ruisseau, question=survey, open_result=True, answer_here=True)
    assert pass_on_if_it_holds(question_id=survey.pk) is not None
    _ = in_force


def test_without_a_rule_in_force_nothing_is_passed_on(ruisseau: Actor, vigie: Account) -> None:
    proposed(vigie)
    question = question_by(ruisseau, audience="public")
    assert pass_on_if_it_holds(question_id=question.pk) is None


def test_a_question_that_goes_takes_along_what_the_bot_said(ruisseau: Actor, in_force: BoostRule) -> None:
    question = question_by(ruisseau, audience="public")
    pass_on_if_it_holds(question_id=question.pk)
    posts.delete(deleter=ruisseau, post=question.post)
    assert not Post.objects.filter(quoted=question.pk, deleted_at=None).exists()
    assert not Boost.objects.exists()
    _ = in_force


def test_nobody_answers_under_what_the_bot_said(ruisseau: Actor, carrelet: Actor, in_force: BoostRule) -> None:
    question = question_by(ruisseau, audience="public")
    pass_on_if_it_holds(question_id=question.pk)
    said = Post.objects.get(quoted=question.pk)
    with pytest.raises(Refused, match="question elle-même"):
        posts.reply(author=carrelet, to=said, answer=posts.Answer(clear("Oui.")))
    assert answer(answerer=carrelet, question=question, to=question.post, text=clear("Oui.")).pk
    # Other quotes are answered as before.
    quote = posts.write(
        author=ruisseau,
        draft=posts.Draft(clear("À lire."), "public", extras=Extras(quoted=question.pk)),
    )
    assert posts.reply(author=carrelet, to=quote, answer=posts.Answer(clear("Lu."))).pk
    _ = in_force


def test_a_rule_is_put_in_force_by_somebody_else(vigie: Account, adjoint: Account) -> None:
    first, second = proposed(vigie), proposed(adjoint, "proved and asks")
    with pytest.raises(Refused):
        activate_rule(activator=vigie, rule_id=first.pk)
    activate_rule(activator=adjoint, rule_id=first.pk)
    activate_rule(activator=adjoint, rule_id=first.pk)
    activate_rule(activator=vigie, rule_id=second.pk)
    states = dict(BoostRule.objects.values_list("text", "state"))
    assert states == {RULE: "past", "proved and asks": "active"}
    end_rule(ender=vigie, rule_id=second.pk)
    assert not BoostRule.objects.filter(state="active").exists()


def test_who_moderates_alone_looks_again_later(vigie: Account) -> None:
    rule = proposed(vigie)
    with pytest.raises(Refused, match="dix minutes"):
        activate_rule(activator=vigie, rule_id=rule.pk)
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert activate_rule(activator=vigie, rule_id=rule.pk).state == "active"


def test_nobody_else_sees_or_changes_rules(ruisseau: Actor, vigie: Account) -> None:
    rule = proposed(vigie)
    question = question_by(ruisseau, audience="public")
    client = signed_in(ruisseau).client
    for address in ("/questions/relais", f"/questions/relais/{rule.pk}"):
        assert client.get(address).status_code == 404
        assert Client().get(address).status_code == 404
    changes = [f"/questions/relais/{rule.pk}/activer", f"/questions/relais/{rule.pk}/terminer"]
    for address in (*changes, "/questions/relais", f"/questions/{question.pk}/relais/retirer"):
        assert client.post(address, {"rule": RULE}).status_code == 404
    account = ruisseau.account
    assert account is not None
    with pytest.raises(Missing):
        activate_rule(activator=account, rule_id=rule.pk)


def test_the_page_tries_a_rule_on_public_questions_and_sends_nothing(ruisseau: Actor, vigie: Account) -> None:
    question_by(ruisseau, audience="public")
    question_by(ruisseau, "Sondage ?", audience="public")
    question_by(ruisseau, "Entre nous ?", audience="professionals")
    client = moderator(vigie)
    page = client.post("/questions/relais", {"rule": RULE, "essayer": "oui"}).content.decode()
    assert "1 relayées sur les 2 dernières questions publiques" in page
    assert "Entre nous" not in page
    assert "Décidé par" in page
    assert not Boost.objects.exists()
    assert not BoostRule.objects.exists()


def test_the_page_says_where_a_rule_is_wrong_and_keeps_what_was_typed(vigie: Account) -> None:
    client = moderator(vigie)
    wrong = client.post("/questions/relais", {"rule": "proved et asks", "proposer": "oui", "why": "Essai"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Ligne 1, colonne 8" in page
    assert "proved et asks" in page
    bomb = client.post("/questions/relais", {"rule": "(" * 100_000, "essayer": "oui"})
    assert bomb.status_code == 422
    no_reason = client.post("/questions/relais", {"rule": "proved", "proposer": "oui", "why": ""})
    assert "Dites pourquoi" in no_reason.content.decode()
    assert not BoostRule.objects.exists()


def test_a_rule_is_proposed_read_again_and_put_in_force_on_pages(vigie: Account, adjoint: Account) -> None:
    sent = {"rule": RULE, "proposer": "oui", "why": "Sans sondages."}
    page = moderator(vigie).post("/questions/relais", sent)
    rule = BoostRule.objects.get()
    assert page["Location"] == f"/questions/relais/{rule.pk}"
    other = moderator(adjoint)
    shown = other.get(f"/questions/relais/{rule.pk}").content.decode()
    assert "Sans sondages." in shown
    # By the name that everybody knows, never by an address of mail.
    assert "par vigie" in shown
    assert vigie.email not in shown
    assert other.post(f"/questions/relais/{rule.pk}/activer").status_code == 302
    assert "Sans sondages." in Client().get("/questions/relayees").content.decode()
    assert other.post(f"/questions/relais/{rule.pk}/terminer").status_code == 302
    history = other.get("/questions/relais").content.decode()
    assert "passée" in history


def test_moderation_takes_back_what_was_passed_on(ruisseau: Actor, vigie: Account, in_force: BoostRule) -> None:
    question = question_by(ruisseau, audience="public")
    pass_on_if_it_holds(question_id=question.pk)
    assert moderator(vigie).post(f"/questions/{question.pk}/relais/retirer").status_code == 302
    assert not Post.objects.filter(quoted=question.pk, deleted_at=None).exists()
    pass_on_if_it_holds(question_id=question.pk)
    assert not Post.objects.filter(quoted=question.pk, deleted_at=None).exists()
    assert "arrêter" not in Client().get("/questions/relayees").content.decode()
    _ = in_force


def test_a_dry_run_costs_the_same_for_one_question_and_for_many(
    ruisseau: Actor, vigie: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        question_by(ruisseau, f"Question {number} ?", audience="public")
    client = moderator(vigie)
    with django_assert_max_num_queries(22):
        client.post("/questions/relais", {"rule": RULE, "essayer": "oui"})


def test_feeds_tell_of_public_questions_alone(ruisseau: Actor, carrelet: Actor) -> None:
    shown = question_by(ruisseau, "Que faire d’un eczéma ?", audience="public")
    for audience in ("unlisted", "members", "professionals", "profession:doctor"):
        question_by(ruisseau, f"Réservé {audience} ?", audience=audience)
    post_by(ruisseau, "Un message, pas une question.")
    silenced = question_by(carrelet, "Et lui ?", audience="public")
    suspend(actor=carrelet)
    for address in ("/questions/flux", "/questions/flux/dermatologie"):
        feed = Client().get(address)
        body = feed.content.decode()
        assert feed["Content-Type"].startswith("application/atom+xml")
        assert f"/questions/{shown.pk}" in body
        assert "Réservé" not in body
        assert "Un message" not in body
        assert str(silenced.pk) not in body
        assert Client().get(address, headers={"If-None-Match": feed["ETag"]}).status_code == 304
    assert str(shown.pk) not in Client().get("/questions/flux/cardiologie").content.decode()
    assert Client().get("/questions/flux/inconnu").status_code == 404


def test_a_feed_changes_when_its_question_moves_on_and_never_tells_an_answer(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau, "Que faire d’un eczéma ?", audience="public")
    before = Client().get("/questions/flux")
    answer(answerer=carrelet, question=question, to=question.post, text=clear("Du tacrolimus."))
    after = Client().get("/questions/flux", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "tacrolimus" not in after.content.decode()


def test_what_was_passed_on_has_a_feed(ruisseau: Actor, in_force: BoostRule) -> None:
    question, other = (question_by(ruisseau, f"Que faire {n} ?", audience="public") for n in range(2))
    pass_on_if_it_holds(question_id=question.pk)
    body = Client().get("/questions/relayees/flux").content.decode()
    assert f"/questions/{question.pk}" in body
    assert f"/questions/{other.pk}" not in body
    _ = in_force


@pytest.mark.usefixtures("in_force")
def test_a_message_that_is_no_question_any_more_is_no_longer_relayed(ruisseau: Actor) -> None:
    KnockWord.objects.get_or_create(word="#doctoctoc", defaults={"profession": "doctor", "topic": "dermatologie"})
    post = post_by(ruisseau, "Un eczéma qui résiste, que proposez-vous ? #DocTocToc", "public")
    assert pass_on_if_it_holds(question_id=post.pk) is not None
    said = Post.objects.get(quoted=post.pk)
    assert signed_in(ruisseau).client.post(f"/questions/{post.pk}/ouverte").status_code == 302
    said.refresh_from_db()
    assert said.deleted_at is not None
    assert Post.objects.filter(pk=post.pk, deleted_at=None).exists()
