"""A model adds to what the rules found, and takes nothing away: not even when it breaks."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from toctoc.privacy.detectors.asking import Asker, ModelAway
from toctoc.privacy.detectors.loading import NoModel, load
from toctoc.privacy.detectors.marks import Mark, added
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.services import sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.conf import LazySettings

TEXT = "Vu hier Zorblax à Pontivrac, avec un signe de Babinski."
PERSON = Mark(8, 15, "PER")

ANSWERS = """
import json, os, sys
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    if text == "Meurs.": os.kill(os.getpid(), 9)
    start = text.find("Zorblax")
    marks = [[start, start + 7, "NOM"]] if start >= 0 else []
    print(json.dumps({"marks": marks}), flush=True)
"""
DIES = 'import json; print(json.dumps({"ready": True}), flush=True)'
BABBLES = (
    'import json, sys\nprint(json.dumps({"ready": True}), flush=True)\nfor line in sys.stdin: print(7, flush=True)'
)
REFUSES = 'import json; print(json.dumps({"ready": False, "why": "no such package"}), flush=True)'
SLEEPS = 'import json, time; print(json.dumps({"ready": True}), flush=True); time.sleep(60)'
HEARS_LITTLE = 'import json, os, time; print(json.dumps({"ready": True}), flush=True); os.read(0, 5000); time.sleep(60)'
LOADS = "import time; time.sleep(60)"
# It answers, and a process of its own holds its pipes open when it is gone.
LEAVES_ANOTHER = """
import json, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(5)"])
print(json.dumps({"ready": True}), flush=True)
sys.stdin.readline()
"""
FLOODS = 'import sys\nwhile True: sys.stdout.write("x" * 65536)'
# More than a pipe holds (64 KiB on Linux) and than one write takes.
LONG = TEXT * 20_000


def asker_of(script: str) -> Asker:
    return Asker("test", (sys.executable, "-c", script))


@pytest.fixture
def answering() -> Iterator[Asker]:
    asker = asker_of(ANSWERS)
    yield asker
    asker.end()


def test_general_model_asks_for_a_look() -> None:
    assert [(f.level, f.kind) for f in added(TEXT, [], [PERSON])] == [(Level.LOOK, "name")]


def test_general_model_and_doubt_propose_a_mask() -> None:
    doubt = Finding(8, 15, "unexplained", Level.LOOK, "?")
    assert [(f.level, f.start, f.end) for f in added(TEXT, [doubt], [PERSON])] == [(Level.MASK, 8, 15)]


def test_model_of_identifiers_proposes_a_mask() -> None:
    assert [(f.level, f.kind) for f in added(TEXT, [], [Mark(8, 15, "B-NOM")])] == [(Level.MASK, "name")]


def test_nothing_that_the_rules_found_goes() -> None:
    found = [Finding(8, 15, "name", Level.BLOCK, "?"), Finding(18, 27, "commune", Level.MASK, "?")]
    marks = [Mark(0, 30, "LOC"), Mark(20, 22, "PER"), Mark(8, 9, "NOM")]
    with_model = added(TEXT, found, marks)
    assert all(one in with_model for one in found)


@pytest.mark.parametrize("mark", [Mark(-1, 4, "PER"), Mark(5, 5, "PER"), Mark(50, 900, "PER"), Mark(0, 3, "COLOUR")])
def test_marks_that_make_no_sense_are_left_out(mark: Mark) -> None:
    assert added(TEXT, [], [mark]) == []


def test_process_answers_again_and_again(answering: Asker) -> None:
    assert answering.marks(TEXT) == [Mark(8, 15, "NOM")]
    assert answering.marks("Rien ici.") == []


@pytest.mark.parametrize("script", [DIES, BABBLES, REFUSES, "raise SystemExit(3)"])
def test_broken_process_is_said_and_left_alone_for_a_while(script: str) -> None:
    asker = asker_of(script)
    with pytest.raises(ModelAway):
        asker.marks(TEXT)
    with pytest.raises(ModelAway, match="resting"):
        asker.marks(TEXT)


@pytest.mark.parametrize("text", [TEXT, LONG])
@pytest.mark.parametrize("script", [SLEEPS, HEARS_LITTLE, LOADS, LEAVES_ANOTHER, FLOODS, DIES])
def test_nobody_waits_for_a_slow_or_deaf_model(script: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.privacy.detectors.asking.PATIENCE", 0.3)
    asker = asker_of(script)
    began = time.monotonic()
    with pytest.raises(ModelAway):
        asker.marks(text)
    asker.end()
    assert time.monotonic() - began < 2


def test_only_the_first_question_waits_for_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.privacy.detectors.asking.PATIENCE", 0.3)
    asker = asker_of(LOADS)
    with pytest.raises(ModelAway, match="loading"):
        asker.marks(TEXT)
    began = time.monotonic()
    with pytest.raises(ModelAway, match="loading"):
        asker.marks(TEXT)
    asker.end()
    assert time.monotonic() - began < 0.2


def test_a_model_that_loaded_meanwhile_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.privacy.detectors.asking.PATIENCE", 0.05)
    asker = asker_of("import time; time.sleep(0.3)" + ANSWERS)
    with pytest.raises(ModelAway, match="loading"):
        asker.marks(TEXT)
    monkeypatch.setattr("toctoc.privacy.detectors.asking.PATIENCE", 5.0)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            assert asker.marks(TEXT) == [Mark(8, 15, "NOM")]
            break
        except ModelAway:
            time.sleep(0.05)
    else:
        pytest.fail("it never answered")
    asker.end()


def test_a_long_text_goes_through_the_pipe(answering: Asker) -> None:
    assert answering.marks(LONG) == [Mark(8, 15, "NOM")]


def test_a_killed_process_is_begun_again(answering: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.privacy.detectors.asking.REST", 0.0)
    assert answering.marks(TEXT) == [Mark(8, 15, "NOM")]
    with pytest.raises(ModelAway):
        answering.marks("Meurs.")
    assert answering.marks(TEXT) == [Mark(8, 15, "NOM")]


def test_others_do_not_wait_behind_a_slow_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.privacy.detectors.asking.PATIENCE", 0.4)
    asker = asker_of(SLEEPS)
    away: list[float] = []

    def ask() -> None:
        began = time.monotonic()
        with pytest.raises(ModelAway):
            asker.marks(TEXT)
        away.append(time.monotonic() - began)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(away) == len(threads)
    assert max(away) < 2


@pytest.mark.parametrize("name", ["spacy:no_such_pipeline", "/nowhere/at/all"])
def test_model_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(NoModel, match=r"no_such_pipeline|not a folder"):
        load(name)


def test_guard_asks_the_model(answering: Asker, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_model(settings, monkeypatch, answering)
    found = sight.findings_in(TEXT, "fr")
    assert any(f.kind == "name" and f.level is Level.MASK and TEXT[f.start : f.end] == "Zorblax" for f in found)


def test_guard_stands_alone_when_the_model_fails(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    text = "Écrire à anne@exemple.test"
    alone = sight.findings_in(text, "fr")
    _with_model(settings, monkeypatch, asker_of(DIES))
    assert sight.findings_in(text, "fr") == alone
    assert any(f.kind == "email" and f.level is Level.BLOCK for f in alone)
    assert "did not answer" in caplog.text


def _with_model(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, asker: Asker) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, guard_model="test")
    monkeypatch.setattr(sight, "_asker", lambda _name: asker)
