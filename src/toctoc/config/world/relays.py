"""The rule by which the demonstration's bot passes questions on, looked at twice, and what it passed on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.config.world.cast import ADMINISTRATOR, MODERATOR
from toctoc.kernel import clock
from toctoc.people.models import Account
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.services.passing_on.boosting import activate_rule, pass_on_if_it_holds, propose_rule

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.steps import Steps

RULE = 'topics any of ("medicament", "materiel", "aide-a-domicile", "universitaire") and boosted_this_week < 3'
_WHY = "Ce qui concerne le domicile et les médicaments attend souvent qu’un autre métier le lise."
_LOOKED_AT = 30
_MOST = 4


def open_relays(end: datetime, steps: Steps) -> None:
    """Put a rule in force three days before ``end``, and pass on a few of the newest public questions."""
    with steps("Relays", 1) as done:
        proposer, activator = (Account.objects.get(email=star.email) for star in (MODERATOR, ADMINISTRATOR))
        with clock.at(end - timedelta(days=3)):
            rule = propose_rule(proposer=proposer, text=clear(RULE), why=clear(_WHY))
        with clock.at(end - timedelta(days=2, hours=20)):
            activate_rule(activator=activator, rule_id=rule.pk)
        newest = Question.objects.filter(audience="public").order_by("-pk").values_list("pk", flat=True)
        passed = 0
        for question_id in list(newest[:_LOOKED_AT]):
            with clock.at(end - timedelta(minutes=30)):
                passed += pass_on_if_it_holds(question_id=question_id) is not None
            if passed == _MOST:
                break
        done(1)
