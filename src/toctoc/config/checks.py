"""What the doctor looks at: one function per part, each says what is wrong and what mends it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from toctoc.config.environment import ENV_FILE, KEY_FILE
from toctoc.jobs.models import Job, Schedule
from toctoc.jobs.models.job import JobState
from toctoc.jobs.services.schedule import BEATS_EVERY, HEARTBEAT
from toctoc.kernel import clock
from toctoc.live.models import LiveEvent
from toctoc.people.queries import moderators
from toctoc.proofs.paths.by_hand.queries.waiting import is_anything_waiting
from toctoc.proofs.paths.by_hand.rules.life import VOICES_NEEDED
from toctoc.proofs.paths.pro_sante_connect.rules.faults import Distrusted, Unreachable
from toctoc.proofs.paths.pro_sante_connect.services.provider import examined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAL = "wal"
LEAST_FREE = 1 << 30
LONGEST_WAIT = timedelta(minutes=5)
CLOCK_SLACK = timedelta(seconds=5)
MAIL_SECONDS = 5
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Finding:
    """What the doctor says of one part; ``mend`` is empty when it is well."""

    part: str
    says: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.mend


def examine() -> list[Finding]:
    """Look at every part; a part that cannot be looked at is a finding too."""
    found: list[Finding] = []
    for part in (
        check_settings,
        check_database,
        check_queue,
        check_storage,
        check_clock,
        check_mail,
        check_permissions,
        check_moderation,
        check_pro_sante_connect,
    ):
        found += _findings(part)
    return found


def check_settings() -> Iterator[Finding]:
    """Look for settings that are unwise together; wrong ones stop the program earlier."""
    environment = settings.ENVIRONMENT
    if not environment.is_https and not environment.is_loopback:
        yield Finding(
            "settings",
            f"passwords travel in clear to {environment.base_url}",
            "Put a proxy with a certificate in front, and set TOCTOC_BASE_URL to its https:// address.",
        )
        return
    yield Finding("settings", f"pages at {environment.base_url}, streams at {environment.stream_url}")


def check_database() -> Iterator[Finding]:
    """Tell whether it answers, has every table, and lets readers and a writer work together."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding(
            "database", f"{len(missing)} migrations are not applied", "Start 'toctoc serve', which applies them."
        )
        return
    mode = _journal_mode() if connection.vendor == "sqlite" else WAL
    if mode != WAL:
        yield Finding(
            "database",
            f"SQLite keeps its journal in mode {mode}: readers and writers wait for each other",
            "Move the data folder to a local disk: WAL does not work on network file systems.",
        )
        return
    yield Finding("database", f"{connection.vendor} answers, every migration is applied")


def check_queue() -> Iterator[Finding]:
    """Tell whether a worker lives, nothing waits for long, nothing was given up."""
    now = clock.now()
    lives = Schedule.objects.filter(task=HEARTBEAT, next_at__gte=now - BEATS_EVERY).exists()
    if not lives:
        yield Finding("queue", "no worker is running", "Start 'toctoc serve', or 'toctoc worker' on one machine.")
    late = Job.objects.filter(state=JobState.READY, run_at__lt=now - LONGEST_WAIT).order_by("run_at").first()
    if late is not None:
        waited = int((now - late.run_at).total_seconds() // 60)
        yield Finding(
            "queue",
            f"the job {late} has waited for {waited} minutes",
            "Start one more 'toctoc worker', and read its log.",
        )
    dead = Job.objects.filter(state=JobState.DEAD).count()
    if dead:
        yield Finding(
            "queue", f"{dead} jobs were given up", "Read why in the administration, mend it, and have them tried again."
        )
    if lives and late is None and not dead:
        yield Finding("queue", "a worker is running, nothing waits too long, nothing was given up")


def check_storage() -> Iterator[Finding]:
    """Tell whether the data folder can be written to, and has room."""
    folder: Path = settings.ENVIRONMENT.data_dir
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"toctoc")
    except OSError as error:
        yield Finding("storage", f"{folder} cannot be written to: {error.strerror}", f"Give {folder} to this user.")
        return
    free = shutil.disk_usage(folder).free
    said = f"{folder} can be written to, {free / 2**30:.1f} GiB are free"
    yield Finding("storage", said, "" if free >= LEAST_FREE else "Free some space: at least 1 GiB.")


