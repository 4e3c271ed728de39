"""People like me: what may be revealed, what is compared, and when a likeness may be shown.

Being alike is told in few words, and few words may point at one person. Three bounds keep them from it:

- a facet is a word that at least :data:`FEWEST` accounts reveal (*k*-anonymity: L. Sweeney, "k-anonymity: a model for
  protecting privacy", 2002), and what two people share is shown only as far as that many share all of it;
- an age is ten years wide and a place a department;
- nobody tries combinations one after the other: a few changes in a week, not more.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.departments import DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CONDITION, TREATMENT, AGE, SITUATION, DEPARTMENT = "condition", "treatment", "age", "situation", "department"
KINDS: dict[str, tuple[str, str]] = {
    CONDITION: ("Ce que je vis", "What I live with"),
    TREATMENT: ("Mon traitement", "My treatment"),
    AGE: ("Mon âge", "My age"),
    SITUATION: ("Ma situation", "My situation"),
    DEPARTMENT: ("Mon département", "My department"),
}
LONGEST_WORD = 60
# How many facets of a kind, and of all kinds.
MOST_OF = {CONDITION: 3, TREATMENT: 3, AGE: 1, SITUATION: 2, DEPARTMENT: 1}
MOST_FACETS = 8
# Facets shared at least, and people who share what is shown at least, both the reader and the other among them.
FEWEST_SHARED = 2
FEWEST = 3
# Facets revealed within a while at most.
MOST_REVEALED = 12
WHILE = timedelta(days=7)

CONDITIONS: dict[str, tuple[str, str]] = {
    "allergies": ("allergies", "allergies"),
    "anxiete": ("anxiété", "anxiety"),
    "arthrose": ("arthrose", "osteoarthritis"),
    "asthme": ("asthme", "asthma"),
    "avc": ("suites d’un AVC", "life after a stroke"),
    "bipolaire": ("trouble bipolaire", "bipolar disorder"),
    "bpco": ("BPCO", "COPD"),
    "cancer": ("cancer", "cancer"),
    "cancer-du-sein": ("cancer du sein", "breast cancer"),
    "coeliaque": ("maladie cœliaque", "coeliac disease"),
    "covid-long": ("covid long", "long covid"),
    "crohn": ("maladie de Crohn", "Crohn’s disease"),
    "demence": ("maladie d’Alzheimer ou apparentée", "Alzheimer’s or a related disease"),
    "depression": ("dépression", "depression"),
    "diabete-1": ("diabète de type 1", "type 1 diabetes"),
    "diabete-2": ("diabète de type 2", "type 2 diabetes"),
    "drepanocytose": ("drépanocytose", "sickle cell disease"),
    "douleur": ("douleur chronique", "chronic pain"),
    "endometriose": ("endométriose", "endometriosis"),
    "epilepsie": ("épilepsie", "epilepsy"),
    "fibromyalgie": ("fibromyalgie", "fibromyalgia"),
    "grossesse": ("grossesse", "pregnancy"),
    "hypertension": ("hypertension", "high blood pressure"),
    "insuffisance-cardiaque": ("insuffisance cardiaque", "heart failure"),
    "insuffisance-renale": ("insuffisance rénale", "kidney failure"),
    "migraine": ("migraine", "migraine"),
    "mucoviscidose": ("mucoviscidose", "cystic fibrosis"),
    "parkinson": ("maladie de Parkinson", "Parkinson’s disease"),
    "polyarthrite": ("polyarthrite rhumatoïde", "rheumatoid arthritis"),
    "psoriasis": ("psoriasis", "psoriasis"),
    "sclerose-en-plaques": ("sclérose en plaques", "multiple sclerosis"),
    "spondylarthrite": ("spondylarthrite", "spondyloarthritis"),
    "tdah": ("TDAH", "ADHD"),
    "thyroide": ("maladie de la thyroïde", "thyroid disease"),
    "trouble-alimentaire": ("trouble du comportement alimentaire", "eating disorder"),
    "vih": ("VIH", "HIV"),
}
TREATMENTS: dict[str, tuple[str, str]] = {
    "anticoagulant": ("anticoagulant", "blood thinner"),
    "antidepresseur": ("antidépresseur", "antidepressant"),
    "appareil-auditif": ("appareil auditif", "hearing aid"),
    "biotherapie": ("biothérapie", "biologic therapy"),
    "chimiotherapie": ("chimiothérapie", "chemotherapy"),
    "chirurgie": ("chirurgie", "surgery"),
    "corticoides": ("corticoïdes", "corticosteroids"),
    "dialyse": ("dialyse", "dialysis"),
    "hormonotherapie": ("hormonothérapie", "hormone therapy"),
    "insuline": ("insuline", "insulin"),
    "kinesitherapie": ("kinésithérapie", "physiotherapy"),
    "pompe": ("pompe à insuline", "insulin pump"),
    "psychotherapie": ("psychothérapie", "psychotherapy"),
    "radiotherapie": ("radiothérapie", "radiotherapy"),
    "stomie": ("stomie", "stoma"),
    "transplantation": ("greffe", "transplant"),
}
AGES: dict[str, tuple[str, str]] = {
    "18-29": ("18–29 ans", "aged 18–29"),
    **{f"{low}-{low + 9}": (f"{low}–{low + 9} ans", f"aged {low}–{low + 9}") for low in range(30, 80, 10)},
    "80": ("80 ans et plus", "aged 80 and over"),
}
SITUATIONS: dict[str, tuple[str, str]] = {
    "patient": ("je suis concerné ou concernée", "it is about me"),
    "relative": ("je suis un proche", "it is about somebody close"),
}
DEPARTMENT_WORDS: dict[str, tuple[str, str]] = {code: (name, name) for code, name in DEPARTMENTS.items()}
LISTS: dict[str, Mapping[str, tuple[str, str]]] = {
    CONDITION: CONDITIONS,
    TREATMENT: TREATMENTS,
    AGE: AGES,
    SITUATION: SITUATIONS,
    DEPARTMENT: DEPARTMENT_WORDS,
}
# The kinds in which somebody may write words of their own.
OWN_WORDS = frozenset({CONDITION, TREATMENT})


# What two facets must share to be the same: kind and word.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A facet: its kind, the word that is compared, and what is shown when the list has no words for it."""

    kind: str
    word: str
    shown: str = ""

    @property
    def key(self) -> Key:
        """What two facets must share to be the same."""
        return self.kind, self.word

    def words(self, language: str) -> str:
        """Return the facet in ``language``."""
        known = LISTS[self.kind].get(self.word)
        return known[language == "en"] if known else self.shown


