"""Patterns of the parts of an address beside the street: building, floor, flat, box; English forms."""

from __future__ import annotations

import re

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.places.starting import stems

# A number and what may follow it: "12", "12 bis", "12-14", "n° 3 B".
NUMBER = lazy(
    r"(?<![\d.,/])(?:n[°o]\s?)?(\d{1,4})(?:\s?(?:bis|ter|quater"
    r"|[a-dA-D])\b)?(?:\s?[-/]\s?\d{1,4}(?:\s?bis)?)?\s?,?\s{1,2}$"
)
NUMBER_IN_WORDS = lazy(
    r"\b(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente"
    r"|quarante"
    r"|cinquante|soixante|cent)(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
    r"|treize"
    r"|quatorze|quinze|seize|vingt))?(?:\s(?:bis|ter))?,?\s$",
    re.IGNORECASE,
)
_W = r"[^\W\d_][\w’'-]{0,30}"
_CAP = r"[A-ZÀ-ÖØ-Þ][\w’'-]{0,30}"
_TITLE = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'][\w’'-]{0,30}"
_LINK = r"(?:d[eu]s?|l[ae]s?|d['’]|l['’]|aux?|à|en|sur)"
# What names a spot by itself, without a street.
SPOT_NAMES = lazy(
    rf"\b(?:lieu[- ]?dit|au\slieu[- ]dit|hameau|lotissement|(?-i:ZA|ZI|ZAC|ZUP|HLM))\s(?:{_LINK}[ ’']?\s?){{0,3}}"
    rf"(?:«\s?)?{_W}(?:[ -]{_CAP}|[ -]{_LINK}\s{_W}){{0,4}}",
    re.IGNORECASE,
)
# In French a residence is named in capitals; "résidence principale" is none.
RESIDENCES = lazy(
    rf"\b(?:[Rr][ée]sidence|RESIDENCE|RÉSIDENCE|[Ii]mmeuble|[Cc]ité|Cite|[Vv]illa|[Dd]omaine|[Qq]uartier|[Cc]los"
    rf"|[Mm]as|[Rr][ée]s\.)\s"
    rf"(?:{_LINK}[ ’']?\s?){{0,2}}(?:«\s?)?{_TITLE}(?:[ -](?:{_LINK}\s)?{_TITLE}){{0,4}}"
)
# A part of a building: none by itself, the end of an address when it stands beside one.
PARTS = lazy(
    r"\b(?:(?:b[âa]t(?:iment)?|bat|esc(?:alier)?|porte|tour|entr[ée]e|bloc|hall|all[ée]e"
    r"|immeuble)\.?\s(?:n[°o]\s?)?(?:\d{1,4}\s?[a-z]?|[a-z]\d{0,3})\b"
    r"|(?:appartement|appart|appt|apt|app|logement|lgt|chambre|ch|studio|bo[îi]te(?: aux lettres)?"
    r"|bal)\.?\s?(?:n[°o]\s?)?(?:\d{1,4}\s?[a-z]?|[a-z]\d{1,3})\b"
    r"|(?:\d{1,2}\s?(?:er|[eè]me?|e)|premier|deuxi[èe]me|troisi[èe]me|quatri[èe]me|cinqui[èe]me"
    r"|dernier)\s(?:[ée]t(?:age)?\b\.?)(?:\s(?:gauche|droite|face|porte\s\w{1,10}))?"
    r"|n[°o]\s?\d{1,4}\b|lot\s\d{1,3}\b"
    r"|rdc|rez[- ]de[- ]chauss[ée]e|digicode\s?:?\s?[\dA-Z]{2,8}|code\s?:?\s?\d{2,6}[AB]?\b|chez\s(?:M|Mme"
    r"|Mlle)\.?\s[A-ZÀ-Þ][\w'’-]{1,30})",
    re.IGNORECASE,
)
# A post-office box, before a town or beside an address ("BP 140/90" is a blood pressure).
BOXES = lazy(
    r"\b(?:BP|B\.P\.|CS|C\.S\.|TSA|bo[îi]te postale|P\.?\s?O\.?\s?Box)\s?(?:n[°o]\s?)?\d{1,6}\b"
    r"(?!\s?[/.]\s?\d|,\d|\s?mm|\s\d{2,3}\b)"
)
# "5 étage" in the flat of someone: flats and boxes that name a home by themselves.
FLATS = lazy(
    r"\b(?:appartement|appart|appt|apt)\.?\s?(?:n[°o]\s?)?(?:\d{1,4}\s?[a-z]?|[a-z]\s?\d{1,3})\b", re.IGNORECASE
)
# Between two parts of one address.
BETWEEN = lazy(
    r"[\s,;:.–/()«»-]{0,5}(?:(?:à|a|au|aux|de(?:\sla)?|du|dans\s(?:la|le)|in|of)\s|de\sl['’])?$", re.IGNORECASE
)