def check_clock() -> Iterator[Finding]:
    """Tell whether the time is right, as far as rows show: ids, tickets and proofs depend on it."""
    newest = LiveEvent.objects.order_by("-id").values_list("created_at", flat=True).first()
    now = clock.now()
    mend = "Set the clock by the network (NTP) on every machine."
    if newest is not None and newest > now + CLOCK_SLACK:
        yield Finding("clock", f"the newest event is dated {newest:%Y-%m-%d %H:%M:%S}, after now", mend)
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            apart = abs((cursor.fetchone()[0] - now).total_seconds())
        if apart > CLOCK_SLACK.total_seconds():
            yield Finding("clock", f"this machine and the database are {apart:.0f} s apart", mend)
            return
    yield Finding("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def check_mail() -> Iterator[Finding]:
    """Tell whether the mail server answers, or messages are kept where the operator finds them."""
    environment = settings.ENVIRONMENT
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        mail = get_connection(timeout=MAIL_SECONDS)
        try:
            mail.open()
        except OSError as error:
            host = settings.EMAIL_HOST
            yield Finding("mail", f"{host} does not take messages: {error}", "Correct TOCTOC_EMAIL_URL.")
            return
        mail.close()
        yield Finding("mail", f"{settings.EMAIL_HOST} answers")
        return
    kept = "messages are printed and kept in the data folder"
    mend = "" if environment.is_loopback else "Set TOCTOC_EMAIL_URL: people need the code that confirms their address."
    yield Finding("mail", kept, mend)


def check_permissions() -> Iterator[Finding]:
    """Tell whether only the user of the program reads its secrets and its data."""
    folder: Path = settings.ENVIRONMENT.data_dir
    open_paths = []
    for path in (folder / KEY_FILE, folder / ENV_FILE, folder):
        if path.exists() and path.stat().st_mode & OTHERS:
            open_paths.append(path)
            rights = "700" if path.is_dir() else "600"
            yield Finding("permissions", f"other users of this machine can open {path}", f"chmod {rights} {path}")
    if folder.exists() and folder.stat().st_uid != os.geteuid():
        open_paths.append(folder)
        yield Finding("permissions", f"{folder} belongs to another user", "Run this command as the user of the server.")
    if not open_paths:
        yield Finding("permissions", "secrets and data are closed to other users")


def check_moderation() -> Iterator[Finding]:
    """Tell whether there are the two moderators that every proof by hand needs."""
    number = len(moderators())
    if number >= VOICES_NEEDED:
        yield Finding("moderation", f"{number} accounts moderate")
        return
    said = f"{number} accounts moderate; a proof by hand needs {VOICES_NEEDED} different people"
    mend = "Let another account moderate, in the administration: somebody is waiting." if is_anything_waiting() else ""
    yield Finding("moderation", said, mend)


def check_pro_sante_connect() -> Iterator[Finding]:
    """Tell whether the provider answers and is the one that was set; nothing when none was."""
    chosen = settings.ENVIRONMENT.pro_sante_connect
    if chosen is None:
        return
    try:
        examined()
    except Unreachable as fault:
        said = f"{chosen.issuer} does not answer as an OpenID Connect provider: {fault.because}"
        mend = "Correct TOCTOC_PSC_ISSUER, or wait: meanwhile nobody can prove a profession by it."
        yield Finding("pro_sante_connect", said, mend)
        return
    except Distrusted:
        said = f"{chosen.issuer} says that it is another issuer"
        mend = "Set TOCTOC_PSC_ISSUER to the issuer exactly as its discovery document writes it."
        yield Finding("pro_sante_connect", said, mend)
        return
    yield Finding("pro_sante_connect", f"{chosen.issuer} answers and is who it should be")


def _findings(part: Callable[[], Iterator[Finding]]) -> list[Finding]:
    name = part.__name__.removeprefix("check_")
    try:
        return list(part())
    except DatabaseError as error:
        sentence = str(error).partition("\n")[0]
        mend = "Correct TOCTOC_DATABASE_URL, or start the database; 'toctoc serve' makes its tables."
        return [Finding(name, f"the database does not answer: {sentence}", mend)]


def _journal_mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])
