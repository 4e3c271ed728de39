"""What an operator sets: environment variables, or ``toctoc.env`` in the data folder.

Nothing here knows Django, so that the parent process stays small. A wrong value stops the start with a sentence that
names the setting.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from toctoc.kernel.hosts import is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_BASE_URL = "http://127.0.0.1:8000"
ENV_FILE = "toctoc.env"
# What Django calls long enough.
SHORTEST_SECRET = 32
KEY_FILE = "secret.key"
# The first is chosen where nothing else is said.
SEARCH_ENGINES = ("tantivy", "postgresql")
# Enough to see that it is one: what is written to it shows the rest.
_ADDRESS = re.compile(r"[^@\s<>\"',;:]{1,64}@[^@\s<>\"',;:]+\.[^@\s<>\"',;:.]{2,}")

_DOMAIN = re.compile(r"(?=.{4,190}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)


class WrongSetting(Exception):
    """A setting has a value that cannot work."""


class Registration(StrEnum):
    """Who may sign up."""

    CLOSED = "closed"
    APPROVAL = "approval"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Database:
    """Where rows are: ``vendor`` is ``sqlite`` (``name`` is a path) or ``postgresql``."""

    vendor: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class ProSanteConnect:
    """Where health professionals sign in (``issuer``), and as whom this server asks there."""

    issuer: str
    client_id: str
    client_secret: str

    @property
    def is_loopback(self) -> bool:
        """Whether it runs on this machine, as the one of demonstrations does."""
        return is_loopback(urlsplit(self.issuer).hostname or "")


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting, checked."""

    data_dir: Path
    base_url: str
    secret_key: str
    database: Database
    redis_url: str
    media_url: str
    email_url: str
    registration: Registration
    email_confirmation: bool
    language: str
    stream_url: str
    pro_sante_connect: ProSanteConnect | None = None
    # Where ClamAV listens; empty without one.
    clamav_url: str = ""
    # The e-mail address at which whoever keeps the server reads; empty without one.
    contact: str = ""
    # Which register this server asks for the titles of references: ``crossref``, or ``off``.
    lookups: str = "off"
    # Secret keys before this one, the newest first: they open what they sealed, and seal nothing any more.
    earlier_secret_keys: tuple[str, ...] = ()
    # Which of search.services.engines keeps the index.
    search: str = "tantivy"
    # A model beside the guard's rules: ``spacy:<package>`` or the folder of a token classifier; empty without one.
    guard_model: str = ""
    # The domain at which letters about questions may be answered; empty when nobody receives them.
    reply_domain: str = ""
    # The mailbox in which those answers arrive (``imaps://user:password@host/folder``); empty when the mail server
    # hands them over by itself.
    reply_mailbox: str = ""

    @property
    def host(self) -> str:
        """The host name of the base URL."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_https(self) -> bool:
        """Whether people reach the server by HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches the server."""
        return is_loopback(self.host)


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """Return the environment; ``variables`` default to the process's own.

    Raises :class:`WrongSetting`.
    """
    given = dict(os.environ if variables is None else variables)
    data_dir = Path(given.get("TOCTOC_DATA_DIR") or "data").expanduser().absolute()
    values = {**_from_file(data_dir / ENV_FILE), **given}
    base_url = _base_url(values.get("TOCTOC_BASE_URL") or DEFAULT_BASE_URL)
    environment = Environment(
        data_dir=data_dir,
        base_url=base_url,
        secret_key=values.get("TOCTOC_SECRET_KEY") or _kept_secret(data_dir),
        database=_database(values.get("TOCTOC_DATABASE_URL", ""), data_dir),
        redis_url=_url("TOCTOC_REDIS_URL", values, {"redis", "rediss", "unix"}),
        media_url=_url("TOCTOC_MEDIA_URL", values, {"file"}),
        email_url=_url("TOCTOC_EMAIL_URL", values, {"smtp", "smtps", "file"}),
        registration=_registration(values.get("TOCTOC_REGISTRATION") or "approval"),
        email_confirmation=_switch("TOCTOC_EMAIL_CONFIRMATION", values.get("TOCTOC_EMAIL_CONFIRMATION") or "on"),
        language=_language(values.get("TOCTOC_LANGUAGE") or "fr"),
        stream_url=_stream_url(values, base_url),
        pro_sante_connect=_pro_sante_connect(values),
        clamav_url=_url("TOCTOC_CLAMAV", values, {"tcp", "unix"}),
        contact=_contact(values.get("TOCTOC_CONTACT", "")),
        lookups=_lookups(values.get("TOCTOC_LOOKUPS") or "off"),
        earlier_secret_keys=tuple(values.get("TOCTOC_EARLIER_SECRET_KEYS", "").split()),
        search=_search(values.get("TOCTOC_SEARCH") or SEARCH_ENGINES[0]),
        guard_model=_guard_model(values.get("TOCTOC_GUARD_MODEL", "")),
        reply_domain=_domain("TOCTOC_REPLY_DOMAIN", values.get("TOCTOC_REPLY_DOMAIN", "")),
        reply_mailbox=_url("TOCTOC_REPLY_MAILBOX", values, {"imap", "imaps"}),
    )
    _check_together(environment)
    return environment


def _check_replies(environment: Environment) -> None:
    if environment.reply_mailbox and not environment.reply_domain:
        raise WrongSetting("TOCTOC_REPLY_MAILBOX needs TOCTOC_REPLY_DOMAIN, at which answers arrive.")
    mailbox = urlsplit(environment.reply_mailbox)
    if mailbox.scheme == "imap" and not is_loopback(mailbox.hostname or ""):
        raise WrongSetting("TOCTOC_REPLY_MAILBOX must be imaps://; imap:// only on this very machine.")


def _check_together(environment: Environment) -> None:
    if not environment.email_confirmation and not environment.is_loopback:
        raise WrongSetting("TOCTOC_EMAIL_CONFIRMATION=off is only allowed when TOCTOC_BASE_URL is a loopback address.")
    if len(environment.secret_key) < SHORTEST_SECRET:
        raise WrongSetting(f"TOCTOC_SECRET_KEY must have at least {SHORTEST_SECRET} characters.")
    if environment.search == "postgresql" != environment.database.vendor:
        raise WrongSetting("TOCTOC_SEARCH=postgresql needs TOCTOC_DATABASE_URL to be one of PostgreSQL.")
    _check_replies(environment)
    provider = environment.pro_sante_connect
    if provider is not None and provider.is_loopback and not environment.is_loopback:
        raise WrongSetting(
            "TOCTOC_PSC_ISSUER may be on this machine, where anybody is whom they say, "
            "only when TOCTOC_BASE_URL is a loopback address."
        )


def _from_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{path} cannot be read: {error}.") from error
    values = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().startswith("TOCTOC_"):
            raise WrongSetting(f"{path}, line {number}: expected TOCTOC_NAME=value.")
        values[name.strip()] = value.strip().strip("\"'")
    return values


def _kept_secret(data_dir: Path) -> str:
    """Return the secret key kept in the data folder, made at the first start, readable by its owner only."""
    try:
        return _made_secret(data_dir)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"TOCTOC_DATA_DIR: {data_dir} cannot hold {KEY_FILE}: {error}.") from error


def _made_secret(data_dir: Path) -> str:
    path = data_dir / KEY_FILE
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    # What people wrote is in it: closed to other users of the machine.
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass  # another process of the same start was first
    return path.read_text(encoding="ascii").strip()


def _parts(name: str, value: str) -> SplitResult:
    """Return the parts of an address; its value is not repeated, for it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # read here, because only reading finds it wrong
    except ValueError as error:
        raise WrongSetting(f"{name} is not an address: {error}.") from error
    return parts


