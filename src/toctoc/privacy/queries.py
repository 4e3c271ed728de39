"""What this room is asked: consents of an actor, questions left open, how long things are kept, the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from toctoc.kernel.errors import Missing
from toctoc.privacy.models import Assured, Consent, Rule, RuleCount, RuleVersion, Sweep
from toctoc.privacy.rules.frame.packaged import PACKAGED, Packaged
from toctoc.privacy.rules.keepings import KEPT, Keeping
from toctoc.privacy.rules.purposes import PURPOSES, Purpose

if TYPE_CHECKING:
    from toctoc.people.models import Actor

# The page shows so many of the latest answers; all of them are in the archive.
LATEST = 50
_YEAR = 365


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """A purpose, the consent that stands, and those that ended, latest first."""

    purpose: Purpose
    held: Consent | None
    ended: list[Consent]


@dataclass(frozen=True, slots=True)
class KeepingLine:
    """A kind of thing that is kept for a time, and when the job last looked."""

    keeping: Keeping
    days: int
    sweep: Sweep | None

    @property
    def years(self) -> int:
        """Return for how many whole years, 0 when days say it better."""
        return 0 if self.days % _YEAR else self.days // _YEAR


def purposes_of(actor: Actor) -> list[PurposeLine]:
    """Return every purpose, with what an actor agreed to."""
    rows = list(Consent.objects.filter(actor=actor).order_by("-id"))
    return [
        PurposeLine(
            purpose,
            next((row for row in rows if row.purpose == slug and row.withdrawn_at is None), None),
            [row for row in rows if row.purpose == slug and row.withdrawn_at is not None],
        )
        for slug, purpose in PURPOSES.items()
    ]


def open_closings(actor: Actor) -> list[Assured]:
    """Return what an actor sent without answering the two closing questions, latest first."""
    return list(Assured.objects.filter(actor=actor, is_waiting=True).order_by("-id")[:LATEST])


def answered_closings(actor: Actor) -> list[Assured]:
    """Return the latest answers of an actor to the two closing questions."""
    answered = Assured.objects.filter(actor=actor, is_waiting=False).exclude(recognisable="")
    return list(answered.order_by("-id")[:LATEST])


def keeping_lines() -> list[KeepingLine]:
    """Return how long each kind of thing is kept, shortest first."""
    sweeps = Sweep.objects.in_bulk()
    lines = [KeepingLine(keeping, keeping.lasts.days, sweeps.get(kind)) for kind, keeping in KEPT.items()]
    return sorted(lines, key=lambda line: line.keeping.lasts)


def register() -> list[Rule]:
    """Return every rule as it stands, in the order they are packaged; unsaved where nobody changed it."""
    rows = Rule.objects.in_bulk()
    return [rows.get(slug) or _as_packaged(packaged) for slug, packaged in PACKAGED.items()]


def rule_by(slug: str) -> Rule:
    """Return a rule as it stands; raise :class:`Missing` for one that is not in the register."""
    packaged = PACKAGED.get(slug)
    if packaged is None:
        raise Missing
    return Rule.objects.filter(slug=slug).first() or _as_packaged(packaged)


def _as_packaged(packaged: Packaged) -> Rule:
    return Rule(
        slug=packaged.slug,
        title_fr=packaged.title[0],
        title_en=packaged.title[1],
        text_fr=packaged.text[0],
        text_en=packaged.text[1],
        source=packaged.source,
        address=packaged.address,
        dated=packaged.dated,
        action=packaged.action,
        proposal_fr=packaged.proposal[0],
        proposal_en=packaged.proposal[1],
    )


@dataclass(frozen=True, slots=True)
class Stops:
    """What is no longer guarded without a rule: the sentence that writers read, and the rules that are left.

    ``reason`` is a translation key.
    """

    reason: str
    left: int
    of: int


def stops_without(slug: str) -> Stops:
    """Return what stops being guarded when a rule rests; raise :class:`Missing` for one that is not in the register."""
    packaged = PACKAGED.get(slug)
    if packaged is None:
        raise Missing
    active = [rule for rule in register() if rule.is_active and rule.slug != slug]
    return Stops(packaged.reason, len(active), len(PACKAGED))


def versions_of(slug: str) -> list[RuleVersion]:
    """Return the latest changes of a rule, newest first, with who made them."""
    rows = RuleVersion.objects.select_related("changed_by").filter(rule=slug)
    return list(rows.order_by("-number")[:LATEST])


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How often a rule spoke, and what became of what it spoke of."""

    shown: int
    kept: int
    reworded: int


def figures_of_rule(slug: str) -> RuleFigures:
    """Return the figures of a rule since the beginning."""
    sums = RuleCount.objects.filter(rule=slug).aggregate(Sum("shown"), Sum("kept"), Sum("reworded"))
    return RuleFigures(*(sums[f"{name}__sum"] or 0 for name in ("shown", "kept", "reworded")))
