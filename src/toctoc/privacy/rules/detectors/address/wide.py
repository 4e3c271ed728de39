"""Addresses as people write them, rather than as the post wants them: by the shape of the whole, whatever the street.

A number and a word that looks like a street, a street and a number behind it, a dwelling with a name, and what follows
"habite" or "lives at" up to the next sign.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.places.known import is_known_by_all
from toctoc.privacy.rules.places.starting import matches, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_W = r"(?:[^\W\d_]\.|[^\W\d_][\w’'-]{0,30})"
_CAP = r"(?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][\w’'-]{0,30})"
TITLE = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ’'][\w’'-]{0,30}"
_LINK = r"(?:d[eu]s?\s|l[ae]s?\s|d['’]\s?|l['’]\s?|aux?\s|[àa]\s|en\s|sur\s|sous\s)"
# Words that never belong to a street: what the sentence goes on with.
_STOP = (
    r"(?:depuis|car|elles?|ils?|je|on|nous|vous|avec|pour|est|sont|sans|mais|qui|que|tel|t[ée]l[ée]phone|chez|puis|ce"
    r"|cette|demain|hier|matin|soir|ans|merci|svp|stp|quand|apr[èe]s|avant|code|digicode|interphone|avait|a(?!\.)|ont|vsl"
    r"|rdv|ne|pas|dans|mon|ma|mes|son|sa|ses|jusqu|maintenant|aujourd|ou|o[ùu]|vers|par|si|se|y|suis|face|dit|(?:c|j)['’]|cp"
    r"|bonjour|urgent|besoin|cherche|jeudi|lundi|mardi|mercredi|vendredi|samedi|dimanche|bp|cs|cedex|mobile|fax|mail"
    r"|born|the|and|is|has|with|since|for|to|at)\b"
)
_MORE = rf"(?:[ -](?:et\s(?=[A-ZÀ-Þ]))?(?!{_STOP}){_W}){{0,6}}"
_NUMBER = (
    r"(?<![\d.,/])(?:\bau\s(?:n[°o]\s?|num[ée]ro\s)?|n[°o]\s?)?\b\d{1,5}(?:\s?(?:bis|ter|quater"
    r"|[a-d])\b)?\s?,?\s{0,2}"
)
_STRONG = (
    r"(?:rue|avenue|aven|ave|av|boulevard|boulv|boul|bould|bvd|blvd|bld|bd|impasse|imp|all[ée]es?|chemin|chem|che"
    r"|venelle|ruelle|faubourg|fbg|fg|mont[ée]e|sentier|sente|esplanade|chauss[ée]e|dr[èe]ve|rpt|rond[- ]point"
    r"|lotissement|hameau|square|sq|r|rte|quai|plasse|plac|av[eé]nue|alle|chemain|bou?lvard|clos)"
)
_WEAK = (
    r"(?:place|pl|cours|crs|passage|pass|psg|cit[ée]|r[ée]sidence|r[ée]s|voie|route|ch(?=\.?\s(?:d[eu]s?\s|d['’]|l[ae]s?\s))|all|lot|villa|domaine"
    r"|promenade|prom|galerie|traverse|trav|rampe|mail|parvis|cour|pont|digue|port|corniche|c[ôo]te|montee|enclos"
    r"|espl"
    r"|quartier|qrt|levee|escalier|rang|terrasse|parc|allée|chee|digue|barre)"
)
NUMBERED = lazy(
    rf"{_NUMBER}(?:(?:de\s(?:la\s|l['’])|du\s|des\s)\s?)?(?:{_STRONG}\b\.?\s?{_LINK}{{0,2}}(?!{_STOP}){_W}{_MORE}"
    rf"|{_WEAK}\b(?:\.\s?{_LINK}{{0,2}}{_W}|\s{_LINK}{{0,2}}(?-i:{_CAP})){_MORE}"
    r"|grand(?:e|['’])?[ -]?rue\b)",
    re.IGNORECASE,
)
# "Rue du Moulin 7A", "chaussée de Waterloo 81/4", "avenue des Combattants, 118 bte 3", "rue du cimetière n° 4"
_AFTER = (
    r",?\s(?:n[°o]?\s?|num[ée]ro\s)?\d{1,4}\s?(?:[a-z]\b|bis\b|ter\b)?(?:/\d{1,4})?(?:,?\s(?:bte|bo[îi]te"
    r"|bus)\s?\d{1,4})?"
    r"(?![\d.,]?\d|\s\d{3}\b|\s?(?:ans|mg|ml|g|h|%|km|m|cm|jours?|mois|fois|patients?|heures?|min|euros?|pers)\b)"
)
FOLLOWED = lazy(
    rf"\b(?:(?:r\.\s?|r\s(?=d[eu]s?\s)|(?:rue|avenue|boulevard|impasse|all[ée]e|chemin|chauss[ée]e|dr[èe]ve|quai"
    rf"|sentier"
    rf"|clos|bd|av|ch|rte)\b\.?\s){_LINK}{{0,2}}(?!{_STOP}){_W}(?:[ -](?:{_LINK})?(?!{_STOP}){_W}){{0,4}}?"
    rf"|(?:place|route|cours|square|passage|cit[ée]|voie)\s{_LINK}{{0,2}}(?:(?-i:{_CAP})|[^\W\d_]{{3,20}}(?=\sn°))"
    rf"(?:[ -](?:{_LINK})?(?!{_STOP}){_W}){{0,3}}?"
    rf"|route\scantonale|grand(?:e|['’])?[ -]?rue){_AFTER}"
    rf"|\b(?:via|calle|carrer|rua|piazza|viale|largo)\s(?-i:{TITLE})(?:\s(?-i:{TITLE})){{0,3}},?\s\d{{1,4}}\b"
    rf"|\bangle\s(?:d[eu]s?\s)?(?:la\s)?(?:rues?|avenues?|bd|boulevards?)\s[^,;.\n]{{3,60}}"
    rf"|\b(?:case\spostale|C\.P\.)\s\d{{1,6}}\b",
    re.IGNORECASE,
)
FOLLOWED_FIRST = stems(
    """
    r rue avenue boulevard impasse allee chemin chaussee dreve quai sentier clos bd av ch rte place route cours square
    passage cite voie grand grande via calle carrer rua piazza viale largo angle case c
    """
)
# Streets named in one word, as in Alsace and beyond: "Bahnhofstrasse 12", "3, Kerkstraat".
ONE_WORD = lazy(
    r"\b(?-i:[A-ZÀ-Ý])[a-zà-ÿ-]{2,25}(?:strasse|straße|gasse|weg|platz|straat|laan|steenweg"
    r"|plein)\s\d{1,4}[a-z]?\b"
    r"|\b\d{1,4},?\s(?-i:[A-ZÀ-Ý])[a-zà-ÿ-]{2,25}(?:strasse|straße|gasse|weg|platz|straat|laan|steenweg|plein)\b",
    re.IGNORECASE,
)
_DWELLING = (
    r"(?:p[ée]niche|camping|chalet|manoir|villa|lotissement|lot|bungalow|mobil-?home|caravane|cit[ée]|ferme|tour"
    r"|barre"
    r"|r[ée]sidence|r[ée]s|hameau|ham|bourg|foyer|presbyt[èe]re|pavillon|immeuble|imm|copropri[ée]t[ée]"
    r"|campus|lieu[- ]?dit|ld|parking|aire|squat|g[îi]te|h[ôo]tel|b[âa]timent|b[âa]t|bloc|cl?os|mas|domaine"
    r"|ch[âa]teau|moulin|[ée]cluse|internat|caserne|logis|maison|quartier|qrt|rang|place|route|avenue|allée|chemin"
    r"|mont[ée]e|grand[- ]rue|esplanade|bastide|cabane|yourte|halte|abbaye|couvent|monast[èe]re|port|quai)"
)
_NAMED = rf"(?:{_LINK}){{0,3}}(?:[«\"“]\s?)?(?-i:{TITLE})(?:[ -](?:{_LINK}|et\s)?(?-i:{_CAP})){{0,4}}(?:\s?[»\"”])?"
# With their name, these are somebody's home wherever they stand.
HOMES = lazy(
    rf"\b(?:p[ée]niche|camping|chalet|manoir|mobil-?home|lotissement|lot\.|cit[ée]|hameau|ham\.|lieu[- ]?dit"
    rf"|imm\.|r[ée]s\."
    rf"|copropri[ée]t[ée]|ferme|presbyt[èe]re|tour|b[âa]t\.|bourg|lot\s\d{{1,3}}\s|parking|barre|squat|aire|bar"
    rf"|h[ôo]tel|caf[ée]|restaurant|r[ée]sid\.|pension|auberge|ccas|pont)\s?{_NAMED}"
    rf"|\bmobil-?home\s(?:n[°o]\s?)?\d{{1,4}}(?:,?\scamping\s{_NAMED})?|\blot\s\d{{1,3}},?\sl(?:es?"
    rf"|a)\s[^\W\d_]{{3,20}}"
    rf"|\bpresbyt[èe]re\b(?=,)|\bquai\sn[°o]\s?\d{{1,3}}"
    rf"|\bangle\s(?:de\s(?:la\s)?)?(?:rues?\s)?(?-i:{TITLE})\s?/\s?(?-i:{TITLE})",
    re.IGNORECASE,
)
HOMES_FIRST = stems(
    """
    peniche camping chalet manoir mobil lotissement lot cite hameau ham lieu imm res copropriete ferme presbytere tour
    bat bourg parking barre squat aire bar hotel cafe restaurant resid pension auberge ccas pont quai angle
    """
)
# "La maison bleue derrière l’église", "3e porte à gauche après le lavoir": no name, but a door.
DOORS = lazy(
    r"\b(?:(?:la|le|l['’]|\d{1,2}(?:e|[èe]me|[eè]re)|derni[eè]re|premi[eè]re|deuxi[eè]me)\s?){1,2}"
    r"(?:maison|porte|ferme|immeuble|pavillon|portail|chemin)\s(?:[\w’'-]{1,15}\s){0,3}"
    r"(?:derri[èe]re|face|en\sface|[àa]\sc[ôo]t[ée]|au[- ]dessus|apr[èe]s|avant|juste|en\shaut|au\sbout)\s"
    r"(?:d[eu]s?\s|[àa]\s)?(?:l[ae]s?\s|l['’])?[^\W\d_][\w’'-]{1,20}(?:\sd[eu]s?\s[\w’'-]{2,20}){0,2}",
    re.IGNORECASE,
)
_CUE = (
    r"\b(?:j?'?h?abit\w{1,7}|vi(?:t|s|vent|vait|vons|vant|vais)|demeur\w{1,4}|domicili[ée]\w{0,2}|domicile"
    r"|r[ée]sid(?:e|es|ant|ante"
    r"|ent|ait|ence)|log(?:e|es|eant|ent|[ée]e?s?)|h[ée]berg[ée]\w{0,2}|install[ée]\w{0,2}|emm[ée]nag[ée]\w{0,2}"
    r"|d[ée]m[ée]nag[ée]\w{0,2}|adresse|livr\w{1,6}|ramassage|d[ée]pos\w{1,4}|visite|vad|occup\w{1,3}|dort|couche"
    r"|[ée]cri(?:re|vez)|envoy\w{1,4}|pris\sen\scharge|prise?\s?:|destination|retour|chez\s(?:m\.|mr|mme|mlle"
    r"|monsieur"
    r"|madame|les|ma|mon|la|le|sa|son|elle|lui|eux)[^,;.\n]{0,40},)"
)
_LEAD = (
    r"(?:\s?(?:est|c['’]est|suivante|postale|exacte|compl[èe]te|actuelle|de\slivraison|au|aux|[àa]|dans|en|sur|la"
    r"|le|les|l['’]"
    r"|chez|dom|un\sstudio|un\sappart\w*|un\slogement|toujours|encore|maintenant|seule?|du|:|—|-|num[ée]ro)\s?){0,5}"
)
CUED = lazy(
    rf"{_CUE}\s?:?\s?{_LEAD}(?P<where>"
    rf"\d{{1,4}}(?:\s?(?:bis|ter|[a-d])\b)?,?\s(?!(?:ans|km|m|min|minutes?|heures?|h|fois|jours?|mois|enfants?|e"
    rf"|pers\w*|kilom\w*"
    rf"|pas|semaines?|et|[àa]|ou|ème|bornes|chats?|chiens?|pi[èe]ces?)\b)(?:(?:[\w’']{{1,15}}|[\w’']{{1,5}}\.)\s){{0,2}}(?:d[eu]s?\s"
    rf"|d['’]|(?-i:{TITLE})){_W}{_MORE}"
    rf"|{_DWELLING}\b\.?\s?(?:{_NAMED}|(?:d[eu]s?\s(?:la\s|l['’])?|d['’]|les\s)(?!(?:vie|retraite|repos|campagne"
    rf"|ses|son|sa|mes|ma|mon"
    rf"|leurs?|fonction|garde|ville|plain|famille)\b)[^\W\d_][\w’'-]{{2,20}}(?=\s?[,.;\n)]|$))"
    rf"|(?-i:(?:Le|La|Les|L['’])\s?{TITLE}(?:[ -](?:{_LINK})?{TITLE}){{0,3}}))",
    re.IGNORECASE,
)
CUED_FIRST = stems(
    """
    j habit abit jabit jhabit vit vis viv vive viva vivo demeur domicili resid loge heberg install emmenag demenag
    adresse livr ramassage depos visite vad occup dort couche ecri envoy pris destination retour chez
    """
)
_EN_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Close|Cl|Court|Ct|Crescent|Cres|Terrace|Terr|Tce|Ter"
    r"|Gardens|Gdns"
    r"|Grove|Gr|Mews|Row|Way|Place|Pl|Square|Sq|Boulevard|Blvd|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Trail|Trl|Quay"
    r"|Hill|Walk|Rise|Green|Park|Parade|Wharf|Alley|View|Bank|Fold|Loop|Pike|Route|Bend|Crossing|Vale|Yard|Gate)"
)
_EN_HOME = (
    r"(?:Cottages?|House|Lodge|Farm|Barn|Manor|Mansions|Heights|Towers?|Flats|Apartments|Gables|Forge|Rectory|Court"
    r"|Vicarage|Bungalow|Estate|Paddocks?|Villas?|Croft|Grange|Mill|Caravan\sPark|Trailer\sPark"
    r"|Mobile\sHome\sPark|Almshouses)"
)
_EN_FLAT = r"(?:(?i:flat|apt|apartment|unit|suite|room|plot)\.?\s?#?\w{1,5},?\s{1,2})"
ENGLISH = lazy(
    rf"\b{_EN_FLAT}?(?<![\d.,/])\d{{1,5}}[A-Za-z]?,?\s(?:{_CAP}\s){{1,4}}{_EN_STREET}\b\.?"
    rf"|\b{_EN_FLAT}(?:{_CAP}\s){{1,3}}{_EN_STREET}\b\.?|\b{_EN_FLAT}?\d{{1,4}}[A-Za-z]?\sThe\s{TITLE}(?:\s{TITLE})?"
    rf"|\b(?:The\s)?(?:{_CAP}\s){{1,3}}{_EN_HOME}\b(?=\s?[,.;\n)]|\sin\s|$)"
    rf"|\bThe\s(?:Old\s)?(?:{_CAP}\s)?{_EN_HOME}\b"
    rf"|(?<=[,;:]\s)(?:{_CAP}\s){{1,2}}(?:Rd|St|Ln|Ave|Tce|Cres|Dr|Lane|Close|Drive)\b\.?"
)
ENGLISH_CUED = lazy(
    r"\b(?:lives?|living|lived|staying|stays|resides?|residing|address|based|home|moved|post\sit|send\sit"
    r"|deliver\w*|housing|letter)"
    r"(?:\s(?:alone|now|is|back|up|with\s(?:his|her|my|their)\s\w{3,10}))?"
    rf"\s?(?:at|to|:)\s(?P<where>\d{{0,5}}[a-z]?\s?(?:The\s)?{TITLE}(?:[ -](?:of\s|on\s)?{TITLE}){{1,4}})"
    rf"|\b(?:outside|opposite|at|on|near|to)\s(?P<number>\d{{1,4}}[a-z]?\s{TITLE}(?:\s{TITLE})?)(?=[.,;\n]|$)"
    rf"|\b(?P<rural>(?:RR|R\.R\.|HC|Rural\sRoute)\s\d{{1,4}}(?:,?\s(?i:box)\s\d{{1,5}})?)"
    rf"|\b(?P<housing>(?:sheltered\shousing|student\shalls?|hostel|caravan\spark|trailer\spark)\s(?:at"
    rf"|in)\s{TITLE}(?:\s{TITLE}){{0,2}})"
)
# What may go on behind an address: another part, its town, how to find the door.
_TAILS = (
    lazy(r"(?<=[a-z]),\s[A-Z]{2}(?=\s\d{5}|[.,\n]|$)"),
    re.compile(
        r"\s?[,–-]?\s{0,2}(?:tout\s)?au\s(?:fond|bout|coin|bord|rez[- ]de[- ]chauss[ée]e|premier|deuxi[èe]me"
        r"|dernier)(?:\s(?:[àa]|de\sla|du|de|des)\s?[\w’'-]{3,15}){0,2}",
        re.IGNORECASE,
    ),
    re.compile(r"\s?[,;–(-]?\s{0,2}(?:en\s)?face\s(?:[àa]|du|de|au)\s?(?:la\s|l['’])?[\w’'-]{2,25}", re.IGNORECASE),
    re.compile(r"\s?[,;–(-]?\s{0,2}(?:(?:la|le|l['’])\s?)?(?:\w{2,12}\s){0,1}(?:maison|porte"
    r"|portail)\b(?:\s(?:[àa]\s)?(?:gauche|droite|bleue|verte"
               r"|rouge|blanche))?", re.IGNORECASE),
    re.compile(r"\s?,?\s{0,2}(?:[àa]\sc[ôo]t[ée]|derri[èe]re|au[- ]dessus|pr[èe]s)\s(?:d[eu]\s)?(?:la\s|le\s"
    r"|l['’])?[\w’'-]{3,25}"
               r"(?:\sde\s[\w’'-]{3,25})?", re.IGNORECASE),
    re.compile(r"\s?[,–-]?\s{0,2}(?:n[°o]?\s?|num[ée]ro\s|emplacement\s|place\s|porte\s|bo[îi]te\s|bte\s|bus\s"
    r"|app\.?\s|appt\.?\s|apt\.?\s|unit\s|#"
               r"|ch\.?\s|chambre\s|chbre\s|lot\s|b[âa]t\.?\s|bloc\s|esc\.?\s|hall\s|entr[ée]e\s|interphone\s"
               r"|code\s|digicode\s)(?:n[°o]\s?)?\w{1,6}\b",
               re.IGNORECASE),
    re.compile(r"\s?[,–-]?\s{0,2}\(?(?:au\s)?\d{1,2}(?:er|[èe]me|e|[èe]|th|nd|rd|st)\b(?:\s(?:[ée]t(?:age)?\.?"
    r"|floor))?(?:\s(?:gauche|droite|face|gche|dte|g|d)\b)?",
               re.IGNORECASE),
    re.compile(r"\s?(?:/|\bbte?\b)\s?\d{1,4}\b"),
)  # fmt: skip
_TOWN = lazy(
    r"\s?[,–\n-]?\s{0,2}(?:\(|[àa]\s|in\s|[FBL]-|CH-)?(?:(?:\d{4,6}"
    r"|\d{2}\s\d{3})\s{1,2}(?:[^\W\d_][\w’'-]{1,25}(?:[ -](?:[sls]/\s?)?[A-ZÀ-Þ][\w’'-]{1,25}){0,3}))"
    rf"|\s?,\s{{0,2}}(?:[àa]\s|in\s)?(?P<town>{TITLE}(?:[ -](?:sur|s/|de|la|le|les|en|on|by"
    rf"|upon)?[ -]?{TITLE}){{0,3}})(?=\s?[,.;\n)]|$)"
    r"|,?\s[àa]\s(?P<small>[^\W\d_][\w’'-]{3,25})(?=\s?[,.;\n)]|$)"
    r"|,\s(?:\d{2}\s\d{3}|\d{5})\b(?!\s?\d)"
)
_NO_TOWN = lazy(
    r"(?:M\.?|Mr|Mme|Mlle|Mrs|Ms|Dr|Pr|Docteur|Madame|Monsieur|Tel|T[ée]l|Code|Merci|Bonjour|Patiente?|Il|Elle|On"
    r"|Je|DOB|NOK"
    r"|N[ée]e?|Avec|Cordialement|Bien|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Le\s\d)\b"
)


def wide(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Yield where each address starts and ends, and whether it leads to a door."""
    for match in chain(
        matches(NUMBERED, reading, _NUMBERED_FIRST, figures=True),
        matches(FOLLOWED, reading, FOLLOWED_FIRST),
        ONE_WORD.finditer(reading.text),
    ):
        yield *match.span(), True
    for match in chain(matches(HOMES, reading, HOMES_FIRST), DOORS.finditer(reading.text)):
        if not is_known_by_all(match[0]):
            yield *match.span(), False
    for match in matches(CUED, reading, CUED_FIRST):
        if not is_known_by_all(match["where"]):
            yield match.start("where"), match.end(), match["where"][0].isdigit()
    if reading.language == "en":
        yield from _english(reading.text)


