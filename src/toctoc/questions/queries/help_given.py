"""What people gave to the questions of others: figures counted when it was given, read by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.people.models import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """Answers given, answers that were thanked, questions closed with an outcome, professions other than one's own."""

    answers: int = 0
    thanked: int = 0
    closed: int = 0
    bridged: int = 0


def help_given(actor_ids: Sequence[int]) -> dict[int, HelpGiven]:
    """Return what each of these actors gave; one statement for any number, by key."""
    figures = ("answers_count", "help_count__thanked", "help_count__closed", "help_count__bridged")
    rows = Actor.objects.filter(pk__in=actor_ids).values_list("pk", *figures)
    return {pk: HelpGiven(*(figure or 0 for figure in counted)) for pk, *counted in rows}
