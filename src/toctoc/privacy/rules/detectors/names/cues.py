"""The words around a name that say "a person": closed lists, as keys, French and English together.

A post in French quotes English and the reverse. Words that mean something else in the other language
(:data:`FRENCH_ONLY`, :data:`ENGLISH_ONLY`) count in their own only.
"""

from __future__ import annotations

from enum import StrEnum


class Cue(StrEnum):
    """What stands before a name and announces it."""

    TITLE = "title"  # "Mme Dupond"
    FIELD = "field"  # "Nom : Dupond"
    TOLD = "told"  # "je m’appelle Zoé"
    CHILD = "child"  # "la petite Zoé"
    KIN = "kin"  # "sa fille Zoé"
    ROLE = "role"  # "l’infirmière Zoé"
    HEADING = "heading"  # "Patient : Dupond"
    SIGNED = "signed"  # "Cordialement, Zoé"
    GREETED = "greeted"  # "Bonjour Zoé"
    SAID = "said"  # "c’est Zoé"
    OF = "of"  # "la mère de Zoé"
    MET = "met"  # "vu avec Zoé"
    AT = "at"  # "chez Zoé"
    BESIDE = "beside"  # "avec Zoé"


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of ``text``, one between bars, each as its words."""
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))


def by_last_word(found: frozenset[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Return phrases by their last word, the shortest first."""
    ending: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(found, key=len):
        ending.setdefault(phrase[-1], []).append(phrase)
    return ending


# Short titles may end with a point; nothing but a name follows them.
SHORT_TITLES = words("melle mle mmme m mr mme mmes mlle mlles mm dr drs dre pr prs pre me mrs ms prof mgr mx mdme")
LONG_TITLES = words(
    """doct docter doc monsieur madame mademoiselle messieurs mesdames mesdemoiselles docteur docteure docteurs
    docteuresse professeur professeure professeurs maitre maitres monseigneur miss mister missus missis mistress sir
    lady doctor doctors professor nurse matron reverend capitaine lieutenant sergent colonel adjudant commandant
    brigadier toubib msieur mossieu monsier madam sister"""
)
TITLES = SHORT_TITLES | LONG_TITLES

# "le petit Hashimoto": what one says of a child or a young person, which no disease is.
CHILDREN = words(
    """petit petite jeune bebe enfant garcon fillette gamin gamine nourrisson ado adolescent adolescente tit tite ptit
    ptite jumeau jumelle jumeaux jumelles baby child kid toddler infant little boy girl teenager twin twins loulou"""
)
KIN = words(
    """dame fils fille filles frere freres soeur soeurs cousin cousine cousins cousines neveu niece neveux nieces pere
    mere papa maman tonton tata tatie oncle tante papi papy mami mamie mamy pepe memere pepere mari femme epouse
    epoux epx conjoint conjointe compagnon compagne concubin concubine ex copain copine ami amie amis amies pote
    potes voisin voisine voisins fiance fiancee parrain marraine filleul filleule gendre bru chum blonde cadet
    cadette aine ainee copains copines famille foyer menage couple epoux consorts veuve veuf defunt defunte feu
    tuteur tutrice cherie cheri nounou freine frangin frangine beauf son daughter brother father mother dad daddy
    mum mummy mom mam granny gran grandma grandpa grandad grandfather grandmother nan nana grandson granddaughter
    uncle aunt auntie aunty nephew husband hubby wife partner boyfriend girlfriend friend friends neighbour neighbor
    neighbours mate stepson stepdaughter stepfather stepmother stepsister stepbrother godson goddaughter godmother
    godfather law widow widower late colocataire coloc sis bro"""
)
# Kin of whom a medical history speaks: "père Parkinson" is a disease.
ANCESTORS = words(
    """pere mere papa maman oncle tante tonton tata papi papy mami mamie mamy father mother dad mum mom uncle aunt
    grandmother grandfather famille"""
)
ROLES = words(
    """brancardier brancardiere binome conducteur conductrice chauffeur senior stagiaire remplacant remplacante
    interprete traducteur traductrice animatrice animateur voisin worker psychomotricienne logopede dossier patient
    patiente patients usager resident residente beneficiaire assure assuree malade eleve etudiant etudiante
    infirmier infirmiere infirmieres ide idel medecin chirurgien chirurgienne interne externe kine kinesitherapeute
    psychologue psy psychiatre femme aide soignant soignante asg auxiliaire ambulancier ambulanciere pharmacien
    pharmacienne dentiste orthophoniste orthoptiste ergotherapeute ergo dieteticienne dieteticien secretaire
    collegue collegues confrere consoeur cadre assistante assistant instituteur institutrice maitresse educateur
    educatrice directeur directrice generaliste specialiste cardiologue cardio dermatologue dermato gynecologue
    gyneco pediatre urologue neurologue neuro oncologue anesthesiste radiologue ophtalmologue ophtalmo rhumatologue
    rhumato geriatre urgentiste referent referente temoin chef patron patronne boss avocat avocate juge maire
    gardien gardienne therapeute sophrologue osteopathe osteo podologue coach benevole client cliente prof victime
    plaignante plaignant certain certaine nomme nommee prenomme prenommee denomme denommee surnomme surnommee dit
    dite alias appele appelee secretariat pat pt midwife physician surgeon colleague student pharmacist therapist
    psychologist physio carer caregiver gp consultant registrar sho teacher named called aka nicknamed alias"""
)
ENGLISH_ONLY = words("son late mate nan partner boss mum mom law bro gran pt")
FRENCH_ONLY = words("dame feu famille foyer menage chum blonde me pr m cadre chef dit patron ide")

