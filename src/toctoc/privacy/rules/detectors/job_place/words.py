"""Words that make a job of a word, and what ties a job to a place."""

from __future__ import annotations

import re

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.places.starting import stems

ENDINGS = (
    "eur",
    "euse",
    "ier",
    "iere",
    "iste",
    "trice",
    "eron",
    "ere",
    "ien",
    "ienne",
    "ist",
    "keeper",
    "maker",
    "man",
    "woman",
    "master",
    "aire",
    "ogue",
    "aste",
    "ande",
)
OF_SCHOOLS = listed(
    """
    la le les l scolaire maternelle primaire elementaire agricole professionnel technique hotelier prive privee
    public municipal municipale communal communale general technologique equestre naval
    """
)
STATES = listed(
    """
    est suis etait ete comme ancien ancienne devenu devenue patient patiente homme femme mari epoux epouse pere mere
    frere soeur fils fille oncle tante voisin voisine cousin cousine profession metier job retraite retraitee
    jeune client cliente salarie salariee employe employee etais sommes etes sont travaille bosse compagnon
    compagne conjoint conjointe grand-pere grand-mere papa maman copain copine ami amie collegue gendre
    beau-frere belle-soeur neveu niece etudiant un une seul seule unique dernier derniere our the only
    """
)
COMMON, GREAT = 100_000, 100_000
NEAR_WORDS, NEAR, FAR = 9, 64, 24
ADJECTIVES = frozenset(
    {"veterinaire", "infirmier", "infirmiere", "militaire", "principal", "principale", "commissaire"}
)
SOLE = frozenset(
    {"seul", "seule", "unique", "dernier", "derniere", "premier", "premiere", "ancien", "ancienne", "comme"}
)
TIES = frozenset(
    {
        "chez",
        "near",
        "pres",
        "pour",
        "a",
        "de",
        "du",
        "des",
        "d",
        "au",
        "aux",
        "sur",
        "dans",
        "en",
        "of",
        "in",
        "at",
        "on",
        "for",
        "from",
        "to",
    }
)
# Where people work, go to school or are known, with a name of its own.
WORKPLACES = listed(
    """
    base cirque station port aeroport musee theatre cinema zoo abbaye monastere mairie ecole college lycee
    creche maternelle cafe bar restaurant tabac boulangerie boucherie garage salon usine hotel camping ferme
    gendarmerie caserne prefecture commissariat prison tribunal paroisse eglise bibliotheque mediatheque piscine
    supermarche hypermarche leclerc intermarche carrefour auchan lidl abattoir scierie chateau auberge creperie
    bistrot brasserie epicerie fleuriste perception gite refuge groupe verrerie ardoisiere ardoisieres mine
    mines carriere carrieres acierie filature raffinerie centrale chantier chantiers fonderie conserverie
    papeterie tannerie cimenterie laiterie cooperative school academy bakery pub church library mercerie
    bar-tabac auto-ecole quincaillerie droguerie librairie papeterie presse kiosque pizzeria kebab snack
    cremerie fromagerie poissonnerie primeur cave charcuterie patisserie traiteur institut onglerie parfumerie
    bijouterie horlogerie opticien pressing laverie cordonnerie tapisserie animalerie jardinerie pepiniere haras
    manege ranch centre-equestre pompes funebres agence banque poste perception tresor cinema discotheque boite
    casino thermes spa hippodrome stade patinoire gymnase dojo conservatoire ecole-de-musique maison residence
    presbytere couvent sous-prefecture dechetterie depot entrepot plateforme zoo aquarium parc reserve phare
    ecluse chantier arsenal brasserie distillerie domaine moulin minoterie coop fruitiere criee halle marche
    port gare aerodrome peage tunnel douane rectorat internat foyer drive biocoop monoprix franprix casino spar
    aldi netto decathlon ikea darty fnac cora geant factory warehouse mill brewery distillery diner cafe shop
    store post-office barracks garage zoo harbour harbor marina
    """
)
# What stands before the job or the place of work and goes with it.
BEFORE = lazy(
    r"(?:(?:\b(?:le|la|les|un|une|au|aux|notre|mon|ma|the|an?|our|à\sla|dans\s(?:la|une?))\s|\b(?:à\s"
    r"|dans\s)?l['’])\s?)?"
    r"(?:\b(?:seule?|unique|derni[eè]re?|premi[eè]re?|ancien(?:ne)?|nouveau|nouvelle|only|last|first)\s)?"
    r"(?:\b(?:ex|sous|vice)-)?$",
    re.IGNORECASE,
)
VILLAGE = lazy(
    r"(?:\s[\w’'-]{1,20}){0,2}\s(?:du|de\s(?:la|mon|ma|notre|son|sa|leur|ce)|de\sl['’]|dans\s(?:mon|notre|le|ce))\s?"
    r"(?:petit\s|petite\s)?(?:village|bourg|bourgade|commune|hameau|canton|[îi]le|coin|patelin|vall[ée]e|quartier)\b",
    re.IGNORECASE,
)
# Few enough in France for one to be alone in a village.
ALONE_IN_VILLAGE = 400_000
# From here on a job says little without a place that is known.
MOST = 1_000_000
TEAMS = lazy(
    r"\b(?:joueur|joueuse|gardien|gardienne|capitaine|attaquant|d[ée]fenseur|entra[îi]neur|coach|pr[ée]sident"
    r"|kin[ée]|m[ée]decin)e?s?"
    r"\s(?:\w{1,15}\s){0,2}?(?:de\sl['’]|du\s|de\sla\s|des\s|d['’]|de\s|à\sl['’]|au\s)(?-i:OM|PSG|OL|ASSE|LOSC"
    r"|FCN|OGC\sNice|RC\sLens|RCL|RCSA|SRFC|MHSC"
    r"|TFC|SCO|FCGB|HAC|SB29|Stade\s[A-Z]\w{1,15}|[A-Z]{2,5}\s[A-Z]\w{2,20})\b",
    re.IGNORECASE,
)
TEAMS_FIRST = stems("joueur joueuse gardien capitaine attaquant defenseur entraineur coach president kine medecin")
_NAME = r"[A-ZÀ-Ý][a-zà-ÿ][\w’'-]{1,25}(?:[ -][A-ZÀ-Ý][\w’'-]{1,25}){0,2}"
_ARM = (
    r"(?:infanterie|marine|artillerie|cavalerie|chasseurs?|alpine?s?|parachutistes?|hussards|dragons|cuirassiers"
    r"|spahis|chars|tirailleurs|zouaves|g[ée]nie|transmissions|mat[ée]riel|blind[ée]e?|[ée]trang(?:er|[èe]re)"
    r"|h[ée]licopt[èe]res?|combat|transport|chasse|montagne|reconnaissance|ravitaillement)"
)
# "2e dragons", "153e RI de Mutzig", "3e régiment d’infanterie de marine", "HMS Dauntless", "RAF Marston".
UNITS = lazy(
    r"\b\d{1,3}(?:er|[eè]me|e)\s(?:R[A-Z][A-Za-z]{0,5}|B[A-Z]{2}[a-z]?|DB|(?:r[ée]giment|escadron|bataillon|compagnie"
    rf"|escadre|brigade|division)(?:\s(?:(?:de|du|des|la)\s|d['’])?{_ARM}){{0,4}}"
    r"|dragons|hussards|chasseurs|cuirassiers|spahis|zouaves|tirailleurs|goumiers)\b"
    rf"(?:\s(?:(?:de|du|à|au)\s|d['’])(?:l[ae]\s)?{_NAME})?"
    rf"|\bbase\sa[ée]rienne\s(?:\d{{3}}|(?:de\s|d['’]){_NAME})|\b(?:porte-avions|fr[ée]gate|sous-marin)\s{_NAME}"
    rf"|\b(?:HMS|USS|RAF|HMCS)\s{_NAME}|\b(?:Fort|Camp)\s{_NAME}(?=,?\s(?:[A-Z]\s)?(?:Company|Battalion|barracks))"
)


