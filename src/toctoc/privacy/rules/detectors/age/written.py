"""How ages over 89 are written: with a unit, behind a word of people, in a note, as a year of birth."""

from __future__ import annotations

from toctoc.privacy.rules.lazy import lazy

OLD = r"(?:9[0-9]|1[01][0-9]|12[0-5])"
_TENS = r"(?:quatre[\s\-]vingts?|nonante|cent|ninety|(?:a|one) hundred(?: and)?)"
# Ages in English and French words, whole: no unit behind them says where they end.
SAID_AGE = (
    r"(?:ninety(?:[\s\-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one) hundred(?: and (?:one|two|three"
    r"|four|five|six|seven|eight|nine|ten))?|quatre-vingt-(?:dix(?:-(?:sept|huit|neuf))?"
    r"|onze|douze|treize|quatorze|quinze|seize))"
)
_IN_WORDS = rf"(?:{_TENS}(?:[\s\-](?:et\s|and\s)?[a-z]{{2,8}}){{0,3}}?)"
_YEARS = (
    r"(?:[\s\-]?(?:ans?(?!\w)|annees?(?! de| d')|y(?:ears?|rs?)?[\s\-\/.]{0,2}(?:old|o\b)|yo(?!\w)|y/o|y\.o)"
    r"|(?<=[0-9])a(?![a-z'])|\sa\.(?=[\s,;)]|$)|\sa(?=\s?[,;.)\n]|$)|\s?(?:printemps|balais"
    r"|piges|berges))(?:\set\sdemie?)?"
)
WITH_YEARS = lazy(rf"(?<![\w.,/\-+])(?P<age>{OLD}|{_IN_WORDS})(?:\sand a half)?(?P<unit>{_YEARS})")
# Quantities of time, bounds and means, not the age of somebody.
NO_AGE = lazy(
    r"(?:il y a|depuis|pendant|apres|dans|plus d[e']|moins d[e']|au moins|au[ -]dela d[e']|jusqu'a"
    r"|superieure? a|inferieure? a"
    r"|>|≥|≤|<|=|±|sur|en|de [0-9]{1,3}(?: ans)? a|[0-9] a|entre [0-9]{1,3}(?: ans)? et|ages? (?:moyen|median"
    r"|mean)\w{0,2}[^0-9\n]{0,25}"
    r"|moyenne[^0-9\n]{0,20}|mediane?[^0-9\n]{0,20}|over|under|than|least|for|during|after|in|survie a"
    r"|a plus de|chez les plus de"
    r"|between [0-9]{1,3} and|from [0-9]{1,3} to|[0-9] to|about the last|last|past|next|sous|suite? (?:a|de)"
    r"|premiers?)\s{0,2}$"
)
AND_OVER = lazy(
    r"\s?(?:et plus|et \+|ou plus|and over|and older|or older|\+|d'existence|de suivi|ago|d'anciennete|d'histoire)"
)
_SAID = lazy(
    r"(?<!\w)(?:agee?s? (?:de )?|age\s?:?\s?|aged\s|age of\s|ans?\s?:\s|(?:va sur|vient d'avoir"
    r"|approche|va avoir|fete[rs]?|feter"
    r"|aura|avait|has turned|turned|turning)\s(?:ses\s|bientot\s)?)"
    rf"(?P<age>{OLD}|quatre[\s\-]vingt[\s\-][a-z\-]{{3,14}}|ninety[\s\-][a-z]{{3,5}})(?![\w/%]|[.,][0-9]"
    r"|\s(?:de|d'|of|au|en|sur)(?!\w)|\s?(?:kg|cm|mois|jours|ml|mg|%))"
)
_PERSON_A = lazy(rf"(?<!\w)(?:homme|femme|patiente?|mr|mme)\s(?P<age>{OLD}\sa)(?=\s?[,;.)])")
_RELATIVE = lazy(
    r"(?<!\w)(?:nan|nana|mum|mom|dad|gran|granny|grandma|grandpa|grandad|grandmother|grandfather|mother|father"
    r"|aunt|uncle)"
    rf"(?:\s[a-z'\-]{{2,20}}){{0,2}}\sis\s(?P<age>{OLD}|ninety(?:[\s\-][a-z]{{3,5}})?)(?=\s?[,.;]|\sand|\sbut)"
)
_TURNS = lazy(
    r"(?<!\w)(?:she|he|they|mum|mom|dad|gran|grandma|grandpa|nan)(?:'ll be| will be| turns| turned| is turning"
    r"|'s turning)\s"
    rf"(?P<age>{OLD}|ninety(?:[\s\-][a-z]{{3,5}})?)(?![\w%]|[.,][0-9])"
)
# "dans sa 94e année"; and the notes of emergency rooms: "92F with chest pain" at the start of a line.
_ORDINAL = lazy(rf"(?<!\w)(?:sa|son)\s(?P<age>{OLD})\s?(?:e|eme|ieme)\s(?:annee|anniversaire)")
_NOTE = lazy(rf"(?:^|\n)\s?(?P<age>{OLD})\s?(?:y\.?\s?)?[fm]\s(?=with|presents?|c/o|w/|admitted|who|pmh|hx|found|from)")
_PEOPLE = (
    r"(?:femmes?|hommes?|patiente?s?|dame|monsieur|mamie|papi|papy|mamy|woman|man|lady|gentleman|female|male"
    r"|resident|residente|widow|widower"
    r"|grand-mere|grand-pere|veuve|veuf|grandmother|grandfather|arriere-grand-mere|doyenne?)"
)
_PERSON = rf"(?:{_PEOPLE}|[fhm])"
_BARE_END = (
    r"(?=\s?[,.;)\n]|\sa\s?[,;.)]|:(?![0-9])|\s?$|\s(?:with|avec|who|qui|et|and|admise?|hospitalisee?|lives?"
    r"|vit|chute"
    r"|presented|was|est)\b)"
)
_PERSON_THEN_AGE = lazy(rf"(?<!\w){_PERSON}[\s,(/]{{1,3}}(?:de |of |d'|aged )?(?P<age>{OLD}){_BARE_END}")
_NAMED_THEN_AGE = lazy(
    r"(?<!\w)(?:mr|mrs|ms|miss|mme|mlle|madame|monsieur|mademoiselle|m|dr|sr|pt"
    r"|pte)\.?\s[a-z'\-]{1,24}(?:[\s.]{1,2}[a-z'\-]{1,24}\.?){0,2}"
    rf"\s?[,(]\s?(?P<age>{OLD}){_BARE_END}"
)
# "patient de 91 a qui chute"; "H93 HTA"; "ses 101 bougies".
_SHORT = lazy(
    rf"(?<!\w)(?:{_PERSON}|agee?)\s?(?:de\s)?(?P<age>{OLD}\s?a)(?=\s(?:qui|avec|chut|vu"
    rf"|hosp|entr|admi|pour|dem|at|vit|ehpad))"
)
_GLUED = lazy(rf"(?<!\w)[fh](?P<age>{OLD})(?=\s?[,;]|\s(?:[a-z]{{3,}}|hta)|$)")
_SHE_IS = lazy(
    rf"(?<!\w)(?:she|he)(?:'s| is| was)\s(?:now |only |already )?(?P<age>{OLD}|ninety(?:[\s\-][a-z]{{3,5}})?)(?="
    rf"\s?[,.;!)\n]|\s?$|\s(?:and|with|but|who|lives?|has|next|this)(?!\w))"
)
_CANDLES = lazy(
    rf"(?<!\w)(?P<age>{OLD}|{_IN_WORDS})\s(?:bougies|candles|years young|etes|hivers|summers"
    rf"|years? of age|ans revolus)(?!\w)"
)
# In brackets or in a column behind a name: "mum (Maureen, 94)", "Bah ; 99 ; chute".
IN_BRACKETS = lazy(
    rf"\((?:[a-z][a-z'\-]{{1,24}},?\s){{0,2}}(?P<age>{OLD}|ninety(?:[\s\-][a-z]{{3,5}})?)(?:,\s[a-z'\- ]{{2,30}})?\)"
)
_KIN = (
    r"(?:mum|mom|mam|dad|gran\w{0,7}|nan|nana|maman|mamounette|papa|mere|pere|pepe|meme|tante|oncle|aunt|auntie|uncle"
    r"|voisine?|wife|husband|epouse|mari|soeur|frere|sister|brother|tata|tonton|mamine|papou|marraine|parrain"
    r"|neighbou?r|nonna|nonno|abuela|abuelo|oma|opa)"
)
OF_PEOPLE = lazy(rf"(?<!\w)(?:{_PERSON}|{_KIN}|mme|mr|mrs|monsieur|madame)(?!\w)")
# "mémé 99 !", "my dad, Ignatius, was 94 on Sunday", "notre doyenne a 104".
_SAYS_AGE = r"(?:is|was|turned|turns|a|avait|aura|fait|a eu|fete|fetait|a fete)\s(?:now |only |already |deja |ses )?"
_THEN = (
    r"(?=\s?[,.;!?)\n]|\s?$|\s(?:on|and|but|et|mais|hier|demain|aujourd'hui|cet|cette|ce|last|this|next|today|tomorrow"
    r"|yesterday|who|qui|with|avec|toute?|dans|depuis|lives?|vit|est|le|la)(?!\w))"
)
_KIN_THEN_AGE = lazy(
    rf"(?<!\w)(?:{_KIN}|{_PEOPLE})(?:'s)?(?:,?\s[a-z'\-]{{2,20}}){{0,2}}?[\s,(]{{1,3}}(?:{_SAYS_AGE})?(?P<age>{OLD}|{SAID_AGE})"
    rf"{_THEN}"
)
# "NHS no 999 812 3400, 90, ward 2": in a line of what identifies a patient.
_IN_RECORD = lazy(
    rf"(?<!\w)(?:nhs|mrn|chi|hospital|ipp|nip|nda|ddn|dob|initials?|initiales?)(?!\w)[^\n;]{{0,40}}?[0-9a-z.],\s?"
    rf"(?P<age>{OLD}|{SAID_AGE})(?=\s?,)"
)
_IN_COLUMN = lazy(rf"(?:^|\n)(?P<name>[a-z][a-z'\- ]{{1,24}})\s?[;|\t]\s?(?P<age>{OLD})\s?[;|\t]")
# The year itself tells the age: "née en 1931", "classe 1929".
BORN_IN = lazy(
    r"(?<!\w)(?:n(?:e|ee|es|ees|e\(e\)|e\.e)\s(?:en|vers|fin|debut|courant|l'an|dans l'annee"
    r"|a\s[a-z\-]{2,24}\sen)|nee?\s?:|naissance\s?(?::|en)|annee de naissance\s?:?"
    r"|(?:de la )?classe|birth year\s?:?|year of birth\s?:?|yob\s?:?|born(?: in| around)?"
    r"|ddn\s?:?|dob\s?:?)\s{0,2}(?:[a-z]{3,9}\s)?(?P<age>(?:18|19)[0-9]{2})(?![\w]|[/.\-][0-9])"
)
# "Née en 31": of two figures the year is one of the last century; "née en 14" too, where the old are spoken of.
BORN_IN_SHORT = lazy(
    r"(?<!\w)(?:n(?:e|ee)|naissance) (?:en|fin|vers|debut|courant) '?(?P<age>[0-9]{2})"
    r"(?![\w%]|[.,/:\-][0-9]|\s?(?:sa\b|semaines?|ans?\b|jours?|min|mois))"
)
OF_THE_OLD = lazy(
    r"(?<!\w)(?:mam(?:ie|y)|pap[iy]|meme|pepe|arriere|grand-?(?:mere|pere)|ehpad|maison de retraite|veu(?:f|ve)"
    r"|doyenne?"
    r"|centenaire|guerre|vieill\w{1,4}|ancienn?e?s?|retraitee?|dame|curatelle|tutelle|gir|alzheimer)(?!\w)"
)
# Hundred years and more: of a person, not of a hospital, and not what is celebrated.
CENTENARIAN = lazy(
    r"(?<!\w)(?:(?:patiente?|dame|femme|homme|monsieur|madame|mamie|papi|grand-?mere|grand-?pere|residente?|doyenne?|un"
    r"|notre|mon|presque|plus que|deja|bientot|(?:elle|il) est|a|the|our|is)\s(?=[a-z]{9,15}(?!\sd(?:e|u|es)\s|\sd'))"
    r"|(?:la|une|cette|ma|sa)\s)(?P<age>(?:super)?centenaire|(?:super)?centenarian)(?![\w-])"
)
# Behind (or in front of) a word that makes a bare number an age.
SAID = (
    _SAID,
    _PERSON_A,
    _RELATIVE,
    _TURNS,
    _ORDINAL,
    _NOTE,
    _PERSON_THEN_AGE,
    _NAMED_THEN_AGE,
    _SHORT,
    _GLUED,
    _SHE_IS,
    _CANDLES,
    _KIN_THEN_AGE,
    _IN_RECORD,
    _IN_COLUMN,
)
