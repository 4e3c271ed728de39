"""References: what people paste to say where they have it from, checked for form and written in one way.

Nothing is looked up here: a reference *resolves in form* when its identifier is well made and leads to an address of
who keeps that register.

- DOI: the pattern that Crossref recommends for modern ones (https://www.crossref.org/blog/dois-and-matching-regular-expressions/).
- PMID and PMCID: numbers of up to eight figures, at PubMed and PubMed Central.
- ISBN: ten or thirteen figures with the check digit of ISO 2108.
- HAS, ANSM, EMA, Légifrance, Cochrane: an address on the host of that authority, beyond its home page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_REFERENCES = 10
LONGEST_TYPED = 500
LONGEST_IDENTIFIER = 200
DOI, PMID, PMCID, ISBN = "doi", "pmid", "pmcid", "isbn"
HAS, ANSM, EMA, LEGIFRANCE, COCHRANE = "has", "ansm", "ema", "legifrance", "cochrane"

# The words before an identifier, the same in both languages.
KINDS: dict[str, str] = {
    DOI: "DOI",
    PMID: "PubMed",
    PMCID: "PubMed Central",
    ISBN: "ISBN",
    HAS: "HAS",
    ANSM: "ANSM",
    EMA: "EMA",
    LEGIFRANCE: "Légifrance",
    COCHRANE: "Cochrane",
}

_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:<>\[\]a-z0-9+&#%]{1,180}", re.IGNORECASE)
_DOI_ONLY = re.compile(r"(?:doi\s*:?\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\..+)", re.IGNORECASE)
_PMID = re.compile(r"pmid\s*:?\s*(\d{1,8})", re.IGNORECASE)
_PMCID = re.compile(r"(?:pmcid\s*:?\s*)?(?:pmc)\s*(\d{1,8})", re.IGNORECASE)
_ISBN = re.compile(r"(?:isbn(?:-1[03])?\s*:?\s*)?([\d][\d\s-]{8,20}[\dx])", re.IGNORECASE)
_IN_PUBMED = re.compile(r"/(?:pubmed/)?(\d{1,8})/?")
_IN_PMC = re.compile(r"/(?:pmc/)?articles/PMC(\d{1,8})(?:/.*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_AUTHORITIES = {
    "has-sante.fr": HAS,
    "ansm.sante.fr": ANSM,
    "ema.europa.eu": EMA,
    "legifrance.gouv.fr": LEGIFRANCE,
    "cochrane.org": COCHRANE,
}
_WITH_DOIS = ("doi.org", "cochranelibrary.com")
_PUBMED = ("pubmed.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov")
_FORBIDDEN = frozenset("<>\"'`\\{}|^")
_TRAILING = ".,;:!?»”’\"'"
_OPENING = "«“‘\"'<([ "
_WORDS = "Cette référence n’a pas la forme attendue : un DOI, un PMID, un ISBN, une adresse HAS ou ANSM."


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference in due form: a slug of :data:`KINDS`, the identifier as it is shown, its canonical address."""

    kind: str
    identifier: str
    address: str


def references_in(typed: Iterable[str]) -> tuple[Reference, ...]:
    """Return the references of a post, each once, in the order they were typed; empty lines are nothing.

    Raises :class:`Invalid` for more than :data:`MOST_REFERENCES`, and what :func:`reference_in` raises.
    """
    lines = [line for line in typed if line.strip()]
    if len(lines) > MOST_REFERENCES:
        raise Invalid("Un message cite au plus %(most)s références.", field="references", most=MOST_REFERENCES)
    return tuple(dict.fromkeys(reference_in(line) for line in lines))


def reference_in(typed: str) -> Reference:
    """Return the reference that somebody pasted; raise :class:`Invalid` for what is none."""
    if len(typed) > LONGEST_TYPED:
        raise Invalid(_WORDS, field="references")
    told = _tidied(typed)
    for reading in (_pubmed, _pmcid, _address, _doi, _isbn):
        if (found := reading(told)) is not None:
            return found
    raise Invalid(_WORDS, field="references")


