"""Names of people: what announces them, how far they go, and what looks like one but is none.

``[…]`` in a sentence stands around what must be masked; nothing else may be. Everybody here is invented.
"""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.privacy.rules.detectors.names import NameDetector
from toctoc.privacy.rules.detectors.names.words import words_of
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.folding import fold
from toctoc.privacy.rules.reading import Around, Reading

_MARKED = re.compile(r"\[([^\]]*)\]")


def names(text: str, language: str = "fr") -> list[Finding]:
    """Return what the detector alone finds in ``text``."""
    return list(NameDetector().detect(Reading(fold(text).text, language, Around())))


def masked(text: str, language: str = "fr") -> list[str]:
    """Return what would be masked."""
    return [text[f.start : f.end] for f in names(text, language) if f.level is Level.MASK]


def asked(marked: str) -> tuple[str, list[str]]:
    """Return the plain sentence, and what stands in its brackets."""
    return _MARKED.sub(r"\1", marked), _MARKED.findall(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "M. [Dupont] va mieux.",
        "mme [dupond] est venue hier",
        "Le Dr. [Kowalczyk] a vu le scanner.",
        "ma voisine mademoiselle [petit] est tombée",
        "Mme [Parkinson] est venue.",
        "M. [de La Tour] et Mme [Le Bihan]",
        "Le patient, M. [de Saint-Aubin], est sorti.",
        "monsieur[Robillard],72ans,diabétique",
        "MME [GARNIER] A VOMI",
        "M. [Le]",
    ],
)
def test_a_title_announces_a_name(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "Nom : [PETIT] Prénom : [Claire]",
        "Patient : [MARTINEAU Geoffroy]",
        "Madame [VASSEUR née LECLERC]",
        "Nom de jeune fille : [Bourdin]",
        "Médecin traitant : [Hélène Carpentier]",
        "Q : nom ?\nR : [Ducasse]",
        "Nom du patient : [B E R N A R D]",
        "je m'appel [zoe] et j'ai 34 ans",
        "coucou c'est [momo], jsuis sur niort",
        "on m'apelle [bibi]",
        "Elle s'appelle [Nour].",
        "Mon prénom est [Mehdi].",
        "Cordialement,\n[Jean Lefort]",
        "Merci d'avance\n[Sylvain]",
        "Chère [Sandrine], merci.",
        "Coucou [Mimi], c'est demain ?",
    ],
)
def test_fields_sentences_signatures_and_greetings_give_names(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "son fils [Kevin] a 4 ans",
        "Son fils de 12 ans, [Léo], tousse.",
        "ma belle soeur [tomas] est infirmière",
        "mon mari [bogdan] ronfle",
        "la petite [Hashimoto], 4 ans",
        "le petit [charles] ne mange pas",
        "l'infirmière [Sandrine] m'a dit",
        "La patiente, [Claire], dit aller mieux.",
        "mdr le patient [benmoussa] est revenu",
        "la mère de [Gabin] est venue",
        "Son épouse ([Thérèse]) est prévenue.",
        "[Pierre], mon mari, est aidant.",
        "Le couple [Rakotomalala] consulte.",
    ],
)
def test_kin_and_roles_announce_names(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "[Olive Lefèvre] est sortie hier.",
        "[DUPONT Jean] chambre 12",
        "[Jean-Pierre] et [Anne-Sophie Dupont-Moretti]",
        "[El Khatib Mohamed]",
        "[Ben Youssef] a appelé.",
        "[N'Guessan] est sorti.",
        "Vu avec [Aminata M'Baye].",
        "[Thi Hoa Nguyen] est suivie.",
        "[J.-P. Martin] et [Sophie M.] sont là.",
        "[DUP0NT Rene] est revenu.",
        "l'examen de [mOHAMED] est normal",
        "[K3vin] est dans sa chambre",
        "mon psy [thierry morel] me reçoit",
        "c'est pour ma mere, [ginette moulin], 82 ans",
        "Dossier [LEGENDRE] à rappeler.",
        "Vu [Lefèvre] ce matin.",
        "8h30 [Salvetti] cataracte",
        "1) [Brunel] hernie ; 2) [Carvalho] vésicule",
        "La famille [Bourdalé] remercie le service.",
        "L'orthophoniste [Jaouen] géniale à côté d'ici.",
        "slt c [jean kev] de la résidence",
        "Blocs : [Cottrell], [Shah D.], [Wu L], [Mackie, J.], oui",
        "Potassium 7,1 chez [LOPES, DINIS], à refaire.",
        "Appelant : chute, [Jordan] (voisin).",
        "[Elsa-Rose], fracture du poignet",
        "mon petit [theo b] a vomi",
    ],
)
def test_a_name_is_found_whole(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "[Rose] pleure tout le temps.",
        "[Fleur] est venue hier soir.",
        "[Olive] m'a dit oui.",
        "je crois que [olive] dort",
        "[Pierre] a 3 ans.",
        "On est allés chez [Prune].",
        "Vu avec [Victoire] ce matin.",
        "[Rose] et [Lily] sont jumelles.",
        "Je suis [Claire].",
        "Une rose, une olive, une prune, un ange et la victoire.",
        "La rose est belle, le marin dort, cette pierre est lourde.",
        "je suis claire et nette",
        "Pierre, sable, boue : trois mots pour la lithiase.",
    ],
)
def test_a_first_name_that_is_a_word_is_told_by_its_sentence(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "My name is [Chidi Okoro].",
        "my neighbour [Bill] has diabetes",
        "Dear [Anna], thank you.",
        "Mr [O'Brien] saw Dr [van der Berg].",
        "[Hope] is feeling better.",
        "PATIENT: [HOLLOWAY, JUNE]",
        "As [Eilidh]'s mother I want to thank you.",
        "the [Robinson] family agreed",
        "my daughter [ellie] is 4",
        "seen by SHO [P. Gill]",
    ],
)
def test_names_in_english(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "maladie de Parkinson, syndrome de Guillain-Barré, score de Glasgow à 15",
        "Un Hashimoto connu, un Basedow traité, Parkinson évolué.",
        "Signe de Babinski bilatéral, manœuvre de Dix-Hallpike négative.",
        "ATCD : père Parkinson, mère Alzheimer.",
        "Candida albicans et Staphylococcus aureus.",
        "IRM, HAS, ANSM, CHU, EVA à 3, Doliprane 1 g.",
        "Monsieur le Maire, Madame la Présidente, Madame, Monsieur,",
        "bonjour docteur, je suis docteur en médecine",
        "Bonjour à tous. Merci beaucoup. Cordialement",
        "PATIENTE DE 54 ANS HOSPITALISEE POUR DOULEUR",
        "En mars, mercredi, à Noël, en France, au Maroc.",
        "Grâce à vous, l'étude a été menée chez Aedes aegypti.",
        "M. bovis et M. tuberculosis",
        "Mme X a été vue.",
        "le patient a mal, la mère est là, mon frère dort",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert masked(text) == []


def test_a_first_name_beside_a_disease_makes_it_a_person() -> None:
    assert masked("Solène Parkinson va mieux.") == ["Solène Parkinson"]
    assert masked("La maladie de Sandrine progresse.") == ["Sandrine"]
    assert masked("son frère Parkinson est venu") == ["Parkinson"]


def test_authors_are_to_be_looked_at() -> None:
    assert [f.level for f in names("Dupuis et al., 2019 ont montré")] == [Level.LOOK]


def test_the_title_stays_and_a_first_name_is_replaced_by_what_it_is() -> None:
    assert [f.replacement for f in names("Mme Dupond et sa fille Léa")] == ["[nom]", "[prénom]"]
    assert [f.replacement for f in names("my daughter Emily", "en")] == ["[first name]"]


@pytest.mark.parametrize(
    "piece",
    [
        "Mme ",
        "de La ",
        "J. ",
        "Jean-",
        "N'",
        "son fils ",
        "Rose et ",
        "A B C D ",
        "Dr0",
        "Dupont, ",
        "l'",
        "NOM : \n",
        "« ",
        "Wilson, ",
        "Norton à ",
        "Shah D., ",
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    times = []
    for size in (8_000, 32_000):
        text = (piece * (size // len(piece) + 1))[:size]
        # The quicker of two: what else the machine does weighs on one alone.
        times.append(min(_seconds_of(text), _seconds_of(text)))
    assert times[1] < max(times[0], 0.05) * 12


def _seconds_of(text: str) -> float:
    began = time.process_time()
    names(text)
    return time.process_time() - began


@pytest.mark.parametrize("piece", ["Dr0", "a b ", "A$", "Mr", "é1"])
def test_words_of_a_hostile_text_are_cut_in_linear_time(piece: str) -> None:
    began = time.process_time()
    words_of(Reading(piece * (100_000 // len(piece)), "fr", Around()))
    assert time.process_time() - began < 3


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    folded = fold(text).text
    for finding in names(text):
        assert 0 <= finding.start < finding.end <= len(folded)


@pytest.mark.parametrize(
    "marked",
    [
        "Vu par [Tanguy Kerloc'h] aux urgences.",
        "Mme [Le Ploc'h-Petit], assistante sociale.",
        "chère mme [kerboc'h], je vous écris",
        "Bien à vous, Dr [Bich-Van Lê].",
        "Avec [Nolwenn Le Dû] qui ouvre le bal.",
        "Validé par Mme [da Silveira], ce matin.",
        "rappeler mr [da costa] pour ses résultats",
        "le docteur [le goff] du bourg",
        "Re: [DE SOUSA, Luis], suivi.",
        "Bay 3: [Kowalski, Jan], day two",
        "1. [Hargreaves, Iris], 62, chute",
        "Bonjour, [Anne-Cé] du bout du monde.",
        "sa fille [anne-so] vient à 15 h",
        "Vu avec Mme [Sylvette Cadet], et le Dr [Lucille Nantais].",
    ],
)
def test_a_name_is_found_to_its_end(marked: str) -> None:
    text, expected = asked(marked)
    assert masked(text) == expected


def test_a_title_before_an_article_and_a_word_announces_nobody() -> None:
    assert not masked("mme la directrice et le docteur de garde, mr le maire")


def test_what_somebody_signs_is_no_sign_named_after_them() -> None:
    assert masked("Ask if Philippa Strang signs off on it.", "en") == ["Philippa Strang"]