def folded(text: str) -> str:
    """Return typed words without case, accents or punctuation, so that two spellings meet."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def told(kind: str, chosen: str, own_words: str = "") -> Told:
    """Return the facet that somebody chose from the list, or wrote; raise :class:`Invalid` for what is none.

    Words that the list has too are those of the list, so that whoever wrote them is found with the others.
    """
    if kind not in KINDS:
        raise Invalid("Cette facette n’existe pas.", field="kind")
    if chosen:
        if chosen not in LISTS[kind]:
            raise Invalid("Choisissez dans la liste.", field="word")
        return Told(kind, chosen)
    word = folded(own_words)
    if kind not in OWN_WORDS or not word:
        raise Invalid("Choisissez dans la liste.", field="word")
    if len(own_words) > LONGEST_WORD or len(word) > LONGEST_WORD:
        raise Invalid("Écrivez au plus %(longest)s caractères.", field="own", longest=LONGEST_WORD)
    listed = {folded(words): slug for slug, both in LISTS[kind].items() for words in both}
    return Told(kind, listed[word]) if word in listed else Told(kind, word, own_words)


def shown_of(
    shared: Collection[Told], frequent: Mapping[Key, int], others: Collection[frozenset[Key]]
) -> tuple[Told, ...]:
    """Return which of the ``shared`` facets may be shown as the reason; none when nobody may be shown at all.

    ``frequent`` is how many accounts reveal each facet; ``others`` is what each of the people found shares with the
    reader, the one this is about among them. The rarest facet is left out until at least :data:`FEWEST` people, the
    reader among them, share all that remains.
    """
    often = [facet for facet in shared if frequent.get(facet.key, 0) >= FEWEST]
    kept = sorted(often, key=lambda facet: (-frequent[facet.key], facet))
    while len(kept) >= FEWEST_SHARED:
        keys = {facet.key for facet in kept}
        if 1 + sum(1 for found in others if found >= keys) >= FEWEST:
            return tuple(kept)
        kept.pop()
    return ()