_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Close|Court|Ct|Crescent|Cres|Terrace|Gardens|Grove|Mews"
    r"|Row|Way|Place"
    r"|Square|Sq|Boulevard|Blvd|Highway|Hwy|Parkway|Pkwy|Circle|Trail|Quay|View|Hill|Walk|Rise|Green|Park|Parade"
    r"|Wharf|Alley)"
)
_FLAT = r"(?:(?:flat|apt|apartment|unit|suite|room)\.?\s?#?\w{1,5},?\s{1,2})"
# "Flat 3, 9 Harbour View", "221B Old Mill Road", "12 elm street".
ENGLISH = lazy(
    rf"\b{_FLAT}?(?<![\d.,/])\d{{1,5}}[A-Za-z]?,?\s(?:(?:North|South|East|West|N|S|E|W|Old|New|Upper|Lower|Great"
    rf"|Little|St)\.?\s){{0,2}}"
    rf"(?:{_CAP}\s){{1,3}}{_STREET}\b\.?(?:,?\s{_FLAT}?(?=\W|$))?"
    rf"|\b{_FLAT}?(?<![\d.,/])\d{{1,5}}\s(?:[NSEW]\.?\s)?\d{{1,3}}(?:st|nd|rd|th)\s{_STREET}\b"
    rf"|\b{_FLAT}?(?<![\d.,/])\d{{1,5}}[a-z]?\s(?:[a-z’'-]{{2,20}}\s){{1,3}}(?:street|road|avenue|lane|crescent"
    rf"|terrace|close|rd|ave)\b"
    rf"|\bP\.?\s?O\.?\s?Box\s\d{{1,6}}\b"
)
# A street without a number, or a corner of two: "Elm Street", "corner of 5th and Pine".
ENGLISH_STREETS = lazy(
    rf"\b(?:The\s(?:{_CAP}\s){{0,2}}{_CAP},\s)?(?:{_CAP}\s){{1,2}}(?:Street|Road|Avenue|Lane|Crescent|Terrace"
    rf"|Drive|Boulevard)\b"
    r"|\bcorner\sof\s(?:\d{1,3}(?:st|nd|rd|th)|[A-Z]\w{1,20})(?:\s[A-Z]\w{1,15}){0,2}\s(?:and|&)\s(?:\d{1,3}(?:st"
    r"|nd|rd|th)|[A-Z]\w{1,20})"
    r"(?:\s(?:Streets?|St|Ave|Avenues?))?"
)
ENGLISH_FLATS = lazy(r"\b(?:flat|apartment|apt)\.?\s#?(?:\d{1,4}[a-z]?|[a-z]\d{1,3})\b", re.IGNORECASE)
# "Le Bourg" where an address stands: behind its cue.
CUED = lazy(
    r"\b(?:adresse(?:\spostale)?|domicile|demeurant|domicili[ée]e?s?|address|home address)\s?(?:est\s)?(?::|au|à"
    r"|at)\s{0,2}(?P<where>[^\n;.:]{3,80})",
    re.IGNORECASE,
)
HOMES = lazy(
    rf"\b(?:Le|Les|La|L['’])\s?(?:Bourg|Haut|Bas|Grand|Petit|Moulin|Ch[âa]teau|Village|Clos|Pr[ée]s?|Champs?"
    rf"|Bois)(?:\s(?:{_LINK}\s?)?{_CAP}){{0,2}}"
)
# What each pattern starts with.
SPOT_FIRST = stems("lieu au hameau lotissement za zi zac zup hlm")
RESIDENCE_FIRST = stems("residence immeuble cite villa domaine quartier clos mas res")
PART_FIRST = stems(
    """
    bat batiment esc escalier porte tour entree bloc hall allee immeuble app appartement appt apt logement lgt chambre
    ch studio boite bal premier deuxieme troisieme quatrieme cinquieme dernier n no lot rdc rez digicode code chez
    """
)
FLAT_FIRST = stems("appartement appt apt flat")
BOX_FIRST = stems("bp b cs c tsa boite p po")
CUED_FIRST = stems("adresse address domicile demeurant home")
ENGLISH_FIRST = stems("flat apt apartment unit suite room p po")
