"""People of the large world at work: sessions, tickets."""

from __future__ import annotations

import time

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from toctoc.live.rules.ticket import Ticket, signed
from toctoc.people.models import Account, Actor
from toctoc.people.policies import viewer_for
from toctoc.people.services.tokens import issue_token


def proved_professionals(count: int) -> list[Actor]:
    """Return that many professionals whose proof lasts."""
    rows = Actor.objects.exclude(proved_profession="").filter(suspended_at=None, account__is_active=True)
    found = [actor for actor in rows.select_related("account")[: count * 2] if viewer_for(actor).profession]
    if len(found) < count:
        raise SystemExit("The benchmark needs the large demonstration world.")
    return found[:count]


def account_of(actor: Actor) -> Account:
    """Return the account behind an actor of the world."""
    if actor.account is None:
        raise SystemExit(f"{actor} has no account.")
    return actor.account


def token_of(actor: Actor) -> str:
    """Return a bearer token for an actor's account."""
    return issue_token(account=account_of(actor))


def session_of(actor: Actor) -> str:
    """Sign an actor's account in; return the session's cookie."""
    account = account_of(actor)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def ticket_of(actor: Actor, secret: str) -> str:
    """Return the stream ticket that a page would give an actor."""
    channels = (*viewer_for(actor).audiences, f"actor:{actor.pk}")
    return signed(Ticket(channels, int(time.time()) + 3600, time.time()), secret)