def _tidied(typed: str) -> str:
    """Return what was pasted with plain dashes and spaces, without what a sentence left around it."""
    plain = unicodedata.normalize("NFKC", typed)
    # Without the invisible (soft hyphens, zero-width and directional marks).
    kept = (c for c in plain if unicodedata.category(c) not in {"Cf", "Cc", "Co", "Cn"} or c in "\t\n")
    dashed = "".join("-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in kept)
    bare = " ".join(dashed.split()).lstrip(_OPENING)
    while bare and (bare[-1] in _TRAILING or _closes_nothing(bare)):
        bare = bare[:-1].rstrip()
    return bare


def _closes_nothing(text: str) -> bool:
    """Tell whether a last bracket belongs to the sentence around: those of old DOIs come in pairs."""
    pair = {")": "(", "]": "[", ">": "<"}.get(text[-1])
    return pair is not None and text.count(text[-1]) > text.count(pair)


def _pubmed(told: str) -> Reference | None:
    found = _PMID.fullmatch(told)
    return _pmid(found[1]) if found else None


def _pmid(figures: str) -> Reference | None:
    number = figures.lstrip("0")
    return Reference(PMID, number, f"https://pubmed.ncbi.nlm.nih.gov/{number}/") if number else None


def _pmcid(told: str) -> Reference | None:
    found = _PMCID.fullmatch(told)
    return _pmc(found[1]) if found else None


def _pmc(figures: str) -> Reference | None:
    number = figures.lstrip("0")
    return Reference(PMCID, f"PMC{number}", f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{number}/") if number else None


def _doi(told: str) -> Reference | None:
    found = _DOI_ONLY.fullmatch(told)
    return _doi_of(found[1]) if found else None


def _doi_of(told: str) -> Reference | None:
    """DOI names are the same in either case (ISO 26324): written in small letters, so that one is found once."""
    name = unquote(told).lower()
    if _DOI.fullmatch(name) is None or "%" in name or len(name) > LONGEST_IDENTIFIER:
        return None
    return Reference(DOI, name, f"https://doi.org/{quote(name, safe='/:;()._-')}")


def _isbn(told: str) -> Reference | None:
    found = _ISBN.fullmatch(told)
    figures = re.sub(r"[\s-]", "", found[1]).upper() if found else ""
    if _is_isbn10(figures):
        figures = _as_thirteen(figures)
    if not _is_isbn13(figures):
        return None
    # A catalogue of libraries of all countries, which answers to an ISBN in its address.
    return Reference(ISBN, figures, f"https://www.worldcat.org/isbn/{figures}")


def _is_isbn10(figures: str) -> bool:
    if re.fullmatch(r"\d{9}[\dX]", figures) is None:
        return False
    values = [10 if figure == "X" else int(figure) for figure in figures]
    return sum((10 - place) * value for place, value in enumerate(values)) % 11 == 0


def _is_isbn13(figures: str) -> bool:
    is_formed = re.fullmatch(r"97[89]\d{10}", figures, re.ASCII) is not None
    return is_formed and _weighed(figures) % 10 == 0


def _as_thirteen(figures: str) -> str:
    body = f"978{figures[:9]}"
    return f"{body}{-_weighed(body) % 10}"


def _weighed(figures: str) -> int:
    return sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(figures))


def _address(told: str) -> Reference | None:
    """Return the reference that an address of an authority, of PubMed or of a DOI's resolver leads to."""
    if _ADDRESS.fullmatch(told) is None or _FORBIDDEN & set(told):
        return None
    try:
        parts = urlsplit(told if "://" in told else f"https://{told}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if _is_of(host, _PUBMED):
        return _of_pubmed(parts.path)
    if _is_of(host, _WITH_DOIS):
        found = re.search(r"/(10\.\d{4,9}/.+)", unquote(parts.path))
        return _doi_of(re.sub(r"/(?:full|abstract|pdf|epdf)(?:/.*)?$", "", found[1])) if found else None
    return _of_authority(host, parts.path, parts.query)


def _of_pubmed(path: str) -> Reference | None:
    if found := _IN_PMC.fullmatch(path):
        return _pmc(found[1])
    found = _IN_PUBMED.fullmatch(path)
    return _pmid(found[1]) if found else None


def _of_authority(host: str, path: str, query: str) -> Reference | None:
    domain = next((domain for domain in _AUTHORITIES if _is_of(host, (domain,))), "")
    if not domain or path in {"", "/"}:
        return None
    where = quote(unquote(path), safe="/-._~!$&()*+,;=:@")
    asked = f"?{quote(unquote(query), safe='=&/-._~:+,')}" if query else ""
    if len(where + asked) > LONGEST_IDENTIFIER:
        return None
    # A prefix of the host says nothing more to a reader; the canonical address keeps it.
    full = host if host != domain else f"www.{domain}" if domain != "ansm.sante.fr" else domain
    return Reference(_AUTHORITIES[domain], f"{where.strip('/')}{asked}", f"https://{full}{where}{asked}")


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
