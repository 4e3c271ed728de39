"""Words that say that a place follows, or that none does."""

from __future__ import annotations

from toctoc.privacy.rules.places.listed import listed

# Someone is there: a name after these and a preposition is that of a place, whatever the name.
LIVES = listed(
    """
    habite habites habitent habitait habitais habitant habitante habitants habiter habitons vis vit vivent vivait
    vivais vivant vivante vivre reside residait residant residente resident domicilie domiciliee domicile naquit
    originaire originaires demenage demenager demenagement emmenage emmenager installe installee installes loge
    logee demeurant habitations live lives lived living born resides residing based grew raised
    """
)
BORN = frozenset({"ne", "nee", "nes", "nees", "naissance"})
# What a town has: the name after these and "de" is that of a place.
TOWN = listed(
    """
    km kilometres kilometre minutes bornes miles
    ville villes village villages commune communes bourg bourgade hameau bourgmestre mairie maire maires
    municipalite banlieue agglomeration agglo metropole peripherie environs alentours abords proximite pres cote
    centre-ville gare aeroport secteur quartier faubourg marche eglise cathedrale canton arrondissement sortie
    rocade intercommunalite prefecture sous-prefecture lycee college tribunal prison caserne mosquee cimetiere
    stade zoo port plage ars cpam caf mdph msa sdis town city village outside near nearby suburb suburbs council borough
    """
)
# What has the name of the town itself.
HAS_NAME = listed(
    """
    ville villes village villages commune communes bourg bourgade hameau mairie maire banlieue gare town city
    village municipalite agglomeration bourgmestre
    """
)
# What one rides to, without a preposition.
TRIPS = frozenset(
    {
        "rdv",
        "transfert",
        "hospi",
        "domicile",
        "trajet",
        "destination",
        "arrivee",
        "depart",
        "secteur",
        "adresse",
        "residence",
    }
)
# Where one is cared for; the detector of hospitals takes the longer stretch.
CARE = listed(
    """
    pharma pmi labo hosto clinic ssr rea centre hospitalier
    chu chr chru ch chi chs hopital hopitaux clinique ehpad urgences smur samu maternite cabinet pharmacie msp cmp
    hospitalise hospitalisee hospitalisation transfere transferee muté hosto hospital clinic infirmary
    """
)
# What one does somewhere: "je travaille à", "j’exerce sur".
DOES = listed(
    """
    travaille travaillait travailles bosse bossait exerce exercait exercant exerces etudie scolarise scolarisee
    rentre rentree revient revenu arrive arrivee parti partie part partir pars vais va vient venu venue viens
    aller retour passe passage voyage sejour vacances accident garde remplace remplacement consulte suivi suivie
    opere operee works working moved travelled went visited studying
    """
)
AT = frozenset({"a", "sur", "jusqu", "in", "from", "near", "at", "to", "outside", "entre"})
OF = frozenset({"de", "d", "du", "des", "of"})
# "La maladie de …": what medicine or the world has named after a place.
NAMED_AFTER = listed(
    """
    maladie maladies syndrome syndromes signe signes score scores test tests classification classifications
    critere criteres echelle echelles manoeuvre reflexe triade loi regle indice index formule methode technique
    procede protocole protocoles recommandations declaration declarations convention conventions conference
    conferences consensus congres accord accords traite charte questionnaire grille fievre virus bacterie souche
    anneau doigt doigts platre bleu vert rouge jaune noir savon moutarde choux porcelaine dentelle gateau saucisse
    saucisses jambon fromage vin vins biere sel sels eau eaux tour herbes course marathon coupe finale match
    pierre bouton ulcere etude cohorte essai registre bouillon milieu coloration solution liqueur type variant
    mutation hemoglobine antigene groupe systeme tarte couteau rue place avenue boulevard chemin orange nationaux
    grippe pandemie jeux olympiques olympiade code vierge proces
    rules ankle knee revise revises revisee guideline agitation coma disease syndrome sign scale classification
    criteria test score guidelines consensus declaration convention conference fever virus law rule study trial
    cohort statement agreement
    """
)
# Whatever stands between them and the name: "échelle de dépression postnatale d’…".
SCALES = listed(
    """
    echelle echelles score scores questionnaire classification algorithme index translocation chromosome critere
    criteres scale score
    """
)
TITLES = listed(
    """
    m mr mme mlle mmes mlles monsieur madame mademoiselle dr dre pr docteur docteure professeur professeure maitre
    me mrs miss ms sir
    """
)
FACING = frozenset({"nord", "sud", "est", "ouest", "centre", "ville", "north", "south", "east", "west"})
