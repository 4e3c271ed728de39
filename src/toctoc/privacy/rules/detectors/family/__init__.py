"""Someone told by a relative whom a town knows: "le fils de la pharmacienne du bourg", "the mayor’s daughter".

No name is given, and everybody around knows who it is. The kin word is kept as the replacement.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading


def _any(text: str) -> str:
    """Return a pattern for any of the words of ``text``; an underscore stands for a space."""
    return "(?:" + "|".join(text.replace("_", "\0").split()).replace("\0", " ") + ")"


_KIN = "(?:arrière-)?(?:petite?s?-)?" + _any(
    """fils filles? frères? s(?:œ|oe)urs? cousine?s? neveux? nièces? pères? mères? papa maman mari femme
    ép(?:oux|ouse) conjointe? compagn(?:on|e) veuve? veuf fiancée? oncle tante gendre
    belle-(?:fille|mère|s(?:œ|oe)ur) beau-(?:fils|père|frère) grand-(?:père|mère) jum(?:eau|elle)s? gamine?s?
    gosses? enfants? parents? ex copine? petite?_amie? aînée?s? cadet(?:te)?s? benjamine?s?
    belle-famille bru filleule?"""
)
# Trades and offices of which a place has one or few.
_KNOWN = _any(
    """maire(?:sse)? adjointe?_au_maire députée? sénat(?:eur|rice) préf[eè]te? notaire pharmacien(?:ne)?
    boulang(?:er|ère) bouch(?:er|ère) charcuti(?:er|ère) épici(?:er|ère) coiffeu(?:r|se) fleuriste garagiste
    facteur factrice buraliste institut(?:eur|rice) instit maître(?:sse)?_d['’]école direct(?:eur|rice)
    principale? proviseure? profs? professeure? curé pasteur imam rabbin abbé sacristain vétérinaire dentiste
    médecin toubib véto kiné(?:sithérapeute)? chef(?:fe)?_des_pompiers
    garde(?:-chasse|_forestier)? éclusi(?:er|ère) infirmi(?:er|ère) sage-femme orthophoniste avocate? juge gendarme
    pompi(?:er|ère) garde_champêtre polici(?:er|ère) commissaire ostréicult(?:eur|rice) viticult(?:eur|rice)
    vigneron(?:ne)? berg(?:er|ère) fermi(?:er|ère) éleveu(?:r|se) pêcheur forgeron meunier sabotier
    sculpt(?:eur|rice) peintre écrivaine? chant(?:eur|euse) act(?:eur|rice) comédien(?:ne)? musicien(?:ne)?
    journaliste présentat(?:eur|rice) champion(?:ne)? joueu(?:r|se) entraîneu(?:r|se) présidente?
    chef(?:fe)?_de_service cadre chef(?:fe)?_du_village patron(?:ne)? propriétaire gérante? tenanci(?:er|ère)
    hôteli(?:er|ère) restaurat(?:eur|rice) cafeti(?:er|ère) châtelaine? comte(?:sse)? quintuplée?s quadruplée?s
    triplée?s sextuplée?s banqui(?:er|ère) libraire opticien(?:ne)? secrétaire_de_mairie concierge
    gardien(?:ne)? plombi(?:er|ère) maçon menuisi(?:er|ère) électricien(?:ne)?"""
)
_OF = r"(?:de la |de l['’]|de (?:notre|mon|ma|votre|leur) |du |des |de |d['’])"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}"
_PLACE = rf"(?:(?: (?:de la|du|des|de|à|au|aux|sur) | de l['’]| d['’])(?:[\w'’-]{{2,30}})(?: {_NAME})?){{0,3}}"
_OWN = r"(?:(?i:l['’]|(?:le|la|les|un|une|mon|ma|mes|ton|ta|son|sa|ses|notre|nos|votre|vos|leur|leurs) ))"
_AT = rf"(?: de| du| des| d['’]| à| au| aux)(?: (?:la|le|les))? ?{_NAME}(?:[ -]{_NAME}){{0,3}}"
_ENGLISH_KIN = (
    _any(
        """son daughter brother sister father mother dad mum mom wife husband widow widower nephew niece uncle aunt
        cousin grandson granddaughter grandfather grandmother twin kid partner"""
    )
    + "s?"
)
_ENGLISH_KNOWN = "(?:(?:local|village|town) )?" + _any(
    """mayor vicar priest pastor baker butcher postmaster postmistress headteacher headmaster headmistress
    head_teacher sheriff deputy_sheriff councillor senator mp pharmacist chemist vet dentist blacksmith
    lighthouse_keeper harbour_master publican landlord innkeeper farmer coach rugby_captain footballer singer
    actor actress judge schoolteacher principal undertaker constable fire_chief librarian bishop curate rector
    minister stationmaster harbour_master harbourmaster gp doctor midwife dentist imam rabbi postman postwoman
    lollipop_lady florist hairdresser brewer miller ferryman coxswain gamekeeper warden"""
)
_ENGLISH_PLACE = rf"(?: (?:of|in|at|from|on|near) {_NAME}(?: {_NAME})?)?"
_REASON = "Un lien de famille avec quelqu’un de connu désigne une personne."


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a language, made at the first text in it."""
    if language == "en":
        return (
            re.compile(
                rf"(?<!\w)(?i:(?:(?:the|our|my)(?: only)? )?{_ENGLISH_KNOWN}['’]s ({_ENGLISH_KIN}))(?!\w)"
                + _ENGLISH_PLACE
            ),
            re.compile(
                rf"(?<!\w)((?i:(?:the|a|my|his|her|our|their) {_ENGLISH_KIN}))"
                rf" (?i:of (?:the|our|a) {_ENGLISH_KNOWN})(?!\w){_ENGLISH_PLACE}"
            ),
        )
    return (
        # "le fils de la pharmacienne du bourg"
        re.compile(rf"(?<!\w)({_OWN}?(?i:{_KIN})),? (?i:{_OF}(?:ancien(?:ne)? )?{_KNOWN})(?!\w){_PLACE}"),
        # "son épouse la boulangère de Crozon"
        re.compile(rf"(?<!\w)({_OWN}(?i:{_KIN})),? (?:qui est )?(?:(?:la|le) |l['’])?{_KNOWN}{_AT}"),
        # "sa femme qui tient la crêperie de Sizun"
        re.compile(
            rf"(?<!\w)({_OWN}(?i:{_KIN})),? qui (?:tient|tenait|dirige|dirigeait|préside|gère|commande|élève|enseigne)"
            rf"(?: [a-zà-ÿ'’-]{{1,20}}){{1,6}}{_AT}"
        ),
    )


class FamilyDetector:
    """Finds relatives of people whom a place knows."""

    kind = "family"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every such relation, the kin word as its replacement."""
        for pattern in _patterns(reading.language):
            for match in pattern.finditer(reading.text):
                yield Finding(match.start(), match.end(), self.kind, Level.MASK, _REASON, match[1])
