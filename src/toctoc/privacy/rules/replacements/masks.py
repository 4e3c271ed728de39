"""The words in brackets that say what was taken out, when nothing keeps more meaning."""

from __future__ import annotations

# French and English, in the language of the text: the mask becomes part of it.
_MASKS: dict[str, tuple[str, str]] = {
    "email": ("[adresse retirée]", "[address removed]"),
    "phone": ("[téléphone retiré]", "[phone number removed]"),
    "nir": ("[numéro de sécurité sociale retiré]", "[social-security number removed]"),
    "rpps": ("[numéro RPPS retiré]", "[RPPS number removed]"),
    "register": ("[numéro de registre retiré]", "[register number removed]"),
    "patient_number": ("[numéro de dossier retiré]", "[record number removed]"),
    "iban": ("[compte bancaire retiré]", "[bank account removed]"),
    "plate": ("[immatriculation retirée]", "[number plate removed]"),
    "url": ("[lien retiré]", "[link removed]"),
    "handle": ("[compte retiré]", "[account removed]"),
    "date": ("[date]", "[date]"),
    "birth": ("[date]", "[date]"),
    "age": ("[âge]", "[age]"),
    "name": ("[nom]", "[name]"),
    "initials": ("[initiales]", "[initials]"),
    "address": ("[adresse]", "[address]"),
    "commune": ("[commune]", "[town]"),
    "postcode": ("[code postal]", "[postcode]"),
    "hospital": ("[établissement]", "[hospital]"),
    "job_place": ("[métier]", "[job]"),
    "rare_place": ("[lieu]", "[place]"),
    "family": ("[proche]", "[relative]"),
}
# Every kind that may be masked.
KINDS = frozenset(_MASKS)
_ANY = ("[retiré]", "[removed]")


def mask(kind: str, language: str) -> str:
    """Return the mask of a kind in the language of the text ("en" for English, else French)."""
    return _MASKS.get(kind, _ANY)[language == "en"]
