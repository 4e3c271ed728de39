"""Numbers of patients, stays and records (IPP, NDA, NIP, MRN…), with the word that says so and without.

Beside its word a number may not leave. Without one it is masked by its form: "62-44280", figures one by one, eight
figures at once that nothing else explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.codes import AFTER_WORD, VALUE, values
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import figures_of, finding, has_figures, is_public, measures, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_NUMBER = r"(?:n\s?[°o]s?\.?|n\s?(?=:)|num(?:ero)?s?\.?|#|number|no\.?|id|identifiant|ref\.?|reference|code)"
_THING = (
    r"(?:dossiers?|doss\.?|sejours?|patiente?|admission|venue|episode|passages?|visites?|hospitalisation|identification"
    r"|identite|etiquette|bracelet|hospital|hosp\.?|record|chart|medical record|case|file"
    r"|encounter|unit|accession|acc|adm"
    r"|sinistres?|contrat|adherent|hop|hopital|examen|prelevement|echantillon|labo|anapath"
    r"|demande|bon|permanent|mutuelle"
    r"|allocataire|caf|cpam|mdph|mdma|msa|dmp|factures?|invoice|claim|policy|police|assuree?|assurance|beneficiaire"
    r"|ordonnance|prescription|passeport|passport|carte d'identite|cni|permis(?: de conduire)?|titre de sejour|agdref"
    r"|etranger|medicare|medicaid|insurance|inclusion|client|dossier medical|licen[cs]e|driving licen[cs]e|ine|etudiant"
    r"|student|employee|badge|plainte|procedure|pv|parquet|rg|jugement|recours|signalement"
    r"|expertise|lame|bloc|biopsie|tube"
    r"|greffon|donneur|recipient|donor|sample|specimen|booking|appointment|reservation"
    r"|commande|suivi|colis|serie|pacemaker"
    r"|implant|sonde|prothese|appareil|device|serial|membership|member|subscriber|study"
    r"|randomi[sz]ation|participant|subject"
    r"|sujet|cohorte|matricule|ticket|fiche|courrier|compte rendu|cr|imagerie|radio|scanner|irm|pacs|poche|transfusion"
    r"|cession|etude|essai|etude notariale|tutelle|curatelle|pension|retraite|carsat|agirc|pole emploi"
    r"|france travail|ameli|css|ame|cmu|lab|laboratory|histolog(?:y|ie)|pathology|visit|prison|inmate|detenue?"
    r"|accident(?: du travail)?|declaration|request|order|requisition)"
)
_ACRONYM = (
    r"(?:i\.?p\.?p\.?|n\.?d\.?a\.?|n\.?i\.?p\.?|m\.?r\.?n\.?|iep|ndos|ndv|urn|uhid|emr|pid|dmi|nipp|ippe|npp|n dossier"
    r"|hn|crn|chi|hcn|phn|ohip|ramq|mbi|nomis|pnc|ecrou|utente|historia clinica|aktenzeichen|fallnummer"
    r"|patientennummer|patientnummer|codice paziente|badge)"
)
_ANNOUNCED = lazy(
    rf"(?<!\w)(?:{_ACRONYM}"
    rf"|{_NUMBER}\s?(?:de\s|d'|du\s|of\s|l')?(?:la\s|mon\s|ma\s|son\s|sa\s|l'|ce\s|cette\s)?{_THING}"
    rf"|{_THING}(?:\s[a-z'\-]{{2,14}}){{0,3}}?\s?{_NUMBER}"
    r"|identifiant(?:\s(?:permanent|patient|du patient|local|interne))?|sous le numero|hospital id|patient id"
    r"|reg(?:istration)? no)" + AFTER_WORD + VALUE
)
# Glued to its word: "IPP8001234567".
_GLUED = lazy(
    r"(?<!\w)(?:ipp|nda|mrn|iep|nip|dossier|sejour|patient|id|nhs|adh|ref)_?(?P<value>[0-9]{2,13}(?:[ .\-/][0-9]"
    r"{2,9}){0,4})(?!\w)"
)
# The code of a door, in an address that is given to a carer; by itself "code" is also one of an act or a disease.
_DOOR_CODE = r"(?=(?:[a-z*#]?[ \-]?[0-9]){3})[a-z0-9*#](?:[ \-]?[a-z0-9*#]){3,7}"
_DOOR = lazy(
    r"(?<!\w)(?:(?:digicode|interphone|key ?safe|lock ?box|keypad|boite a cle[fs]?s?"
    r"|(?:door|gate|entry|access|alarm|key ?safe) code|code (?:de |du |d'|de la |de l')?(?:porte|portail|entree|acces"
    r"|immeuble|interphone|alarme|boite|coffre|garage|hall|batiment|residence))(?!\w)"
    r"(?:(?:\s(?:code|est|is|c'est)){0,2}\s?[:=]?\s?|(?:\s[a-z'\-]{2,20}){1,5}\s?[:=]\s?)"
    rf"(?P<a>{_DOOR_CODE})"
    r"|code\s?[:=]?\s?(?P<b>[a-c][0-9]{4,5}|[0-9]{4,5}[abc#*]|[0-9]{2,3}[abc][0-9]{2,3}[#*]?))(?!\w)"
)
# These words say many other things: the number follows at once, with at least five figures.
_LIKELY = lazy(
    rf"(?<!\w)(?:{_THING}|ref\.?|reference|concerne|sous le n\s?[°o]|id|pt|pat|numero|num|number"
    rf"|n\s?°|(?:n\s?°|numero|num) (?:de |d')[a-z]{4, 20})(?!\w)"
    rf"(?:\s(?:medical|patient|hospitalier|de|d'|la|le|ma|mon|est|c'est|is|numero|interne|en|{_THING})(?!\w)){{0,3}}"
    r"\s?[:#=(,\n\-]?\s{0,2}" + VALUE
)
# A number of which only an end is told, beside the word of what it numbers.
_PARTIAL = lazy(
    r"(?<!\w)(?:(?:se )?termin\w{1,4}|fini(?:t|e|es|r|ssant)?|commence\w{0,3}|debut(?:e"
    r"|ant)|ending|ends?|starts?|starting"
    r"|beginning|begins)\s(?:bien\s)?(?:par|en|in|with)\s(?:le\s|les\s|the\s)?" + VALUE
)
_LAST_FIGURES = lazy(
    r"(?<!\w)(?:(?:[0-9]|deux|trois|quatre|cinq|six) (?:premiers?|derniers?) (?:chiffres"
    r"|numeros)|(?:premiers?|derniers?) "
    r"(?:chiffres|numeros)|(?:first|last) (?:[0-9]|two|three|four|five|six)(?: digits| numbers| figures)?"
    r"|(?:first|last) digits)(?!\w)[^0-9\n]{0,20}?" + VALUE
)
_NUMBERED = lazy(
    r"(?<!\w)(?:numeros?|num|n\s?°|number|dossier|compte|account|tel|telephone|portable"
    r"|phone|mobile|cartes?|cb|secu|nir|iban"
    r"|rib|ipp|nda|mrn|nhs|rpps|sejour|contrat|mutuelle|plaque|plate|immatriculation|card|chiffres|digits)(?!\w)"
)
_ROOM = lazy(
    r"(?<!\w)(?:(?:chambre|chb|room|box)\s?(?:n\s?[°o]\.?\s?|numero\s|no\.?\s|:\s?|#)?[a-z]?"
    r"|ch\.\s?)(?P<value>[0-9]{1,4}[a-z]?)(?![\w%]|[.,][0-9])"
)
# By their form alone.
_WITH_HYPHEN = lazy(
    r"(?<![\w.,/\-+])(?:[a-z]{1,2}[0-9]{0,2}-|[0-9]{2,4}-)[0-9]{5,7}(?![\w\-/]|[.,][0-9])"
    r"|(?<![\w.,/\-+])(?:1[0-9]|2[0-9])/[0-9]{5,7}(?![\w/]|[.,][0-9])"
)
# In capitals, as laboratories and prisons number: "25K800411", "PMA80-114", "A8011XY".
_LETTERED = lazy(
    r"(?<![\w.,/\-+])(?:[0-9]{2}[A-Z]{1,4}[0-9]{4,7}|(?!IPP|NDA|NIP|IEP|MRN)[A-Z]{2,4}[0-9]{2}-[0-9]{3,6}|[A-Z][0-9]{4}[A-Z]{2}|"
    r"[0-9]{2}[A-Z][0-9]{4}[A-Z])(?![\w\-/]|[.,][0-9])"
)
_ONE_BY_ONE = lazy(r"(?<![\w.,/\-+])(?<![0-9] )[0-9](?: [0-9]){5,17}(?! ?[0-9]|\w|[.,/\-][0-9])")
_AT_ONCE = lazy(r"(?<![\w.,/\-+:=#])(?<![0-9] )[a-z]?[0-9]{7,18}(?![\w/\-]|[.,:][0-9]| [0-9]{3})")
_IN_THREES = lazy(r"(?<![\w.,/\-+:=#])(?<![0-9] )[1-9][0-9]{2}([ .])[0-9]{3}\1[0-9]{3}(?![\w/\-]|[.,:][0-9]| [0-9])")
_BARCODE = lazy(r"(?:3400|978|979)[0-9]{9}")
_YEARS = lazy(r"(?:(?:19|20)[0-9]{2}){1,2}")
# Another detector says what these are.
_OTHER_REGISTER = lazy(r"(?<!\w)(?:finess|siret|siren|rcs|adeli|tva|rpps|nhs|gmc)(?!\w)[^0-9]{0,30}$")
_OF_SCORES = lazy(
    r"(?<!\w)(?:eva|scores?|notes?|apgar|glasgow|cotations?|echelles?|ratings?|doses?|posologies?|schemas?|series?"
    r"|points?|cases?)\s?[:=(]?\s?$"
)
_BILL = lazy(r"(?<!\w)(?:factures?|invoices?|devis|bills?|quotes?)(?!\w)[^0-9\n;]{0,20}$")
_OF_THE_YEAR = lazy(r"(?:20)?[0-9]{2}[\-/][0-9]{1,4}")
_NEAR, _FAR = 40, 90
_ANNOUNCED_REASON = "Un numéro de dossier ou de séjour désigne un patient."
_FORM_REASON = "Ce numéro a la forme d’un numéro de dossier ou de patient."
_DOOR_REASON = "Le code d’une porte donne accès au domicile d’une personne."
_ROOM_REASON = "Une chambre, un jour donné, désigne un patient."
_FEWEST_LIKELY, _FEWEST_ANNOUNCED = 5, 3


class PatientNumberDetector:
    """Finds numbers of patients and stays, rooms, and codes of doors."""

    kind = "patient_number"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every number."""
        if has_figures(reading):
            for span in _announced(reading):
                yield finding(reading, span, self.kind, Level.BLOCK, _ANNOUNCED_REASON)
            for span, level, reason in _less_sure(reading):
                yield finding(reading, span, self.kind, level, reason)
            for match in _LETTERED.finditer(reading.text):
                yield typed(reading, match.span(), self.kind, Level.MASK, _FORM_REASON)


