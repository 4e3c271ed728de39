"""Words for places of care, and words that stand between them and a name without being one."""

from __future__ import annotations

from toctoc.privacy.rules.places.listed import listed

# An institution whose name follows.
HEADS = listed(
    """
    hopital hopitaux hosto hostos clinique cliniques polyclinique maternite hospice sanatorium dispensaire
    pharmacie laboratoire labo ehpad foyer sanatoriums infirmerie creche hopitale crecheries bioalpes cerballiance
    biogroup eurofins unilabs synlab inovie biomnis labosud cerba laborizon korian orpea emeis elsan
    vivalto hopale clinea ginkgo
    """
)
# Abbreviations: in capitals, or in lower case before a place.
ABBREVIATIONS = listed(
    """
    chu chr chru ch chi chs chg chic chp chd chsf chpr chicas epsm ehpa ehpad usld ssr smr had msp mspu hia ghu
    ght gh ghi ghr chuv hug chrs cmp cmpp camsp itep ime esat mas fam sessad ugecam clcc crlcc cpts csapa mpr cmpr
    caarud maisp cdrs epsmd epsmal iucpq chirc ghpsj ghsr cesame
    """
)
# Two or more words that make a head.
LONG_HEADS = frozenset(
    {
        ("centre", "hospitalier"),
        ("centres", "hospitaliers"),
        ("ctre", "hospitalier"),
        ("groupe", "hospitalier"),
        ("groupement", "hospitalier"),
        ("pole", "sante"),
        ("pole", "de", "sante"),
        ("pole", "medical"),
        ("maison", "de", "sante"),
        ("maison", "medicale"),
        ("maison", "de", "retraite"),
        ("maison", "de", "repos"),
        ("maison", "de", "convalescence"),
        ("maison", "de", "naissance"),
        ("residence", "autonomie"),
        ("residence", "senior"),
        ("centre", "de", "sante"),
        ("centre", "medical"),
        ("centre", "d", "imagerie"),
        ("centre", "de", "radiologie"),
        ("centre", "de", "dialyse"),
        ("centre", "de", "reeducation"),
        ("centre", "de", "soins"),
        ("centre", "anticancereux"),
        ("centre", "anti", "cancer"),
        ("centre", "de", "lutte", "contre", "le", "cancer"),
        ("centre", "medico", "social"),
        ("centre", "medico", "psychologique"),
        ("hotel", "dieu"),
        ("cabinet", "medical"),
        ("cabinet", "dentaire"),
        ("cabinet", "infirmier"),
        ("foyer", "de", "vie"),
        ("unite", "de", "soins", "de", "longue", "duree"),
        ("institut", "medico", "educatif"),
        ("etablissement", "public", "de", "sante", "mentale"),
    }
)
# These have a name too, but mean other things as well: a capital, a place or a known name must follow.
WEAK_HEADS = frozenset(
    {"cabinet", "institut", "fondation", "centre", "urgences", "residence", "villa", "officine", "smur", "samu"}
)
# A name follows these at once, or none does: "centre Oscar-Lambret" against "le centre de la ville".
NO_LINK = frozenset({"centre", "institut", "fondation", "infirmerie", "labo", "laboratoire"})
# Abbreviations that people write in lower case as well.
SPOKEN = listed(
    """
    chu chr chru ehpad ssr smr cmp msp ime esat had ghu chs csapa cmpp camsp epsm itep hia ght usld caarud
    """
)
# Adjectives too: "un diagnostic clinique".
ADJECTIVES = frozenset({"clinique", "cliniques"})
NOUN_MARKS = listed(
    """
    la une cette notre votre sa ma leur l a les ces nos deux trois quelle polyclinique grande petite ancienne
    nouvelle et ou depuis vers par
    """
)
# Kinds of the above, which name nothing.
KINDS = listed(
    """
    national nationale universitaire universitaires regional regionaux intercommunal general generale generaux
    prive privee prives privees rural rurale psychiatrique specialise specialisee militaire local locale public publique
    publics mutualiste chirurgical chirurgicale medical medicale medicaux obstetricale privees veterinaire
    departemental interdepartemental dentaire infirmier infirmiers pluridisciplinaire pluriprofessionnelle liberal
    liberale ophtalmologique hospitaliere hospitalier jour nuit semaine soins suite readaptation reeducation
    imagerie radiologie pediatrie pediatrique kinesitherapie kine kines orthophonie ophtalmologie gynecologie
    dermatologie cardiologie medecine generale psychologie psychiatrie osteopathie podologie sage femme sages
    femmes infirmiere infirmieres orthodontie dentistes analyses biologie medicales anatomopathologie anatomo
    pathologie d de du des la le les et l en pour enfants adultes adolescents urgences service
    """
)
# "Le service de cardiologie de …", "la réa de …": a service before a name makes the name a hospital's.
SERVICES = listed(
    """
    service services rea reanimation usic soins cardio cardiologie neuro neurologie pediatrie neonat neonatologie
    onco oncologie chirurgie ortho orthopedie uro urologie nephro nephrologie pneumo pneumologie gastro rhumato
    rhumatologie dermato dermatologie endocrino geriatrie psychiatrie psy maternite gyneco obstetrique bloc
    urgences samu smur radio radiologie scanner irm interne internes externe externes chefs chef hematologie
    hemato infectiologie medecine unite pole consultation consultations staff equipe equipes dialyse uhcd ucaa orl
    stomato anesthesie labo laboratoire ward unit department clinic theatre registrar consultant
    """
)
# Services whose hospital follows, known or not: "soins palliatifs de …".
SERVED = listed(
    """
    palliatifs rea reanimation usic uhcd urgences maternite neonat continue intensifs icu
    """
)
# Words after which a known name, even alone, is the hospital's: "opérée à", "transféré sur", "vu à".
CARED = listed(
    """
    infirmiere infirmier cardiologue chirurgien neurologue oncologue medecin medecins interne aide-soignante sage-femme
    opere operee hospitalise hospitalisee hospitalises suivi suivie transfere transferee transfert adresse
    adressee admis admise entre entree sorti sortie interne externe vu vue accouche accouchee travaille bosse
    exerce stage garde ne nee greffe greffee dialyse traite traitee urgences consulte consultation rdv rendez-vous
    passe envoye envoyee mute chimio radiotherapie rea admitted transferred treated referred seen operated surgery
    works worked born
    """
)
# Words that end a name: they begin something else.
GENERIC = listed(
    """
    service services urgences unite pole dr docteur pr professeur m mme monsieur madame rue avenue boulevard route
    place tel telephone fax mail bp cs cedex france le la les un une des et ou avec pour en dans depuis il elle on
    nous vous je lors vers chez apres avant sur au aux qui que est sont a puis car mais ce cette son sa ses date
    motif compte rendu objet madame cher chere consultation hospitalisation examen examens patient patiente bilan
    traitement tableau antecedents conclusion evolution histoire
    """
)
# What names a thing of medicine when it follows "clinique" or "hôpital".
NOT_A_NAME = listed(
    """
    jour nuit semaine douleur memoire souffle coin village quartier secteur sommeil dos main sein pied travail
    ville sport matin soir mois annee moment debut departement region monde pays centre fait nord-sud enfant
    enfants adulte chien chat garde urgence proximite reference recours plus meme mieux semaines public famille
    verites vie patient patiente patients maladie diabete evolution examen hepatite asthme trouble troubles
    depression signes signe symptomes groupe groupes lundi mardi mercredi jeudi vendredi samedi dimanche campagne jours
    """
)
# English: the name comes first.
ENGLISH_HEADS = listed(
    """
    hospital infirmary clinic hospice pharmacy maternity hospitals
    """
)
# These follow the name of a thing as often as that of a house.
ENGLISH_WEAK_HEADS = frozenset({"surgery", "practice"})
ENGLISH_LONG_HEADS = frozenset(
    {
        ("medical", "centre"),
        ("medical", "center"),
        ("health", "centre"),
        ("health", "center"),
        ("health", "clinic"),
        ("nursing", "home"),
        ("care", "home"),
        ("medical", "practice"),
        ("health", "system"),
        ("cancer", "centre"),
        ("cancer", "center"),
        ("memorial", "hospital"),
    }
)
ENGLISH_KINDS = listed(
    """
    the a an my our your his her their this that general university district community local teaching private
    public children regional county national cottage day field mental psychiatric veterinary eye family dental
    medical clinical best good private walk in group old new nearest city town emergency acute main big small s of
    at and
    """
)
