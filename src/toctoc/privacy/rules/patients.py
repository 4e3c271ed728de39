"""Does a text speak of one patient? Then two questions are asked before a professional sends it.

General talk ("les patients sous anticoagulant", "un patient peut refuser"), oneself and one's own family are no story
of somebody cared for, and ask nothing. The text is read as the page shows it: no markup, no look-alike letters.
"""

from __future__ import annotations

import re

from toctoc.privacy.rules.folding import fold, shown
from toctoc.privacy.rules.lazy import lazy

_ANY = re.IGNORECASE | re.MULTILINE
# What a carer calls somebody cared for, and what anybody calls anybody.
_CARED = (
    r"(?:patiente?|malade|r[ée]sidente?|b[ée]n[ée]ficiaire|parturiente|primipare|multipare|usag[eè]re?|consultante?|"
    r"pte?(?!\w))"
)
_SOMEBODY = (
    r"(?:nourrisson|nouveau-n[ée]e?|b[ée]b[ée]|gar[çc]on(?:net)?|gamine?|fillette|fille|enfant|p'?tite?|ado(?:lescente?)?|"
    r"homme|femme|monsieur|dame|mamie|papi|papy|jeune|retrait[ée]e?|personne|quadra|(?:quadra|quinqua|sexa|septua|octo|"
    r"nona)g[ée]naire|centenaire)"
)
_PERSON = rf"(?:{_CARED}|{_SOMEBODY})"
_PERSON_EN = (
    r"(?:patient|resident|client|gentleman|lady|man|woman|male|female|boy|girl|child|toddler|baby|infant|newborn|"
    r"teen(?:ager)?|chap|bloke|pt)"
)
_OF = r"(?:(?:jeunes?|petite?|vieille|vieux|vieil|autre|certaine?|grosse?|m[êe]me|[âa]g[ée]e?|pauvre) )?"
_NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingt|trente|quarante|cinquante|soixante|quatre-vingts?)(?:[ -](?:et[ -])?[a-zé-]{2,12}){0,2}?"
)
_AGE = rf"(?:{_NUMBER} ?(?:ans|mois|jours|semaines|a(?![\w'’])|sa\b)|j\d\b)"
# Where a sentence or a line begins.
_START = r"(?:^|[.!?:;\n(«\"-] {0,2})"
# What is said of a body, a mind or care: beside it an ordinary word for somebody means somebody cared for.
_CLINICAL = (
    r"(?:f[ée]bril|fi[èe]vre|doul(?:eur|oureu)|touss|toux|dyspn|essouffl|diab|bpco|hta\b|avc\b|chut[ée]|tomb[ée]|tvp\b|"
    r"plaie|malaise|saign|h[ée]morr|[ée]ruption|bouton|plaque|c[ée]phal|migraine|vertige|vomi|diarrh|confus|angoiss|anxi|"
    r"d[ée]prim|d[ée]press|scarif|suicid|cancer|tumeur|m[ée]tasta|chimio|fractur|entors|trauma|op[ée]r|hospitalis|"
    r"traitement|m[ée]dicament|ordonnance|pansement|escarre|perfusion|sonde|d[ée]satur|enceinte|grossesse|accouch|"
    r"contraction|parkinson|alzheimer|d[ée]men|autis|[ée]pilep|convuls|infarct|cardia|r[ée]nal|asthm|bronch|pneumo|otite|"
    r"angine|glyc[ée]m|insuline|antibio|anticoag|refuse|ne (?:dort|mange|marche|parle|voit|bouge)|fin de vie|"
    r"r[ée][ée]duc|hernie|lombalg|hanche|genou|raideur|boite\b|ict[èe]re|apn[ée]e|geint|sympt|en consult|aux urgences|"
    r"en visite|en s[ée]ance|\bsous [a-z]{4}|copd|stroke|chest|pain|rash|fever|cough|sepsis|ulcer|wound|bleed|fell|"
    r"\bfalls?\b|dizz|seizure|pregnan|refuses|surgery|discharged|in clinic|on my ward|\ba&e\b|vomiting|limp|disease|"
    r"sepsis|ulc[èe]re|ecz[ée]ma|psoriasis|syndrome|lupus|crohn|\bvih\b|\bhiv\b|\birm\b|\becg\b|mutique|agit[ée]|amaigri|"
    r"allait|mange moins|conscience|h[ée]mi|tachy|brady|carcin|appareil|supporte|"
    r"\w{3}(?:[ée]mie|urie|pathie|pl[ée]gie|ectomie|scopie|algie|pn[ée]e|rragie|th[ée]rapie|[ée]mia|pathy|plegia|ectomy))"
)
# What is clinical is set down as this sign before such patterns are tried, or each would try all its words anew.
_SIGN = "\x01"
_SICK = rf"[^.!?\n]{{0,80}}?{_SIGN}"
# How a person is called by a title and a name, or what stands for it.
_TITLED = (
    r"\b(?-i:(?:Mme|Mlle|[Mm]ademoiselle|M\.|Mr|Monsieur|Madame) (?:[A-ZÀ-Þ][\w'’-]{0,25}|\[[^\]\n]{1,30}\]))\.?,?"
)
_SAYS = (
    r"(?:se |s['’]|ne |n['’]|m['’]|me |nous |est (?!au|une?\b|l['’]|acteur|partenaire|expert|en droit)|était |avait |"
    r"a (?!le droit|droit|besoin|un r)|présent|refus|revien|vien|décri|rapport|désatur|saign|vomi|touss|chut|fai[ts]|"
    r"souffr|dort|mange|crie|pleur|sort|arrive|dit |qui |sous |avec |vue? |adressée?|porteu|connue?|suivie?|hospitalis)"
)
_KIN = (
    r"\b(?:mon|ma|mes|notre|nos|son|sa|ton|ta|my|our|his|her) (?:(?:petite?|grande?|jeune|vieux|vieille|little|old) )?"
    r"(?:fils|fille|enfant|b[ée]b[ée]|mari|femme|m[èe]re|p[èe]re|fr[èe]re|s(?:oe|œ)ur|grand-[mp][èe]re|neveu|ni[èe]ce|oncle|"
    r"tante|mamie|papi|papy|ado|copain|copine|conjointe?|gar[çc]on|petit-fils|petite-fille|homme|voisine?|coll[èe]gue|"
    r"ami|amie|son|daughter|mum|mom|dad|mother|father|wife|husband|brother|sister|gran|kid|boy|girl|baby|child|car|dog|"
    r"chat|chien)\b"
)
# Taken out before reading: rules, rights, definitions, groups, other people, oneself.
_GENERAL = (
    (
        rf"\b(?:chez|face [àa]|devant|[àa]|pour|par|sur|envers|quand|si|lorsqu['’]|qu['’]|comme|croire|prot[èe]ge|"
        rf"entre|when|if|with|for|to) ?(?:une?|le|la|l['’]|a|the) {_OF}(?:{_CARED}|{_PERSON_EN}|personne|femme|enfant)"
        rf"\b(?! (?:de|d['’]) ?{_NUMBER}| in (?:his|her))"
    ),
    rf"\b(?:chez|de|d['’]|[àa]) ?(?:l['’]|la |le ){_PERSON}\b[^.!?\n]{{0,40}}",
    (
        r"\b(?:une?|le|la|the|a) (?:patiente?|malade|r[ée]sidente?) (?:doit|peut|devrait|est une|a le droit|"
        r"a droit|is some|should|must|may|can|has the right|has a right|expert|partenaire|education|safety|portal)\b"
    ),
    r"\b(?:du|au|aux|dossier|parcours|secret|appelle) (?:patient|malade)\b|\bmalade (?:chronique|imaginaire)\b",
    r"\b(?:homme politique|homme averti|femme de m[ée]nage|femme m[ée]decin|gar[çc]on de caf[ée]|jeune maman)\b",
    (
        r"\b(?:de plus de|de moins de|d[èe]s|[àa] partir de|plus de|moins de|under|over|aged|depuis|pendant|il y a|"
        r"formation de|immeuble de|ses) \d{1,3} ?(?:ans|mois|jours|semaines|years?|months?)\b(?: old)?|"
        r"\bde \d{1,3} [àa] \d"
    ),
    r"\bje suis (?:une?|la|le) (?:jeune )?(?:femme|homme|maman|papa|personne|retrait[ée]e?|jeune|fille)\b",
    (
        r"\bla patiente attente\b|\b(?:monsieur|dame|lady|man|gentleman) (?:de (?:l['’]|la (?!\d|chamb))|du |des |"
        r"qui livre|tout le|at the |in the )"
    ),
    rf"\b(?!voir|revoir|recevoir)\w{{3,20}}(?:er|ir|re) (?:une?|le|la) {_CARED}\b",
    (
        r"\b(?:une?|un) \w{3,12} sur (?:deux|trois|quatre|cinq|huit|dix|cent|\d{1,5})\b[^.!?\n]{0,80}|"
        r"\bun bon patient\b|\best une? (?:patiente?|malade) (?:inform|partenaire|expert|comme)"
    ),
    rf"{_KIN}[^.!?\n]{{0,60}}",
    r"\b(?:my|our) \d{1,3}[ -]?(?:y/?o|years?[ -]old)\b[^.!?\n]{0,20}",
)
# Somebody's story, whatever is told.
_STORIES = (
    # "ma patiente", "cette résidente", "une de mes patientes", "un patient sous AVK saigne"
    rf"\b(?:mon|ma|notre|ce|cet|cette|votre|my|this|our) {_OF}(?:{_CARED}|patient|resident|client)\b",
    rf"\b(?:l['’]une?|une?|one|deux|two) (?:de|of) (?:mes|nos|my|our) (?:{_CARED}|client|patient|resident)s\b",
    rf"\b(?:une?|1) {_OF}{_CARED}\b",
    rf"\b(?:le|la|l['’]) ?{_OF}{_CARED}(?:, [^\s.,!?]{{2,20}},)? {_SAYS}",
    # "Patient sous clozapine, fièvre", "pte qui saigne", "primipare"
    rf"{_START}{_OF}{_CARED} (?:sous|avec|qui|vue?|en (?:refus|fin|post)|\d{{4}}|adress|porteu|aux|hospital|connue?\b)",
    rf"{_START}{_OF}{_CARED} (?:suivie?|c/o)|\bpt (?:c/o|with|on|presents?)\b",
    r"\b(?:primipare|multipare|parturiente|(?:quadra|quinqua|sexa|septua|octo|nona)g[ée]naire)\b",
    # "homme 45 ans", "dame âgée de 82 ans", "62 ans, homme", "une femme d’une trentaine d’années"
    rf"\b{_PERSON}(?:,| )(?:[a-z]\. ?[a-z]\.,? )?[^.!?\n\d]{{0,30}}?(?:\b(?:de|[àa]|environ) )?{_AGE}",
    rf"\b{_AGE},? (?:{_PERSON}|h|f)\b(?! ?\d)",
    rf"\b{_PERSON}\b[^.!?\n]{{0,20}}(?:la|d['’]une) \w{{3,14}}(?:aine|entaine)\b",
    # "H 62 ans", "F, 34a", "45 F, asthme", "F45 vue pour", "pt de 80", "NN J2", "G2P1"
    r"\b(?-i:[HFM][,.]? ?(?:de )?\d{1,3} ?(?:ans|a|mois)\b)",
    r"\b(?-i:[2-9]\d ?[FHM](?=, )|F[2-9]\d(?=,| (?:vue|avec|adress|enceinte|sous)))",
    r"\b(?:pte?|NN)\.? (?:de |, ?)?(?:J?\d{1,3})\b|\bG\d ?P\d\b",
    r"\b(?-i:ATCD|Ant[ée]c[ée]dents|HDM|Motif)s? ?: ?\S",
    # "je soigne une dame", "que je suis depuis mars", "elle m’a consultée", "la dame de la 12"
    (
        rf"\b(?:soigne|masse|accompagne|prends en charge|suis|op[ée]r[ée]|hospitalis[ée]|examin[ée]|auscult[ée]) "
        rf"(?:\w{{2,9}} ){{0,2}}?une? {_OF}{_PERSON}\b"
    ),
    r"\bque (?:je|nous) (?:suis|suivons|soigne|soignons|vois) (?:en|depuis|pour|[àa])\b|\b(?:m|nous) ?['’]?a consult",
    r"\b(?:monsieur|dame|patiente?|r[ée]sidente?) (?:de la|du|ch\.?) (?:chambre |lit )?\d",
    # "Mme D., 82 ans", "le petit Yanis", "Yvonne, 91 ans", a number, a document, a result
    rf"{_TITLED} {_AGE}",
    r"\b(?-i:(?:Mme|Mlle|M\.|Mr|Monsieur|Madame) \[|[Ll](?:e petit|a petite) [A-ZÀ-Þ][a-zà-ÿ]{2})",
    r"\b(?-i:(?!Depuis|Pendant|Après)[A-ZÀ-Þ][\w'’-]{2,25}(?: [A-ZÀ-Þ]\.?)?, \d{1,3} (?:ans|mois)\b)",
    r"\b(?-i:(?:IPP|NDA|IEP|NIP)\b ?:? ?\d|(?:CRH|CRO|RCP)\b)|\bcompte[ -]rendu op",
    r"\d ?(?-i:g/d?L|[mµμ]mol/L|ng/m?L|[µμ]g/L|G/L|UI/L|mmHg)\b(?! (?:est|comme) )",
    # English
    r"\ba (?:[\w-]{1,20} ){0,2}patient (?:with|who|on|of mine|present|came|is (?!some)|was|has|had)\b",
    r"\bthe patient (?:was|is (?!at|the)|has (?!the right)|had|came|complain|present|refus|report|went)",
    rf"(?:{_START}|\b(?:an?|this|our|for|saw) )(?:[a-z]+ )?\d{{1,3}}[- ](?:year|month|week|day)s?[- ]old\b",
    r"\b\d{1,3} ?(?:y/?o|yrs? old)\b",
)
# Anybody, beside something clinical.
_SIGNED = (
    # "je vois une femme enceinte", "on m’adresse un homme", "cette dame est tombée", "enfant fébrile vu ce soir"
    (
        rf"\b(?:vu|vois|voir|re[çc]ois|re[çc]u|re[çc]oit|adresse|accueilli|ai|avons|arrive|entre|vient) "
        rf"(?:[^\s.!?,]{{2,15}} ){{0,3}}?(?:une?|1) {_OF}{_PERSON}\b{_SICK}"
    ),
    rf"\b(?:ce|cet|cette|la|le) {_OF}{_SOMEBODY}\b (?:est|a|qui|que je|ne|n['’]|se|s['’]|{_SIGN}){_SICK}",
    rf"(?:{_START}|, )(?:une? )?{_OF}{_SOMEBODY}\b{_SICK}",
    rf"{_TITLED}[^!?\n]{{0,60}}?{_SIGN}",
    (
        r"\b(?:saw|seen|see|treating|treated|admitted|reviewed|examined|had|have|look(?:ing)? after) an? "
        rf"(?:[\w-]{{1,20}} ){{0,2}}{_PERSON_EN}\b{_SICK}"
    ),
    rf"(?:{_START}|\b(?:this|that) )(?:an? )?(?:[a-z]{{3,12}} )?{_PERSON_EN}\b{_SICK}",
)
# Read where no family is spoken of: there "elle a 34 ans" is somebody's daughter.
_THEY = (
    rf"\b(?:il|elle) a {_AGE},? (?!d['’]exp)",
    r"\b(?:il|elle) (?:est|a) (?:\w{2,8} ){0,2}(?:enceinte|f[ée]bril|hospitalis|malaise|convuls|vomi|scarif|fi[èe]vre)",
    r"\b(?:he|she)(?: is|['’]s) \d{1,3}\b",
)
_RULES = tuple(lazy(pattern, _ANY) for pattern in _GENERAL)
_FAMILY, _CLINICAL_WORDS = lazy(_KIN, _ANY), lazy(_CLINICAL, _ANY)
_TELL, _TELL_SIGNED, _TELL_THEY = (
    tuple(lazy(pattern, _ANY) for pattern in patterns) for patterns in (_STORIES, _SIGNED, _THEY)
)


def speaks_of_patient(text: str) -> bool:
    """Tell whether ``text`` tells the story of one person who is cared for; in French or English."""
    told = shown(fold(text)).text
    is_family = _FAMILY.search(told) is not None
    for rule in _RULES:
        told = rule.sub(" ", told)
    if any(story.search(told) for story in (*_TELL, *(() if is_family else _TELL_THEY))):
        return True
    signed = _CLINICAL_WORDS.sub(_SIGN, told)
    return any(story.search(signed) for story in _TELL_SIGNED)
