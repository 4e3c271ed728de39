"""Patterns of the names of houses, and the words beside them that name none."""

from __future__ import annotations

import re

from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.places.starting import stems

_CAP = r"[A-ZÀ-ÖØ-Þ](?:['’][A-Za-zÀ-ÿ])?[\w’'-]{0,30}"
_LINK = r"(?:d[eu]s?\s|l[ae]s?\s|d['’]\s?|l['’]\s?|aux?\s|en\s|et\s|sur\s|s/\s?|sous\s|lès\s)"
# Words for houses that hardly mean anything else.
_HOUSE = (
    r"(?:h[ôo]pital|h[ôo]p\.?|lopital|hopitale?|hosto|h[ôo]pitaux|clinique|clin\.|polyclinique|polycl\.?"
    r"|cliniques\suniversitaires"
    r"|maternit[ée]|mater|mat['’]|ehpad|ehpa|marpa|mapa|mapad|usld|foyer|fam|mas|ime|iem|imp|impro|itep|ies|ieap"
    r"|esat|eeap|ea"
    r"|sessad|savs|samsah|ssiad|spasad|cmp|cmpp|cmpea|camsp|cattp|cmpi|hdj|ssr|smr|had|msp|mspu|cds|cpts|csapa"
    r"|caarud|pmi|cpef|cegidd"
    r"|planning\sfamilial|chu|chr|chru|ch|chi|chs|chd|chg|ghi|ght|ghu|gh|epsm|hia|clsc|cisss|ciusss|chsld|gmf"
    r"|chum|bapu|crcm"
    r"|cra|cmrr|crlcc|clcc|ems|cms|crf|mecs|mdr|ico|mdph|ased|idec|cssr|cmc|crp|esrp|usp|ulis|segpa|chrs|cada|cph"
    r"|ssp|pouponni[èe]re|garderie|jardin\sd['’]enfants|pharmacie|pharma|officine|labo|laboratoire|cr[èe]che"
    r"|halte-garderie|micro-cr[èe]che|[ée]cole"
    r"|coll[èe]ge|lyc[ée]e|maison\sd['’]arr[êe]t|centre\sp[ée]nitentiaire|centre\sde\sd[ée]tention|prison"
    r"|internat|sau|smur|uhcd"
    r"|usic|samu|ugecam|korian|orpea|clariane|domusvi|emeis|elsan|ramsay|vivalto|colis[ée]e|capio|doctegestio|ght"
    r"|institut|fondation|polyvalente|accueil\sde\sjour|maison\sde\s(?:retraite|sant[ée]|repos|convalescence"
    r"|naissance"
    r"|quartier|l['’]enfance|vie)|maison\sm[ée]dicale|maison\sdes\s(?:ados|adolescents|a[îi]n[ée]s|femmes|usagers)"
    r"|r[ée]sidence(?:\s(?:autonomie|seniors?|services|m[ée]dicalis[ée]e))?|cabinet(?:\s(?:m[ée]dical|dentaire"
    r"|infirmier|de\s[\w’'-]{3,20}"
    r"|d['’][\w’'-]{3,20}))?|h[ôo]pital\sde\s(?:jour|semaine|nuit)|hotel-dieu|home|permanence)"
)
# What a house or a part of one starts with, for WRITTEN and SMALL.
FIRST = stems(
    """
    grande nouvelle ancien petite hopital hop lopital hosto clinique clin polyclinique mat mater maternite ehpa mapa
    marpa usld foyer fam mas ime iem imp impro itep ies ieap esat eeap ea sessad savs samsah ssiad spasad cmp cmpp
    cmpea camsp cattp cmpi hdj ssr smr had msp mspu cds cpts csapa caarud pmi cpef cegidd planning chu chr chru ch chi
    chs chd chg ghi ght ghu gh epsm hia clsc cisss ciusss chsld gmf chum bapu crcm cra cmrr crlcc clcc ems cms crf
    mecs mdr ico mdph ased idec cssr cmc crp esrp usp ulis segpa chrs cada cph ssp pouponniere garderie jardin
    pharmacie officine labo laboratoire creche halte micro ecole college lycee maison centre prison internat sau smur
    uhcd usic samu ugecam korian orpea clariane domusvi emeis elsan ramsay vivalto colisee capio doctegestio institut
    fondation polyvalente accueil residence cabinet hotel home permanence pole unite pavillon batiment secteur soins
    long moyen imagerie radiologie radio scanner irm dialyse urgences urg rea bloc service groupe antenne site
    """
)
# Words that mean more than houses: an article or the name must follow at once.
_PART = (
    r"(?:centre(?:\s(?:hospitalier|m[ée]dical|ophtalmo\w*|dentaire|aqua\w*|social|de\s[\w’'-]{3,20}"
    r"|d['’][\w’'-]{3,20}|(?-i:[A-Z]{2,5})|m[ée]dico[ -]social"
    r"|[\w’'-]{3,20}ique))?|p[ôo]le(?:\s(?:sant[ée]|m[ée]dical|de\ssant[ée]|m[èe]re[ -]enfant"
    r"|femme[ -]m[èe]re[ -]enfant))?"
    r"|unit[ée](?:\s\d{1,3})?|pavillon|b[âa]timent|secteur|soins\s(?:palliatifs|continus|intensifs)|(?:long"
    r"|moyen)\ss[ée]jour|imagerie|radiologie|radio|scanner|irm|dialyse|urgences"
    r"|urg\.?|r[ée]a"
    r"|bloc|service(?:\s(?:de|d['’])\s?[\w’'-]{3,25})?|groupe(?:\shospitalier|\sm[ée]dical|\sscolaire)?|antenne"
    r"|site|permanence)"
)
_MID = (
    r"(?:\s(?:europ[ée]en(?:ne)?|am[ée]ricain|franco-\w{3,12}|protestante?|isra[ée]lite|militaire|maritime|rural|marin"
    r"|thermale?|priv[ée]e?|public|publique|psychiatrique|municipale?|maternelle|primaire|[ée]l[ée]mentaire|pro"
    r"|professionnel(?:le)?|g[ée]n[ée]ral"
    r"|technique|agricole|m[ée]dicale?|m[ée]dicalis[ée]e?|dentaire|v[ée]t[ée]rinaire|universitaire|r[ée]gional"
    r"|local|intercommunal"
    r"|mutualiste|chirurgicale?|obst[ée]tricale?|kin[ée]|infirmier|ophtalmo\w*|p[ée]diatrique|g[ée]riatrique"
    r"|catholique|de\s(?:jour|nuit|semaine"
    r"|vie|ville|sant[ée]|proximit[ée]|kin[ée]\w*|p[ée]diatrie|psychiatrie|soins|gyn[ée]co\w*|dermato\w*"
    r"|radiologie|rhumato\w*)|d['’]enfants"
    r"|de\sl['’]h[ôo]pital|d['’][a-zà-ÿ]{4,20})){0,2}"
)
_DOCTOR = r"(?:(?:du|des|de\sla)\s)(?:Drs?|docteure?s?|Prs?|professeure?)\.?\s"
_NAME = (
    rf"(?:{_CAP}(?:[ -](?:{_LINK}){{0,2}}{_CAP}|['’]{_CAP}){{0,5}}"
    rf"(?:\s(?:gauche|droite|nord|sud|est(?=\s?[,.;:)\n]|$)|ouest)\b|\s&\s{_CAP})?)"
)
WRITTEN = lazy(
    rf"\b(?i:(?:grande\s|nouvelle\s|ancien(?:ne)?\s|petite\s)?(?P<house>{_HOUSE})"
    rf"|(?P<part>{_PART}))(?P<mid>(?i:{_MID}))"
    rf"\s(?:(?P<of>(?i:{_DOCTOR}|(?:{_LINK}|[àa]\s){{1,2}}))?(?P<name>{_NAME})"
    rf"|[«\"“‘'‹]\s?(?P<quoted>[^»\"”\n]{{2,40}})[»\"”’'›])"
)
_SMALL = (
    r"(?:s(?:ain)?te?[. -]{1,2}[a-zà-ÿ]{3,20}(?:[ -][a-zà-ÿ]{3,20})?|notre[ -]dame|l(?:es?|a)\s[a-zà-ÿ]{4,20}"
    r"|du\s[a-zà-ÿ]{4,20}"
    r"|des\s[a-zà-ÿ]{4,20}|de\sla\s[a-zà-ÿ]{4,20}|d[e’']\s?(?P<town>[a-zà-ÿ-]{4,20}(?:\s[a-zà-ÿ-]{3,20})?)"
    r"|(?P<bare>[a-zà-ÿ]{4,20}))"
)
SMALL = lazy(
    rf"\b(?P<house>(?i:(?:grande\s)?{_HOUSE})){_MID}\s(?P<small>{_SMALL})(?=\s?[,.;:!?\n)]|$|\s(?:qui|que|a|ont"
    rf"|est|m|on|je|il|elle|et|pour|avec|depuis"
    r"|ils|j|le|la|un|mais|car|dit|nous|tous|hier|ce|en|ou|dans)\b)"
)
# Small words behind these name the house; behind the others, rather a thing: "labo du sommeil".
ANNOUNCES = frozenset(
    {
        "ehpad",
        "ehpa",
        "marpa",
        "mapa",
        "fam",
        "mas",
        "ime",
        "iem",
        "itep",
        "esat",
        "sessad",
        "savs",
        "samsah",
        "clsc",
        "chsld",
        "creche",
        "micro-creche",
        "clinique",
        "polyclinique",
        "clin.",
        "maison de retraite",
        "foyer",
        "residence",
        "cmp",
        "cmpp",
        "camsp",
        "cattp",
        "csapa",
        "msp",
        "pharmacie",
        "lopital",
        "hosto",
        "hopital",
        "officine",
        "residence autonomie",
        "residence senior",
        "residence services",
        "halte-garderie",
        "home",
        "ecole",
        "college",
        "lycee",
        "hop",
        "hop.",
        "impro",
        "ieap",
        "eeap",
        "ems",
    }
)
TOLD = frozenset(
    {
        "labo",
        "laboratoire",
        "mat'",
        "mat’",
        "mater",
        "maternite",
        "maison medicale",
        "maison de sante",
        "cabinet",
        "cabinet medical",
    }
)
NO_HOUSE = listed(
    """
    privee public prive publique militaire general generale veterinaire chirurgical psychiatrique gardes garde
    jour coin quartier ville village rue semaine commun service services urgences patients patient patiente
    enfants enfant adultes hopital medecin douleur souffle dos sein memoire sommeil maladie toux traitement
    bilan suivi examen scanner pays centre bourg secteur primaire maternelle parents autre meme mieux pire debut
    fin moment medical social matin soir lundi mardi mercredi jeudi vendredi samedi dimanche voyageur main pied
    cerveau coeur infectieux vie retraite cancer recherche reference normale superieure famille departement
    region femme mere nuit campagne mur medecine pharmacie hospitaliere bon bonne grand grande petit petite plus
    moins comme quand parce alors depuis infectieuse infectieuses primaires tuberculeux rhumatologique evolution
    signes symptomes tests risques diagnostic demain
    """
)
_ENGLISH_KIND = (
    r"(?:Hospital|Infirmary|Clinic|Hospice|Pharmacy|Surgery|Ward|Practice|Pediatrics|Paediatrics|Cardiology"
    r"|Oncology|Dental|Dermatology"
    r"|Orthopa?edics|Care\sHome|Nursing\sHome|Rest\sHome|Retirement\s(?:Home|Village)|Health(?:\s?(?:Centre|Center"
    r"|care|System|Park)|(?=\s?[,.;)\n]|$))"
    r"|Medical\s(?:Center|Centre|Group|Practice)|Cancer\s(?:Center|Centre)|Wound\s(?:Center|Centre)|Imaging"
    r"|Radiology|Family\sMedicine"
    r"|Birth\sCent(?:er|re)|Maternity\sUnit|Walk-in\sCentre|Day\sCentre|Urgent\sCare|Rehab|Prison|Academy"
    r"|Primary(?:\sSchool)?|High\sSchool"
    r"|Elementary|Nursery|Suite|Wing|Unit|Medical|General|Memorial|Royal|Trust)"
)
ENGLISH = lazy(
    rf"\b(?P<name>(?:St\.?\s)?(?:{_CAP}\s(?:of\s|the\s|and\s|&\s)?){{1,4}}){_ENGLISH_KIND}\b(?:\s(?:of|for|at"
    rf"|in)\s(?:the\s)?{_CAP}(?:\s{_CAP}){{0,3}})?"
)
ROYALS = lazy(
    rf"\b(?:St\.?|Saint|Royal|Queen|King|Princess|Our\sLady|Mount|Kaiser|Mercy|Sacred\sHeart"
    rf"|Good\sSamaritan)(?:\s(?:of\s)?{_CAP}){{1,3}}(?:['’]s?)?"
)
ENGLISH_SMALL = lazy(
    r"\b(?:at|in|to|from|the|by|with)\s(?P<name>(?:[a-z][a-z’'-]{2,20}\s){1,3})(?P<kind>hospital|clinic|surgery"
    r"|infirmary|pharmacy|hospice|care\shome|nursing"
    r"\shome|health\scentre|medical\scentre|ward|lane|lodge)\b"
)
# "Cardiac Unit", "Endoscopic Surgery": no house.
OF_MEDICINE = (
    "ic",
    "al",
    "ar",
    "ary",
    "ology",
    "ive",
    "ogy",
    "ics",
    "ry",
    "th",
    "py",
    "ing",
    "er",
    "ion",
    "ent",
    "cy",
    "ity",
    "ness",
    "eye",
    "hip",
    "brain",
)
ROOM = lazy(
    r",?\s{1,2}(?:ch(?:ambre|bre|b)?|lit|box|unit[ée]|[ée]tage|aile|room|bed|bay)\.?\s?(?:n[°o]\s?)?\d{1,4}\b",
    re.IGNORECASE,
)
EXTRA = listed(
    """
    national nationale europeen europeenne international francais francaise inserm cnrs normale superieure
    nord-americain mondial federal universite medecine sante haute agence general general covid uk us usa the
    our this my his her their a an no any each every new some which what intensive palliative primary secondary
    tertiary outpatient inpatient acute mental public private local community national university teaching
    academic district day special pain sleep memory eye burn stroke trauma cardiac surgical medical emergency
    labour labor delivery postnatal antenatal care high dependency coronary hyperacute assessment observation
    rehabilitation admissions
    maternity neonatal general in at on for from both
    """
)


