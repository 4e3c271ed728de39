"""One text for each kind of the guard, and a watch over everything that is written, sealed or sent."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.contrib.sessions.backends.base import SessionBase
from django.core import mail
from django.db import connection

from tests.traces import rows_here
from toctoc.conversations.rules import sealing
from toctoc.people.services import keys
from toctoc.privacy.rules.findings import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Marked:
    """A text of one kind: nothing that is kept holds any of ``signs``."""

    kind: str
    level: Level
    text: str
    signs: tuple[str, ...]


def _block(kind: str, text: str, *signs: str) -> Marked:
    return Marked(kind, Level.BLOCK, text, signs)


def _mask(kind: str, text: str, *signs: str) -> Marked:
    return Marked(kind, Level.MASK, text, signs)


# Nobody's: a range for fiction, a month 99, a bank 99999, a registration far from reached, a name that nobody bears.
MARKED = (
    _block("email", "Écrire à lena.quimper@exemple.test", "lena.quimper@"),
    _block("phone", "Joignable au 06 39 98 12 34", "39 98 12 34", "0639981234"),
    _block("nir", "NIR 2 85 99 79 123 456 61", "79 123 456", "2859979123"),
    _block("rpps", "RPPS 10991234567", "10991234567"),
    _block("iban", "FR10 9999 9912 3456 7890 1234 567", "9912 3456", "99999123"),
    _block("register", "ADELI 991234567", "991234567"),
    _block("patient_number", "IPP 8004512377", "8004512377"),
    _block("birth", "Née le 12/03/1954", "12/03/1954", "1954-03-12"),
    _block("address", "Habite 14 rue des Lilas, 79200 Parthenay", "rue des Lilas"),
    _mask("name", "Avis de Mme Kerdoncuff", "Kerdoncuff"),
    _mask("initials", "Avis de Mme K. D.", "K. D."),
    _mask("date", "Vue le 14 avril 2026", "14 avril", "2026-04-14"),
    _mask("commune", "Vit à Parthenay", "Parthenay"),
    _mask("hospital", "Suivie au CHU de Poitiers", "Poitiers"),
    _mask("plate", "Voiture AA-999-ZW", "AA-999-ZW", "AA999ZW"),
    _mask("age", "Elle a 97 ans", "97 ans"),
    _mask("url", "Voir https://cabinet-lilas.exemple.test/mme", "cabinet-lilas"),
    _mask("handle", "Contactez @lena_quimper sur Instagram", "lena_quimper"),
    _mask("job_place", "Le maire de Parthenay", "Parthenay"),
    _mask("rare_place", "Une maladie de Wilson à Parthenay", "Parthenay"),
    _mask("name", "Sa fille Solenn est venue", "Solenn"),
)
# What fields that take no sentence may take all the same.
BARE = (
    _block("email", "lena.quimper@exemple.test", "lena.quimper@"),
    _block("phone", "0639981234", "39 98 12 34", "0639981234", "639981234"),
    _mask("url", "https://cabinet-lilas.exemple.test/mme", "cabinet-lilas"),
    _mask("handle", "@lena_quimper", "lena_quimper"),
)
# A word that says nothing of anybody: where it is kept, a field takes text.
HARMLESS = Marked("", Level.LOOK, "zibeline", ("zibeline",))


# Longer than anything a door takes; what is no text; what no text may hold. None of it is kept, none breaks a door.
HOSTILE = (
    Marked("long", Level.LOOK, "zibeline " * 22_223, ("zibeline zibeline",)),
    Marked(
        "binary", Level.LOOK, "zibeline\x00\x01\x02\x07\x1b\x7f\u202e\ufffe", ("zibeline\x00", "\x01\x02", "\x07\x1b")
    ),
)


@dataclass
class Watch:
    """Everything that left a request: values of rows, what was sealed before it was a row, sessions, letters."""

    kept: list[str] = field(default_factory=list)

    def holds(self, marked: Marked) -> bool:
        """Tell whether something of ``marked`` was kept."""
        told = "\n".join([*self.kept, *(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)]).casefold()
        return any(sign.casefold() in told for sign in marked.signs)

    def forget(self) -> None:
        """Begin anew."""
        self.kept.clear()
        mail.outbox.clear()

    def _rows(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE"}:
            self.kept.append(_as_text(params))
        return execute(sql, params, many, context)


def rows_hold(marked: Sequence[Marked]) -> list[str]:
    """Return which signs stand in any column of any table."""
    told = rows_here().casefold()
    return [sign for one in marked for sign in one.signs if sign.casefold() in told]


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch what is written from here on."""
    watch = Watch()
    seal: Any = vars(sealing)["AESGCM"]
    box: Any = vars(keys)["Fernet"]
    encode = SessionBase.encode

    class Sealer:
        generate_key = staticmethod(seal.generate_key)

        def __init__(self, key: bytes) -> None:
            self.inner = seal(key)

        def encrypt(self, nonce: bytes, plain: bytes, place: bytes | None) -> bytes:
            watch.kept.append(plain.decode("utf-8", "replace"))
            return bytes(self.inner.encrypt(nonce, plain, place))

        def decrypt(self, nonce: bytes, told: bytes, place: bytes | None) -> bytes:
            return bytes(self.inner.decrypt(nonce, told, place))

    class Boxer(box):  # type: ignore[misc] # the class that it replaces
        def encrypt(self, plain: bytes) -> bytes:
            watch.kept.append(plain.decode("utf-8", "replace"))
            return bytes(super().encrypt(plain))

    def encoded(self: SessionBase, told: dict[str, Any]) -> str:
        watch.kept.append(json.dumps(told, ensure_ascii=False, default=str))
        return encode(self, told)

    with (
        connection.execute_wrapper(watch._rows),
        patch.object(sealing, "AESGCM", Sealer),
        patch.object(keys, "Fernet", Boxer),
        patch.object(SessionBase, "encode", encoded),
    ):
        yield watch


def _as_text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "\n".join(_as_text(one) for one in value)
    if isinstance(value, dict):
        return "\n".join(_as_text(one) for one in value.values())
    if isinstance(value, (bytes, memoryview)):
        # What was sealed looks like anything; it was seen before it was.
        return "".join(one for one in bytes(value).decode("utf-8", "replace") if one.isprintable())
    told = str(value)
    return told.encode().decode("unicode_escape", "replace") + told if "\\u" in told else told
