"""Handles to propose to somebody who has no idea: a plain French noun and a number."""

from __future__ import annotations

import secrets

# Trees, birds, tools and places: no given name, no family name, nothing of health.
_NOUNS = (
    "alouette amandier ancolie ardoise aubier balise bouleau boussole bruyere calepin canisse carafe cedre "
    "chardon clairiere cordage coudrier eglantier ecluse erable etourneau falaise fougere galet genet girouette "
    "goeland grenier heron houx jonquille lanterne lavoir lierre loriot lucarne marelle martinet meleze merisier "
    "mesange moulin muguet noisetier ombrelle osier palombe passerelle perche pinceau pivoine plumier pommier "
    "prunier roitelet roseau sarcelle saule sentier sorbier tamis tilleul tourterelle trefle vannerie verger"
)
NOUNS = tuple(_NOUNS.split())


def suggestion() -> str:
    """Return a handle nobody chose; whether it is free is for the caller to ask."""
    return f"{secrets.choice(NOUNS)}_{secrets.randbelow(9_000) + 1_000}"
