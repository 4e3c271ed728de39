"""Leave: what goes, what stays, in what order, whatever dies on the way; and what is taken along."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.utils.module_loading import autodiscover_modules

from tests.conftest import PASSWORD, person, post_by, question_by, signed_in
from tests.pages import words_of
from tests.register_numbers import fictional_rpps
from toctoc.community.models import AuthorFragment, Favourite, Mention, Notification, Post, PostFragment, Revision
from toctoc.community.services import posts
from toctoc.community.services.gestures import favour, keep
from toctoc.community.services.leaving import ERASE, erase_who_left
from toctoc.jobs.models import Job, Receipt
from toctoc.jobs.models.job import JobState
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.kernel.progress import Progress, WorkStopped
from toctoc.kernel.tasks import TASKS
from toctoc.people.models import Account, Actor, Follow, Ground, Proof, ProofMove, RegisterHolder, RetiredHandle
from toctoc.people.policies import proved_profession
from toctoc.people.rules.attestations.statements import Audience
from toctoc.people.rules.proof_life import State
from toctoc.people.rules.registers import national_identifier
from toctoc.people.services.actors import suspend
from toctoc.people.services.attestations import issue_attestation, take_attestations_back
from toctoc.people.services.follows import follow
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.leaving import APART, begin_erasing, leave
from toctoc.people.services.proofs import Evidence, NumberTaken, record_proof, revoke_proof
from toctoc.people.services.tokens import AccessToken, bearer_of, issue_token
from toctoc.people.tasks import forget_numbers, let_actors_leave
from toctoc.privacy.services import clear
from toctoc.questions.models import Question, QuestionFollow
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from toctoc.kernel.tasks import Work

pytestmark = pytest.mark.django_db
PAGE = "/reglages/partir"
NUMBER = digest_of_number(national_identifier(fictional_rpps(42)))


def work() -> None:
    autodiscover_modules("tasks")
    Worker(TASKS).drain()


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(pk=actor.pk)


def account_of(actor: Actor) -> Account:
    return Account.objects.get(actors=actor)


def gone(actor: Actor) -> Actor:
    """Let somebody leave, and everything be done."""
    leave(account=account_of(actor), speaking=actor)
    work()
    return fresh(actor)


def second_actor(actor: Actor, handle: str, profession: str = "") -> Actor:
    made = person(handle, profession, proved=bool(profession))
    other, made.account = made.account, account_of(actor)
    made.save(update_fields=["account"])
    assert other is not None
    other.delete()
    return fresh(made)


def confirmed(browser: Client) -> Client:
    """Give the password again."""
    answer_to_get = browser.get(PAGE)
    assert answer_to_get.headers["Location"].startswith("/compte/reauthenticate/")
    assert browser.post(answer_to_get.headers["Location"], {"password": PASSWORD}).status_code == 302
    return browser


def everything() -> str:
    """Return every value of every row, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 names of our own tables
            found.append(repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor]))
    return "\n".join(found)


def test_a_stranger_has_nothing_to_delete_or_take(client: Client) -> None:
    for address in (PAGE, "/reglages/archive"):
        assert client.get(address).headers["Location"].startswith("/compte/login/")
    assert client.post(PAGE).status_code == 302


def test_the_password_is_asked_again_before_anything(avril: Actor) -> None:
    browser = signed_in(avril).client
    assert browser.get(PAGE).status_code == 302
    assert browser.post(PAGE).status_code == 302
    assert Account.objects.filter(actors=avril).exists()


def test_somebody_leaves_by_the_page_and_is_told_at_their_address(avril: Actor) -> None:
    browser = confirmed(signed_in(avril).client)
    page = words_of(browser.get(PAGE))
    assert "Ce qui disparaît" in page
    assert "Ce qui reste" in page
    answer_to_post = browser.post(PAGE, follow=True)
    assert "Votre compte est supprimé" in words_of(answer_to_post)
    assert not Account.objects.filter(email="avril@exemple.test").exists()
    assert mail.outbox[-1].to == ["avril@exemple.test"]
    assert browser.get("/reglages").status_code == 302
    assert Client().get("/@avril").status_code == 404
    assert Client().post("/compte/login/", {"login": "avril@exemple.test", "password": PASSWORD}).status_code != 302


