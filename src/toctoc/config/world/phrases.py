"""Short sentences that people of the demonstration world put around what they say, one a line."""

from __future__ import annotations


def _lines(block: str) -> tuple[str, ...]:
    return tuple(block.strip().splitlines())


# Before and after a question said again.
QUESTION_OPENINGS = _lines("""
Bonjour à toutes et à tous.
Bonjour.
Bonsoir à tous.
Je cherche des avis.
Question de terrain.
Je sèche un peu.
Besoin d’un regard extérieur.
Une situation qui me pose question.
Petit dilemme du jour.
Je me permets de frapper ici.
Vos retours m’aideraient.
Retour d’expérience recherché.
J’hésite depuis ce matin.
Cas vu cette semaine.
Je ne trouve pas la réponse dans mes notes.
On en a parlé en équipe sans trancher.
""")
QUESTION_CLOSINGS = _lines("""
Merci d’avance.
Merci de vos retours.
Merci pour votre aide.
Je lis tout ce soir.
Je vous dirai ce que j’ai décidé.
Même une réponse courte m’aide.
Les avis contraires m’intéressent aussi.
Merci de prendre ce temps.
Je reste disponible pour préciser.
Dites-moi s’il manque un élément.
Je prends aussi les références.
Merci à celles et ceux qui répondront.
Bonne journée à vous.
Vos habitudes m’intéressent.
Une piste me suffirait.
Je reviendrai dire la suite.
""")
# Around an answer said again.
ANSWER_OPENINGS = _lines("""
Bonjour.
Bonsoir.
Bonne question.
J’ai vécu la même chose.
Situation fréquente.
Mon avis, rien de plus.
Je réponds vite.
Voici ce que je fais.
Nous en parlions hier.
Je me suis posé la même question.
Réponse courte.
Avec un peu de recul.
Vu plusieurs fois.
Je partage votre hésitation.
Pas de recette, mais une piste.
Deux remarques.
De mémoire.
Je nuance un peu.
Voilà mon expérience.
Merci d’avoir posé la question.
Je passais par là.
Je confirme ce qui précède.
Un point de vue parmi d’autres.
Sous réserve d’avoir bien compris.
""")
ANSWER_CLOSINGS = _lines("""
Bon courage.
Dites-nous la suite.
En espérant vous aider.
Bonne journée.
À adapter à votre situation.
D’autres auront sans doute un autre avis.
Je peux préciser si besoin.
Cela nous a bien aidés.
C’est ce qui a marché pour nous.
À discuter en équipe.
Tenez-nous au courant.
À voir avec la personne.
Cela mérite d’en parler à plusieurs.
Je serais curieux de savoir ce que vous ferez.
Bien à vous.
Bonne suite.
À revoir si la situation change.
Je n’ai pas mieux.
Cela vaut ce que cela vaut.
Avec toute ma sympathie.
D’autres vivent la même chose.
Restons prudents.
Le reste dépend de la personne.
On apprend tous les jours.
""")
# Around a message said again.
POST_OPENINGS = _lines("""
Une chose apprise cette semaine.
Je partage, au cas où.
Petit message du soir.
Pour qui cela peut servir.
Un détail qui change tout.
Note à moi-même, et aux autres.
Partage d’expérience.
Juste quelques lignes.
""")
POST_CLOSINGS = _lines("""
Et vous ?
Voilà, c’est dit.
#entraide
Bonne semaine à tous.
#expérience
Si cela aide une personne, tant mieux.
#partage
#quotidien
""")
# Around what a hospital says.
NOTICE_OPENINGS = _lines("""
À noter.
Information de l’établissement.
Rappel.
Message à nos visiteurs.
Bon à savoir.
Information pratique.
Message de l’accueil.
Actualité.
""")
NOTICE_CLOSINGS = _lines("""
Merci de votre attention.
#information
Merci de relayer ce message.
#établissement
Nos équipes vous attendent.
#accueil
L’accueil répond à vos questions.
Établissement fictif.
""")
# An asker thanks somebody, then adds a word.
THANKS = _lines("""
Merci {to}, c’est très clair.
Merci {to}. Je vais essayer cela.
Merci {to}, cela me rassure.
{to} merci, je n’y avais pas pensé.
Merci beaucoup {to}.
Merci {to}, je reprends cela dès demain.
Bien vu {to}, merci.
Merci {to}. J’en parle à l’équipe.
{to} merci pour ce retour détaillé.
Merci {to}, je garde la formule.
""")
AFTERTHOUGHTS = _lines("""
Je vous dirai ce qu’il en est.
Je reviens vers vous.
C’est exactement ce qui me manquait.
Cela change mon plan.
Je vois la personne demain.
Je note la référence.
Je n’étais pas loin, mais je doutais.
La suite bientôt.
Je me sens moins isolé.
Cela confirme mon impression.
Je le propose dès la prochaine visite.
Bonne fin de journée.
Bonne soirée.
Je garde ce fil sous la main.
D’autres avis restent bienvenus.
Je prendrai le temps d’expliquer.
""")
# Under somebody’s message.
COMMENTS = _lines("""
Merci pour ce partage.
Cela me parle beaucoup.
Je retiens l’idée.
Même chose chez nous.
Très juste.
Je n’aurais pas mieux dit.
J’essaierai dès cette semaine.
Cela fait du bien à lire.
Bravo à vous.
On se sent moins seul.
Je transmets à mes proches.
Je le dirai à mon équipe.
""")
# What an asker decided, where the question’s own text does not tell.
OUTCOMES = _lines("""
Décision prise avec la personne après lecture de vos réponses, réévaluation dans un mois.
J’ai suivi l’avis majoritaire, la situation s’est améliorée.
Échange fait en équipe, conduite commune écrite et rangée au dossier.
Orientation faite, rendez-vous obtenu dans des délais corrects.
Question réglée avec l’aide d’un confrère qui a répondu ici.
J’ai choisi d’attendre une semaine, et cela a suffi.
""")
COMMENT_ENDINGS = _lines("""
Bonne journée.
Bonne soirée.
Prenez soin de vous.
À bientôt.
Merci encore.
Bien à vous.
Avec toute ma sympathie.
Continuez à écrire.
Cela méritait d’être dit.
Je garde ce message.
On en reparlera ici.
Belle suite.
""")

EVERY: list[str] = [
    *QUESTION_OPENINGS,
    *QUESTION_CLOSINGS,
    *ANSWER_OPENINGS,
    *ANSWER_CLOSINGS,
    *POST_OPENINGS,
    *POST_CLOSINGS,
    *NOTICE_OPENINGS,
    *NOTICE_CLOSINGS,
    *THANKS,
    *AFTERTHOUGHTS,
    *COMMENTS,
    *COMMENT_ENDINGS,
    *OUTCOMES,
]