def _english(text: str) -> Iterator[tuple[int, int, bool]]:
    for match in ENGLISH.finditer(text):
        yield *match.span(), any(c.isdigit() for c in match[0])
    for match in ENGLISH_CUED.finditer(text):
        group = match.lastgroup or "where"
        yield *match.span(group), match[group][0].isdigit()


_NUMBERED_FIRST = stems("au n no numero")
# "Portail vert en face du …", "au-dessus du …", "le 48 …": what leads to the address from before it.
_LED = lazy(
    r"(?:\b(?:portail|porte|maison|immeuble)(?:\s[\w’'-]{2,15}){0,2}\s)?\b(?:en\sface|[àa]\sc[ôo]t[ée]"
    r"|derri[èe]re|au-dessus|sous|devant)\s(?:du|de\sla|des?|le|la)\s?$"
    r"|\b(?:ccas|dom|lieu-dit|foyer|la|le),?\s$|\bface\s$|\b(?:squat|camp|campement|hall|cave|parking)\s(?:du\s|au\s)?$"
    r"|\b(?:salle|gymnase|foyer|tente|local|mairie|[ée]glise)(?:\s(?:des?\s|du\s|n[°o]\s?)?[\w’'-]{1,15}){0,2},?\s$",
    re.IGNORECASE,
)


def led(text: str, start: int) -> int:
    """Return where what leads to an address that starts at ``start`` begins."""
    found = _LED.search(text[max(0, start - 50) : start])
    return start - min(start, 50) + found.start() if found else start


def through(text: str, end: int) -> tuple[int, bool]:
    """Return where an address that is read up to ``end`` really ends, and whether its town follows."""
    town = False
    for _ in range(_MOST_TAILS):
        following = next((m for p in _TAILS if (m := p.match(text, end))), None)
        if following is None and not town:
            following = _town(text, end)
            town = following is not None
        if following is None or following.end() == end:
            break
        end = following.end()
    return end, town


_MOST_TAILS = 4


def _town(text: str, end: int) -> re.Match[str] | None:
    """Return the town behind an address, if what follows is one and no person, day or verb."""
    found = _TOWN.match(text, end)
    return found if found and not _NO_TOWN.match(found["town"] or "") else None
