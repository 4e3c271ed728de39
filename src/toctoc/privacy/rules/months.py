"""Names of months as people write them: French and English, misspelt, and those of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FRENCH = (
    ("janvier", "janv"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
    ("juillet", "juil"), ("aout",), ("septembre", "sept"), ("octobre",), ("novembre",), ("decembre",),
)  # fmt: skip
# As hurried hands write them; the place in the tuple is the month, as above.
MISSPELT = (
    ("janvie", "janvir", "jnavier"), ("fevier", "fevirer", "fevrie", "fervrier"), ("mras",), ("avirl", "avri"), (),
    ("jiun",), ("juilet", "juille", "jullet", "juiellet"), ("aouts", "aoout"),
    ("septenbre", "setpembre", "septembe", "spetembre", "setembre"), ("octobe", "octorbe", "ocotbre", "octbre"),
    ("novenbre", "novmbre", "novembe", "nobembre"), ("decenbre", "decmbre", "decembe", "desembre"),
)  # fmt: skip
ENGLISH = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
# Of neighbours; the Spanish and Portuguese ones stand behind "de", or are other words here.
ABROAD = (
    ("gennaio", "januar", "januari"), ("febbraio", "februar", "februari"), ("marzo", "marz", "maart"), ("aprile",),
    ("maggio", "mei"), ("giugno", "juni"), ("luglio", "juli"), ("agosto", "augustus"), ("settembre",),
    ("ottobre", "oktober"), (), ("dicembre", "dezember"),
)  # fmt: skip
BEHIND_DE = (
    ("enero", "janeiro", "gener"), ("febrero", "fevereiro", "febrer"), ("marzo", "marco", "marc"), ("abril",),
    ("mayo", "maio", "maig"), ("junio", "junho", "juny"), ("julio", "julho", "juliol"), ("agosto", "agost"),
    ("septiembre", "setembro", "setembre"), ("octubre", "outubro"), ("noviembre", "novembro"),
    ("diciembre", "dezembro"),
)  # fmt: skip
FOREIGN = {name: place + 1 for names in (ABROAD, BEHIND_DE) for place, forms in enumerate(names) for name in forms}
MONTHS = {
    name: place + 1 for names in (FRENCH, MISSPELT, ENGLISH) for place, forms in enumerate(names) for name in forms
}


def any_of(names: Iterable[str]) -> str:
    """Return a pattern of one of ``names``, and the point of an abbreviation."""
    return rf"(?:{'|'.join(sorted(names, key=len, reverse=True))})(?![a-z])\.?"
