"""Keep domains away: import, add, drop. For administrators."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel.errors import Invalid
from toctoc.moderation.models import ServerRule
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.models.server_rule import LONGEST_REASON, Severity
from toctoc.moderation.policies import may_administer
from toctoc.moderation.services.log import write_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account

COLUMNS = ("domain", "severity", "reason")
MOST_LINES = 2_000
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many domains were new, and how many were there already."""

    added: int
    known: int


@transaction.atomic
def import_list(*, administrator: Account, lines: str, cleared: Callable[[str], Cleared]) -> Imported:
    """Add every domain of a CSV (:data:`COLUMNS`); ``cleared`` makes reasons pass the guard.

    Raises :class:`Invalid`, which names the line, and adds nothing when one line is wrong.
    """
    may_administer(administrator)
    rows = list(_read(lines, cleared, administrator))
    if not rows:
        raise Invalid("Ce fichier ne contient aucun domaine.", field="text")
    known = set(ServerRule.objects.values_list("domain", "severity"))
    fresh = {(row.domain, row.severity): row for row in rows if (row.domain, row.severity) not in known}
    ServerRule.objects.bulk_create(fresh.values())
    write_down(Verb.LIST_ADD, "servers", by=administrator, why=f"{len(fresh)}")
    return Imported(len(fresh), len(rows) - len(fresh))


def _read(lines: str, cleared: Callable[[str], Cleared], administrator: Account) -> Iterator[ServerRule]:
    for number, row in enumerate(csv.reader(lines.splitlines()), start=1):
        if not row or row[0].strip().lstrip("#").lower() == "domain":
            continue
        if number > MOST_LINES:
            raise Invalid("Un fichier a au plus %(most)s lignes.", field="text", most=MOST_LINES)
        domain, severity, why = ([cell.strip() for cell in row] + ["", ""])[:3]
        if not _DOMAIN.fullmatch(domain.lower()) or severity not in Severity.values:
            raise Invalid("Ligne %(line)s : un domaine, puis silence, suspend ou mail.", field="text", line=number)
        words = cleared(why[:LONGEST_REASON]).text
        yield ServerRule(domain=domain.lower(), severity=severity, reason=words, added_by=administrator)


@transaction.atomic
def drop(*, administrator: Account, rule_id: int) -> None:
    """Let a domain in again; doing it twice changes nothing."""
    may_administer(administrator)
    rule = ServerRule.objects.filter(pk=rule_id).first()
    if rule is not None:
        write_down(Verb.LIST_DROP, rule.domain[:120], by=administrator, why=rule.severity)
        rule.delete()