def test_two_tabs_leave_once(avril: Actor) -> None:
    browser = confirmed(signed_in(avril).client)
    account = account_of(avril)
    assert browser.post(PAGE).status_code == 302
    assert browser.post(PAGE).headers["Location"].startswith("/compte/login/")
    leave(account=account, speaking=avril)
    assert RetiredHandle.objects.count() == 1


def test_an_account_without_an_actor_and_one_that_waits_may_leave(db: None) -> None:
    bare = Account.objects.create_superuser(email="chef@exemple.test", password=PASSWORD)
    browser = Client()
    browser.force_login(bare, backend="django.contrib.auth.backends.ModelBackend")
    confirmed(browser).post(PAGE)
    waiting = person("attente")
    Account.objects.filter(actors=waiting).update(approved_at=None)
    confirmed(signed_in(waiting).client).post(PAGE)
    assert not Account.objects.exists()


def test_nothing_that_opens_the_account_or_says_who_it_was_is_left(ruisseau: Actor) -> None:
    account = account_of(ruisseau)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={})
    record_proof(actor=ruisseau, evidence=Evidence("doctor", number=NUMBER))
    token = issue_token(account=account)
    assert bearer_of(token) is not None
    other = signed_in(ruisseau).client
    other.get("/reglages")
    assert Session.objects.count() == 1
    post_by(ruisseau, "Une phrase reconnaissable.")
    gone(ruisseau)
    assert bearer_of(token) is None
    for model in (Account, EmailAddress, Authenticator, AccessToken, Session, Proof, ProofMove, RegisterHolder):
        assert not model._default_manager.exists(), model
    rows = everything()
    assert "ruisseau" not in rows.lower()
    assert "reconnaissable" not in rows


def test_the_handle_is_nobodys_any_more(avril: Actor) -> None:
    gone(avril)
    with pytest.raises(Invalid):
        person("avril")
    assert person("octobre").handle == "octobre"


def test_what_they_wrote_goes_and_what_others_answered_stays(ruisseau: Actor, carrelet: Actor, client: Client) -> None:
    thread = post_by(ruisseau, "Qui connaît ce service ?")
    posts.edit(editor=ruisseau, post=thread, text=clear("Qui connaît ce lieu ?"), revision=1)
    reply = posts.reply(author=carrelet, to=thread, answer=posts.Answer(clear("Moi, très bien.")))
    posts.reply(author=ruisseau, to=reply, answer=posts.Answer(clear("Merci infiniment.")))
    question = question_by(ruisseau, "Que feriez-vous ici ?", "public")
    answer(answerer=carrelet, question=question, to=question.post, text=clear("J’attendrais demain."))
    gone(ruisseau)
    page = words_of(client.get(f"/messages/{thread.pk}"))
    assert "Moi, très bien." in page
    assert not any(words in page for words in ("Qui connaît", "Merci infiniment", "Ruisseau", "@ruisseau"))
    assert not Revision.objects.exists()
    assert not Question.objects.exists()
    assert "J’attendrais demain." in words_of(client.get(f"/messages/{question.post_id}"))
    assert set(Post.objects.filter(deleted_at=None).values_list("author", flat=True)) == {carrelet.pk}
    assert Post.objects.get(pk=thread.pk).replies_count == 1


