"""How many people a batch, and an institution, may attest."""

from __future__ import annotations

import re
from datetime import timedelta

from toctoc.kernel.errors import Invalid

# Fewer than five could be told apart by whoever knows them; more than two hundred are several batches.
FEWEST, MOST = 5, 200
# Ours: a large home-care service, students of a school; beyond it an institution asks the moderators.
MOST_A_YEAR = 600
YEAR = timedelta(days=365)
LONGEST_LABEL = 80
_BETWEEN = re.compile(r"[\s,;<>]+")
# What a mail server could take; the letter itself finds out whether the address is right. Not "=?…?=", by which
# programs that send mail write other letters (RFC 2047): one address would be typed and another written to.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/_`{|}~.^-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")


def typed_addresses(typed: str) -> list[str]:
    """Return the e-mail addresses in a pasted list, in lower case, each once, in alphabetical order.

    Raises :class:`Invalid` for a word that is not an address (names may not be pasted along), and for too many or
    too few. The sentence tells the line and never repeats an address.
    """
    found = set()
    for number, line in enumerate(typed.splitlines(), start=1):
        for word in filter(None, _BETWEEN.split(line)):
            if not _ADDRESS.fullmatch(word):
                raise Invalid(
                    "Ligne %(number)s : ce n’est pas une adresse. Mettez une adresse par ligne, sans nom.",
                    field="addresses",
                    number=number,
                )
            found.add(word.lower())
    check_size(len(found), field="addresses")
    return sorted(found)


def check_size(size: int, *, field: str = "size") -> None:
    """Raise :class:`Invalid` for a batch that is too small or too large."""
    if size < FEWEST:
        raise Invalid("Invitez au moins %(fewest)s personnes : moins se reconnaîtraient.", field=field, fewest=FEWEST)
    if size > MOST:
        raise Invalid("Un envoi invite au plus %(most)s personnes. Faites-en plusieurs.", field=field, most=MOST)
