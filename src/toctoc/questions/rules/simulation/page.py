"""The report: a page of tables with four pictures, from figures alone."""

from __future__ import annotations

from dataclasses import fields
from statistics import median
from typing import TYPE_CHECKING

from toctoc.questions.rules.simulation import pictures
from toctoc.questions.rules.simulation.behaviour import SCENARIOS, SOURCES, USUAL, Behaviour
from toctoc.questions.rules.simulation.figures import CURVE
from toctoc.questions.rules.simulation.pictures import Axis, Series
from toctoc.questions.rules.simulation.policy import PARTS, POLICIES
from toctoc.questions.rules.simulation.runs import COMPARED, PLACES
from toctoc.questions.rules.simulation.runs import USUAL as HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toctoc.questions.rules.simulation.figures import Figures
    from toctoc.questions.rules.simulation.runs import Report

FOLDER = "simulation"
NAMES = {"none": "the list alone", "recency": "who answered lately", "ours": "ours"}
_HEAD = (
    "| {0} | answered | still waited for | median | p90 | now, at work: median | p90 | invitations each | replied | "
    "top 1 % | Gini | to newcomers |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)
_HOURS_FROM, _NEVER = 120.0, float("inf")
_MOST_MEDIAN, _LEAST_ANSWERED, _MOST_TOP = 15.0, 0.95, 0.08


def page(report: Report) -> str:
    """Return the whole page in Markdown."""
    return "\n".join(_lines(report)) + "\n"


def drawn(report: Report) -> dict[str, str]:
    """Return the four pictures by the name of their files."""
    found = {name: report.figures(HERE, name) for name in POLICIES}
    stars = report.figures(HERE, "recency without any cap")
    return {
        "answered.svg": _answered(found),
        "delays.svg": pictures.curves(
            "Wanted now, asked in working hours: share answered",
            _told(found, lambda f: f"{f.now.curve[CURVE.index(15)]:.0%} within 15 minutes"),
            Axis(tuple(map(float, CURVE)), (0, 15, 30, 60, 90, 120), "minutes after the question"),
            [Series(NAMES[name], f.now.curve, place) for place, (name, f) in enumerate(found.items())],
        ),
        "load.svg": pictures.curves(
            "Who is invited: share of invitations of the least invited",
            _told({n: f for n, f in found.items() if n != "none"}, lambda f: f"Gini {f.load.gini:.2f}")
            + f" Lately without cap: Gini {stars.load.gini:.2f}. A straight line would be the same for all.",
            Axis(tuple(5.0 * part for part in range(21)), (0, 25, 50, 75, 100), "% of people, the least invited first"),
            [
                Series("lately", found["recency"].load.lorenz, 1),
                Series("ours", found["ours"].load.lorenz, 2),
                Series("lately, no cap", stars.load.lorenz, 3),
            ],
        ),
        "newcomers.svg": _newcomers(found, report.people),
    }


def verdicts(report: Report) -> list[tuple[str, str, bool]]:
    """Return each target in words, what was found in the middle of all places, and whether that holds it."""
    ours, recency = report.everywhere("ours"), report.everywhere("recency")
    answered = median(f.everything.answered for f in ours)
    top = median(f.load.top for f in ours)
    now, now_lately = _middle([f.now.median for f in ours]), _middle([f.now.median for f in recency])
    all_, all_lately = _middle([f.everything.median for f in ours]), _middle([f.everything.median for f in recency])
    return [
        ("answered ≥ 95 %", _share(answered), answered >= _LEAST_ANSWERED),
        (
            "median first answer ≤ 15 min, wanted now, in working hours",
            _minutes(now),
            now is not None and now <= _MOST_MEDIAN,
        ),
        ("top 1 % of people ≤ 8 % of invitations", _share(top), top <= _MOST_TOP),
        (
            "sooner than recency alone at the same cap: wanted now, in working hours",
            f"{_minutes(now)} against {_minutes(now_lately)}",
            _sooner(now, now_lately),
        ),
        (
            "sooner than recency alone at the same cap: all questions",
            f"{_minutes(all_)} against {_minutes(all_lately)}",
            _sooner(all_, all_lately),
        ),
    ]


def _middle(delays: list[float | None]) -> float | None:
    """Return the median of delays, of which some may be never."""
    found = median(_NEVER if delay is None else delay for delay in delays)
    return None if found == _NEVER else found


def _lines(report: Report) -> Iterator[str]:
    yield "# Routing, simulated\n"
    yield (
        f"Written by `toctoc simulate questions --seed {report.seed} --report docs/reference`, not by hand. "
        f"{report.people:,} professionals, {report.days} days watched after some weeks in which habits settle; the "
        "same people, questions and visits for each way of routing. Nobody is real, and no log of a French place was "
        "found: this compares ways of routing under stated assumptions; it does not promise delays.\n"
    )
    yield f"Targets are judged on the median of {PLACES} places, seeds {report.seed} to {report.seed + PLACES - 1}.\n"
    yield "| target | found | |\n|---|---|---|"
    yield from (
        f"| {words} | {found} | {'held' if held else '**missed**'} |" for words, found, held in verdicts(report)
    )
    yield ""
    for name, words in (
        ("answered", "Share of questions answered"),
        ("delays", "How soon those wanted now are answered"),
        ("load", "How invitations are shared"),
        ("newcomers", "What newcomers are asked and give"),
    ):
        yield f"![{words}]({FOLDER}/{name}.svg)\n"
    yield from _tables(report)
    yield from _assumptions()
    yield from _LIMITS


def _tables(report: Report) -> Iterator[str]:
    yield "## Three ways\n"
    yield (
        "*The list alone*: people see the newest questions when they come by. *Who answered lately*: the same waves at "
        "the same times, under the same caps, but to those of the audience who answered last, the strongest "
        "simple rule on other places’ logs. *Ours*: circles, points, seats for newcomers (`questions/rules/routing`, "
        "the code that the site runs). Delays are those of first answers; an unanswered question is slower than any.\n"
    )
    yield _HEAD.format("way")
    yield from (_row(NAMES[name], report.figures(HERE, name)) for name in POLICIES)
    yield "\n## Other places, drawn alike\n"
    yield _HEAD.format("seed, way")
    for place in range(PLACES):
        for name in COMPARED:
            yield _row(f"{report.seed + place}, {NAMES[name]}", report.figures(HERE, name, place))
    yield "\n## Without a part\n"
    yield _HEAD.format("way")
    yield from (_row(name, report.figures(HERE, name)) for name in PARTS)
    yield "\n## Where one thing is otherwise\n"
    yield _in_other_places(report)
    yield _HEAD.format("place, way")
    for scenario in SCENARIOS:
        if scenario != HERE:
            yield from (_row(f"{scenario}, {NAMES[name]}", report.figures(scenario, name)) for name in POLICIES)
    yield ""


def _in_other_places(report: Report) -> str:
    """Return in how many of the other places ours does better than each other way, and where targets are missed."""
    others = [name for name in SCENARIOS if name != HERE]
    ours = {name: report.figures(name, "ours") for name in others}
    told = [_against(way, ours, report) for way in ("recency", "none")]
    short = [name for name in others if ours[name].everything.answered < _LEAST_ANSWERED]
    told.append(f"Below 95 % answered: {', '.join(short) or 'nowhere'}.\n")
    return " ".join(told)


def _against(way: str, ours: Mapping[str, Figures], report: Report) -> str:
    found = {name: report.figures(name, way) for name in ours}
    more = sum(ours[name].everything.answered > found[name].everything.answered for name in ours)
    sooner = sum(_sooner(ours[name].now.median, found[name].now.median) for name in ours)
    return (
        f"Against *{NAMES[way]}*, ours answers more in {more} of {len(ours)} other places, and what is wanted "
        f"now, in working hours, sooner in {sooner}."
    )


def _assumptions() -> Iterator[str]:
    yield "## What is assumed\n"
    yield (
        "Behaviour was set before routing was tuned, on seeds 1 to 3, 6 to 8. *Minutes to write* and "
        "*the list alone answers nine of ten* come from the field; what says assumption is our guess, varied above.\n"
    )
    yield "| what | value | where it comes from |\n|---|---|---|"
    known = {field.name for field in fields(Behaviour)}
    for name, words, source in SOURCES:
        if name in known:
            yield f"| {words} | {_value(getattr(USUAL, name))} | {source} |"
    yield ""


_LIMITS = (
    "## What it cannot tell\n",
    "- Whether answers are right or useful: only that there are some, and when.",
    "- People answer in their field by the same map of topics that routing uses; one question in seven",
    "  has a wrong topic, and everybody has two interests that nobody declared, so the map is not the whole truth.",
    "- Partner servers and duty pools are left out: they can only help, and nothing is known of them yet.",
    "- *Who answered lately* looks at the 300 of the audience who answered last: it sends fewer invitations",
    "  than ours under the same cap. Within our circles it looks at everybody, and is told apart above.",
    "- Fatigue lowers what people answer unasked too: where all are tired, a list alone can be as quick on the whole.",
    "- Delays of tele-expertise (17 hours on average, a quarter above five days: Omnidoc 2019) are of another way,",
    "  one named expert at a time; they are a reason for this place, not a bar it passed.",
)


def _row(name: str, f: Figures) -> str:
    cells = (
        _share(f.everything.answered),
        _share(f.waited),
        _minutes(f.everything.median),
        _minutes(f.everything.p90),
        _minutes(f.now.median),
        _minutes(f.now.p90),
        f"{f.load.each:.1f}",
        _share(f.load.replied),
        _share(f.load.top),
        f"{f.load.gini:.2f}",
        _share(f.newcomers.invitations),
    )
    return f"| {name} | {' | '.join(cells)} |"


def _answered(found: dict[str, Figures]) -> str:
    series = [
        Series(NAMES[name], (f.everything.answered, f.waited, f.now.answered), place)
        for place, (name, f) in enumerate(found.items())
    ]
    labels = ("all questions", "while the asker still waited", "wanted now, asked in working hours")
    return pictures.bars(
        "Questions answered", _told(found, lambda f: f"{f.everything.answered:.1%} answered"), series, labels
    )


def _newcomers(found: dict[str, Figures], people: int) -> str:
    shown = {name: f for name, f in found.items() if name != "none"}
    series = [
        Series(
            NAMES[name],
            (
                f.newcomers.invitations,
                f.newcomers.answers,
                f.newcomers.invited / people,
                f.newcomers.answered / people,
            ),
            place,
        )
        for place, (name, f) in enumerate(shown.items(), 1)
    ]
    labels = (
        "of all invitations, those to newcomers",
        "of all answers, those of newcomers",
        "of all people, newcomers who were invited",
        "of all people, newcomers who were invited and answered somebody",
    )
    told = _told(shown, lambda f: f"{f.newcomers.invited} invited, {f.newcomers.answered} of them answered")
    return pictures.bars("Newcomers", told, series, labels)


def _told(found: dict[str, Figures], say: Callable[[Figures], str]) -> str:
    return " ".join(f"{NAMES[name].capitalize()}: {say(f)}." for name, f in found.items())


def _sooner(mine: float | None, other: float | None) -> bool:
    return mine is not None and (other is None or mine < other)


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _minutes(value: float | None) -> str:
    if value is None:
        return "never"
    return f"{value:.1f} min" if value < _HOURS_FROM else f"{value / 60:.1f} h"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {amount:g}" for name, amount in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)
