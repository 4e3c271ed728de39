"""What an operator sets, and what stops the start."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from toctoc.config.environment import Registration, WrongSetting, read

if TYPE_CHECKING:
    from pathlib import Path


def test_without_any_setting_everything_is_in_the_data_folder(tmp_path: Path) -> None:
    found = read({"TOCTOC_DATA_DIR": str(tmp_path / "new")})
    assert (found.database.vendor, found.database.name) == ("sqlite", str(tmp_path / "new" / "toctoc.sqlite3"))
    assert (found.base_url, found.stream_url) == ("http://127.0.0.1:8000", "http://127.0.0.1:8001")
    assert (found.registration, found.email_confirmation, found.language) == (Registration.APPROVAL, True, "fr")
    assert (found.redis_url, found.media_url, found.email_url) == ("", "", "")


def test_a_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = read({"TOCTOC_DATA_DIR": str(folder)}).secret_key
    assert read({"TOCTOC_DATA_DIR": str(folder)}).secret_key == made
    assert len(made) >= 32
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_file_of_the_data_folder_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "toctoc.env").write_text("# ours\n\nTOCTOC_LANGUAGE=en\nTOCTOC_REGISTRATION = 'closed'\n")
    found = read({"TOCTOC_DATA_DIR": str(tmp_path), "TOCTOC_LANGUAGE": "fr"})
    assert (found.language, found.registration) == ("fr", Registration.CLOSED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOCTOC_BASE_URL", "ftp://toctoc.example"),
        ("TOCTOC_BASE_URL", "https://toctoc.example/there"),
        ("TOCTOC_BASE_URL", "http://toctoc.example:99999"),
        ("TOCTOC_BASE_URL", "http://[toctoc"),
        ("TOCTOC_STREAM_URL", "elsewhere"),
        ("TOCTOC_SECRET_KEY", "short"),
        ("TOCTOC_DATABASE_URL", "mysql://toctoc@db/toctoc"),
        ("TOCTOC_DATABASE_URL", "postgres://toctoc@db"),
        ("TOCTOC_DATABASE_URL", "postgres://toctoc:motdepasse@db:port/toctoc"),
        ("TOCTOC_REDIS_URL", "http://cache"),
        ("TOCTOC_REDIS_URL", "redis://cache:port/0"),
        ("TOCTOC_MEDIA_URL", "ftp://files"),
        ("TOCTOC_EMAIL_URL", "imap://mail"),
        ("TOCTOC_EMAIL_URL", "smtp://toctoc:motdepasse@mail:port"),
        ("TOCTOC_REGISTRATION", "maybe"),
        ("TOCTOC_EMAIL_CONFIRMATION", "no"),
        ("TOCTOC_LANGUAGE", "de"),
        ("TOCTOC_REPLY_DOMAIN", "pas un domaine"),
        ("TOCTOC_REPLY_MAILBOX", "smtp://boite.exemple.test"),
        ("TOCTOC_REPLY_MAILBOX", "imaps://nous:secret@boite.exemple.test/INBOX"),
        ("TOCTOC_CONTACT", "personne"),
        ("TOCTOC_CONTACT", "Nom <nom@exemple.test>"),
        ("TOCTOC_CONTACT", "un@exemple.test, deux@exemple.test"),
    ],
)
def test_a_wrong_value_names_its_setting_and_repeats_no_password(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name) as refused:
        read({"TOCTOC_DATA_DIR": str(tmp_path), name: value})
    assert "motdepasse" not in str(refused.value)


def test_a_contact_is_an_address_or_nothing(tmp_path: Path) -> None:
    given = {"TOCTOC_DATA_DIR": str(tmp_path)}
    assert read(given).contact == ""
    assert read({**given, "TOCTOC_CONTACT": "contact@toctoc.example"}).contact == "contact@toctoc.example"


def test_mail_is_confirmed_wherever_others_come(tmp_path: Path) -> None:
    given = {"TOCTOC_DATA_DIR": str(tmp_path), "TOCTOC_EMAIL_CONFIRMATION": "off"}
    assert read(given).email_confirmation is False
    with pytest.raises(WrongSetting, match="TOCTOC_EMAIL_CONFIRMATION"):
        read({**given, "TOCTOC_BASE_URL": "https://toctoc.example"})


PSC = {
    "TOCTOC_PSC_ISSUER": "https://auth.exemple.test/realms/sante",
    "TOCTOC_PSC_CLIENT_ID": "toctoc",
    "TOCTOC_PSC_CLIENT_SECRET": "motdepasse",
}


def test_pro_sante_connect_is_set_whole_or_not_at_all(tmp_path: Path) -> None:
    given = {"TOCTOC_DATA_DIR": str(tmp_path)}
    assert read(given).pro_sante_connect is None
    provider = read({**given, **PSC}).pro_sante_connect
    assert provider is not None
    assert (provider.issuer, provider.client_id) == ("https://auth.exemple.test/realms/sante", "toctoc")
    for left_out in PSC:
        with pytest.raises(WrongSetting, match=left_out) as refused:
            read({**given, **PSC, left_out: ""})
        assert "motdepasse" not in str(refused.value)


@pytest.mark.parametrize(
    "issuer",
    [
        "http://auth.exemple.test",
        "ftp://auth.exemple.test",
        "https://",
        "https://nom:motdepasse@auth.exemple.test",
        "https://auth.exemple.test?x=1",
        "https://auth.exemple.test:99999",
        "auth.exemple.test",
    ],
)
def test_pro_sante_connect_is_reached_by_https(tmp_path: Path, issuer: str) -> None:
    with pytest.raises(WrongSetting, match="TOCTOC_PSC_ISSUER") as refused:
        read({"TOCTOC_DATA_DIR": str(tmp_path), **PSC, "TOCTOC_PSC_ISSUER": issuer})
    assert "motdepasse" not in str(refused.value)


def test_a_provider_on_this_machine_proves_nothing_to_others(tmp_path: Path) -> None:
    given = {"TOCTOC_DATA_DIR": str(tmp_path), **PSC, "TOCTOC_PSC_ISSUER": "http://127.0.0.1:8002"}
    assert read(given).pro_sante_connect is not None
    with pytest.raises(WrongSetting, match="TOCTOC_PSC_ISSUER"):
        read({**given, "TOCTOC_BASE_URL": "https://toctoc.exemple.test"})


def test_a_data_folder_that_cannot_be_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongSetting, match="TOCTOC_DATA_DIR"):
        read({"TOCTOC_DATA_DIR": str(tmp_path / "file")})


@pytest.mark.parametrize("content", [b"LANGUAGE=fr\n", b"TOCTOC_LANGUAGE\n", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "toctoc.env").write_bytes(content)
    with pytest.raises(WrongSetting, match=r"toctoc\.env"):
        read({"TOCTOC_DATA_DIR": str(tmp_path)})


def test_answers_by_mail_are_fetched_over_a_sealed_line(tmp_path: Path) -> None:
    given = {"TOCTOC_DATA_DIR": str(tmp_path), "TOCTOC_REPLY_DOMAIN": "Reponses.exemple.test"}
    assert read(given).reply_domain == "reponses.exemple.test"
    assert read({**given, "TOCTOC_REPLY_MAILBOX": "imaps://boite.exemple.test"}).reply_mailbox
    assert read({**given, "TOCTOC_REPLY_MAILBOX": "imap://127.0.0.1:1143"}).reply_mailbox
    with pytest.raises(WrongSetting, match="imaps"):
        read({**given, "TOCTOC_REPLY_MAILBOX": "imap://boite.exemple.test"})
