"""Values for the bare slots of templates: right checksums, many ways of writing each, and nobody's.

Phones are of ARCEP's ranges for fiction, addresses of names kept for tests (RFC 2606), social-security numbers of
month 99, RPPS numbers of a range that was never issued (10 99…), accounts of a bank 99999, plates of series that are
far from reached.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.people.rules.registers import luhn_holds

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_PHONES = ("019900", "026191", "035301", "046571", "053649", "063998")
_FIRST = (
    "solenn", "oumeyma", "tiphaine", "yanis", "prune", "aubin", "mirabelle", "gaspard", "lou", "ines", "n.diallo",
    "jp", "marie-ange", "kevin", "thihoa",
)  # fmt: skip
_LAST = (
    "kerguelen", "tazi", "levillain", "nguyen", "o.brien", "abitbol", "lefort", "dasilva", "grospierre", "keita",
    "vandamme", "bouzid",
)  # fmt: skip
_HOSTS = (
    "exemple.test", "courriel.example", "sante.exemple.test", "boite-a-lettres.test", "mail.example", "cabinet.test",
)  # fmt: skip
_POSTCODES = ("79200", "35400", "97160", "20137", "48130", "59115", "66820", "01410", "75013", "29920")
_KEYCAP = "\ufe0f\u20e3"


def fill(label: str, before: str, chance: Random) -> str:
    """Return a value for the bare slot ``label``; ``before`` is the text that stands in front of it."""
    return _MAKERS[label](before, chance)


def _figures(chance: Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _grouped(figures: str, sizes: tuple[int, ...], gap: str) -> str:
    pieces, start = [], 0
    for size in sizes:
        pieces.append(figures[start : start + size])
        start += size
    return gap.join(piece for piece in [*pieces, figures[start:]] if piece)


def _phone(_before: str, chance: Random) -> str:
    number = chance.choice(_PHONES) + _figures(chance, 4)
    pairs = (2, 2, 2, 2, 2)
    gap = chance.choice((" ", " ", " ", ".", "-", "", "\u00a0", "/", " . ", " - "))
    plain = _grouped(number, pairs, gap)
    written = [
        plain,
        plain,
        plain,
        plain,
        f"+33 {number[1]} {_grouped(number[2:], (2, 2, 2, 2), ' ')}",
        f"+33{number[1:]}",
        f"0033 {number[1]}{gap}{_grouped(number[2:], (2, 2, 2, 2), gap)}",
        f"+33 (0){number[1]} {_grouped(number[2:], (2, 2, 2, 2), ' ')}",
        _grouped(number, (4, 2, 2, 2), " "),
        _grouped(number, (1, 3, 3, 3), " "),
        " ".join(number),
        "".join(figure + _KEYCAP for figure in number),
        "\u200b".join(_grouped(number, pairs, "")),
        plain.replace("0", "O") if chance.random() < 0.5 else plain.replace("1", "l"),
    ]
    return chance.choice(written)


def _email(_before: str, chance: Random) -> str:
    first, last, host = chance.choice(_FIRST), chance.choice(_LAST), chance.choice(_HOSTS)
    local = chance.choice(
        (f"{first}.{last}", f"{first}{chance.randint(1, 99)}", f"{first[0]}.{last}", f"{last}_{first}")
    )
    plain = f"{local}@{host}"
    written = [
        plain,
        plain,
        plain,
        plain,
        plain.upper(),
        plain.title(),
        plain.replace("@", "(at)"),
        plain.replace("@", " [at] "),
        plain.replace("@", " @ "),
        f"{local} arobase {host.replace('.', ' point ')}",
        plain.replace("@", "＠"),
        f"{local}+toctoc@{host}",
    ]
    return chance.choice(written)


def _nir(_before: str, chance: Random) -> str:
    department = chance.choice(("13", "29", "2A", "2B", "59", "75", "97", "99"))
    body = f"{chance.choice('12')}{_figures(chance, 2)}99{department}{_figures(chance, 6)}"
    # Corsica counts as 19 and 18 (décret n° 82-103); the key is written here too, apart from the guard's.
    key = f"{97 - int(body.replace('2A', '19').replace('2B', '18')) % 97:02}"
    sizes = (1, 2, 2, 2, 3, 3)
    written = [
        body + key,
        _grouped(body, sizes, " ") + " " + key,
        _grouped(body, sizes, " ") + " " + key,
        f"{body} {key}",
        _grouped(body, sizes, ".") + "." + key,
        _grouped(body, sizes, "-") + "-" + key,
        _grouped(body, sizes, "\u00a0") + "\u00a0" + key,
        f"{_grouped(body, sizes, ' ')} / {key}",
        (body + key).lower(),
    ]
    return chance.choice(written)


def _rpps(_before: str, chance: Random) -> str:
    stem = f"1099{_figures(chance, 6)}"
    number = next(stem + last for last in "0123456789" if luhn_holds(stem + last))
    written = [number, number, _grouped(number, (2, 3, 3, 3), " "), _grouped(number, (5, 6), " "), " ".join(number)]
    return chance.choice([*written, _grouped(number, (3, 4, 4), "."), _grouped(number, (1, 2, 2, 2, 2, 2), " ")])


def _register(before: str, chance: Random) -> str:
    """Return the number that the nearest word asks for: SIRET, SIREN, FINESS or ADELI."""
    asked = re.findall(r"siret|siren|finess|adeli", before[-40:].lower())
    kind = asked[-1] if asked else "adeli"
    if kind in {"siret", "siren"}:
        count = 13 if kind == "siret" else 8
        stem = "10" + _figures(chance, count - 2)
        number = next(stem + last for last in "0123456789" if luhn_holds(stem + last))
        return chance.choice((number, _grouped(number, (3, 3, 3), " "), _grouped(number, (3, 3, 3), "\u00a0")))
    number = f"99{chance.choice('01789')}{_figures(chance, 6)}"
    return chance.choice((number, number, _grouped(number, (2, 1, 5), " "), _grouped(number, (3, 3), " ")))


def _patient(_before: str, chance: Random) -> str:
    letters = chance.choice("ABDEHJKLNPRT")
    written = [
        f"80{_figures(chance, 6)}",
        f"00{_figures(chance, 8)}",
        f"{letters}{_figures(chance, 7)}",
        f"{_figures(chance, 2)}-{_figures(chance, 5)}",
        f"{letters}{_figures(chance, 2)}-{_figures(chance, 6)}",
        f"{chance.randint(19, 26)}/{_figures(chance, 6)}",
        _grouped(f"9{_figures(chance, 8)}", (3, 3, 3), " "),
        " ".join(f"2{_figures(chance, 6)}"),
    ]
    return chance.choice(written)


def _iban(_before: str, chance: Random) -> str:
    country, length = chance.choice((("FR", 23), ("FR", 23), ("FR", 23), ("BE", 12), ("DE", 18), ("MC", 23)))
    account = "99999" + _figures(chance, length - 5)
    if length > 20 and chance.random() < 0.4:
        account = account[:15] + chance.choice("ABCDEFGHJKLM") + account[16:]
    number = f"{country}{98 - _modulo(account + country + '00'):02}{account}"
    written = [
        number,
        _grouped(number, (4,) * 8, " "),
        _grouped(number, (4,) * 8, " "),
        _grouped(number, (4,) * 8, "\u00a0"),
        _grouped(number, (4,) * 8, "-"),
        number.lower(),
        _grouped(number.lower(), (4,) * 8, " "),
        _grouped(number, (2, 2, 5, 5, 11), " "),
    ]
    return chance.choice(written)


def _modulo(moved: str) -> int:
    """Return the rest by 97 of an account whose letters count from 10 (ISO 13616)."""
    return int("".join(str(int(character, 36)) for character in moved)) % 97


def _plate(_before: str, chance: Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTVWXYZ"
    first = chance.choice("XYZ") + chance.choice(letters)
    pieces = (first, _figures(chance, 3), chance.choice(letters) + chance.choice("ABCDEFGH"))
    plain = chance.choice(("-", "-", " ", "")).join(pieces)
    return chance.choice((plain, plain, plain.lower()))


def _url(_before: str, chance: Random) -> str:
    first, last = chance.choice(_FIRST[:9]), chance.choice(_LAST[:4])
    written = (
        f"https://www.{first}-{last}.example/mon-histoire",
        f"http://reseau.example/{first}.{last}",
        f"www.{last}-et-fils.test",
        f"https://photos.example/album?id={first}{chance.randint(10, 99)}",
        f"cabinet-{last}.example/rendez-vous",
        f"https://cagnotte.example/pour-{first}",
    )
    return chance.choice(written)


def _handle(_before: str, chance: Random) -> str:
    first, last = chance.choice(_FIRST[:9]), chance.choice(_LAST[:4])
    return chance.choice((f"@{first}_{last}", f"@{first}{chance.randint(1, 99)}", f"@{last}.{first}", f"@{first}off"))


def _postcode(_before: str, chance: Random) -> str:
    return chance.choice(_POSTCODES)


_MAKERS: dict[str, Callable[[str, Random], str]] = {
    "PHONE": _phone,
    "EMAIL": _email,
    "NIR": _nir,
    "RPPS": _rpps,
    "REGISTER": _register,
    "PATIENT": _patient,
    "IBAN": _iban,
    "PLATE": _plate,
    "URL": _url,
    "HANDLE": _handle,
    "POSTCODE": _postcode,
}
BARE = frozenset(_MAKERS)
