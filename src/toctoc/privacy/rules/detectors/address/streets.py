"""Kinds of streets and of parts of a building, and where the name of a street ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.places import spots_from
from toctoc.privacy.rules.places.listed import listed
from toctoc.privacy.rules.places.words import EMPTY, gap, is_capital
from toctoc.privacy.rules.reading import Shape

if TYPE_CHECKING:
    from toctoc.privacy.rules.reading import Reading

# Words that are streets and little else.
STREETS = listed(
    """
    rue avenue boulevard impasse allee allees chemin ruelle venelle faubourg esplanade lotissement hameau lieudit
    bd bld blvd boul av ave imp all che chem fbg square quai rte sentier traverse dreve chaussee sente corniche
    ruette traboule
    """
)
# Words that mean other things as well: a name written as one, a number or a town must say that it is a street.
WEAK_STREETS = listed(
    """
    place cours passage route voie cite villa domaine mail montee cote clos cour pont promenade residence parvis pl sq
    rampe galerie carrefour levee porte mas quartier immeuble zone za zi zac hlm batiment
    """
)
# What comes between the kind and the name.
LINKS = listed("de du des d la le les l aux a au et en sur sous lès")
# Titles that go before the name of a street: "avenue du Général Leclerc".
HONOURS = listed(
    """
    general gal marechal mal docteur dr professeur pr saint sainte st ste president colonel commandant capitaine abbe
    chanoine maitre frere freres soeur pere notre dame vieux vieille grand grande petit petite haut haute bas basse
    ancien ancienne nouveau nouvelle belle beau bel 11 8 14 19 4 1er docteurs victor jean pierre jules emile paul louis
    """
)
# Words that never belong to the name of a street in lower case.
_STOPS = EMPTY | listed(
    """
    depuis car suis habite vit vis reside avec chez pour est sont etait avait merci bonjour bonsoir tel telephone mail
    svp stp quand ils elles mon ma son sa code postal cp digicode interphone cedex france ville madame monsieur besoin
    cherche passer venir appeler appelle dites demandez apres avant entre face pres derriere devant
    """
)
_ADJECTIVES = listed(
    """
    blanche blanc rouge noire noir verte vert bleue neuve neuf fleurie fleuri basse haute vieille ronde longue creuse
    perdue carree morte claire traversiere principale
    """
)
_MOST_WORDS = 9
_JOINS = frozenset({" ", "-", "'", "’", ". ", "\u00a0", " - "})
_UNCOMMON = 4
# Links in a row; figures of a day ("rue du 8 mai 1945"); letters of an abbreviation ("gal.").
_MOST_LINKS, _FIGURES, _ABBREVIATED = 3, 2, 3
_LOOSE_LINKS = frozenset({"a", "au", "aux", "en", "et"})


def name_end(reading: Reading, place: int) -> int:
    """Return the last word of the name of a street whose kind stands just before ``place``; -1 when none follows."""
    tokens = reading.tokens
    end, named = -1, 0
    for at in range(place, min(place + _MOST_WORDS, len(tokens))):
        if not _is_joined(reading, at):
            break
        if named and _ends_name(reading, at):
            break
        if tokens[at].key in LINKS:
            continue
        if not _belongs(reading, at, named):
            break
        end, named = at, named + (tokens[at].key not in HONOURS)
    return end


def _is_joined(reading: Reading, at: int) -> bool:
    """Tell whether the word at ``at`` may belong to the name of the word before: a point ends all but "gal.", "dr."."""
    between = gap(reading, at - 1)
    return between in _JOINS and not (between == ". " and len(reading.tokens[at - 1].text) > _ABBREVIATED)


def _ends_name(reading: Reading, at: int) -> bool:
    """Tell whether a town starts at ``at``, or a link behind which the name does not go on."""
    return _is_town(reading, at) or (reading.tokens[at].key in LINKS and not _goes_on_behind_link(reading, at))


def _is_town(reading: Reading, at: int) -> bool:
    return bool(spots_from(reading, at, 1))


def _goes_on_behind_link(reading: Reading, at: int) -> bool:
    """Tell whether the name goes on behind a link: "rue du Four à Chaux", but not "rue des Lilas à Bessines"."""
    tokens = reading.tokens
    following = at + 1
    while following < len(tokens) and tokens[following].key in LINKS:
        following += 1
    if following >= min(len(tokens), at + _MOST_LINKS) or spots_from(reading, at, following - at + 1):
        return False
    is_no_stop = tokens[following].key not in _STOPS
    if tokens[at].key in _LOOSE_LINKS:
        return is_capital(tokens[following]) or (is_no_stop and lexicon().word(tokens[following].key) > 0)
    return is_no_stop


def _belongs(reading: Reading, at: int, named: int) -> bool:
    """Tell whether a word that is no link belongs to the name of a street, of which ``named`` words were read."""
    token = reading.tokens[at]
    if token.shape is Shape.NUMBER:
        is_year = bool(lexicon().month(reading.tokens[at - 1].key))
        return is_year or (not named and len(token.text) <= _FIGURES)
    if is_capital(token) or token.key in _STOPS:
        return is_capital(token)
    return not named or _goes_on(reading, at) or _is_rare_name(token.key)


def _goes_on(reading: Reading, at: int) -> bool:
    """Tell whether a word in lower case goes on with the name: "rue du 8 mai", "rue des tilleuls fleuris"."""
    k, previous = reading.tokens[at].key, reading.tokens[at - 1]
    if k in _ADJECTIVES or previous.key in LINKS | HONOURS or gap(reading, at - 1) == "-":
        return True
    return previous.shape is Shape.NUMBER or lexicon().month(k) > 0


def _is_rare_name(k: str) -> bool:
    known = lexicon()
    return known.word(k) <= _UNCOMMON and (known.surname(k) > 0 or known.first_name(k) > 0)
