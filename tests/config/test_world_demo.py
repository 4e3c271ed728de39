"""``toctoc demo``: who it introduces, and what it refuses."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from toctoc.config import environment
from toctoc.config.cli import demo, main
from toctoc.config.cli.world import moment
from toctoc.config.environment import Registration
from toctoc.config.world.cast import ADMINISTRATOR, MODERATOR, PASSWORD, STARS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_demonstration_is_open_to_this_machine_alone(tmp_path: Path) -> None:
    settings = environment.read(demo.variables_for(8_123, str(tmp_path)))
    assert settings.data_dir == tmp_path
    assert settings.registration is Registration.OPEN
    assert not settings.email_confirmation
    assert settings.is_loopback
    assert settings.base_url == "http://127.0.0.1:8123"


def test_a_demonstration_sends_no_mail_whatever_this_machine_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCTOC_EMAIL_URL", "smtp://mail.exemple.test:25")
    for name, value in demo.variables_for(8_123, str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    settings = environment.read()
    assert settings.email_url == settings.reply_mailbox == ""


def test_the_welcome_says_where_who_and_with_which_password() -> None:
    said = demo.welcome(8_123, 8_125)
    assert "http://127.0.0.1:8123" in said
    assert "http://127.0.0.1:8125" in said
    for star in (*STARS, MODERATOR, ADMINISTRATOR):
        assert star.email in said
    assert PASSWORD in said
    assert "démonstration" in said
    assert {star.role for star in STARS} >= {
        "doctor:general_practice",
        "doctor:dermatology",
        "pharmacist",
        "nurse",
        "home_care_aide",
        "patient",
        "hospital",
    }


def test_a_port_that_is_taken_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in demo.variables_for(8_123, str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo", "--port", str(port), "--data", str(tmp_path)]) == 1
        assert f"Port {port}" in capsys.readouterr().err
    assert not (tmp_path / "toctoc.sqlite3").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["world", "--scale", "huge"],
        ["world", "--seed", "one"],
        ["world", "--seed", "-1"],
        ["world", "--until", "yesterday"],
        ["demo", "--port", "0"],
    ],
)
def test_wrong_arguments_are_bad_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_moment_without_a_zone_is_in_utc() -> None:
    assert moment("2026-03-01T12:00:00") == moment("2026-03-01T12:00:00Z")
    assert moment("2026-03-01T13:00:00+01:00") == moment("2026-03-01T12:00:00Z")
