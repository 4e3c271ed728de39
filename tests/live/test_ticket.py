"""A stream opens with a ticket that only we can make."""

from __future__ import annotations

import base64

import pytest

from toctoc.live.rules.ticket import Ticket, opened, signed

SECRET = "a-secret-of-at-least-thirty-two-characters"
TICKET = Ticket(("public", "members", "actor:12"), expires=2_000, made_at=1_000.5)


def test_a_ticket_says_what_it_was_made_for() -> None:
    assert opened(signed(TICKET, SECRET), SECRET, now=1_999) == TICKET


def test_a_ticket_runs_out() -> None:
    assert opened(signed(TICKET, SECRET), SECRET, now=2_000) is None


def test_another_secret_opens_nothing() -> None:
    assert opened(signed(TICKET, SECRET), SECRET + "x", now=1_500) is None


def test_a_changed_channel_opens_nothing() -> None:
    raw = base64.urlsafe_b64decode(signed(TICKET, SECRET) + "==")
    forged = base64.urlsafe_b64encode(raw.replace(b"actor:12", b"actor:13")).rstrip(b"=").decode()
    assert opened(forged, SECRET, now=1_500) is None


@pytest.mark.parametrize("text", ["", "é", "%%%", "AAAA", "A" * 5_000, signed(TICKET, SECRET)[:-9]])
def test_what_is_no_ticket_opens_nothing(text: str) -> None:
    assert opened(text, SECRET, now=0) is None