# What stands before a house and goes with it: "service de MPR, CHS …", "SAU de l’hôpital Nord".
LED = lazy(
    r"\b(?:service|unit[ée]|p[ôo]le|secteur|aile|urgences|sau|r[ée]a|r[ée]animation|maternit[ée]|antenne"
    r"|consultation|cabinet|pavillon|b[âa]timent|dialyse|p[ée]d|p[ée]dia|chir|soins\spalliatifs|cardio|neuro|onco"
    r"|ortho|uro|gastro|pneumo|the\sward|unit|ward|theatre|clinic|burns\sunit)"
    r"(?:(?:\s(?-i:\d{1,3}|[a-zà-ÿ’'-]{1,20}|[A-Z]{2,5})){0,3},\s|(?:\s(?-i:\d{1,3}|[a-zà-ÿ’'-]{1,20}"
    r"|[A-Z]{2,5})){0,3}?\s(?:(?:du|de\sla|de|au|[àa]\sla|[àa]|at|of)\s|(?:de|[àa])\sl['’]))$|\b(?:grande"
    r"|nouvelle|ancienne)\s$|\bl['’]$|(?:\bl['’])?\b(?-i:[A-Z]{3,6})\s(?:du|de\sla|des|de)\s$",
    re.IGNORECASE,
)
AND_SITE = lazy(
    rf",\s(?:site|antenne|p[ôo]le|pavillon|b[âa]timent|unit[ée]|service)\s(?:(?:{_LINK}){{0,2}}{_NAME}|\d{{1,3}}\b)"
)
BACK = 60
# "Le pédiatre des Bleuets": whoever treats stands before the name of the house.
STAFF = lazy(
    rf"\b(?:p[ée]diatre|m[ée]decins?|kin[ée]|infirmi(?:er|[èe]re)s?|gyn[ée]co(?:logue)?|cardiologue|cardio"
    rf"|dentiste|psy(?:chiatre|chologue)?|sages?[ -]femmes?"
    rf"|internes?|secr[ée]taire|chirurgiens?|urgentistes?|neurologue|ophtalmo|dermato|radiologue|onco(?:logue)?"
    rf"|pharmacienn?e?|orthophoniste|[ée]quipe|urgences|"
    rf"urgence|soignants?|docteur|toubib|aide-soignante|rhumato(?:logue)?|orl|anesth[ée]siste|staff|standard"
    rf"|accueil)\s(?:des|du|de\sla)\s(?P<name>{_CAP}(?:[ -](?:{_LINK})?{_CAP}){{0,3}})"
)


# An abbreviation or any noun before an article in capitals: "MDR Les Tilleuls", "pouponnière Les Lutins".
ARTICLED = lazy(
    r"\b(?P<house>[A-Z]{2,6}|[a-zà-ÿ-]{5,20})\s(?P<name>(?:Les|Le|La|L['’]|Saint|Sainte|St"
    r"|Ste)[\s’'-]?[A-ZÀ-Ý][a-zà-ÿ][\w’'-]{1,25}(?:\s(?:d[eu]s?\s)?[A-ZÀ-Ý][\w’'-]{2,25}){0,2})"
)
