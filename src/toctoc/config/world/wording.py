"""Say a text again in other words, so that no two posts are the same."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

NARROW = "\u202f"
SLOTS: dict[str, tuple[str, ...]] = {
    "age": tuple(str(age) for age in range(41, 64)),
    "enfant": ("6 ans", "7 ans", "8 ans", "9 ans", "six ans", "sept ans", "huit ans", "neuf ans"),
    "duree": (
        "trois semaines", "cinq semaines", "un mois", "six semaines", "deux mois", "dix semaines", "trois mois",
        "quatre mois", "cinq mois",
    ),
    "lieu": (
        "en zone rurale", "dans un village", "dans une petite ville", "en bord de mer", "en moyenne montagne",
        "en périphérie d’une grande ville", "dans un quartier populaire", "sur une île", "dans une vallée",
    ),
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
# Words that may stand for each other wherever they occur.
_ALIKE = (
    ("D’après", "Selon"),
    ("d’après la", "selon la"),
    ("d’après les", "selon les"),
    ("d’après nos", "selon nos"),
    ("quand même", "tout de même"),
    ("Souvent", "Bien souvent"),
    ("tout de suite", "sans attendre"),
    ("évidemment", "bien sûr"),
    ("parfois", "de temps en temps"),
    ("En pratique", "Concrètement"),
    ("concrètement", "en pratique"),
    ("au moins", "au minimum"),
    ("en général", "d’ordinaire"),
    ("très vite", "rapidement"),
    ("Ensuite", "Après cela"),
    ("ensuite", "après cela"),
    ("Chez nous", "De notre côté"),
    ("une fois sur deux", "la moitié du temps"),
    ("peut-être", "sans doute"),
    ("en revanche", "à l’inverse"),
)
_ALIKE_WORDS = dict(_ALIKE)
_VARIABLE = re.compile(
    _SLOT.pattern + "|" + "|".join(rf"(?<![\w’-]){re.escape(first)}(?![\w’-])" for first, _ in _ALIKE)
)
# Most people begin and end with something.
_ADDS = 0.7
_TRIES = 12
_GREETING = re.compile(r"Bon(?:jour|soir)|Salut|Chers|Chères")

QUESTION_OPENINGS = (
    "Bonjour à toutes et à tous.", "Bonjour.", "Bonsoir à tous.", "Je cherche des avis.", "Question de terrain.",
    "Je sèche un peu.", "Besoin d’un regard extérieur.", "Une situation qui me pose question.", "Petit dilemme du jour.",
    "Je me permets de frapper ici.", "Vos retours m’aideraient.", "Retour d’expérience recherché.",
    "J’hésite depuis ce matin.", "Cas vu cette semaine.", "Je ne trouve pas la réponse dans mes notes.",
    "On en a parlé en équipe sans trancher.",
)  # fmt: skip
QUESTION_CLOSINGS = (
    "Merci d’avance.", "Merci de vos retours.", "Merci pour votre aide.", "Je lis tout ce soir.",
    "Je vous dirai ce que j’ai décidé.", "Même une réponse courte m’aide.", "Les avis contraires m’intéressent aussi.",
    "Merci de prendre ce temps.", "Je reste disponible pour préciser.", "Dites-moi s’il manque un élément.",
    "Je prends aussi les références.", "Merci à celles et ceux qui répondront.", "Bonne journée à vous.",
    "Vos habitudes m’intéressent.", "Une piste me suffirait.", "Je reviendrai dire la suite.",
)  # fmt: skip
ANSWER_OPENINGS = (
    "Bonjour.", "Bonsoir.", "Bonne question.", "J’ai vécu la même chose.", "Situation fréquente.", "Mon avis, rien de plus.",
    "Je réponds vite.", "Voici ce que je fais.", "Nous en parlions hier.", "Je me suis posé la même question.",
    "Réponse courte.", "Avec un peu de recul.", "Vu plusieurs fois.", "Je partage votre hésitation.",
    "Pas de recette, mais une piste.", "Deux remarques.", "De mémoire.", "Je nuance un peu.", "Voilà mon expérience.",
    "Merci d’avoir posé la question.", "Je passais par là.", "Je confirme ce qui précède.", "Un point de vue parmi d’autres.",
    "Sous réserve d’avoir bien compris.",
)  # fmt: skip
ANSWER_CLOSINGS = (
    "Bon courage.", "Dites-nous la suite.", "En espérant vous aider.", "Bonne journée.", "À adapter à votre situation.",
    "D’autres auront sans doute un autre avis.", "Je peux préciser si besoin.", "Cela nous a bien aidés.",
    "C’est ce qui a marché pour nous.", "À discuter en équipe.", "Tenez-nous au courant.", "À voir avec la personne.",
    "Cela mérite d’en parler à plusieurs.", "Je serais curieux de savoir ce que vous ferez.", "Bien à vous.", "Bonne suite.",
    "À revoir si la situation change.", "Je n’ai pas mieux.", "Cela vaut ce que cela vaut.", "Avec toute ma sympathie.",
    "D’autres vivent la même chose.", "Restons prudents.", "Le reste dépend de la personne.", "On apprend tous les jours.",
)  # fmt: skip
POST_OPENINGS = (
    "Une chose apprise cette semaine.", "Je partage, au cas où.", "Petit message du soir.", "Pour qui cela peut servir.",
    "Un détail qui change tout.", "Note à moi-même, et aux autres.", "Partage d’expérience.", "Juste quelques lignes.",
)  # fmt: skip
POST_CLOSINGS = (
    f"Et vous{NARROW}?", "Voilà, c’est dit.", "#entraide", "Bonne semaine à tous.", "#expérience", "Si cela aide une personne, tant mieux.",
    "#partage", "#quotidien",
)  # fmt: skip
NOTICE_OPENINGS = (
    "À noter.", "Information de l’établissement.", "Rappel.", "Message à nos visiteurs.", "Bon à savoir.",
    "Information pratique.", "Message de l’accueil.", "Actualité.",
)  # fmt: skip
NOTICE_CLOSINGS = (
    "Merci de votre attention.", "#information", "Merci de relayer ce message.", "#établissement", "Nos équipes vous attendent.",
    "#accueil", "L’accueil répond à vos questions.", "Établissement fictif.",
)  # fmt: skip
THANKS = (
    "Merci {to}, c’est très clair.", "Merci {to}. Je vais essayer cela.", "Merci {to}, cela me rassure.",
    "{to} merci, je n’y avais pas pensé.", "Merci beaucoup {to}.", "Merci {to}, je reprends cela dès demain.",
    "Bien vu {to}, merci.", "Merci {to}. J’en parle à l’équipe.", "{to} merci pour ce retour détaillé.",
    "Merci {to}, je garde la formule.",
)  # fmt: skip
AFTERTHOUGHTS = (
    "Je vous dirai ce qu’il en est.", "Je reviens vers vous.", "C’est exactement ce qui me manquait.", "Cela change mon plan.",
    "Je vois la personne demain.", "Je note la référence.", "Je n’étais pas loin, mais je doutais.", "La suite bientôt.",
    "Je me sens moins isolé.", "Cela confirme mon impression.", "Je le propose dès la prochaine visite.",
    "Bonne fin de journée.", "Bonne soirée.", "Je garde ce fil sous la main.", "D’autres avis restent bienvenus.",
    "Je prendrai le temps d’expliquer.",
)  # fmt: skip
COMMENTS = (
    "Merci pour ce partage.", "Cela me parle beaucoup.", "Je retiens l’idée.", "Même chose chez nous.", "Très juste.",
    "Je n’aurais pas mieux dit.", "J’essaierai dès cette semaine.", "Cela fait du bien à lire.", "Bravo à vous.",
    "On se sent moins seul.", "Je transmets à mes proches.", "Je le dirai à mon équipe.",
)  # fmt: skip
AFTERWORDS = (*AFTERTHOUGHTS, *(word for word in ANSWER_CLOSINGS if word not in AFTERTHOUGHTS))
OUTCOMES = (
    "Décision prise avec la personne après lecture de vos réponses, réévaluation dans un mois.",
    "J’ai suivi l’avis majoritaire, la situation s’est améliorée.",
    "Échange fait en équipe, conduite commune écrite et rangée au dossier.",
    "Orientation faite, rendez-vous obtenu dans des délais corrects.",
    "Question réglée avec l’aide d’un confrère qui a répondu ici.",
    "J’ai choisi d’attendre une semaine, et cela a suffi.",
)


class Wording:
    """The texts said so far in one world; each is said once."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._said: set[str] = set()

    def as_written(self, text: str) -> str:
        """Return ``text`` with its slots filled, in its own words when nobody said them yet."""
        filled = self.filled(text)
        return self._keep(filled) if filled not in self._said else self.anew(text, ("",), ANSWER_CLOSINGS)

    def anew(self, text: str, openings: tuple[str, ...], closings: tuple[str, ...]) -> str:
        """Return ``text`` said as nobody did yet: other words, an opening, a closing."""
        chance = self._chance
        for attempt in count():
            said = "".join([chance.choice(part) if len(part) > 1 else part[0] for part in _parts(text)])
            if chance.random() < _ADDS and not _GREETING.match(said):
                said = f"{chance.choice(openings)} {said}".strip()
            # A text that was said many times ends with more words.
            endings = chance.sample(closings, min(attempt // _TRIES, len(closings) - 1) + (chance.random() < _ADDS))
            said = " ".join((said, *endings))
            if said not in self._said:
                return self._keep(said)
        raise AssertionError  # count() has no end

    def filled(self, text: str) -> str:
        """Return ``text`` in its own words, its slots filled."""
        return _SLOT.sub(lambda slot: self._chance.choice(SLOTS[slot[1]]), text)

    def thanks(self, handle: str) -> str:
        """Return a reply that thanks somebody by name."""
        return self._of_two(THANKS, AFTERTHOUGHTS, handle)

    def comment(self, handle: str) -> str:
        """Return a few words under somebody's post, with the name once the words alone are used up."""
        return self._of_two((*COMMENTS, *(f"{{to}} {word}" for word in COMMENTS)), AFTERWORDS, handle)

    def _of_two(self, firsts: tuple[str, ...], seconds: tuple[str, ...], handle: str) -> str:
        while True:
            said = f"{self._chance.choice(firsts)} {self._chance.choice(seconds)}".replace("{to}", f"@{handle}")
            if said not in self._said:
                return self._keep(said)

    def _keep(self, text: str) -> str:
        self._said.add(text)
        return text


@cache
def _parts(text: str) -> tuple[tuple[str, ...], ...]:
    """Cut a text into what stays as it is and what may be said otherwise."""
    parts: list[tuple[str, ...]] = []
    position = 0
    for found in _VARIABLE.finditer(text):
        parts += [(text[position : found.start()],), SLOTS[found[1]] if found[1] else (found[0], _ALIKE_WORDS[found[0]])]
        position = found.end()
    return (*parts, (text[position:],))
