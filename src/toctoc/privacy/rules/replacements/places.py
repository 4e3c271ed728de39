"""Instead of a town, its department; instead of a hospital, what kind it is: what the place meant for the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.lexicon import place_key
from toctoc.privacy.rules.places.known import names

if TYPE_CHECKING:
    from datetime import date

    from toctoc.privacy.rules.lexicons import Commune, Department

# From here on a town is one of a few in its department: its region is named instead (INSEE's "grande ville").
GREAT = 100_000
# Of two towns of one name the larger is meant when it has this many times as many people.
_MUCH_LARGER = 10
# What stands between a noun and the name of a region.
_OF_REGION = {
    "Centre-Val de Loire": "du Centre-Val de Loire",
    "Grand Est": "du Grand Est",
    "Hauts-de-France": "des Hauts-de-France",
    "Île-de-France": "de la région parisienne",
    "Occitanie": "d’Occitanie",
    "Auvergne-Rhône-Alpes": "d’Auvergne-Rhône-Alpes",
    "Pays de la Loire": "des Pays de la Loire",
}
# By the word that is written: what stands instead, in French and in English. The first that fits wins.
_KINDS: tuple[tuple[frozenset[str], tuple[str, str]], ...] = (
    (frozenset({"chu", "chru", "chr", "hcl", "chuv", "universitaire"}), ("un CHU", "a university hospital")),
    (frozenset({"clinique", "polyclinique", "clinic"}), ("une clinique", "a clinic")),
    (frozenset({"ehpad", "ehpa", "usld", "retraite", "residence", "villa", "nursing"}), ("un EHPAD", "a care home")),
    (frozenset({"pharmacie", "officine", "pharmacy"}), ("une pharmacie", "a pharmacy")),
    (frozenset({"cabinet", "practice", "surgery"}), ("un cabinet", "a practice")),
    (frozenset({"laboratoire", "labo", "biogroup", "cerballiance", "bioalpes"}), ("un laboratoire", "a laboratory")),
    (frozenset({"maternite", "maternity"}), ("une maternité", "a maternity unit")),
    (frozenset({"maison", "msp", "mspu"}), ("une maison de santé", "a health centre")),
    (
        frozenset({"ssr", "smr", "readaptation", "reeducation"}),
        ("un centre de réadaptation", "a rehabilitation centre"),
    ),
    (frozenset({"service"}), ("un service hospitalier", "a hospital ward")),
)
_HOSPITAL = ("un hôpital de la région", "a hospital in the region")


def commune(written: str, language: str, _today: date) -> tuple[str, ...]:
    """Return "une commune des Deux-Sèvres", "une grande ville d’Occitanie" or what less is known of a place."""
    known = lexicon()
    named = _named(key(written))
    if named is None:
        is_abroad = tuple(place_key(key(written)).split()) in names("foreign_cities.txt").get(_first(written), {})
        if is_abroad or known.city(key(written)):
            return ("a town abroad",) if language == "en" else ("une ville à l’étranger",)
        return ("a town",) if language == "en" else ("une commune",)
    department = known.department(named.department)
    if department is None:
        return ()
    return (_instead(named, department, language),)


def postcode(written: str, _language: str, _today: date) -> tuple[str, ...]:
    """Return the department's code: "79" for "79000"."""
    figures = "".join(c for c in written if c.isdigit())
    communes = lexicon().postcode(figures)
    return (communes[0].department,) if communes else ()


def hospital(written: str, language: str, _today: date) -> tuple[str, ...]:
    """Return what kind of place it is: "un CHU", "une clinique"; any other is "un hôpital de la région"."""
    words = place_key(key(written)).split()
    for kinds, instead in _KINDS:
        if not kinds.isdisjoint(words):
            return (instead[language == "en"],)
    if any(names("hospitals.txt").get(words[at], {}).get(tuple(words[at:])) for at in range(len(words))):
        return (_KINDS[0][1][language == "en"],)
    return (_HOSPITAL[language == "en"],)


def job_place(_written: str, language: str, _today: date) -> tuple[str, ...]:
    """Return words that keep the job's part in the story without its place."""
    return ("somebody known in the area",) if language == "en" else ("une personne connue dans sa commune",)


def rare_place(_written: str, language: str, _today: date) -> tuple[str, ...]:
    """Return words that keep the rarity without the name or the place."""
    return ("a rare situation",) if language == "en" else ("une situation rare",)


def _first(written: str) -> str:
    return next(iter(place_key(key(written)).split()), "")


def _named(k: str) -> Commune | None:
    """Return the commune that is meant by a name, None when several may be; the arrondissement is left out."""
    words = place_key(k).split()
    for size in range(len(words), 0, -1):
        communes = lexicon().communes(" ".join(words[:size]))
        if communes:
            first = communes[0]
            others = [c for c in communes[1:] if c.department != first.department]
            clear = all(first.population >= _MUCH_LARGER * c.population for c in others)
            return first if clear else None
    return None


def _instead(named: Commune, department: Department, language: str) -> str:
    is_great = named.population >= GREAT
    region = department.region
    if language == "en":
        return f"a large town in {region}" if is_great else f"a town in {department.name}"
    if is_great or department.code == "75":
        return f"une grande ville {_OF_REGION.get(region, f'de {region}')}"
    return f"une commune {department.of}"
