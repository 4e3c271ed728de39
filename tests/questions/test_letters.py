"""Answers by e-mail: letters that ask for them, what comes back, what waits for its author, what is refused once."""

from __future__ import annotations

import imaplib
import io
import re
import sys
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Self

import pytest
from django.core import mail
from django.utils.module_loading import autodiscover_modules

from tests.conftest import person, question_by, signed_in
from toctoc.community.models import Post
from toctoc.config.cli import DONE, main
from toctoc.jobs.models import Job
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.tasks import TASKS
from toctoc.people.services.blocks import block
from toctoc.privacy.services import clear
from toctoc.questions.models import LetterReader, Question, ReceivedLetter, WaitingAnswer
from toctoc.questions.services.mail.letters import choose_letters, reply_to
from toctoc.questions.services.mail.mailbox import MailboxAway, fetch_letters
from toctoc.questions.services.mail.receiving import IGNORED, receive
from toctoc.questions.services.questions import QuestionDraft, answer, ask, follow

if TYPE_CHECKING:
    from django.conf import LazySettings

    from toctoc.people.models import Actor

DOMAIN = "courrier.exemple.test"
SAID = "Pensez au tacrolimus en pommade."


@pytest.fixture(autouse=True)
def _receives(settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, reply_domain=DOMAIN)


def letter_of(
    sender: Actor, question: Question, text: str = SAID, *headers: str, name: str = "un@exemple.test", to: str = ""
) -> bytes:
    told = [f"From: {sender.display_name} <{sender.handle}@exemple.test>", f"To: {to or reply_to(sender, question)}"]
    told += [f"Message-ID: <{name}>", "Content-Type: text/plain; charset=utf-8", *headers]
    return ("\r\n".join(told) + f"\r\n\r\n{text}\r\n").encode()


def answers(question: Question) -> list[str]:
    return list(Post.objects.filter(thread=question.pk, reply_to__isnull=False).values_list("text", flat=True))


def work() -> None:
    """Run what waits."""
    autodiscover_modules("tasks")
    Worker(TASKS).drain()


def told() -> list[str]:
    """Run what waits, and return the letters that were sent."""
    work()
    bodies = [str(one.body) for one in mail.outbox]
    mail.outbox.clear()
    return bodies