# "Nom : X", "née X": whatever follows is a name.
FIELDS = words(
    """nom noms prenom prenoms identite name names surname forename firstname lastname forenames surnames nok signe
    signee signature signed ep vve nee pseudo"""
)
# "Patient : X", "De : X": a name may follow.
HEADINGS = words(
    """etiquette pat pt author auteur redacteur redige from to de a destinataire expediteur objet contact mt adresseur
    prescripteur operateur operatrice aide ibode iade correspondant cc copie ne re accompagnant visiteur intervenant
    responsable demandeur declarant appelant interlocuteur titulaire proprietaire adherent attn clinician provider
    operator reporter caller"""
)
FIELD_PHRASES = phrases(
    """nom de naissance| nom marital de naissance| nom d usage| nom usuel| prenom usuel| nom marital| nom de jeune
    fille| nom de famille| next of kin| personne de confiance| a prevenir| medecin traitant| med traitant| redige
    par| vu par| valide par| dicte par| saisi par| signe par| relu par| ecrit par| opere par| pris en charge par|
    seen by| signed by| written by| dictated by| reviewed by| filled in by| reported by| nom jf| nom patient| nom du
    patient| nom de la patiente| patient name| first name| last name| full name| given name| family name| maiden
    name"""
)
# Fields that need nothing but a space before a capital: "née Dupont", "signé Martin".
BARE_FIELDS = words(
    """nee ne epouse ep veuve vve signe signee signed nom prenom prenoms name nickname nok surname forename forenames
    firstname lastname"""
)

# Sentences that give a name: the words in a row before it.
TELLING = phrases(
    """m appelle| m appel| m appele| mappelle| mapelle| mappel| mapel| m apelle| m apel| m apele| me nomme| me
    prenomme| se nomme| s appelle| s appel| s appele| sappelle| sappel| s apelle| sapelle| s appelait| s appellent|
    s appeler| s appelera| se prenomme| me prenome| se prenome| l appelle| l appelait| l appeler| l ai appele| l ai
    appelee| l avons appele| l avons appelee| appelle moi| appelez moi| appelons la| appelons le| on dira| on va
    dire| me presente| prenom est| nom est| prenom c est| nom c est| nom s est| nom ce| prenom ce| nom cest| name
    is| name s| names is| name was| je signe| sapel| sapele| sapell| sappell| mapell| mapele| named| named her|
    named him| named our son| named our daughter| called| nickname is| call me| call him| call her| go by| goes by|
    moi c est| moi cest| ici c est| moi| prenomme| prenommee| denomme| denommee| nommee| surnomme| surnommee| repond
    au nom de| au nom de| names are| s appelaient| m appelais| jmappelle| jmapelle| jmapel| jm appelle| j m appelle|
    jme presente| jm presente| introduce myself| alias| aka"""
)
# The same, after which an ordinary word means nothing: "je suis malade", "c’est urgent".
SAYING = phrases(
    """je suis| je sui| jsui| chuis| c est| c etait| c est la| c est le| c| ce| cest| ici| i am| i m| im| it s| its| it
    is| this is| jsuis| chui| suis| voici| voila"""
)
GREETINGS = words(
    """hiya heya hola yo he bonjour bjr bonsoir bsr salut coucou cc slt hello hi hey dear cher chere chers cheres merci
    mrc thanks thx bravo courage desole desolee sorry pardon felicitations adieu bienvenue welcome bisous bises
    revoir ciao ecoute dis tiens morning afternoon evening"""
)
CLOSINGS = words(
    """cordialement cdlt cdt cordialt confraternellement bien amicalement amities bises bisous biz bizz sincerement
    respectueusement salutations sentiments confraternelles distinguees distingues meilleures vous toi regards
    wishes sincerely faithfully truly yours you cheers best love kind warmly respectfully xoxo xx thanks merci
    remerciements affectueusement tendrement avance advance journee soiree day"""
)
# What one does with people: "vu avec X", "merci à X", "demander X".
MEETING = phrases(
    """relu par| dicte par| valide par| copie a| courrier pour| dedie a| binome avec| brought in by| chevet de|
    souviens de| ring| anniv| joyeux anniversaire| happy birthday| et toi| la vie de| demandez| appelez| contactez|
    prevenez| celui de| celle de| ceux de| celles de| ecrit a| vu| vue| vus| revu| croise| nouvelle de| nouvelles
    de| nouvelles d| part de| allo| vu avec| vue avec| vus avec| vu par| vue par| vus par| discute avec| voir avec|
    revoir avec| rdv avec| avis de| appel de| appeler| contacter| joindre| demander| rappeler| prevenir| adresse
    par| adressee par| suivi par| suivie par| revu par| revue par| examine par| examinee par| signale par| fait par|
    faite par| dixit| merci a| remercie| remercier| bravo a| courage a| soutien a| pense a| pensees a| pensees pour|
    hommage a| rip| message pour| message de| mail de| mail a| sms de| lettre de| lettre a| courrier de| courrier a|
    patient de| patiente de| rencontre| rencontrer| connais| connaissez| connait| parle a| parle avec| parle de|
    parler a| parler de| parler avec| dit a| demande a| repondu a| bisous a| bise a| coucou a| vive| ya| y a| as vu|
    ai vu| avons vu| a vu| avez vu| ai eu| confie| confier| nous quitte| voisin de| collegue de| ami de| amie de|
    entretien avec| reunion avec| transmis a| adresse a| donne a| ask for| ask| call| thanks to| pls see| please
    see| seen by| discussed with| spoke to| spoke with| spoken to| talk to| talked to| talking to| met| love to|
    thank| thanking| referred by| sent by| hand over to| handover to| handed over to| told by| visit from| message
    from| email from| letter from| known as| know| knows| thank you| ai appele| a appele| avons appele| appele|
    reviewed| saw| assessed| phoned| texted| examined| to meet| visiting| miss| tell"""
)
# What people have: "la mère de Zoé", "la chambre de Dupond".
OWNED = words(
    """parents enfants bebe chambre anniversaire deces obseques enterrement naissance maison appartement famille
    proches entourage copains deuil arrivee depart retour visite belongings"""
)
# After these, a capital that opens no sentence is a person or a kind of being.
BESIDE = words("avec pour par sans contre que qu selon with for by without than d de et and ou or a")

