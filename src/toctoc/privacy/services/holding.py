"""What the register of rules asks before something is said: to confirm or to reword, or not to say it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.privacy.services.frame import Weighed, count, weigh

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor
    from toctoc.privacy.rules.frame import Situation

CONCERNS = "concerns"


class Concerned(Invalid):
    """Rules of the register stop a text: ``concerns`` say which, where and what could stand instead."""

    def __init__(self, concerns: list[Weighed]) -> None:
        super().__init__("Une règle concerne ce texte. Lisez-la, puis reformulez ou confirmez.", field=CONCERNS)
        self.concerns = concerns


def hold(*, writer: Actor, cleared: Cleared, situation: Situation) -> None:
    """Raise :class:`Concerned` when a rule refuses a text, or asks what its writer has not read yet.

    A text that nobody says in their own name is not weighed.
    """
    said = cleared.assurance
    if said is None:
        return
    weighed = weigh(cleared.text, writer, situation)
    if still := [one for one in weighed if one.is_refused or (one.must_be_answered and one.rule not in said.read)]:
        raise Concerned(still)
    count(kept=[one.rule for one in weighed if one.must_be_answered])
