"""The languages a post may be in, each by its own name: those most spoken at home in France, and its neighbours'."""

from __future__ import annotations

from toctoc.kernel.errors import Invalid

# ISO 639-1 codes; the two languages of the pages first, the others in the order of their codes.
LANGUAGES: dict[str, str] = {
    "fr": "français",
    "en": "English",
    "ar": "العربية",
    "br": "brezhoneg",
    "co": "corsu",
    "de": "Deutsch",
    "es": "español",
    "eu": "euskara",
    "it": "italiano",
    "nl": "Nederlands",
    "oc": "occitan",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "tr": "Türkçe",
    "uk": "українська",
    "vi": "tiếng Việt",
    "zh": "中文",
}


def checked_language(code: str) -> str:
    """Return ``code``; raise :class:`Invalid` for a language that is not of the list."""
    if code not in LANGUAGES:
        raise Invalid("Choisissez une langue parmi celles de la liste.", field="language")
    return code
