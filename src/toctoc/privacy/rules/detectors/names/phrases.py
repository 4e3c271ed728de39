"""Phrases in which a name is no person: diseases, signs and tests named after someone, germs, laws, prizes.

The phrase is looked at before any list of names ("maladie de Paget"), and a title or a word for a child before the name
undoes it ("la maladie de Mme Paget", "le petit Hashimoto").
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from toctoc.privacy.rules.detectors.names import cues
from toctoc.privacy.rules.detectors.names.familiar import begins_work, familiar_end
from toctoc.privacy.rules.detectors.names.scored import JOINTS, is_known_to_medicine, names_end, scored
from toctoc.privacy.rules.detectors.names.words import next_to, words_of
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.detectors.names.known import Known
    from toctoc.privacy.rules.detectors.names.words import Word
    from toctoc.privacy.rules.reading import Reading

# "maladie de X": whoever X is, the disease is spoken of, unless X is a first name ("la maladie de Sandrine").
HEADS = cues.words(
    """maladie maladies syndrome syndromes sd sdr signe signes sign signs triade triad tetrade phenomene loi lois
    regle criteres critere criteria classification stade stades score scores echelle echelles scale indice index
    formule equation manoeuvre manoeuvres manoeuver maneuver reflexe reflexes thyroidite purpura choree ataxie
    anemie goitre lymphome lymphomes sarcome sarcomes adenopathie ganglion nodule nodules tumeur diverticule
    contracture paralysie dystrophie encephalopathie cecite epilepsie epilepsies psychose demence aphasie aire
    aires gyrus scissure fissure canal canaux tubercule ligament ligaments muscle fascia trou foramen cellule
    cellules corps fibre fibres fibrose artere veine nerf trompe trompes glande glandes follicule follicules
    anneau cercle hexagone polygone sonde pince clamp drain redon aiguille canule catheter tube gouttiere
    attelle orthese appareil coefficient courbe methode technique protocole procede test tests epreuve epreuves
    coloration milieu boite bouillon agent bacille bacilles virus parvovirus champignon parasite tache taches
    tachycardie bloc faisceau rythme respiration dyspnee position incision voie fracture fractures luxation
    hernie kyste abces ulcere ulceres cancer carcinome melanome oesophage bulle osteochondrose cirrhose
    nephroblastome nephropathie cardiomyopathie vascularite arterite acrodynie erytheme theoreme effet principe
    modele theorie hypothese concept complexe plan prix affaire institut fondation college universite variable
    indicateur algorithme grille questionnaire inventaire alpha kappa chi rho tau correction distribution
    analyse regression diagramme transformation echographie doppler angine gangrene cataracte mal mycose espace
    ligne point points zone pouls bruit souffle hormone disease syndrome palsy lymphoma classe type facies pied
    main doigt genou orteil bosse brulure choc paradoxe dilemme logiciel tableau methodes procedure intervention
    operation corset table tables nomogramme abaque prothese protheses valve valves ballon lame nomenclature
    mots mesure angle biopsie zona botte chaussure pansement bas blouse stethoscope tendon cesarienne calcul
    charte kits kit ciseaux marteau"""
)
# After these, only names that medicine knows: "l’opération de Hartmann", but "l’opération de Kowalski" is somebody's.
LOOSE_HEADS = cues.words(
    """operation intervention analyse cancer hernie kyste tumeur fracture fractures abces test tests technique
    methode traitement protocole dossier position voie point points main pied doigt genou orteil souffle pouls
    courbe score scores epilepsie demence psychose prix affaire college plan zone ligne appareil drain sonde
    aire questionnaire choc brulure bosse angine respiration paralysie luxation corps attelle orthese mal
    echographie melanome carcinome cirrhose ulcere ulceres theorie concept modele brulures type ganglion nodule
    nodules tableau index hormone cataracte aphasie anemie choree methodes procedure muscle nerf artere veine
    table tables prothese protheses valve valves ballon lame mots mesure angle biopsie zona botte chaussure
    pansement bas blouse cesarienne calcul charte kits kit ciseaux marteau tendon"""
)
# After these, even a usual first name is the one of a sign: "signe de Claude".
SIGNS = cues.words(
    """syndrome syndromes sd sdr signe signes sign signs score scores echelle echelles scale phenomene classification
    criteres criteria manoeuvre manoeuvres reflexe reflexes triade cul indice index test tests point"""
)
# "X's disease", "X score".
TAILS = cues.words(
    """disease syndrome sign signs score scale test palsy lymphoma thyroiditis sarcoma reflex phenomenon maneuver
    manoeuvre criteria classification fracture chorea ataxia tumor tumour node nodes esophagus oesophagus catheter
    procedure contracture ulcer stage staging triad law index equation formula hernia line lines tube stain stains
    cell cells virus vaccine blot encephalopathy dementia lemniscus bodies body disorder gland ring spots"""
)
_OBJECTS = cues.words("off up in out the a an her his our my their it for")
_LINKS = cues.words("de d du des of")
_IDIOMS = cues.phrases(
    """grace a| grace au| grace aux| marie toi| pierre angulaire| victoire sur| france 2| rose pale| page perso"""
)
_NO_ADJECTIVE = cues.FUNCTION | cues.KIN | cues.ROLES
_ADJECTIVES = 2
_LATIN_LENGTH = 4
_NAMED = 6  # a surname of thirty heads of companies
_USUAL = 17  # 65,000 bearers
_FIRST_NAME = 10  # a thousand bearers: not the X of "maladie de X" without more
_LATIN = ("us", "a", "is", "um", "ae", "i", "ens", "ans", "es", "os", "e", "ella", "x")
_TAXA = (
    "idae", "inae", "aceae", "ales", "ella", "monas", "coccus", "bacter", "bacterium", "virus", "myces", "plasma",
    "phyllum", "spora", "gyrus", "toma", "stoma", "soma", "cystis", "oides", "phora", "oidea", "ia", "ium",
)  # fmt: skip


_LATEST: WeakKeyDictionary[Reading, set[int]] = WeakKeyDictionary()


def aside_of(reading: Reading) -> set[int]:
    """Return the places of the words of a reading that stand in such a phrase; looked for once."""
    found = _LATEST.get(reading)
    if found is None:
        found = _LATEST[reading] = _explained(words_of(reading))
    return found


def _explained(words: list[Word]) -> set[int]:
    places: set[int] = set()
    keys = [word.key for word in words]
    for place, word in enumerate(words):
        if place not in places and (word.capital or word.known.eponym or begins_work(word)):
            places.update(range(place, familiar_end(words, place) or _phrase_end(words, place, keys)))
    return places


def _phrase_end(words: list[Word], place: int, keys: list[str]) -> int:
    """Return where a phrase ends that begins at ``place`` and names nobody; else 0."""
    if _is_somebody(words, place):
        return 0
    end = _known_phrase(keys, place)
    for told in _TELLING:
        end = end or told(words, place)
    return end if end and not _is_beside_first_name(words, place, end) else 0


def _is_somebody(words: list[Word], place: int) -> bool:
    """Tell whether a word announces others, or a title or a word for a child stands before it."""
    word = words[place]
    if word.key in cues.ANNOUNCING:
        return True
    if not place or "\n" in word.gap:
        return False
    before = words[place - 1].key
    if before in cues.TITLES and "," not in word.gap:  # not "1,3 mm, Clark IV"
        return before != "m" or word.capital
    return before in cues.CHILDREN and word.spaced


def _is_beside_first_name(words: list[Word], place: int, end: int) -> bool:
    """Tell whether a first name stands right before or after: "LE GALL Yann" is no score."""
    beside = [words[place - 1]] if place and words[place].spaced else []
    beside += [words[end]] if end < len(words) and words[end].spaced else []
    return any(w.shape is Shape.TITLE and w.known.first >= _FIRST_NAME and not w.plain for w in beside)


def _known_phrase(keys: list[str], place: int) -> int:
    if tuple(keys[place : place + 2]) in _IDIOMS:
        return place + 2
    count = lexicon().phrase_at(keys, place)
    return place + count if count else 0


def _headed(words: list[Word], place: int) -> int:
    """Return where the names after "maladie de" end, when there is such a head before ``place``; else 0."""
    head = _head_before(words, place)
    if head is None:
        return 0
    end = names_end(words, place, JOINTS)
    usual = head not in SIGNS and words[place].known.first >= _USUAL
    if not usual and any(map(is_known_to_medicine, words[place:end])):
        return end
    person = words[place].known.first >= _FIRST_NAME or _is_first_name_beside(words, place, end)
    return end if head not in LOOSE_HEADS and not person else 0


def _is_first_name_beside(words: list[Word], place: int, end: int) -> bool:
    """Tell whether a first name follows within the names; after a hyphen it is another author: "Rumack-Matthew"."""
    return end - place > 1 and words[place + 1].gap != "-" and words[place + 1].known.first > 0


def _head_before(words: list[Word], place: int) -> str | None:
    """Return the head that stands before ``place``, beyond a link and two words at most, or None."""
    if not _is_close(words[place]):  # nor the first of the text
        return None
    before = words[place - 1]
    linked = before.key in _LINKS
    if linked and "°" in before.gap:  # "18° de Cobb"
        return "angle"
    end = place - (linked and _is_close(before))
    for word in reversed(words[max(0, end - _ADJECTIVES - 1) : end]):
        if word.key in HEADS:
            return word.key if linked or word.key != "signe" else None
        if not _may_be_between(word):
            return None
    return None


def _may_be_between(word: Word) -> bool:
    """Tell whether a word may stand between "maladie" and the name: an adjective."""
    return word.shape is Shape.LOWER and word.key not in _NO_ADJECTIVE and _is_close(word)


def _is_close(word: Word) -> bool:
    """Tell whether a space, an apostrophe or a hyphen stands before, and no comma, bracket or new sentence."""
    return not word.opens and (word.spaced or word.gap.strip(" ") in {"", "'", "’", "-"})


def _tailed(words: list[Word], place: int) -> int:
    """Return where the names before "'s disease", "score" end; else 0."""
    end = names_end(words, place)
    after = end + 1 if end < len(words) and words[end].key == "s" else end
    if after >= len(words) or words[after].key not in TAILS or not _is_close(words[after]) or _is_verb(words, after):
        return 0
    known = any(w.known.eponym for w in words[place:end])
    return end if known or words[place].known.first < _FIRST_NAME else 0


def _is_verb(words: list[Word], place: int) -> bool:
    """Tell whether "signs" is what somebody does: "signs off", "tests the"."""
    following = next_to(words, place)
    return words[place].key in {"signs", "tests", "stages"} and following is not None and following.key in _OBJECTS


def _taxon(words: list[Word], place: int) -> int:
    """Return where a germ's name ends ("Candida albicans", "Culicidae"); else 0."""
    word, after = words[place], next_to(words, place)
    if word.shape is not Shape.TITLE:
        return 0
    if after is not None and _is_latin(after):
        if word.initial:
            return place + 1 if after.gap in {". ", "."} else 0
        if after.spaced and _is_genus(word):
            return place + 2
    return place + 1 if _is_rare_taxon(word) else 0


def _is_genus(word: Word) -> bool:
    """Tell whether it may be the first word of a germ's name: Latin has no accents, and few people are called so."""
    if word.ordinary or not word.text.isascii():
        return False
    return word.known.medical or (word.known.first < _FIRST_NAME and word.known.surname < _NAMED)


def _is_rare_taxon(word: Word) -> bool:
    return not (word.known.borne or word.known.word) and word.key.endswith(_TAXA)


def _is_latin(word: Word) -> bool:
    """Tell whether it looks like the second word of a germ's name: lower case, a Latin end, in no list of words."""
    if word.shape is not Shape.LOWER or len(word.text) < _LATIN_LENGTH or word.key in cues.ACTS:
        return False
    if not word.text.isascii():
        return False
    return word.key.endswith(_LATIN) and (word.known.medical or not _is_of_a_list(word.known))


def _is_of_a_list(known: Known) -> bool:
    return known.word > 0 or known.first > 0 or known.english > 0


_TELLING = (_headed, _tailed, scored, _taxon)