def test_an_answer_by_mail_is_an_answer_and_the_same_letter_twice_is_one(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    raw = letter_of(carrelet, question, f"{SAID}\r\n\r\nLe 3 mars, Toctoc a écrit :\r\n> Bonjour")
    assert receive(raw=raw) == "answered"
    assert receive(raw=raw) == IGNORED
    assert answers(question) == [SAID]
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("answered", 1)
    assert told() == []


def test_a_letter_tells_of_an_answer_and_takes_one_back(ruisseau: Actor, carrelet: Actor) -> None:
    choose_letters(actor=ruisseau, wants=True)
    closed, public = question_by(ruisseau), question_by(ruisseau, "Quel délai ?", audience="public")
    for question in (closed, public):
        answer(answerer=carrelet, question=question, to=question.post, text=clear(SAID))
    work()
    assert [one.to for one in mail.outbox] == [["ruisseau@exemple.test"]] * 2
    reserved, open_to_all = mail.outbox
    # What is for professionals stays on the page; what is public is repeated.
    assert SAID not in reserved.body
    assert SAID in open_to_all.body
    assert reserved.extra_headers["Auto-Submitted"] == "auto-generated"
    raw = letter_of(ruisseau, closed, f"Merci.\r\n\r\n{reserved.body}", to=reserved.reply_to[0])
    assert receive(raw=raw) == "answered"
    assert answers(closed) == [SAID, "Merci."]
    work()
    # Nobody who did not ask is written to, nor whoever answered.
    assert len(mail.outbox) == 2


def test_a_sealed_answer_is_in_no_letter(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    for reader in (ruisseau, plumier):
        choose_letters(actor=reader, wants=True)
    draft = QuestionDraft(clear("Que faire ?"), ("dermatologie",), "today", "public", seal="sealed")
    question = ask(asker=ruisseau, draft=draft)
    follow(actor=plumier, question=question)
    answer(answerer=carrelet, question=question, to=question.post, text=clear(SAID))
    work()
    # Its asker may open it on the page; whoever follows hears nothing of it yet.
    assert [one.to for one in mail.outbox] == [["ruisseau@exemple.test"]]
    assert SAID not in mail.outbox[0].body


def test_letters_are_chosen_and_stopped_on_pages(ruisseau: Actor, carrelet: Actor) -> None:
    browser = signed_in(ruisseau).client
    assert "Recevoir ces courriels" in browser.get("/questions/courriels").content.decode()
    browser.post("/questions/courriels", {"courriels": "oui"})
    assert LetterReader.objects.filter(actor=ruisseau).exists()
    question = question_by(ruisseau)
    answer(answerer=carrelet, question=question, to=question.post, text=clear(SAID))
    work()
    stop = re.search(r"/questions/courriels/arreter/\S+", str(mail.outbox[0].body))
    assert stop is not None
    stranger = signed_in(carrelet).client
    assert stranger.get(stop[0]).status_code == 200
    assert LetterReader.objects.filter(actor=ruisseau).exists()
    assert stranger.post(stop[0]).status_code == 200
    assert not LetterReader.objects.filter(actor=ruisseau).exists()
    assert stranger.post(f"{stop[0]}x").status_code == 404


def test_what_needs_a_mask_waits_masked_on_the_page(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    text = "Vu hier avec Mme Kerdoncuff, née le 12/03/1961, que j’ai adressée en dermatologie."
    assert receive(raw=letter_of(carrelet, question, text)) == "waiting"
    assert answers(question) == []
    waiting = WaitingAnswer.objects.get()
    assert "Kerdoncuff" not in waiting.text
    assert "1961" not in waiting.text
    (body,) = told()
    link = re.search(rf"/questions/{question.pk}\?courriel={waiting.pk}", body)
    assert link is not None
    assert "Kerdoncuff" not in body
    shown = signed_in(carrelet).client.get(link[0]).content.decode()
    assert "adressée en dermatologie" in shown
    # For its author's eyes alone.
    assert "adressée en dermatologie" not in signed_in(ruisseau).client.get(link[0]).content.decode()
    answer(answerer=carrelet, question=question, to=question.post, text=clear(SAID))
    assert not WaitingAnswer.objects.exists()


def test_closing_questions_are_answered_on_the_page(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    text = "J’ai suivi une patiente de 54 ans, agricultrice, opérée d’un mélanome : elle a guéri en six mois."
    assert receive(raw=letter_of(carrelet, question, text)) == "waiting"
    assert WaitingAnswer.objects.filter(owner=carrelet, question=question).exists()
    assert answers(question) == []


def test_an_attachment_is_left_out_and_said(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    body = f"--x\r\nContent-Type: text/plain\r\n\r\n{SAID}\r\n--x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n--x--"
    told_first = f"From: carrelet@exemple.test\r\nTo: {reply_to(carrelet, question)}\r\nMessage-ID: <a@b>\r\n"
    raw = (told_first + f"Content-Type: multipart/mixed; boundary=x\r\n\r\n{body}").encode()
    assert receive(raw=raw) == "answered"
    (letter,) = told()
    assert "sans ses pièces jointes" in letter


def test_a_letter_without_words_of_its_own_is_told_so(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    assert receive(raw=letter_of(carrelet, question, "> Bonjour\r\n-- \r\nDr Personne")) == "refused"
    (letter,) = told()
    assert "sans texte nouveau" in letter


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <l.exemple.test>", "Return-Path: <>"],
)
def test_no_program_is_answered(ruisseau: Actor, carrelet: Actor, header: str) -> None:
    question = question_by(ruisseau)
    assert receive(raw=letter_of(carrelet, question, SAID, header)) == IGNORED
    assert receive(raw=letter_of(carrelet, question, name="x@127.0.0.1")) == IGNORED
    assert receive(raw=b"\x00\xff") == IGNORED
    assert (answers(question), told()) == ([], [])


def test_whatever_is_wrong_with_an_address_is_refused_once_in_the_same_words(
    ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    question = question_by(ruisseau)
    good = reply_to(carrelet, question)
    forged = good.replace(good[12], "a" if good[12] != "a" else "b", 1)
    stolen = letter_of(avril, question, to=good)
    unread = letter_of(avril, question, name="deux@exemple.test")
    with clock.at(clock.now() - timedelta(days=40)):
        old = reply_to(carrelet, question)
    bodies = []
    for raw in (stolen, unread):
        assert receive(raw=raw) == "refused"
        bodies += told()
    for number, address in enumerate((forged, old, f"reponse@{DOMAIN}")):
        raw = letter_of(carrelet, question, name=f"{number}@exemple.test", to=address)
        assert receive(raw=raw) == "refused"
        bodies += told()
    assert answers(question) == []
    # One for each sender, and nothing in it tells of a question.
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


def test_rights_are_those_of_the_moment(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau, audience="profession:doctor")
    assert receive(raw=letter_of(plumier, question)) == "refused"
    raw = letter_of(carrelet, question)
    block(blocker=ruisseau, blocked=carrelet)
    assert receive(raw=raw) == "refused"
    other = person("mouette", "doctor", proved=True)
    raw = letter_of(other, question)
    other.suspended_at = clock.now()
    other.save()
    assert receive(raw=raw) == "refused"
    assert answers(question) == []


def test_the_command_reads_a_letter_on_its_standard_input(
    ruisseau: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = question_by(ruisseau)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(letter_of(carrelet, question))))
    assert main(["mail", "receive"]) == DONE
    assert capsys.readouterr().out == "answered\n"
    assert answers(question) == [SAID]


class Box:
    """A mailbox as imaplib shows one."""

    letters: dict[bytes, bytes]
    seen: list[str]

    def __init__(self, host: str, port: int, timeout: float) -> None:
        assert (host, port, timeout) == ("boite.exemple.test", 993, 30.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def login(self, user: str, password: str) -> None:
        if (user, password) != ("nous@exemple.test", "secret"):
            raise imaplib.IMAP4.error(b"no")

    def select(self, folder: str) -> tuple[str, list[bytes]]:
        return ("OK" if folder == "Réponses" else "NO"), [b"1"]

    def uid(self, verb: str, *asked: str) -> tuple[str, list[object]]:
        if verb == "SEARCH":
            return "OK", [b" ".join(one for one in self.letters if one.decode() not in self.seen)]
        if verb == "STORE":
            self.seen.append(asked[0])
            return "OK", [None]
        raw = self.letters[asked[0].encode()]
        if asked[1] == "(RFC822.SIZE)":
            return "OK", [b"1 (RFC822.SIZE %d UID 1)" % len(raw)]
        return "OK", [(b"1 (BODY[] {%d}" % len(raw), raw), b")"]


def test_a_mailbox_is_fetched_and_marked(
    ruisseau: Actor, carrelet: Actor, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = question_by(ruisseau)
    Box.letters, Box.seen = {b"7": letter_of(carrelet, question), b"8": b""}, []
    monkeypatch.setattr(imaplib, "IMAP4_SSL", Box)
    assert fetch_letters(progress=Progress(lambda *_: True)) == 0
    address = "imaps://nous%40exemple.test:secret@boite.exemple.test/R%C3%A9ponses"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, reply_mailbox=address)
    assert fetch_letters(progress=Progress(lambda *_: True)) == 2
    assert fetch_letters(progress=Progress(lambda *_: True)) == 0
    assert answers(question) == [SAID]
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, reply_mailbox=address.replace("secret", "autre"))
    with pytest.raises(MailboxAway):
        fetch_letters(progress=Progress(lambda *_: True))


def test_a_letter_that_cannot_be_read_stops_none_after_it(
    ruisseau: Actor, carrelet: Actor, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = question_by(ruisseau)
    deep = b"From: un@exemple.test\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3_000
    half = letter_of(carrelet, question, "Bonjour \\ud800 oui.").replace(b"charset=utf-8", b"charset=unicode_escape")
    none = letter_of(carrelet, question, "Avec\0 zéro.", name="deux@exemple.test").replace(b"utf-8", b"undefined")
    good = letter_of(carrelet, question, name="trois@exemple.test")
    Box.letters, Box.seen = {b"1": deep, b"2": half, b"3": none, b"4": good}, []
    monkeypatch.setattr(imaplib, "IMAP4_SSL", Box)
    address = "imaps://nous%40exemple.test:secret@boite.exemple.test/R%C3%A9ponses"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, reply_mailbox=address)
    assert fetch_letters(progress=Progress(lambda *_: True)) == 4
    assert Box.seen == ["1", "2", "3", "4"]
    assert SAID in answers(question)


def test_rows_hold_no_address_and_no_words(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    receive(raw=letter_of(carrelet, question, to="reponse@ailleurs.test"))
    row = ReceivedLetter.objects.get()
    assert b"carrelet" not in bytes(row.sender) + bytes(row.digest)
    assert "carrelet" not in str(Job.objects.get(task="questions.tell_sender").arguments)
