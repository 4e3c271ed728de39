"""People who accept at the same moment, for test_employer_race; it runs in a process of its own."""

from __future__ import annotations

import json
import sys
from functools import partial

from tests.config.together import at_once
from tests.proofs.paths.employers import organisation, person_at
from toctoc.kernel import clock
from toctoc.kernel.errors import ToctocError
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.privacy.services import clear, clear_line
from toctoc.proofs.paths.employer.models import Acceptance, Batch, DayOfUse
from toctoc.proofs.paths.employer.rules.terms import terms_offered
from toctoc.proofs.paths.employer.services.acceptances import accept
from toctoc.proofs.paths.employer.services.batches import FOR_ALL, BatchDraft, open_batch
from toctoc.proofs.paths.employer.services.links import token_of

CROWD = 6


def tell() -> None:
    """Race for one place, and race with oneself for two; print what came of both."""
    institution = organisation("tilleuls")
    by_list = _batch(institution, addresses=tuple(f"a{number}@exemple.test" for number in range(5)))
    crowd = [person_at(f"aide{number}") for number in range(CROWD)]
    link = token_of(by_list.pk, 1)
    first = at_once([partial(_try, actor, link) for actor in crowd])

    for_all = _batch(institution, size=5)
    account = person_at("anna").account
    assert account is not None
    names = [_second(account, f"anna{number}") for number in range(CROWD)]
    second = at_once([partial(_try, actor, token_of(for_all.pk, FOR_ALL)) for actor in names])
    facts = {
        "one place": sorted(first),
        "one account": sorted(second),
        "proofs": Proof.objects.filter(path="employer").count(),
        "acceptances": Acceptance.objects.count(),
        "counted": [batch.days.get().count for batch in (by_list, for_all)],
        "days": DayOfUse.objects.count(),
    }
    sys.stdout.write(json.dumps(facts))


def _batch(institution: Actor, size: int = 0, addresses: tuple[str, ...] = ()) -> Batch:
    term = terms_offered(clock.now().date())[1]
    draft = BatchDraft("home_care_aide", term, clear_line("Envoi"), size, addresses)
    return open_batch(institution=institution, draft=draft)


def _second(account: Account, handle: str) -> Actor:
    return make_actor(account=account, handle=handle, portrait=Portrait(clear_line(handle), clear("")))


def _try(actor: Actor, link: str) -> str:
    assert actor.account is not None
    try:
        return str(accept(account=actor.account, actor=actor, token=link).state)
    except ToctocError as error:
        return type(error).__name__
