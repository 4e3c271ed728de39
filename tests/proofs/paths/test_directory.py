"""The way by the national directory, from sign-up to the seal, through the pages; and every attack on it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import PASSWORD, person, signed_in
from tests.pages import words_of
from tests.proofs.paths.directory_files import file_of, row
from tests.register_numbers import fictional_rpps
from toctoc.config.world.steps import silent
from toctoc.jobs.models import Job, Receipt
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.errors import TooMany
from toctoc.people.models import Actor, Proof, RegisterHolder
from toctoc.people.services.actors import suspend
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.models import Attempts
from toctoc.proofs.path import path_called
from toctoc.proofs.paths.directory.models import Edition, MailboxCode
from toctoc.proofs.paths.directory.rules.mailboxes import Mailbox
from toctoc.proofs.paths.directory.services import codes, letters
from toctoc.proofs.paths.directory.services.importing import import_directory
from toctoc.proofs.paths.directory.tasks import forget_codes
from toctoc.proofs.queries import numbers_already_taken
from toctoc.proofs.services.attempts import Limit

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from tests.conftest import SignedIn
    from tests.pages import Response

pytestmark = pytest.mark.django_db

START, CODE, CHOICE = "/preuves/annuaire/", "/preuves/annuaire/code", "/preuves/annuaire/profession"
NUMBER = fictional_rpps(1)
MAILBOX = "camille.galet-dupre@medecin.mssante.fr"
CLAIM = {"number": NUMBER, "last": "Galet-Dupré", "first": "Camille Anne", "mailbox": MAILBOX}
OWN, SHARED = "cabinet.du.ponton@exemple.test", "accueil@hopital.exemple.test"
NEUTRAL = "Si ces informations se correspondent, un code vient de partir"
WRONG = "Ce code n’est pas le bon, ou il ne vaut plus."


@pytest.fixture(autouse=True)
def _directory(tmp_path: Path, db: None) -> None:
    """Four people: a doctor, one of two specialties, two whose hospital gives one mailbox for both."""
    path = tmp_path / "file.txt"
    rows = (
        row(1, MAILBOX=OWN),
        row(2, SPECIALTY="SM04", LAST="ROSEAU", FIRST="ALIX"),
        row(2, SPECIALTY="SM15", LAST="ROSEAU", FIRST="ALIX"),
        row(3, LAST="TILLEUL", FIRST="DOMINIQUE", MAILBOX=SHARED),
        row(4, LAST="BRUME", FIRST="CLAUDE", MAILBOX=SHARED, PROFESSION="60", SPECIALTY=""),
    )
    path.write_bytes(file_of(*rows))
    import_directory(file=str(path), accept_smaller=False, steps=silent)


@pytest.fixture
def lichen() -> SignedIn:
    return signed_in(person("lichen"))


def ask(who: Client, **changed: str) -> Response:
    return who.post(START, CLAIM | changed)


def work() -> None:
    """Do what is due, as the worker would."""
    Worker().drain()


def code_in_mail() -> str:
    work()
    found = re.search(r"^([0-9]{4} [0-9]{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found[1]


def other_than(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"


def everything_stored() -> str:
    """Every row of every table, bytes as text where they are."""
    rows = (line for model in apps.get_models() for line in model._default_manager.values_list())
    return "\n".join(repr(bytes(v) if isinstance(v, memoryview) else v) for line in rows for v in line)


def test_from_sign_up_to_the_seal(client: Client) -> None:
    cache.clear()
    signing_up = {"email": "nouveau@exemple.test", "password1": PASSWORD, "handle": "lichen_calme"}
    client.post("/compte/signup/", signing_up | {"display_name": "", "profession": "", "specialty": ""})
    confirming = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert confirming is not None
    client.post("/compte/confirm-email/", {"code": confirming[1]})
    assert "Prouver par l’annuaire" in words_of(client.get("/preuves"))
    assert client.get(START).status_code == 200
    asked = ask(client)
    assert asked.headers["Location"] == CODE
    assert NEUTRAL in words_of(client.get(CODE))
    code = code_in_mail()
    assert mail.outbox[-1].to == [MAILBOX]
    given = client.post(CODE, {"code": code})
    assert given.headers["Location"] == CHOICE
    shown = words_of(client.get(CHOICE))
    assert "Médecin, dermatologie" in shown
    proved = client.post(CHOICE, {"choice": "doctor/dermatology"}, follow=True)
    assert "Votre profession est prouvée" in words_of(proved)
    proof = Proof.objects.get()
    assert (proof.profession, proof.specialty, proof.path, proof.decided_by) == (
        "doctor",
        "dermatology",
        "directory",
        None,
    )
    assert bytes(RegisterHolder.objects.get().digest) == digest_of_number(f"8{NUMBER}")
    assert "vérifié par l’annuaire national" in words_of(client.get("/@lichen_calme"))
    assert "L’annuaire public des professionnels" in words_of(client.get("/@lichen_calme/preuve"))
    assert not MailboxCode.objects.exists()


def test_nothing_of_the_person_rests_in_rows_pages_or_addresses(
    lichen: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    pages = [ask(lichen.client), lichen.client.get(CODE)]
    stored = everything_stored()
    code = code_in_mail()
    pages.append(lichen.client.post(CODE, {"code": code}))
    pages.append(lichen.client.get(CHOICE))
    pages.append(lichen.client.post(CHOICE, {"choice": "doctor/dermatology"}))
    pages += [lichen.client.get(address) for address in ("/preuves", "/@lichen", "/@lichen/preuve", "/reglages")]
    stored += everything_stored()
    shown = "".join(words_of(page) + str(page.headers) for page in pages)
    for clear in (NUMBER, NUMBER[:10], "galet", "camille", MAILBOX, "mssante", code.replace(" ", ""), code):
        assert clear.lower() not in stored.lower(), clear
        assert clear.lower() not in caplog.text.lower(), clear
        if clear != "mssante":
            assert clear.lower() not in shown.lower(), clear


def test_the_letter_names_nobody_and_is_erased_once_sent(lichen: SignedIn) -> None:
    ask(lichen.client)
    assert MailboxCode.objects.get().letter
    code_in_mail()
    letter = f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    for clear in ("lichen", NUMBER, "galet"):
        assert clear not in letter.lower()
    assert not MailboxCode.objects.get().letter
    letters.send_code(actor_id=lichen.actor.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"number": fictional_rpps(77)},
        {"last": "Caillou"},
        {"first": "Anne"},
        {"mailbox": "alix.roseau@medecin.mssante.fr"},
        {"mailbox": "camille.galet-dupre@exemple.test"},
        {"number": fictional_rpps(77), "last": "Caillou", "mailbox": "quelqu.un@exemple.test"},
    ],
    ids=["number", "name", "first name", "another's mailbox", "mailbox of no professional domain", "all"],
)
def test_who_is_in_the_directory_is_not_to_be_learnt(lichen: SignedIn, changed: dict[str, str]) -> None:
    """What fits and what does not: same page, same address, same statements, same rows, same length."""
    outsider = signed_in(person("roseau"))
    ask(lichen.client)
    ask(outsider.client)
    with CaptureQueriesContext(connection) as right:
        fits = ask(lichen.client)
    with CaptureQueriesContext(connection) as wrong:
        does_not = ask(outsider.client, **changed)
    assert (fits.status_code, fits.headers["Location"]) == (does_not.status_code, does_not.headers["Location"])
    assert shapes(right) == shapes(wrong)
    one, other = MailboxCode.objects.order_by("pk")
    assert len(one.letter) == len(other.letter)
    assert len(one.code) == len(other.code)
    assert without_tokens(lichen.client.get(CODE)) == without_tokens(outsider.client.get(CODE))
    guesses = [who.client.post(CODE, {"code": "00000000"}) for who in (lichen, outsider)]
    assert [guess.status_code for guess in guesses] == [422, 422]
    assert without_tokens(guesses[0]) == without_tokens(guesses[1])
    work()
    assert {to for letter in mail.outbox for to in letter.to} == {MAILBOX}
    assert set(Job.objects.filter(task="proof_directory.send_code").values_list("state", flat=True)) == {"done"}


def shapes(asked: CaptureQueriesContext) -> list[str]:
    """Statements without their values."""
    return [
        re.sub(r"x?'[^']*'|\b[0-9]+\b|\bNULL\b|\"s[0-9]+_x[0-9]+\"", "?", line["sql"])
        for line in asked.captured_queries
    ]


def without_tokens(page: Response) -> str:
    """What a page says itself, between the frame that names who reads and without the tokens of forms."""
    found = re.search(r"<main.*</main>", words_of(page), re.DOTALL)
    assert found is not None
    return re.sub(r'value="[A-Za-z0-9]{32,}"', "", found[0])


@pytest.mark.parametrize(
    ("number", "last", "first", "mailbox", "is_sent"),
    [
        (1, "GALET DUPRE", "camille", "camille.galetdupre@ch-estran.mssante.fr", True),
        (1, "Galet-Dupré", "Camille-Anne", "c.galet-dupre@medecin.mssante.fr", True),
        (1, "Galet-Dupré", "Camille Anne", "galet-dupre.ca@medecin.mssante.fr", True),
        (1, "Galet-Dupré", "Camille Anne", "dr.camille.galet-dupre2@medecin.mssante.fr", True),
        (1, "Galet-Dupré", "Camille Anne", OWN.upper(), True),
        (1, "Caillou", "Camille Anne", OWN, False),
        (1, "Galet-Dupré", "Anne", OWN, False),
        (3, "Tilleul", "Dominique", SHARED, False),
        (3, "Tilleul", "Dominique", OWN, False),
        (1, "Galet-Dupré", "Camille Anne", "secretariat@medecin.mssante.fr", False),
        (1, "Galet-Dupré", "Camille Anne", "galet-dupre@medecin.mssante.fr", False),
        (1, "Galet-Dupré", "Camille Anne", "cgaletdupre@medecin.mssante.fr", False),
        (1, "Galet-Dupré", "Camille Anne", "camille.galet-dupre@patient.mssante.fr", False),
        (1, "Galet-Dupré", "Camille Anne", "camille.galet-dupre@a.patient.mssante.fr", False),
        (1, "Galet-Dupré", "Camille Anne", "camille.galet-dupre@mssante.fr.exemple.test", False),
        (1, "Galet-Dupré", "Camille Anne", "camille.galet-dupre@fauxmssante.fr", False),
        (1, "Galet-Dupré", "Camille Zoé", "camille-zoe.galet-dupre@medecin.mssante.fr", False),
    ],
)
def test_which_mailboxes_a_code_goes_to(
    lichen: SignedIn, number: int, last: str, first: str, mailbox: str, *, is_sent: bool
) -> None:
    asked = ask(lichen.client, number=fictional_rpps(number), last=last, first=first, mailbox=mailbox)
    assert asked.headers["Location"] == CODE
    work()
    assert [letter.to for letter in mail.outbox] == ([[mailbox.lower()]] if is_sent else [])


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("number", f"{NUMBER[:-1]}{(int(NUMBER[-1]) + 1) % 10}", "onze chiffres, dont le dernier vérifie les autres"),
        ("number", "12345", "onze chiffres"),
        ("number", "", "obligatoire"),
        ("last", "123", "Écrivez-le en lettres."),
        ("mailbox", "camille.galet+moi@medecin.mssante.fr", "n’a pas la forme"),
        ("mailbox", "camille.galet@medecin.mssante.fr\nBcc: x@exemple.test", "n’a pas la forme"),
        ("mailbox", "саmille.galet-dupre@medecin.mssante.fr", "n’a pas la forme"),
    ],
)
def test_what_nobody_could_have_is_said_at_once(lichen: SignedIn, field: str, typed: str, sentence: str) -> None:
    answer = ask(lichen.client, **{field: typed})
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert not MailboxCode.objects.exists()
    # A number that is right is not written on the page; one that is nobody's is, to be mended.
    assert NUMBER not in words_of(answer)


def test_spaces_and_the_type_in_front_of_a_number_are_taken(lichen: SignedIn) -> None:
    ask(lichen.client, number=f"8 {NUMBER[:2]} {NUMBER[2:5]}\u00a0{NUMBER[5:]}")
    assert code_in_mail()


def test_three_wrong_codes_and_the_right_one_no_longer_helps(lichen: SignedIn) -> None:
    ask(lichen.client)
    code = code_in_mail()
    for _ in range(3):
        assert WRONG in words_of(lichen.client.post(CODE, {"code": other_than(code)}))
    last = lichen.client.post(CODE, {"code": code})
    assert last.status_code == 422
    assert WRONG in words_of(last)
    assert lichen.client.get(CHOICE).headers["Location"] == CODE


def test_a_code_sent_again_with_its_form_costs_one_try(lichen: SignedIn) -> None:
    ask(lichen.client)
    code = code_in_mail()
    for _ in range(4):
        lichen.client.post(CODE, {"code": other_than(code), "cle": "la-meme"})
    assert MailboxCode.objects.get().tries_left == 2
    for _ in range(2):
        assert lichen.client.post(CODE, {"code": code, "cle": "encore"}).headers["Location"] == CHOICE


def test_a_code_is_used_once(lichen: SignedIn) -> None:
    ask(lichen.client)
    code = code_in_mail()
    lichen.client.post(CODE, {"code": code})
    replayed = lichen.client.post(CODE, {"code": code})
    assert replayed.status_code == 422
    assert WRONG in words_of(replayed)


@pytest.mark.parametrize("empty", ["", " ", "0", "00000000", "é" * 8, "\u0660" * 8])
def test_an_empty_or_odd_code_is_not_the_one_after_it_was_used(lichen: SignedIn, empty: str) -> None:
    ask(lichen.client)
    lichen.client.post(CODE, {"code": code_in_mail()})
    assert lichen.client.post(CODE, {"code": empty}).status_code == 422


def test_a_code_lasts_thirty_minutes(lichen: SignedIn) -> None:
    asked_at = clock.now()
    ask(lichen.client)
    code = code_in_mail()
    with clock.at(asked_at + timedelta(minutes=31)):
        late = lichen.client.post(CODE, {"code": code})
        assert late.status_code == 422
        assert WRONG in words_of(late)
        assert lichen.client.get(CHOICE).headers["Location"] == CODE


def test_an_accepted_code_is_not_kept_for_ever(lichen: SignedIn) -> None:
    asked_at = clock.now()
    ask(lichen.client)
    lichen.client.post(CODE, {"code": code_in_mail()})
    with clock.at(asked_at + timedelta(minutes=31)):
        late = lichen.client.post(CHOICE, {"choice": "doctor/dermatology"})
        assert late.status_code == 403
        forget_codes(None)
    assert not Proof.objects.exists()
    assert not MailboxCode.objects.exists()


def test_asking_again_replaces_the_code(lichen: SignedIn) -> None:
    ask(lichen.client)
    first = code_in_mail()
    ask(lichen.client)
    second = code_in_mail()
    assert lichen.client.post(CODE, {"code": first}).status_code == 422
    assert lichen.client.post(CODE, {"code": second}).headers["Location"] == CHOICE


def test_a_code_is_for_who_asked(lichen: SignedIn) -> None:
    other = signed_in(person("roseau"))
    ask(lichen.client)
    code = code_in_mail()
    assert other.client.post(CODE, {"code": code}).status_code == 422
    ask(other.client, number=fictional_rpps(77))
    assert other.client.post(CODE, {"code": code}).status_code == 422
    assert other.client.get(CHOICE).headers["Location"] == CODE
    assert other.client.post(CHOICE, {"choice": "doctor/dermatology"}).status_code == 403
    assert not Proof.objects.exists()
    assert lichen.client.post(CODE, {"code": code}).headers["Location"] == CHOICE


def test_a_form_sent_twice_sends_one_letter(lichen: SignedIn) -> None:
    answers = [lichen.client.post(START, CLAIM | {"cle": "la-meme"}) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {CODE}
    work()
    assert len(mail.outbox) == 1
    assert Receipt.objects.count() == 1


def test_several_professions_are_chosen_among_and_no_other(lichen: SignedIn) -> None:
    ask(lichen.client, number=fictional_rpps(2), last="Roseau", first="Alix", mailbox="a.roseau@chu.mssante.fr")
    lichen.client.post(CODE, {"code": code_in_mail()})
    shown = words_of(lichen.client.get(CHOICE))
    assert "Médecin, dermatologie" in shown
    assert "Médecin, cardiologie" in shown
    for wrong in ("doctor/surgery", "nurse/", "doctor/", "", "/", "doctor/dermatology/x"):
        assert lichen.client.post(CHOICE, {"choice": wrong}).status_code == 403
    assert not Proof.objects.exists()
    for _ in range(2):
        sent = lichen.client.post(CHOICE, {"choice": "doctor/cardiology", "cle": "la-meme"})
        assert sent.headers["Location"] == "/preuves"
    assert Proof.objects.get().specialty == "cardiology"


def test_the_archive_says_that_a_code_was_asked_for_and_nothing_of_the_answer(lichen: SignedIn) -> None:
    way = path_called("directory")
    assert way is not None
    with clock.at(clock.now()):
        ask(lichen.client)
        fits = way.archive_of(lichen.actor)
        ask(lichen.client, number=fictional_rpps(99))
        assert way.archive_of(lichen.actor) == fits
    assert list(fits[0]) == ["asked_at", "expires_at", "tries_left", "accepted_at"]
    assert way.archive_of(person("autre")) == []


def test_a_number_that_proves_another_actor_is_said_so_and_counted(lichen: SignedIn) -> None:
    first = person("roseau")
    record_proof(actor=first, evidence=Evidence("doctor", path="directory", number=digest_of_number(f"8{NUMBER}")))
    ask(lichen.client)
    lichen.client.post(CODE, {"code": code_in_mail()})
    refused = lichen.client.post(CHOICE, {"choice": "doctor/dermatology"})
    assert refused.status_code == 403
    assert "déjà prouvé sa profession ici, sous un autre nom" in words_of(refused)
    assert "roseau" not in words_of(refused)
    assert not Proof.objects.filter(actor=lichen.actor).exists()
    assert numbers_already_taken(clock.now().date() - timedelta(days=1)) == 1
    assert not MailboxCode.objects.exists()


def test_who_left_the_directory_meanwhile_proves_nothing(lichen: SignedIn, tmp_path: Path) -> None:
    ask(lichen.client)
    lichen.client.post(CODE, {"code": code_in_mail()})
    (tmp_path / "later.txt").write_bytes(file_of(row(9)))
    import_directory(file=str(tmp_path / "later.txt"), accept_smaller=True, steps=silent)
    assert lichen.client.post(CHOICE, {"choice": "doctor/dermatology"}).status_code == 403
    assert not Proof.objects.exists()


@pytest.mark.parametrize("address", [START, CODE, CHOICE])
def test_outsiders_sign_in_first_and_the_suspended_and_places_prove_nothing(
    client: Client, lichen: SignedIn, address: str
) -> None:
    assert "/compte/login/" in client.get(address).headers["Location"]
    assert "/compte/login/" in client.post(address, CLAIM).headers["Location"]
    suspend(actor=lichen.actor)
    assert lichen.client.get(address).status_code == 403
    assert lichen.client.post(address, CLAIM).status_code == 403
    place = person("hopital")
    Actor.objects.filter(pk=place.pk).update(kind="organisation")
    assert signed_in(place).client.get(address).status_code == 404


def test_without_a_directory_there_is_no_such_way(lichen: SignedIn) -> None:
    Edition.objects.all().delete()
    assert lichen.client.get(START).status_code == 404
    assert "Prouver par l’annuaire" not in words_of(lichen.client.get("/preuves"))


@pytest.mark.slow
def test_ten_thousand_guesses_get_nowhere(lichen: SignedIn) -> None:
    """Somebody who knows everything but the code asks and guesses for a fortnight, from ever new addresses."""
    begun, let_through = clock.now(), 0
    for number in range(10_000):
        with clock.at(begun + timedelta(minutes=2 * number)):
            address = f"2001:db8::{number:x}"
            if number % 15 == 0 and may_ask(lichen.actor, address):
                codes.ask(actor=lichen.actor, claim=claim())
            if may_guess(lichen.actor, address):
                let_through += 1
                assert not codes.give(actor=lichen.actor, typed=f"{number:08}")
    assert let_through <= 18 * 15
    assert not Proof.objects.exists()


def claim() -> codes.Claim:
    mailbox = Mailbox("camille.galet-dupre", "medecin.mssante.fr")
    return codes.Claim(f"8{NUMBER}", "Galet-Dupré", "Camille Anne", mailbox)


def may_ask(actor: Actor, address: str) -> bool:
    try:
        return codes.count_asking(actor=actor, address=address, mailbox=claim().mailbox)
    except TooMany:
        return False


def may_guess(actor: Actor, address: str) -> bool:
    try:
        codes.count_guess(actor=actor, address=address)
    except TooMany:
        return False
    return True


def test_the_right_code_does_not_pass_a_limit(lichen: SignedIn) -> None:
    ask(lichen.client)
    code = code_in_mail()
    for number in range(codes.GUESS_ACCOUNT.most):
        lichen.client.post(CODE, {"code": f"{number:08}"})
    late = lichen.client.post(CODE, {"code": code})
    assert late.status_code == 429
    assert "Retry-After" in late.headers
    assert not Proof.objects.exists()


def test_asking_is_limited_per_account(lichen: SignedIn) -> None:
    statuses = [ask(lichen.client).status_code for _ in range(codes.ASK_ACCOUNT.most + 1)]
    assert statuses == [302] * codes.ASK_ACCOUNT.most + [429]


def test_asking_is_limited_per_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "ASK_ADDRESS", Limit("directory.ask.address", 3, timedelta(hours=1)))
    many = [signed_in(person(f"brume_{number}")) for number in range(4)]
    assert [ask(who.client).status_code for who in many] == [302, 302, 302, 429]


def test_one_who_is_over_their_own_limit_takes_nothing_from_the_others(lichen: SignedIn) -> None:
    """Ten thousand requests of one account leave the limit in all where it was: others are not locked out."""
    for _ in range(500):
        may_guess(lichen.actor, "2001:db8::1")
    other = person("roseau")
    assert may_guess(other, "2001:db8::2")
    counts = sorted(Attempts.objects.values_list("count", flat=True))
    assert counts == [1, 1, codes.GUESS_ACCOUNT.most + 1, 500, 500]


def test_the_limit_in_all_is_said_logged_and_short(lichen: SignedIn, caplog: pytest.LogCaptureFixture) -> None:
    few = codes.GUESS_ALL.most
    begun = clock.now().replace(minute=0, second=5)
    crowd = [person(f"brume_{number}") for number in range(few // codes.GUESS_ACCOUNT.most + 1)]
    with clock.at(begun):
        for number in range(few):
            codes.count_guess(actor=crowd[number % len(crowd)], address=f"2001:db8::{number:x}")
        refused = lichen.client.post(CODE, {"code": "00000000"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 600
    assert "a limit in all is reached" in caplog.text
    with clock.at(begun + timedelta(minutes=10)):
        assert lichen.client.post(CODE, {"code": "00000000"}).status_code == 422


def test_a_mailbox_is_not_flooded_and_nobody_learns_of_it() -> None:
    answers = [ask(signed_in(person(f"brume_{number}")).client) for number in range(codes.LETTERS.most + 2)]
    assert {answer.headers["Location"] for answer in answers} == {CODE}
    work()
    assert len(mail.outbox) == codes.LETTERS.most


def test_a_mail_server_that_refuses_leaves_no_address_in_the_queue(
    lichen: SignedIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(address: str, *_: object, **__: object) -> None:
        raise OSError(f"550 no such mailbox {address}")

    monkeypatch.setattr(letters, "write_to_address", refuse)
    ask(lichen.client)
    work()
    job = Job.objects.get(task="proof_directory.send_code")
    assert "LetterStays: OSError" in job.last_error
    assert "mssante" not in job.last_error + caplog.text
    monkeypatch.undo()
    with clock.at(clock.now() + timedelta(minutes=10)):
        assert code_in_mail()


def test_a_reader_in_english_gets_the_letter_in_english(lichen: SignedIn) -> None:
    assert lichen.actor.account is not None
    lichen.actor.account.language = "en"
    lichen.actor.account.save()
    ask(lichen.client)
    assert code_in_mail()


def test_the_page_says_what_each_way_establishes_and_what_is_kept(lichen: SignedIn) -> None:
    said = words_of(lichen.client.get("/preuves/voies"))
    for sentence in ("pourrait prouver à sa place", "une empreinte du numéro", "mise en réexamen"):
        assert sentence in said
