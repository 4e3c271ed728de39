"""Pseudonyms that are plainly fictional: a thing and what it is like, in French that agrees."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


def _words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


_MASCULINE = _words("""
    vent galet ruisseau tilleul orage nuage sentier chemin jardin pont phare quai banc cahier carnet tabouret
    tiroir bocal panier parapluie manteau bouton crayon tambour violon clavier hamac rideau miroir tapis bol
    pichet moulin puits lavoir grenier hangar ponton canal étang lac ravin rocher sable givre brouillard soleil
    matin soir automne printemps hiver été merle héron hérisson renard hibou grillon bourdon roseau genêt chêne
    bouleau saule noyer figuier olivier trèfle lichen champignon navet poireau radis citron abricot
""")
_FEMININE = _words("""
    marée dune vague rivière cascade colline vallée clairière prairie forêt feuille racine branche écorce mousse
    brume neige pluie averse éclaircie étoile lune aube nuit saison île falaise crique écluse passerelle barque
    voile lanterne lampe bougie horloge cloche boussole carte lettre plume ardoise théière tasse carafe cuillère
    couverture écharpe poche valise bicyclette brouette échelle corde clé serrure fenêtre lucarne véranda cabane
    grange ruelle mésange hirondelle alouette libellule coccinelle loutre tortue fougère bruyère lavande menthe
    sauge ortie noisette châtaigne courge figue prune
""")
# Masculine and feminine forms.
_QUALITIES = tuple(
    tuple(pair.split("/"))
    for pair in _words("""
    bas/basse calme/calme clair/claire lent/lente discret/discrète bleu/bleue gris/grise vert/verte
    blanc/blanche ambré/ambrée doré/dorée pâle/pâle tiède/tiède frais/fraîche sec/sèche léger/légère rond/ronde
    étroit/étroite profond/profonde lointain/lointaine voisin/voisine ancien/ancienne neuf/neuve
    tranquille/tranquille patient/patiente bavard/bavarde distrait/distraite attentif/attentive songeur/songeuse
    rieur/rieuse secret/secrète ordinaire/ordinaire oublié/oubliée retrouvé/retrouvée égaré/égarée
    tardif/tardive matinal/matinale nocturne/nocturne estival/estivale boréal/boréale salé/salée sucré/sucrée
    rayé/rayée tressé/tressée plié/pliée cousu/cousue peint/peinte fêlé/fêlée penché/penchée suspendu/suspendue
    solitaire/solitaire vagabond/vagabonde immobile/immobile agile/agile robuste/robuste fragile/fragile
    furtif/furtive serein/sereine
""")
)
_NOT_HANDLE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """A handle and the name shown."""

    handle: str
    name: str


def pseudonym(name: str) -> Pseudonym:
    """Return a name with the handle made from it: no accents, words joined by low lines."""
    plain = (
        unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("’", " "))
        .encode("ascii", "ignore")
        .decode()
    )
    return Pseudonym(_NOT_HANDLE.sub("_", plain).strip("_")[:30], name)


def pseudonyms(chance: Random) -> Iterator[Pseudonym]:
    """Yield pseudonyms in an order that depends on ``chance``, each once: about 8,000 of them."""
    every = [f"{noun} {quality[0]}" for noun, quality in product(_MASCULINE, _QUALITIES)]
    every += [f"{noun} {quality[1]}" for noun, quality in product(_FEMININE, _QUALITIES)]
    chance.shuffle(every)
    return map(pseudonym, every)


_PLACES = (
    "de l’Estran", "du Grand Tilleul", "des Trois Ponts", "de la Dune", "du Vieux Lavoir", "de la Loutre",
    "des Quatre Vents", "du Phare", "de la Clairière", "des Roseaux", "du Ponton", "de l’Écluse", "de la Passerelle",
    "du Moulin Bleu", "des Mésanges", "de l’Ortie", "du Hérisson", "de la Lanterne", "des Figuiers", "du Ravin",
    "de la Boussole", "du Canal", "des Fougères", "de l’Étang", "de la Crique", "du Noyer", "des Lucarnes", "du Givre",
    "de l’Alouette", "du Trèfle",
)  # fmt: skip
_HOUSES = (("Hôpital", "fictif"), ("Centre hospitalier", "fictif"), ("Clinique", "fictive"))


def hospitals() -> Iterator[Pseudonym]:
    """Yield hospitals that say they are fictional, thirty of them."""
    for number, place in enumerate(_PLACES):
        house, word = _HOUSES[number % len(_HOUSES)]
        yield Pseudonym(pseudonym(f"{house} {place}").handle, f"{house} {place} ({word})")
