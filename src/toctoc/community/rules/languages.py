"""The languages that pages offer for a post, each by its own name: those most spoken at home in France, and around.

Programs may tell any that ``people.rules.languages`` knows.
"""

from __future__ import annotations

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
