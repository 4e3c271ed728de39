"""Four small pictures (SVG) that read in light and in dark, with words for those who do not see them.

Series are told apart by dashes and labels as well as by colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 186, 52, 44
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#16211F}.soft{fill:#4D5A57}.back{fill:#FBFAF7}"
    ".grid{stroke:#DFDBD2;stroke-width:1}.band{fill:#DFDBD2}"
    ".bar0{fill:#6F4E00}.bar1{fill:#35459C}.bar2{fill:#0F5C56}.bar3{fill:#B93F2A}"
    ".line{fill:none;stroke-width:2.5}.line0{stroke:#6F4E00;stroke-dasharray:2 4}"
    ".line1{stroke:#35459C;stroke-dasharray:8 4}.line2{stroke:#0F5C56}.line3{stroke:#B93F2A;stroke-dasharray:12 3 2 3}"
    "@media(prefers-color-scheme:dark){text{fill:#ECEFEA}.soft{fill:#A9B5B1}.back{fill:#12191A}"
    ".grid{stroke:#2C3738}.band{fill:#2C3738}"
    ".bar0{fill:#E4BE62}.bar1{fill:#A6B2FF}.bar2{fill:#6CC7BC}.bar3{fill:#FF9A85}"
    ".line0{stroke:#E4BE62}.line1{stroke:#A6B2FF}.line2{stroke:#6CC7BC}.line3{stroke:#FF9A85}}"
)
_NEAR = 17


@dataclass(frozen=True, slots=True)
class Series:
    """A curve or a bar's name with its values; ``colour`` is 0 to 3, the same thing having the same one everywhere."""

    name: str
    values: tuple[float, ...]
    colour: int


@dataclass(frozen=True, slots=True)
class Axis:
    """What lies along the bottom: the value of each point, which of them are written, and in what unit."""

    points: tuple[float, ...]
    marks: tuple[float, ...]
    unit: str


def curves(title: str, told: str, axis: Axis, series: Sequence[Series]) -> str:
    """Return curves of shares (0 to 1) over an axis, each with its name where it ends."""
    wide, high = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    last = axis.points[-1]
    parts = [_rule(part / 4, high, f"{25 * part} %") for part in range(5)]
    parts += [_text(_LEFT + wide * mark / last, HEIGHT - 22, f"{mark:g}", "soft", "middle") for mark in axis.marks]
    parts.append(_text(_LEFT + wide / 2, HEIGHT - 5, axis.unit, "soft", "middle"))
    ends = _apart([_TOP + high * (1 - line.values[-1]) for line in series])
    for line, end in zip(series, ends, strict=True):
        points = " ".join(
            f"{_LEFT + wide * x / last:.1f},{_TOP + high * (1 - y):.1f}"
            for x, y in zip(axis.points, line.values, strict=True)
        )
        parts.append(f'<polyline class="line line{line.colour}" points="{points}"/>')
        edge = WIDTH - _RIGHT + 8
        parts.append(f'<path class="line line{line.colour}" d="M{edge} {end:.1f}h28"/>')
        parts.append(_text(edge + 34, end + 5, line.name))
    return _picture(title, told, parts, HEIGHT)


def bars(title: str, told: str, series: Sequence[Series], labels: Sequence[str]) -> str:
    """Return groups of horizontal bars of shares (0 to 1): one group per label, one bar per series."""
    wide, thick = WIDTH - _LEFT - 200, 20
    parts: list[str] = []
    y = _TOP
    for place, label in enumerate(labels):
        parts.append(_text(_LEFT - 40, y + 12, label, "soft"))
        y += 20
        for line in series:
            length = wide * line.values[place]
            box = f'x="{_LEFT - 40}" y="{y}" width="{length:.1f}" height="{thick}"'
            parts.append(f'<rect class="bar{line.colour}" {box} rx="3"/>')
            parts.append(_text(_LEFT - 40 + length + 8, y + 15, f"{100 * line.values[place]:.1f} % {line.name}"))
            y += thick + 4
        y += 14
    return _picture(title, told, parts, y)


def _rule(share: float, high: float, words: str) -> str:
    y = _TOP + high * (1 - share)
    return (
        f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="soft" x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{words}</text>'
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _apart(heights: list[float]) -> list[float]:
    """Return heights at which names do not cover each other, in the same order."""
    moved = list(heights)
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    for before, place in pairwise(order):
        moved[place] = max(moved[place], moved[before] + _NEAR)
    return moved


def _picture(title: str, told: str, parts: Sequence[str], high: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high:g}" role="img" aria-labelledby="t d">\n'
        f'<title id="t">{escape(title)}</title>\n<desc id="d">{escape(told)}</desc>\n<style>{_STYLE}</style>\n'
        f'<rect class="back" width="{WIDTH}" height="{high:g}"/>\n'
        f'<text x="16" y="28" font-weight="600">{escape(title)}</text>\n' + "\n".join(parts) + "\n</svg>\n"
    )