SQUARES = frozenset({"place", "quai", "cours"})
# A comma ends what a job is tied to, unless a place follows it at once: "éleveur en Lozère, à Nasbinals".
COMMA = lazy(r",(?!\s(?:[àa]|au|aux|en|dans|sur|rue|place|avenue|quai|pr[èe]s|in|at)\s)")
# "Tient un gîte à …", "conduit le bus scolaire de …": a job that is told by what is done.
ACTS = lazy(
    r"\b(?:tient|tiens|tenait|g[èe]re|g[ée]rait|dirige|dirigeait|pr[ée]side|pr[ée]sidait|exploite|conduit"
    r"|conduisait|commande|enseigne|enseignait|entra[îi]ne"
    r"|joue|jouait|chante|pr[êe]che|pilote|garde|gardait|anime|poss[èe]de|a\srepris|a\souvert|runs|ran|owns|keeps"
    r"|drives|teaches|coaches)"
    r"\s(?:l[ae]s?|l['’]|une?|notre|the|an?|au|[àa]\sla|en|sa|son|du|dans)\s?(?:[a-zà-ÿ’'-]{2,20}\s){0,5}"
    r"(?:de|d['’]|[àa]|au|aux|du|des|sur|in|of|at|on|for)\s?(?:l[ae]s?\s"
    r"|l['’])?(?P<name>[A-ZÀ-Ý][a-zà-ÿ’'][\w’'-]{1,25}(?:[ -][A-ZÀ-Ý][\w’'-]{1,25}){0,2})"
)
ACTS_FIRST = stems(
    """
    tient tenait gere gerait dirige preside exploite conduit commande enseigne entraine joue jouait chante preche pilote
    garde anime possede a runs ran owns keeps drives teaches coaches
    """
)
# The job right before a place of work: "hôtesse à la mairie", "patron de la boîte de nuit".
AT_WORK = lazy(
    r"\b[^\W\d_][\w’'-]{3,20}(?:\s(?:de|d['’])\s?[a-zà-ÿ]{3,15}){0,2}\s(?:[àa]|au|aux|dans|de|du|chez|pour|at|in"
    r"|of)\s?(?:l[ae]s?\s|l['’]|une?\s|the\s|an?\s)?$"
)


FRENCH_LINKS = frozenset({"a", "au", "aux", "de", "du", "des", "d", "la", "le", "les", "l", "chez", "sur", "pour"})
SHORTEST = 4
