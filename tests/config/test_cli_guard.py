"""``toctoc guard text``."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "anne@exemple.test"


def guard(content: bytes | str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does, in a locale that knows no accents."""
    return subprocess.run(
        [sys.executable, "-m", "toctoc.config.cli", "guard", "text", *options],
        input=content.encode() if isinstance(content, str) else content,
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "TOCTOC_DATA_DIR": "/nowhere"},
    )


def findings(content: bytes | str, *options: str) -> list[dict[str, object]]:
    done = guard(content, "--json", *options)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


def test_findings_are_lines_for_people_and_an_object_for_programs() -> None:
    text = f"Écrivez à {ADDRESS}."
    assert guard(text).stdout.decode() == "10-27 email block: Une adresse électronique désigne une personne.\n"
    (finding,) = findings(text)
    assert set(finding) == {"start", "end", "kind", "level", "reason"}
    assert (finding["start"], finding["end"], finding["kind"], finding["level"]) == (10, 27, "email", "block")


@pytest.mark.parametrize("before", ["", "🩺 ", "e\u0301 ", "\u200b", "ligne\r\n", "ligne\n\n", "𝒜\t"])
def test_offsets_count_code_points_of_the_text_as_it_was_written(before: str) -> None:
    (finding,) = findings(f"{before}{ADDRESS}\r\nfin")
    assert (finding["start"], finding["end"]) == (len(before), len(before) + len(ADDRESS))


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    (finding,) = findings(b"\xef\xbb\xbf" + ADDRESS.encode())
    assert finding["start"] == 0


def test_a_text_without_anything_is_done_and_says_nothing() -> None:
    done = guard("Tension 12/8, paracétamol 1 g.")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert findings("") == []


def test_a_file_is_read_and_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "texte.txt"
    file.write_text(ADDRESS)
    assert findings("", str(file))[0]["kind"] == "email"
    done = guard("", str(tmp_path / "absent.txt"))
    assert done.returncode == 1
    assert b"absent.txt cannot be read" in done.stderr


def test_what_is_not_utf8_is_refused_with_its_place() -> None:
    done = guard(b"ann\xe9")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"byte 3 (0xe9)" in done.stderr


def test_lines_are_answered_in_order_and_bad_ones_say_why() -> None:
    lines = [
        json.dumps({"text": f"Mon adresse : {ADDRESS}", "lang": "fr"}),
        "pas du json",
        json.dumps({"texte": "oubli"}),
        json.dumps(["liste"]),
        json.dumps({"text": "rien"}),
    ]
    done = guard("\r\n".join(lines) + "\n", "--jsonl")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1
    assert [list(answer) for answer in answers] == [["findings"], ["error"], ["error"], ["error"], ["findings"]]
    assert answers[1]["error"].startswith("line 2: not JSON")
    assert (answers[0]["findings"][0]["start"], answers[4]["findings"]) == (14, [])


def test_lines_that_are_all_good_are_done() -> None:
    assert guard(json.dumps({"text": "bonjour"}), "--jsonl").returncode == 0


def test_a_line_of_bytes_that_are_not_utf8_does_not_stop_the_others() -> None:
    done = guard(b'{"text": "\xff"}\n{"text": "ok"}\n', "--jsonl")
    assert [list(json.loads(line)) for line in done.stdout.splitlines()] == [["error"], ["findings"]]


def test_answers_stream_one_by_one() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "toctoc.config.cli", "guard", "text", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in range(3):
            running.stdin.write(json.dumps({"text": f"message {number}"}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline()) == {"findings": []}
        running.stdin.close()
        assert running.wait(timeout=10) == 0


def test_the_program_starts_without_django() -> None:
    code = "import sys; from toctoc.config.cli import main; main(['guard', 'text']); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], input=b"bonjour", check=False).returncode == 0


def test_json_and_jsonl_together_are_bad_usage() -> None:
    assert guard("", "--json", "--jsonl").returncode == 2