def _base_url(value: str) -> str:
    parts = _parts("TOCTOC_BASE_URL", value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise WrongSetting(f"TOCTOC_BASE_URL must be like https://toctoc.example, not {value!r}.")
    return value.rstrip("/")


def _stream_url(values: Mapping[str, str], base_url: str) -> str:
    """Streams answer on the next port unless a proxy puts them under the same origin."""
    if given := _url("TOCTOC_STREAM_URL", values, {"http", "https"}):
        return given.rstrip("/")
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname}:{port + 1}"


def _pro_sante_connect(values: Mapping[str, str]) -> ProSanteConnect | None:
    names = ("TOCTOC_PSC_ISSUER", "TOCTOC_PSC_CLIENT_ID", "TOCTOC_PSC_CLIENT_SECRET")
    given = [values.get(name, "") for name in names]
    if not any(given):
        return None
    for name, value in zip(names, given, strict=True):
        if not value:
            raise WrongSetting(f"{name} is missing: {', '.join(names)} are set together or not at all.")
    parts = _parts(names[0], given[0])
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not is_safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise WrongSetting(
            "TOCTOC_PSC_ISSUER must be like https://auth.example/realms/name; http:// only on this very machine."
        )
    return ProSanteConnect(*given)


def _database(value: str, data_dir: Path) -> Database:
    if not value:
        return Database("sqlite", str(data_dir / "toctoc.sqlite3"))
    parts = _parts("TOCTOC_DATABASE_URL", value)
    if parts.scheme == "sqlite":
        return Database("sqlite", unquote(parts.path) or str(data_dir / "toctoc.sqlite3"))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSetting("TOCTOC_DATABASE_URL must be like postgres://user:password@host:5432/name.")
    return Database(
        "postgresql",
        unquote(parts.path.strip("/")),
        parts.hostname or "",
        str(parts.port or ""),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _url(name: str, values: Mapping[str, str], schemes: set[str]) -> str:
    value = values.get(name, "")
    if value and _parts(name, value).scheme not in schemes:
        raise WrongSetting(f"{name} must begin with one of: {', '.join(sorted(s + '://' for s in schemes))}.")
    return value


def _registration(value: str) -> Registration:
    try:
        return Registration(value)
    except ValueError:
        raise WrongSetting("TOCTOC_REGISTRATION must be closed, approval or open.") from None


def _switch(name: str, value: str) -> bool:
    if value not in {"on", "off"}:
        raise WrongSetting(f"{name} must be on or off.")
    return value == "on"


def _language(value: str) -> str:
    if value not in {"fr", "en"}:
        raise WrongSetting("TOCTOC_LANGUAGE must be fr or en.")
    return value


def _search(value: str) -> str:
    if value not in SEARCH_ENGINES:
        raise WrongSetting(f"TOCTOC_SEARCH must be one of: {', '.join(SEARCH_ENGINES)}.")
    return value


def _guard_model(value: str) -> str:
    if value and not value.startswith("spacy:") and not Path(value).is_dir():
        raise WrongSetting("TOCTOC_GUARD_MODEL must be spacy:<package>, or the folder of a model.")
    return value


def _contact(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise WrongSetting("TOCTOC_CONTACT must be an e-mail address, like contact@toctoc.example.")
    return value


def _domain(name: str, value: str) -> str:
    if value and not _DOMAIN.fullmatch(value):
        raise WrongSetting(f"{name} must be a host name, like reponses.toctoc.example.")
    return value.lower()


def _lookups(value: str) -> str:
    if value not in {"off", "crossref"}:
        raise WrongSetting("TOCTOC_LOOKUPS must be off or crossref.")
    return value
