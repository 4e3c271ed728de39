"""A mail server that refuses a letter says whose it was; nothing may keep its words beside what the letter is about."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PASSWORD, signed_in
from tests.proofs.paths.employers import work
from toctoc.config.logs import JsonLines
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.people.models import Account, Proof
from toctoc.people.services.proofs import doubt_proof, remind_of_end

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from toctoc.people.models import Actor

MAILBOX = "ruisseau@exemple.test"
REFUSALS = [
    SMTPRecipientsRefused({MAILBOX: (550, b"no such user")}),
    SMTPSenderRefused(451, f"quota of {MAILBOX}".encode(), "toctoc@exemple.test"),
    OSError(f"cannot connect for {MAILBOX}"),
]


@pytest.fixture(params=REFUSALS, ids=lambda error: type(error).__name__)
def refusal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Exception:
    """Let the mail server refuse every letter."""
    error: Exception = request.param

    def refuse(_: EmailMessage, *, fail_silently: bool = False) -> int:
        assert not fail_silently
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    return error


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return what the records would write."""
    lines = JsonLines("worker")
    return "\n".join(lines.format(record) for record in caplog.records)


@pytest.mark.usefixtures("refusal")
def test_a_refused_letter_leaves_no_mailbox_beside_a_proof(ruisseau: Actor, caplog: pytest.LogCaptureFixture) -> None:
    proof = Proof.objects.get(actor=ruisseau)
    with clock.at(proof.expires_at):
        remind_of_end(proof=proof)
        doubt_proof(proof=proof, because="Une raison.")
        with caplog.at_level(logging.INFO):
            work()
    failed = Job.objects.exclude(last_error="")
    assert {"proofs.write_step"} <= set(failed.values_list("task", flat=True))
    assert not any(MAILBOX in error for error in failed.values_list("last_error", flat=True))
    assert MAILBOX not in logged(caplog)


@pytest.mark.usefixtures("refusal")
def test_who_leaves_is_gone_even_if_the_last_letter_is_refused(
    ruisseau: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    browser = signed_in(ruisseau).client
    browser.post("/compte/reauthenticate/", {"password": PASSWORD})
    with caplog.at_level(logging.INFO):
        answer = browser.post("/reglages/partir", {})
    assert answer.status_code == 302
    assert not Account.objects.filter(email=MAILBOX).exists()
    assert MAILBOX not in logged(caplog)


def test_a_line_about_a_fault_of_mail_has_no_words_of_the_mail_server() -> None:
    for error in REFUSALS[:2]:
        record = logging.LogRecord("toctoc", logging.ERROR, "", 0, "fault", (), (type(error), error, None))
        line = JsonLines("web").format(record)
        assert isinstance(error, SMTPException)
        assert MAILBOX not in line
        assert type(error).__name__ in line
