"""The lines of an iCalendar file: unfolded, split in name, parameters and value (RFC 5545, section 3.1).

Only properties that say *when* are kept. Titles, places, guests and descriptions are passed over before they become
anything: what is not read cannot be stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toctoc.kernel.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

# A calendar of ten years of a busy person; what is longer is refused before it is read.
LONGEST_FILE = 2 * 1024 * 1024
MOST_EVENTS = 20_000
_FOLD = re.compile(r"\r?\n[ \t]")
# A parameter's value may be quoted, and then hold what ends it elsewhere.
_PARAMETER = re.compile(r';([A-Za-z0-9-]{1,40})=("[^"\n]{0,200}"|[^";:\n]{0,200})')
_NAME = re.compile(r"[A-Za-z0-9-]{1,40}")
_TOLD = frozenset(
    ("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "TRANSP", "STATUS",
     "FREEBUSY")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its parameters by name in capitals, and its value as it stands."""

    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """An event, or a stretch of free and busy times: its properties by name, each as often as it was said."""

    kind: str
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def first(self, name: str) -> Line | None:
        """Return the first property of a name."""
        said = self.lines.get(name)
        return said[0] if said else None

    def word(self, name: str) -> str:
        """Return the value of a property in capitals; empty when it is not there."""
        line = self.first(name)
        return line.value.strip().upper() if line is not None else ""


def components_in(file: bytes) -> tuple[list[Component], str]:
    """Return the events of a calendar and the time zone it names for itself, if any.

    Raises :class:`Invalid` for what is too long, no calendar, or cut short.
    """
    if len(file) > LONGEST_FILE:
        raise Invalid("Cet agenda dépasse 2 Mo. Choisissez-en un plus court.", field="calendar")
    text = _FOLD.sub("", file.decode("utf-8", errors="replace").lstrip("\ufeff"))
    reader = _Reader()
    for name, rest in _lines(text):
        reader.take(name, rest)
    if reader.inside or not reader.is_calendar:
        raise _broken()
    return reader.found, reader.zone


@dataclass(slots=True)
class _Reader:
    """Where the reading of a file stands: the components that are open, the events found."""

    inside: list[str] = field(default_factory=list)
    found: list[Component] = field(default_factory=list)
    zone: str = ""
    is_calendar: bool = False

    def take(self, name: str, rest: str) -> None:
        if name == "BEGIN":
            self._begin(rest.strip().lstrip(":").upper())
        elif name == "END":
            if not self.inside or self.inside.pop() != rest.strip().lstrip(":").upper():
                raise _broken()
        elif self.inside == ["VCALENDAR"] and name == "X-WR-TIMEZONE":
            self.zone = _line(rest).value.strip()
        elif name in _TOLD and self._is_in_event():
            self.found[-1].lines.setdefault(name, []).append(_line(rest))

    def _begin(self, kind: str) -> None:
        self.inside.append(kind)
        self.is_calendar = self.is_calendar or self.inside == ["VCALENDAR"]
        if self._is_in_event():
            self.found.append(Component(kind))
        if len(self.found) > MOST_EVENTS or len(self.inside) > _DEEPEST:
            raise Invalid("Cet agenda a trop de rendez-vous pour être lu.", field="calendar")

    def _is_in_event(self) -> bool:
        """Tell whether this is right inside of an event, and not in an alarm of it."""
        return len(self.inside) == _DEPTH_OF_EVENTS and self.inside[-1] in _KINDS


_KINDS = frozenset(("VEVENT", "VFREEBUSY"))
_DEPTH_OF_EVENTS = 2
_DEEPEST = 8


def _broken() -> Invalid:
    return Invalid("Ce n’est pas un agenda au format iCalendar (.ics).", field="calendar")


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each line in capitals and what follows it."""
    for line in text.splitlines():
        name = _NAME.match(line)
        if name is not None:
            yield name.group().upper(), line[name.end() :]


def _line(rest: str) -> Line:
    parameters, position = {}, 0
    while (found := _PARAMETER.match(rest, position)) is not None:
        parameters[found.group(1).upper()] = found.group(2).strip('"')
        position = found.end()
    return Line(parameters, rest[position + 1 :] if rest[position : position + 1] == ":" else "")
