"""Write the figures of the guard into ``docs/reference/guard.md``, with every failure on the tuned half.

Of the frozen half only counts are told, by kind and by genre: whoever reads its failures would tune on them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.privacy.templates import DIRECT, LABELS, PATTERNED

from bench.guard import half_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.privacy.scoring import Share

    from bench.figures import Figure
    from bench.guard import Half

PAGE = Path("docs/reference/guard.md")
BEGIN, END = "<!-- figures: written by make bench ONLY=guard -->", "<!-- end of figures -->"
INTRODUCTION = """# What the guard finds, and what it misses

`make bench ONLY=guard` measures the guard and writes this page. Templates in `tests/privacy/templates/` were written
apart from the rules, in two halves: rules are tuned on the first, and judged on the second, which nobody who writes
rules opens. A span is found when every one of its characters is masked or blocked; "wide" counts what is only
underlined too. Intervals are of 95 %, by template: the instances of one template are not independent. Where nothing
was missed, the lower bound is the exact one for as many templates. What is read here holds for texts like these, with
the packaged rules and weights and no other model. The weights were learned from the tuned half, whose figures are
therefore better than any other text will give: judge by the frozen half. A person must still look.
"""


def write(halves: list[Half], costs: list[Figure]) -> None:
    """Replace what stands between the two marks of the page, or make the page."""
    before, after = f"{INTRODUCTION}\n", ""
    if PAGE.exists():
        page = PAGE.read_text(encoding="utf-8")
        if BEGIN in page:
            before, rest = page.split(BEGIN, 1)
            after = rest.split(END, 1)[1]
    told = "\n".join(_lines(halves, costs))
    PAGE.write_text(f"{before}{BEGIN}\n{told}\n{END}{after or chr(10)}", encoding="utf-8")


def _lines(halves: list[Half], costs: list[Figure]) -> Iterator[str]:
    yield from ("", "## Against the targets", "", "| figure | value | target | |", "|---|---|---|---|")
    for figure in [*(figure for half in halves for figure in half_figures(half)), *costs]:
        words = f"{figure.name} ({figure.note})" if figure.note else figure.name
        yield f"| {words} | {figure.value:.4g} {figure.unit} | {figure.target} | {figure.verdict} |"
    for half in halves:
        yield from _kinds(half)
    for half in halves:
        yield from _failures(half) if half.name == "tuned" else _counted(half)


def _kinds(half: Half) -> Iterator[str]:
    yield from ("", f"## By kind, {half.name} half ({half.count} templates)", "")
    yield from ("| kind | found | interval | wide | interval |", "|---|---|---|---|---|")
    rows = ["direct", "patterned", "all", *sorted(DIRECT), *sorted(LABELS - DIRECT)]
    for name in rows:
        found, wide = half.score.share(name), half.score.share(f"{name} wide")
        if found.total:
            mark = " (patterned)" if name in PATTERNED else ""
            yield f"| {name}{mark} | {_told(found)} | {_between(found)} | {_told(wide)} | {_between(wide)} |"


def _told(share: Share) -> str:
    return f"{share.value:.3f} ({share.hits}/{share.total})"


def _between(share: Share) -> str:
    return f"{share.low:.3f}–{share.high:.3f}"


def _failures(half: Half) -> Iterator[str]:
    missed = half.score.misses
    yield from ("", f"## Every miss on the {half.name} half ({len(missed)})", "")
    for miss in missed:
        left = "underlined" if miss.looked_at else "not seen"
        yield f"- {miss.gold.label} {_quoted(miss.stretch)}, {left}: {miss.instance.template.id}"
    yield from ("", f"## Every wrong mask on the {half.name} half ({len(half.score.wrong)})", "")
    for made, finding in half.score.wrong:
        yield f"- {finding.kind} {_quoted(made.text[finding.start : finding.end])}: {made.template.id}"
    for marked in half.marked:
        yield from ("", f"## Marked by mistake on {marked.source}, {half.name} half", "")
        most = Counter(marked.strict).most_common()
        yield ", ".join(f"{_quoted(word)} {count}" for word, count in most) or "Nothing."
    for answer in half.told:
        if answer.missed or answer.mistaken:
            yield from ("", f"## {answer.label}, {half.name} half", "")
            yield from (f"- missed: {sentence.text}" for sentence in answer.missed)
            yield from (f"- taken for it ({sentence.label}): {sentence.text}" for sentence in answer.mistaken)


def _counted(half: Half) -> Iterator[str]:
    yield from (
        "",
        f"## Misses on the {half.name} half, counted",
        "",
        "| | missed | of which underlined |",
        "|---|---|---|",
    )
    kinds = Counter(miss.gold.label for miss in half.score.misses)
    genres = Counter(miss.instance.template.genre for miss in half.score.misses)
    for name, count in [*kinds.most_common(), *genres.most_common()]:
        looked = sum(
            miss.looked_at and name in {miss.gold.label, miss.instance.template.genre} for miss in half.score.misses
        )
        yield f"| {name} | {count} | {looked} |"
    wrong = Counter(finding.kind for _, finding in half.score.wrong)
    yield from ("", "Wrong masks: " + (", ".join(f"{kind} {count}" for kind, count in wrong.most_common()) or "none."))


def _quoted(words: str) -> str:
    """Return ``words`` so that Markdown shows them as they are."""
    shown = "".join(c if c.isprintable() else "·" for c in words.replace("`", "'")).replace("|", "\\|")
    return f"`{shown}`"
