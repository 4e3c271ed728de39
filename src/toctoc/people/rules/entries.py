"""One table of a data file, read field by field: what is missing, mistyped or left over is said in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


class BrokenCountryError(ValueError):
    """A country's file says something that cannot be; the sentence names the file and the entry."""


class Entry:
    """One table of a file: fields are taken out one by one, and what is left over is a mistake."""

    def __init__(self, where: str, table: object) -> None:
        self._where = where
        if not isinstance(table, dict):
            raise self.broken("should be a table")
        self._left: dict[str, object] = dict(table)

    def broken(self, why: str) -> BrokenCountryError:
        """Return the error to raise, which begins with where it stands."""
        return BrokenCountryError(f"{self._where}: {why}.")

    def has(self, name: str) -> bool:
        """Tell whether a field is still there."""
        return name in self._left

    def words(self, name: str) -> str:
        """Take a text that must be there and say something."""
        value = self._left.pop(name, None)
        if not isinstance(value, str) or not value.strip():
            raise self.broken(f"field {name!r} should be a text")
        return value

    def slug_in(self, name: str, known: Container[str], kind: str) -> str:
        """Take an optional slug that must be one of ``known``."""
        if not self.has(name):
            return ""
        value = self.words(name)
        if value not in known:
            raise self.broken(f"unknown {kind} {value!r}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Take an optional list of texts, each different."""
        value = self._left.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.broken(f"field {name!r} should be a list of texts")
        if len(set(value)) != len(value):
            raise self.broken(f"field {name!r} says the same thing twice")
        return tuple(value)

    def labels(self, name: str) -> dict[str, str]:
        """Take an optional table of texts: codes and their official labels."""
        value = self._left.pop(name, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) and item for item in value.values()):
            raise self.broken(f"field {name!r} should give each code its official label")
        return dict(value)

    def table(self, name: str) -> dict[str, object]:
        """Take an optional table of tables."""
        value = self._left.pop(name, {})
        if not isinstance(value, dict):
            raise self.broken(f"{name!r} should be a table")
        return dict(value)

    def flag(self, name: str) -> bool:
        """Take an optional yes or no."""
        value = self._left.pop(name, False)
        if not isinstance(value, bool):
            raise self.broken(f"field {name!r} should be true or false")
        return value

    def done(self) -> None:
        """Refuse what nobody took."""
        for name in self._left:
            raise self.broken(f"unknown field {name!r}")
