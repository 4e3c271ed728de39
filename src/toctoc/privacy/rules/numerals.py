"""Numbers in words, French and English, without case or accents."""

from __future__ import annotations

from toctoc.privacy.rules.lazy import lazy

_FRENCH = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix_sept", "dix_huit", "dix_neuf",
)  # fmt: skip
_FRENCH_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
# Belgium, Switzerland, Acadia.
_OTHER_TENS = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_TEN, _TWENTY, _SIXTY, _EIGHTY, _HUNDRED = 10, 20, 60, 80, 100


def _french(value: int) -> list[str]:
    """Return the ways of writing a number below a hundred in French, words joined by ``_``."""
    if value < _TWENTY:
        return [_FRENCH[value], *(["une"] if value == 1 else [])]
    if value >= _EIGHTY:
        tail = value - _EIGHTY
        return ["quatre_vingts", "quatre_vingt"] if not tail else [f"quatre_vingt_{way}" for way in _french(tail)]
    base = min(value // _TEN * _TEN, _SIXTY)
    tail, word = value - base, _FRENCH_TENS[base // _TEN - 2]
    if not tail:
        return [word]
    return [f"{word}{link}{way}" for way in _french(tail) for link in ("_", "_et_")]


def _below_hundred() -> dict[tuple[str, ...], int]:
    table: dict[tuple[str, ...], int] = {
        tuple(way.split("_")): value for value in range(_HUNDRED) for way in _french(value)
    }
    for word, tens in _OTHER_TENS.items():
        table[word,] = tens
        table |= {
            (word, *link, way): tens + unit
            for unit in range(1, _TEN)
            for way in _french(unit)
            for link in ((), ("et",))
        }
    for value, word in enumerate([*_ENGLISH, "oh"]):
        table[word,] = value % _TWENTY
    for place, word in enumerate(_ENGLISH_TENS):
        tens = (place + 2) * _TEN
        table[word,] = tens
        table |= {(word, _ENGLISH[unit]): tens + unit for unit in range(1, _TEN)}
    return table


# The words of a number below a hundred, and the number.
BELOW_HUNDRED = _below_hundred()
LONGEST_NUMERAL = max(map(len, BELOW_HUNDRED))
_WORDS = sorted(
    {word for words in BELOW_HUNDRED for word in words} - {"et"} | {"double", "triple"}, key=len, reverse=True
)
# One word of a number, as part of a regular expression over plain text.
NUMERAL = rf"(?:{'|'.join(_WORDS)})"
_SPLIT = lazy(r"[\s\-]+")
_CENTURIES = (18, 19, 20)
_HUNDREDS = frozenset({"cent", "cents", "hundred"})
_THOUSANDS = frozenset({"mil", "mille", "thousand"})


def number(words: str) -> int | None:
    """Return the value below ten thousand of a number in words, or None: "mil neuf cent cinquante-quatre" is 1954.

    English years are read by halves: "nineteen fifty-four" is 1954, "twenty twenty-six" 2026.
    """
    parts = tuple(word for word in _SPLIT.split(words) if word != "and")
    for scale, names in ((1_000, _THOUSANDS), (_HUNDRED, _HUNDREDS)):
        place = next((place for place, word in enumerate(parts) if word in names), -1)
        if place >= 0:
            return _sum(scale, parts[:place], parts[place + 1 :])
    small = below_hundred(parts)
    return small if small is not None else _by_halves(parts)


def _by_halves(parts: tuple[str, ...]) -> int | None:
    """Return the year of "nineteen fifty-four"."""
    for place in range(1, len(parts)):
        century, rest = BELOW_HUNDRED.get(parts[:place]), BELOW_HUNDRED.get(parts[place:], 0)
        if century is not None and century in _CENTURIES and rest >= _TEN:
            return century * _HUNDRED + rest
    return None


def below_hundred(words: tuple[str, ...]) -> int | None:
    """Return the value of a cardinal or an English ordinal, or None."""
    if words and words[-1] in _ORDINALS:
        tens = BELOW_HUNDRED.get(words[:-1], 0)
        return tens + _ORDINALS[words[-1]] if tens % _TEN == 0 else None
    return 1 if words in {("premier",), ("premiere",)} else BELOW_HUNDRED.get(words)


def _sum(scale: int, before: tuple[str, ...], after: tuple[str, ...]) -> int | None:
    times = BELOW_HUNDRED.get(before) if before else 1
    rest = number(" ".join(after)) if after else 0
    if times is None or rest is None or rest >= scale:
        return None
    return times * scale + rest


# A day of the month in words and a year in words, as parts of a regular expression over plain text.
_DAYS = {way for value in range(1, 32) for way in _french(value)} | {"premier"}
_DAYS |= {"_".join(words) for words, value in BELOW_HUNDRED.items() if value in range(1, 32)}
_DAYS |= set(_ORDINALS) | {f"{tens}_{unit}" for tens in ("twenty", "thirty") for unit in list(_ORDINALS)[:9]}
DAY_IN_WORDS = "(?:" + "|".join(sorted((d.replace("_", r"[\s\-]") for d in _DAYS), key=len, reverse=True)) + ")"
_YEAR_WORD = rf"(?:{'|'.join(sorted([*_WORDS, *_HUNDREDS, *_THOUSANDS, 'et', 'and'], key=len, reverse=True))})"
YEAR_IN_WORDS = (
    rf"(?:mil|mille|dix-neuf|deux|two|nineteen|twenty|vingt|trente|quarante|cinquante|soixante|quatre)"
    rf"(?:[\s\-]{_YEAR_WORD}\b){{1,7}}"
)