def _announced(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the numbers beside a word that says whose they are."""
    text = reading.figures.text
    # Behind a word of care what looks like an article of a law ("A7712-09") is none.
    for start, end in values(_ANNOUNCED, text, _FEWEST_ANNOUNCED):
        if not _is_bill(text, start, end):
            yield start, end
    for start, end in _beside_their_word(text):
        if not (is_public(reading, start, end) or _is_bill(text, start, end)):
            yield start, end


def _is_bill(text: str, start: int, end: int) -> bool:
    """Tell whether a number is that of a bill of the year: "facture 2025-114" is nobody's."""
    is_short = _OF_THE_YEAR.fullmatch(text, start, end) is not None
    return is_short and _BILL.search(text, max(0, start - _NEAR), start) is not None


def _less_sure(reading: Reading) -> Iterator[tuple[tuple[int, int], Level, str]]:
    """Yield rooms, codes of doors and what has the form of a number of a patient, with what is said of them."""
    text = reading.figures.text
    for match in _ROOM.finditer(text):
        if not measures(text, match.end()):
            yield match.span("value"), Level.LOOK, _ROOM_REASON
    for match in _DOOR.finditer(text):
        yield match.span(match.lastgroup or 0), Level.MASK, _DOOR_REASON
    for span in _by_form(text):
        if not is_public(reading, *span):
            yield span, Level.MASK, _FORM_REASON


def _beside_their_word(text: str) -> Iterator[tuple[int, int]]:
    yield from values(_GLUED, text, _FEWEST_LIKELY)
    yield from values(_LIKELY, text, _FEWEST_LIKELY, with_codes=True)
    for pattern in (_PARTIAL, _LAST_FIGURES):
        for start, end in values(pattern, text, 2):
            if _NUMBERED.search(text, max(0, start - _FAR), start):
                yield start, end


def _by_form(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_WITH_HYPHEN, _ONE_BY_ONE, _AT_ONCE, _IN_THREES):
        for match in pattern.finditer(text):
            digits = figures_of(match[0])
            if pattern is _ONE_BY_ONE and (
                _is_scale(digits) or _OF_SCORES.search(text, max(0, match.start() - _NEAR), match.start())
            ):
                continue
            if not (_is_quantity(text, match.end(), digits) or _is_of_another_kind(text, match.start(), digits)):
                yield match.span()


def _is_quantity(text: str, end: int, digits: str) -> bool:
    return measures(text, end) or digits.endswith("000") or len(set(digits)) == 1


def _is_of_another_kind(text: str, start: int, digits: str) -> bool:
    """Tell whether a number is a barcode, a span of years, or behind a word that another detector knows."""
    return (
        _BARCODE.fullmatch(digits) is not None
        or _YEARS.fullmatch(digits) is not None
        or _OTHER_REGISTER.search(text, max(0, start - _NEAR), start) is not None
    )


def _is_scale(digits: str) -> bool:
    """Tell whether figures one by one only go up or only down, as those of a scale, or are all 0 and 1."""
    return list(digits) in (sorted(digits), sorted(digits, reverse=True)) or set(digits) <= {"0", "1"}
