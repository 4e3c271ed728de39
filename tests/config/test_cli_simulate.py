"""``toctoc simulate questions`` and the page it writes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from tests.config.program import children_of, variables
from toctoc.config.cli import main
from toctoc.config.cli.simulate import figures_as_json
from toctoc.questions.rules.simulation.page import drawn, page, verdicts
from toctoc.questions.rules.simulation.runs import Report

KEPT = Path(__file__).resolve().parents[2] / "docs" / "reference"
SHORT = ("simulate", "questions", "--days", "5", "--people", "120")


@pytest.fixture(scope="module")
def report() -> Report:
    return msgspec.json.decode((KEPT / "simulation/figures.json").read_bytes(), type=Report)


def test_the_page_and_its_pictures_are_those_of_the_figures_beside_it(report: Report) -> None:
    assert (KEPT / "routing-simulation.md").read_text(encoding="utf-8") == page(report)
    for name, picture in drawn(report).items():
        assert (KEPT / "simulation" / name).read_text(encoding="utf-8") == picture
    assert (KEPT / "simulation/figures.json").read_text(encoding="utf-8") == figures_as_json(report)


def test_the_targets_are_held_on_a_quarter_of_a_year_of_two_thousand_people(report: Report) -> None:
    assert report.people >= 2_000
    assert report.days >= 90
    assert [words for words, _, is_held in verdicts(report) if not is_held] == []


def test_pictures_have_words_and_read_in_the_dark(report: Report) -> None:
    for picture in drawn(report).values():
        tree = ET.fromstring(picture)  # noqa: S314 our own
        space = "{http://www.w3.org/2000/svg}"
        assert tree.get("role") == "img"
        named = {part.get("id"): part.text for part in tree if part.tag in {f"{space}title", f"{space}desc"}}
        assert len(named) == 2
        assert all(named.values())
        assert set((tree.get("aria-labelledby") or "").split()) == set(named)
        assert "prefers-color-scheme:dark" in picture
        assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_one_way_prints_a_line_and_writes_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "figures.json"
    assert main([*SHORT, "--policy", "ours", "--seed", "7", "--json", str(out)]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["seed"], told["people"], told["days"]) == (7, 120, 5)
    assert [(run["scenario"], run["policy"]) for run in told["runs"]] == [("usual", "ours")]
    assert capsys.readouterr().out.startswith("usual, ours: ")


def test_a_short_report_has_its_page_pictures_and_figures_and_is_made_again_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["simulate", "questions", "--days", "2", "--people", "120", "--report", str(tmp_path / name)]) == 0
    made = {path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")}
    assert made == {path.relative_to(KEPT) for path in (KEPT / "simulation").iterdir()} | {
        Path("routing-simulation.md")
    }
    assert all((tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes() for path in made)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--policy", "best"],
        ["--seed", "-1"],
        ["--seed", "9" * 5_000],
        ["--days", "0"],
        ["--days", "3661"],
        ["--days", "9" * 5_000],
        ["--people", "many"],
        ["--people", "1.5"],
        ["--json", ""],
        ["--report", ""],
        ["--report", "x", "--policy", "ours"],
    ],
)
def test_bad_usage_is_told(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["simulate", "questions", *wrong])
    assert left.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHORT, "--policy", "none", "--json", str(tmp_path / "nowhere" / "out.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_place_that_would_take_days_is_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "questions", "--days", "3660", "--people", "100000"]) == 1
    assert capsys.readouterr().err == "toctoc: days times people are 20,000,000 at most.\n"


@pytest.mark.parametrize("option", ["--json", "--report"])
def test_what_cannot_be_written_is_told_before_the_first_run(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    assert main(["simulate", "questions", option, str(tmp_path / "file" / "below")]) == 1
    told = capsys.readouterr()
    assert (told.out, "cannot be written" in told.err) == ("", True)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_who_stops_it_finds_no_process_left_and_nothing_written(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, "-m", "toctoc.config.cli", "simulate", "questions", "--days", "1500", "--json", str(out)]
    # Who runs the tests in the background has them not hear what stops a program, nor what they start.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = subprocess.Popen(command, env=variables(tmp_path), stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, heard)
    try:
        ends_at = time.monotonic() + 60
        while not children_of(begun.pid) and time.monotonic() < ends_at:
            time.sleep(0.05)
        below = set(children_of(begun.pid))
        assert below
        time.sleep(0.5)
        begun.send_signal(signal.SIGINT)
        _, told = begun.communicate(timeout=30)
    finally:
        begun.kill()
    assert (begun.returncode, told) == (1, "toctoc: stopped; nothing was written.\n")
    assert not out.exists()
    assert not any(Path(f"/proc/{pid}").exists() for pid in below)
