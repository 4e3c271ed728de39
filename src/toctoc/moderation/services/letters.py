"""Write to who gave notice and to whom a decision touches, once each, after commit.

A letter names no actor: a mailbox may be read by others, and a pseudonym beside an address is a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import BadHeaderError

from toctoc.kernel import clock
from toctoc.moderation.models import Appeal, Decision, Notice, Suspicion
from toctoc.moderation.queries.statements import statement_of
from toctoc.moderation.services.notices import contact_of
from toctoc.moderation.services.secrets import DECISION, NOTICE, secret_of
from toctoc.people.policies import takes_part
from toctoc.proofs.services.letters import LetterStays, write_to_address

if TYPE_CHECKING:
    from toctoc.people.models import Account

_FOLDER = "moderation/mail"


def acknowledge(*, notice_id: int) -> None:
    """Confirm that a notice arrived (article 16(4)), with its reference and the link to follow it."""
    notice = Notice.objects.select_related("notifier__account").filter(pk=notice_id, acknowledged_at=None).first()
    if notice is not None and _write_to_notifier(notice, "received"):
        Notice.objects.filter(pk=notice.pk).update(acknowledged_at=clock.now())


def tell_notifier(*, notice_id: int) -> None:
    """Tell who gave notice what was decided, and how to contest it (article 16(5))."""
    rows = Notice.objects.select_related("notifier__account", "decision").filter(pk=notice_id, told_at=None)
    notice = rows.exclude(decision=None).first()
    if notice is not None and _write_to_notifier(notice, "decided"):
        Notice.objects.filter(pk=notice.pk).update(told_at=clock.now())


def state_reasons(*, decision_id: int) -> None:
    """Send the statement of reasons to whom a decision touches (article 17)."""
    decision = _decision(decision_id)
    if decision is None or decision.told_at is not None:
        return
    if _write_to_target(decision, "statement"):
        Decision.objects.filter(pk=decision.pk).update(told_at=clock.now())


def tell_lifted(*, decision_id: int) -> None:
    """Tell whom a decision touched that it is undone."""
    decision = _decision(decision_id)
    if decision is not None:
        _write_to_target(decision, "lifted")


def tell_appeal(*, appeal_id: int) -> None:
    """Send the answer to an appeal to who contested."""
    rows = Appeal.objects.select_related("decision__target__account", "notice__notifier__account")
    appeal = rows.filter(pk=appeal_id, told_at=None).exclude(decided_at=None).first()
    if appeal is None:
        return
    if appeal.notice is not None:
        is_written = _write_to_notifier(appeal.notice, "appeal", appeal)
    else:
        is_written = _write_to_target(appeal.decision, "appeal", appeal)
    if is_written:
        Appeal.objects.filter(pk=appeal.pk).update(told_at=clock.now())


def ask_interest(*, suspicion_id: int) -> None:
    """Ask an account whether it acts for a company."""
    suspicion = Suspicion.objects.select_related("actor__account").filter(pk=suspicion_id, told_at=None).first()
    account = suspicion.actor.account if suspicion is not None else None
    if suspicion is None or not takes_part(account):
        return
    link = f"/moderation/intrus/{suspicion.pk}"
    _write(account.email, account.language, "asked", f"{suspicion.pk}", link=link, suspicion=suspicion)
    Suspicion.objects.filter(pk=suspicion.pk).update(told_at=clock.now())


def _decision(decision_id: int) -> Decision | None:
    return Decision.objects.select_related("target__account").filter(pk=decision_id).first()


def _write_to_notifier(notice: Notice, letter: str, appeal: Appeal | None = None) -> bool:
    _, address = contact_of(notice)
    if not address:
        return False
    link = f"/signaler/suivi/{notice.pk}?cle={secret_of(NOTICE, notice.pk)}"
    _write(address, notice.language, letter, f"{notice.pk}", link=link, notice=notice, appeal=appeal)
    return True


def _write_to_target(decision: Decision, letter: str, appeal: Appeal | None = None) -> bool:
    account: Account | None = decision.target.account if decision.target is not None else None
    if not takes_part(account):
        return False
    link = f"/moderation/decisions/{decision.pk}?cle={secret_of(DECISION, decision.pk)}"
    statement = statement_of(decision, account.language)
    _write(account.email, account.language, letter, f"{decision.pk}", link=link, statement=statement, appeal=appeal)
    return True


def _write(address: str, language: str, letter: str, subject: str, **values: object) -> None:
    try:
        same = f"moderation {letter} {subject}"
        write_to_address(address, language, f"{_FOLDER}/{letter}", same_as=same, **values)
    except (OSError, BadHeaderError) as error:
        raise LetterStays(type(error).__name__) from None