# What a person does: the verb after a name, or the pronoun before that verb ("Olive m’a dit").
PRONOUNS = words("m t s l lui se nous vous me ne n y te en")
ACTS = PRONOUNS | words(
    """a est etait avait ont va allait ira vient venait dit disait pense croit veut voulait peut doit fait faisait dort
    mange pleure crie joue tousse souffre vit vivait travaille travaillait habite habitait prend prenait refuse
    demande explique raconte rentre sort part arrive appelle aime deteste sait attend revient consulte reste marche
    boit fume tombe rit sourit regarde parle ecrit repond semble parait sera serait aura aurait passe voudrait
    pourrait amene apporte propose garde vomit saigne boite pese mesure presente accepte supporte recupere reclame
    respire urine deambule ronfle panique hurle insiste commence continue arrete souhaite signale rapporte nie
    evoque tolere tient suit avale rechute pleurait criait allait gere vient attendra dormait is was has had says
    said goes went comes came lives lived works worked wants thinks asked told called died feels felt takes took
    sleeps eats drinks smokes cries plays loves hates knows needs looks seems got gets will would can could should
    weighs refuses complains denies reports presented remains turned keeps started stopped moved thinks suffers
    visited arrived left stayed brings brought"""
)
# The few that only a living being does; they name a bare "rose" or "pierre" at the start of a sentence.
LIVELY = words(
    """dort mange pleure crie joue tousse vit travaille habite refuse demande raconte pense veut dit rit sourit m va
    vient sait croit parle fume boit marche amene apporte says said told asked lives works wants thinks sleeps eats
    cries goes went came died feels attend"""
)