def test_an_answer_is_counted_out_of_the_question(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    answer(answerer=carrelet, question=question, to=question.post, text=clear("J’attendrais demain."))
    gone(carrelet)
    question.refresh_from_db()
    assert (question.answers_count, question.state) == (0, "open")
    assert not QuestionFollow.objects.exists()


def test_from_the_first_moment_nothing_of_theirs_is_shown(ruisseau: Actor, client: Client) -> None:
    """Before the job that erases has even begun."""
    thread = post_by(ruisseau, "Qui connaît ce service ?")
    posts.edit(editor=ruisseau, post=thread, text=clear("Qui connaît ce lieu ?"), revision=1)
    leave(account=account_of(ruisseau), speaking=ruisseau)
    for address in (f"/messages/{thread.pk}", f"/messages/{thread.pk}/versions", f"/messages/{thread.pk}/carte"):
        assert client.get(address).status_code == 404
    for address in ("/decouvrir", "/", "/api/toctoc/v1/posts"):
        assert "Qui connaît" not in client.get(address).content.decode()
    assert not AuthorFragment.objects.filter(actor=ruisseau).exists()


def test_ties_are_undone_and_counted_out(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    post = post_by(carrelet)
    follow(follower=ruisseau, followee=carrelet)
    follow(follower=carrelet, followee=ruisseau)
    follow(follower=avril, followee=carrelet)
    for actor in (ruisseau, avril):
        favour(actor=actor, post=post)
        keep(actor=actor, post=post)
    naming = post_by(carrelet, "Merci @ruisseau pour hier.")
    Receipt.objects.create(owner=ruisseau.pk, key="x", fingerprint="")
    gone(ruisseau)
    post.refresh_from_db()
    carrelet.refresh_from_db()
    assert (post.favourites_count, carrelet.followers_count, carrelet.following_count) == (1, 1, 0)
    assert Favourite.objects.count() == Follow.objects.count() == 1
    assert not Mention.objects.exists()
    assert not Receipt.objects.exists()
    assert not Notification.objects.filter(actor=ruisseau).exists()
    assert not Notification.objects.filter(recipient=ruisseau).exists()
    fragment = PostFragment.objects.get(post=naming)
    assert "/@ruisseau" not in fragment.html_fr + fragment.html_en + fragment.json


def test_proofs_that_rest_on_who_left_stand_and_decisions_stay(ruisseau: Actor, dehors: Actor, vigie: Account) -> None:
    proof = record_proof(
        actor=dehors, evidence=Evidence("doctor", path="peers", grounds=(ruisseau.pk,)), deciders=(vigie,)
    )
    gone(ruisseau)
    gone(Actor.objects.get(account=vigie))
    proof.refresh_from_db()
    assert (proof.state, proof.decided_by) == (State.VALID, None)
    assert proved_profession(fresh(dehors)) == "doctor"
    assert not Ground.objects.exists()


def test_a_suspended_persons_number_is_kept_a_year_and_nothing_else(dehors: Actor) -> None:
    record_proof(actor=dehors, evidence=Evidence("doctor", number=NUMBER))
    suspend(actor=fresh(dehors))
    gone(dehors)
    holder = RegisterHolder.objects.get()
    assert (bytes(holder.digest), holder.actor) == (NUMBER, None)
    again = person("retour", "doctor")
    with pytest.raises(NumberTaken):
        record_proof(actor=again, evidence=Evidence("doctor", number=NUMBER))
    with clock.at(clock.now() + timedelta(days=364)):
        forget_numbers(None)
    assert RegisterHolder.objects.exists()
    with clock.at(clock.now() + timedelta(days=366)):
        forget_numbers(None)
        assert not RegisterHolder.objects.exists()
        record_proof(actor=again, evidence=Evidence("doctor", number=NUMBER))


def test_whoever_suspended_one_name_kept_the_number_of_the_other(dehors: Actor) -> None:
    record_proof(actor=dehors, evidence=Evidence("doctor", number=NUMBER))
    suspend(actor=second_actor(dehors, "pleiade"))
    leave(account=account_of(dehors), speaking=dehors)
    assert RegisterHolder.objects.get().kept_until is not None


def test_anybody_elses_number_is_free_again(dehors: Actor) -> None:
    record_proof(actor=dehors, evidence=Evidence("doctor", number=NUMBER))
    gone(dehors)
    record_proof(actor=person("retour", "doctor"), evidence=Evidence("doctor", number=NUMBER))


def test_the_actors_of_one_account_go_at_different_moments(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda most: most // 2)
    other = second_actor(ruisseau, "pleiade", "nurse")
    leave(account=account_of(ruisseau), speaking=ruisseau)
    work()
    browser = Client()
    assert browser.get("/@ruisseau").status_code == 404
    assert browser.get("/@pleiade").status_code == 200
    assert proved_profession(fresh(other)) == "nurse"
    assert fresh(other).account is None
    with clock.at(clock.now() + APART / 2 + timedelta(minutes=1)):
        let_actors_leave(_work())
        work()
        assert browser.get("/@pleiade").status_code == 404
        assert not Proof.objects.exists()
        assert "pleiade" not in everything().lower()


def _work() -> Work:
    from toctoc.kernel.tasks import Work

    return Work(0, 1, Progress(lambda _done, _total: True))


def test_a_process_that_dies_in_between_leaves_nothing_behind_when_another_goes_on(ruisseau: Actor) -> None:
    for number in range(5):
        post_by(ruisseau, f"Message {number}.")
    leave(account=account_of(ruisseau), speaking=ruisseau)
    dying = Progress(lambda _done, _total: False)
    with pytest.raises(WorkStopped):
        erase_who_left(actor_id=ruisseau.pk, progress=dying)
    assert 0 < Post.objects.filter(author=ruisseau, deleted_at=None).count() < 5
    assert Client().get("/@ruisseau").status_code == 404
    work()
    assert not Post.objects.filter(deleted_at=None).exists()
    assert fresh(ruisseau).suspended_at is None


def test_a_cancelled_job_is_asked_for_again(ruisseau: Actor) -> None:
    post_by(ruisseau)
    leave(account=account_of(ruisseau), speaking=ruisseau)
    Job.objects.filter(task=ERASE).update(state=JobState.CANCELLED, key=None)
    work()
    assert Post.objects.filter(deleted_at=None).exists()
    let_actors_leave(_work())
    work()
    assert not Post.objects.filter(deleted_at=None).exists()
    assert Job.objects.filter(task=ERASE).count() == 2
    let_actors_leave(_work())
    assert Job.objects.filter(task=ERASE).count() == 2


def test_erasing_twice_changes_nothing(ruisseau: Actor) -> None:
    left = gone(ruisseau)
    begin_erasing(actor_id=ruisseau.pk)
    erase_who_left(actor_id=ruisseau.pk, progress=Progress(lambda _done, _total: True))
    assert fresh(ruisseau).left_at == left.left_at


def test_no_delete_takes_the_answers_of_others_along(ruisseau: Actor, carrelet: Actor) -> None:
    posts.reply(author=carrelet, to=post_by(ruisseau), answer=posts.Answer(clear("Moi, très bien.")))
    with pytest.raises(ProtectedError):
        account_of(ruisseau).delete()
    assert Post.objects.count() == 2


def test_nobody_brings_a_nameless_row_back(ruisseau: Actor, vigie: Account) -> None:
    left = gone(ruisseau)
    browser = signed_in(Actor.objects.get(account=vigie)).client
    assert browser.get(f"/moderation/acteurs/{left.handle}").status_code == 404
    assert browser.get(f"/@{left.handle}").status_code == 404
    vigie.is_staff = vigie.is_superuser = True
    vigie.save()
    office = signed_in(Actor.objects.get(account=vigie)).client
    assert left.handle not in office.get("/administration/people/actor/").content.decode()


def archive(browser: Client) -> Any:
    response: Any = browser.get("/reglages/archive")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="toctoc-')
    assert response.headers["Cache-Control"] == "private, no-store"
    return json.loads(b"".join(response.streaming_content))


def test_what_was_attested_to_other_servers_is_taken_along(ruisseau: Actor, avril: Actor) -> None:
    assert (archive(signed_in(avril).client)["actors"][0])["attestations"] == []
    issue_attestation(actor=ruisseau, audience=Audience("autre.example", "defi"))
    take_attestations_back(actor=ruisseau)
    issue_attestation(actor=ruisseau, audience=Audience("autre.example", "defi"))
    [own] = archive(signed_in(ruisseau).client)["actors"]
    assert own["key_elsewhere"].startswith("z6Mk")
    assert sorted(bool(given["revoked_at"]) for given in own["attestations"]) == [False, True]
    assert all(given["ends_at"] for given in own["attestations"])
    assert "autre.example" not in json.dumps(own)
    assert archive(signed_in(avril).client)["actors"][0]["key_elsewhere"] == ""


def test_an_account_takes_its_own_along_and_nothing_of_others(ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    other = second_actor(ruisseau, "pleiade")
    record_proof(
        actor=ruisseau,
        evidence=Evidence("doctor", path="peers", number=NUMBER, grounds=(carrelet.pk,)),
        deciders=(vigie,),
    )
    revoke_proof(proof=Proof.objects.get(actor=ruisseau, state=State.VALID), decided_by=vigie)
    found = archive(signed_in(ruisseau).client)
    assert found["account"]["email"] == "ruisseau@exemple.test"
    assert [actor["handle"] for actor in found["actors"]] == ["ruisseau", other.handle]
    [replaced, revoked] = found["actors"][0]["proofs"]
    assert (replaced["state"], revoked["state"], revoked["way"]) == ("replaced", "revoked", "peers")
    assert [step["after"] for step in revoked["steps"]] == ["valid", "revoked"]
    text = json.dumps(found)
    for secret in (NUMBER.hex(), "carrelet", "vigie", str(carrelet.pk), repr(NUMBER)):
        assert secret not in text
