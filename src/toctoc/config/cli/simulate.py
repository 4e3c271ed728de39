"""``toctoc simulate``: ways of routing questions, compared on a place that does not exist."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from signal import SIG_DFL, SIGINT, signal
from typing import TYPE_CHECKING

from toctoc.config.cli.world import seed
from toctoc.config.world import texts
from toctoc.config.world.chance import chance_for
from toctoc.config.world.hours import HOURS, PARIS, WEEKDAYS
from toctoc.config.world.scales import PROFESSIONALS
from toctoc.questions.rules.simulation.page import FOLDER, NAMES, drawn, page
from toctoc.questions.rules.simulation.place import Setting
from toctoc.questions.rules.simulation.policy import POLICIES
from toctoc.questions.rules.simulation.runs import USUAL, Job, Report, jobs_of_a_report, simulated

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

    from toctoc.questions.rules.simulation.runs import Run

DONE, REFUSED = 0, 1
# Any Monday does; this one has a change of clocks, Easter and a bridge of May within the days that follow it.
MONDAY = datetime(2026, 1, 5, tzinfo=PARIS).astimezone(UTC)
_DAYS, _PEOPLE = 91, 2_040
# Ten years, or a hundred thousand people, are of use; both at once would run for days.
_MOST_DAYS, _MOST_PEOPLE, _MOST_TOGETHER = 3_660, 100_000, 20_000_000
_SETTLES = 28
_LONGEST = 20


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    simulate = subcommands.add_parser("simulate", help="compare ways of routing", description="Simulate a place.")
    kinds = simulate.add_subparsers(metavar="KIND", required=True)
    questions = kinds.add_parser(
        "questions",
        help="how questions find their peers",
        description=(
            "Compare ways of bringing questions to peers on a place of simulated people: nobody is real, and no "
            "database is read. The same seed makes the same place and the same figures."
        ),
    )
    questions.add_argument("--seed", type=seed, default=1, metavar="N", help="which place (default: %(default)s)")
    what = questions.add_mutually_exclusive_group()
    what.add_argument("--policy", choices=sorted(POLICIES), help="one way alone (default: all three)")
    questions.add_argument(
        "--days",
        type=partial(_count, most=_MOST_DAYS),
        default=_DAYS,
        metavar="N",
        help="days watched (default: %(default)s)",
    )
    questions.add_argument(
        "--people",
        type=partial(_count, most=_MOST_PEOPLE),
        default=_PEOPLE,
        metavar="N",
        help="about how many people (default: %(default)s)",
    )
    questions.add_argument("--json", type=_path, metavar="OUT", help="write the figures to a file")
    what.add_argument(
        "--report",
        type=_path,
        metavar="FOLDER",
        help="make every comparison of the report, and write its page, pictures and figures into a folder",
    )
    questions.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Simulate, print a line for each run, write what was asked.

    Returns 1 for a place that would take days, when a file cannot be written, which is known before the first run, and
    when somebody stops it: then nothing was written.
    """
    if asked.days * asked.people > _MOST_TOGETHER:
        sys.stderr.write(f"toctoc: days times people are {_MOST_TOGETHER:,} at most.\n")
        return REFUSED
    setting = setting_of(asked.days, asked.people)
    jobs = [Job(USUAL, name) for name in ([asked.policy] if asked.policy else POLICIES)]
    if asked.report:
        jobs = jobs_of_a_report()
    try:
        if asked.report:
            (asked.report / FOLDER).mkdir(parents=True, exist_ok=True)
        for path in (asked.report and asked.report / FOLDER / "figures.json", asked.json):
            _try(path)
        report = Report(asked.seed, sum(setting.roles.values()), setting.watched_days, _runs(jobs, setting, asked.seed))
        if asked.json:
            asked.json.write_text(figures_as_json(report), encoding="utf-8")
        if asked.report:
            write_report(report, asked.report)
    except OSError as error:
        sys.stderr.write(f"toctoc: {error.filename} cannot be written: {error.strerror or error}\n")
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("toctoc: stopped; nothing was written.\n")
        return REFUSED
    return DONE


def setting_of(days: int, people: int) -> Setting:
    """Return a place with the professions, hours and topics of the demonstration world."""
    times = max(1, round(people / sum(PROFESSIONALS.values())))
    ranked = Counter(topic for text in texts.questions() for topic in text.topics)
    return Setting(
        roles={role: count * times for role, count in PROFESSIONALS.items()},
        hours=HOURS,
        weekdays=WEEKDAYS,
        topics=tuple(topic for topic, _ in ranked.most_common()),
        start=MONDAY,
        place=PARIS,
        watched_days=days,
        before_days=min(days, _SETTLES),
    )


def figures_as_json(report: Report) -> str:
    """Return the figures as they are kept beside the page."""
    return json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n"


def write_report(report: Report, folder: Path) -> None:
    """Write the page, its pictures and its figures."""
    (folder / "routing-simulation.md").write_text(page(report), encoding="utf-8")
    (folder / FOLDER / "figures.json").write_text(figures_as_json(report), encoding="utf-8")
    for name, picture in drawn(report).items():
        (folder / FOLDER / name).write_text(picture, encoding="utf-8")


def _runs(jobs: list[Job], setting: Setting, number: int) -> tuple[Run, ...]:
    """Make the runs on as many cores as there are; print each as it ends, return them in the order of the jobs."""
    make = partial(simulated, setting=setting, seed=number, chance_for=chance_for)
    if len(jobs) == 1:
        return (_told(make(jobs[0])),)
    with ProcessPoolExecutor(initializer=partial(signal, SIGINT, SIG_DFL)) as cores:
        try:
            begun = {cores.submit(make, job): job for job in jobs}
            made = {begun[run]: _told(run.result()) for run in as_completed(begun)}
        except KeyboardInterrupt:
            # What nobody waits for any more would go on for minutes.
            for child in active_children():
                child.terminate()
            raise
    return tuple(made[job] for job in jobs)


def _told(run: Run) -> Run:
    f = run.figures
    median = "never" if f.now.median is None else f"{f.now.median:.1f} min"
    place = f" {run.place + 1}" if run.place else ""
    sys.stdout.write(
        f"{run.scenario}{place}, {NAMES.get(run.policy, run.policy)}: {f.everything.answered:.1%} answered; wanted now "
        f"in working hours, median {median}; top 1 % has {f.load.top:.1%} of invitations, Gini {f.load.gini:.2f}; "
        f"newcomers have {f.newcomers.invitations:.1%}\n"
    )
    sys.stdout.flush()
    return run


def _try(path: Path | None) -> None:
    """Raise :class:`OSError` when a file cannot be written; leave none that was not there."""
    if path is not None:
        was_there = path.exists()
        path.open("ab").close()
        if not was_there:
            path.unlink()


def _path(text: str) -> Path:
    if not text:
        raise ArgumentTypeError("a name is needed")
    return Path(text)


def _count(text: str, most: int) -> int:
    # Python refuses to read numbers of thousands of figures: they are bounded before.
    if not text.isdecimal() or len(text) > _LONGEST or not 1 <= int(text) <= most:
        raise ArgumentTypeError(f"{text[:_LONGEST]!r} is not a whole number from 1 to {most}")
    return int(text)