# What only people are, after "est", "a été", "is": "Szczepaniak est revenu".
STATES = words(
    """revenu revenue venu venue parti partie sorti sortie rentre rentree arrive arrivee tombe tombee ne nee mort morte
    decede decedee hospitalise hospitalisee suivi suivie opere operee enceinte malade fatigue fatiguee inquiet
    inquiete content contente triste vaccine vaccinee dialyse dialysee passe passee venus venues reste restee devenu
    devenue perdu perdue seul seule vue vu stable transfere transferee admis admise convoque convoquee agite agitee
    mieux vomi mange dormi pleure crie appele refuse dit rappele demande accouche maigri grandi peur mal chute fait
    faim soif sorti ete rate pris perdu eu pregnant better worse home back tired asleep awake fine well sick ill
    dead gone crying sleeping vomiting doing feeling having taking coming going waiting asking complaining suffering
    admitted seen transferred discharged reviewed referred scared worried anxious allergic diabetic lived died
    refused fallen been had asked told"""
)
PARTICLES = words(
    """de du des d la le el al ben bin bint ibn ait ould abd abou bou van von der den ter ten zu da di do dos das del
    della degli mac mc saint sainte st ste"""
)
# One letter and an apostrophe that begin a name before a capital: N’Guessan, M’Baye, O’Brien, D’Angelo.
PREFIXES = words("n m o d k t l")
# What joins a married name and a maiden name.
MARRIED = words("nee ep epouse vve veuve")
# First names cut short before a point: "Ch. Montferrand".
CUT_SHORT = words("ch cl fr th ph jn al ed st gme ant wm geo jos")
# Degrees that may end a name: "R. Callahan, MD".
DEGREES = words("md phd rn do mbbs frcp mrcp mrcs frcs bsc msc np pa dds dmd")

FUNCTION = words(
    """jai jen jme jte jle jla jy jsuis jsui jpe jpeu jvais jveux jetais javais jaurais bjr bsr slt mdr ptdr lol jsp
    chui ya cest cetait cé dla dune dun kil kel pk pcq tjs tjr tjrs mtn dsl svp stp le la les l un une des du de d
    au aux a et ou mais donc or ni car que qu qui quoi dont lequel laquelle ce cet cette ces c mon ma mes ton ta tes
    son sa ses notre nos votre vos leur leurs je j tu il elle on nous vous ils elles me m te t se s y en lui eux moi
    toi soi ne n pas plus moins tres trop si oui non est sont etait ont ai as avait etre avoir dans sur sous avec
    sans pour par vers chez entre depuis pendant avant apres contre selon malgre parmi comme quand lorsque puis
    alors ainsi aussi encore deja toujours jamais souvent parfois ici voila voici cela ca ceci celui celle ceux
    celles tout tous toute toutes aucun aucune chaque quelque quelques plusieurs autre autres meme memes tel telle
    quel quelle combien comment pourquoi parce bonjour bonsoir merci salut the an of and to in on at by for with
    from as is are was were be been it its he she they we you i my your his her their our this that these those not
    no yes or but if so then than when where who whom which what how why all any some each every do does did has
    have had could should might must there here please thanks hello hi dear about after before during between into
    over under again once only own same too very just now also euh bah ah oh hein eh ok okay bref voire sinon afin
    cependant toutefois neanmoins pourtant enfin ensuite hier demain aujourd hui jusque jusqu lorsqu puisque puisqu
    quoique quelqu rien personne chacun chacune certains certaines faut faire fait va suis es sommes etes ete vu
    suite via vs cf nb ps re tel fax mail"""
)
MONTHS_AND_DAYS = words(
    """janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi
    vendredi samedi dimanche january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday"""
)
FEASTS = words("france noel paques toussaint pentecote ascension christmas easter ramadan aid")
# Words of a form or of a ward that no name holds, whatever lists of names say.
NEVER = words(
    """ans an mois jours semaines heures madame monsieur docteur professeur mademoiselle patient patiente service
    hopital clinique chu chru ehpad samu urgences consultation examen antecedents traitement conclusion motif
    histoire nom prenom date adresse naissance sexe age telephone ipp nda ald sarl dossier compte rendu courrier
    lettre objet concerne ne nee dob ddn tous toutes madam sir all team everyone everybody"""
)
# Short forms of wards and forms, and words that lists of words lack: names of nobody, unless a title stands before.
SHORT_FORMS = words(
    """anapath anesth avis bio bili biolo brady cardio chir conf consult dermato dispo don ecbu echo endoc ergo expl
    fibro gaz gazo gastro geria gyneco hemato hemoc hepato insta kine labo med mms nephro neuro obs onco ophtalmo ortho
    pano pedia pharma pio pneumo psy radio rea reanesthesie regul reeduc rhumato scan secr simu siren siret stomato
    theriaque toco transfu trauma tsh uro visio zona anon consultant ed attending reg shift rota obgyn theatre"""
)
# Doubled syllables that are no nicknames: "momo" is one, "bobo" is not.
DOUBLED = words(
    """tete testes bebe papa maman mama dodo dada caca pipi tata joujou bobo nana zizi kiki tutu toutou nounou doudou
    bonbon meme pepe tonton cocon chacha coco tamtam cancan coucou glouglou quinquin bibi gaga gogo zinzin gnangnan
    foufou tchintchin couscous pouet murmur beriberi"""
) - words("bibi coco kiki")
# Words that announce others and are no name in lower case.
ANNOUNCING = KIN | ROLES | CHILDREN | GREETINGS | TITLES | FIELDS | PARTICLES
