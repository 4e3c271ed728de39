"""``toctoc account create``."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from tests.config.api_caller import Caller
from tests.conftest import person
from toctoc.config.cli import main
from toctoc.people.models import Account, Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_prepared")]

NEW = ["account", "create", "--email", "Anne@exemple.test", "--name", "Anne Dupré"]


@pytest.fixture
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are there already."""
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)


def test_the_handle_is_printed_and_made_from_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(NEW) == 0
    assert capsys.readouterr().out == "@anne_dupre\n"
    actor = Actor.objects.get(handle="anne_dupre")
    assert (actor.display_name, actor.profession, actor.proved_profession) == ("Anne Dupré", "", "")


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Anne  Dupré", "anne_dupre_2"),
        ("Œil-de-Lynx n° 3", "il_de_lynx_n_3"),
        ("李医生", "acteur"),
        ("Admin", "admin_2"),
        ("A" * 60, "a" * 24),
        ("x", "x_2"),
    ],
)
def test_a_handle_is_always_found(name: str, handle: str, capsys: pytest.CaptureFixture[str]) -> None:
    person("anne_dupre")
    assert main([*NEW[:5], name]) == 0
    assert capsys.readouterr().out == f"@{handle}\n"


def test_the_token_is_on_the_second_line_and_speaks_as_the_actor(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEW, "--profession", "doctor", "--specialty", "dermatology", "--proved", "--token"]) == 0
    handle, token = capsys.readouterr().out.splitlines()
    me = Caller(token).get("/me").body
    assert (f"@{me['handle']}", me["profession"], me["proved"]) == (handle, "doctor", True)


@pytest.mark.parametrize("word", ["midwife", "Sage-femme", "sage-femme", "Midwife"])
def test_a_profession_is_named_by_slug_or_by_word(word: str) -> None:
    assert main([*NEW, "--profession", word]) == 0
    assert Actor.objects.get().profession == "midwife"


def test_a_taken_address_is_refused_and_nothing_is_left_behind(capsys: pytest.CaptureFixture[str]) -> None:
    main(NEW)
    assert main([*NEW[:3], "anne@EXEMPLE.test", "--name", "Autre"]) == 1
    assert "Un compte a déjà cette adresse." in capsys.readouterr().err
    assert Actor.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--email", "pas une adresse", "--name", "Anne"],
        ["--email", "anne@exemple.test", "--name", "Appelez le 06 39 98 12 34"],
        ["--email", "anne@exemple.test", "--name", "   "],
        ["--email", "anne@exemple.test", "--name", "Anne", "--handle", "admin"],
        [*NEW[2:], "--profession", "nurse", "--specialty", "dermatology", "--proved"],
        ["--email", "anne@exemple.test", "--name", "Anne", "--handle", "Pas Un Identifiant"],
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "create", *wrong]) == 1
    assert capsys.readouterr().err.startswith("toctoc: ")
    assert not Account.objects.exists()


@pytest.mark.parametrize("wrong", [["--profession", "astrologue"], ["--proved"], ["--specialty", "magie"]])
def test_bad_usage_is_two(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        raise SystemExit(main([*NEW, *wrong]))
    assert left.value.code == 2
    assert not Account.objects.exists()


def test_a_password_from_standard_input_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("cabane-orange-42\n"))
    assert main([*NEW, "--password-stdin"]) == 0
    answer = Client().post("/compte/login/", {"login": "anne@exemple.test", "password": "cabane-orange-42"})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_a_password_that_is_too_short_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("abc\n"))
    assert main([*NEW, "--password-stdin"]) == 1
    assert capsys.readouterr().err


def test_an_administrator_administers_and_moderates() -> None:
    main([*NEW, "--admin"])
    account = Account.objects.get()
    assert (account.is_staff, account.is_superuser, account.is_moderator) == (True, True, True)
