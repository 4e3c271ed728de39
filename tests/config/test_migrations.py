"""Every migration, on an empty database: other tests begin with the tables as models say them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.config.program import PATIENCE, variables
from tests.databases import ON_POSTGRESQL, rows

if TYPE_CHECKING:
    from pathlib import Path


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return start(folder, "toctoc.config.manage", *arguments)


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, env=variables(folder), capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.mark.migrations
@pytest.mark.slow
def test_every_migration_runs_and_leads_to_what_models_say(tmp_path: Path) -> None:
    done = manage(tmp_path, "migrate", "--no-input")
    assert done.returncode == 0, done.stderr
    assert "questions.0001" in done.stdout
    left = manage(tmp_path, "migrate", "--check")
    assert left.returncode == 0, left.stdout
    drift = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert drift.returncode == 0, drift.stdout
    # A new place takes none of these steps, and comes to the same tables and the same first rows.
    new = tmp_path / "new"
    new.mkdir()
    assert start(new, "toctoc.config.serve.prepare").returncode == 0
    assert manage(new, "migrate", "--check").returncode == 0
    made, led_to = shape(new), shape(tmp_path)
    assert made.keys() == led_to.keys()
    assert [(name, one) for name in made for one in made[name] ^ led_to[name]] == []


def shape(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    """Return what can be told of every column, index and tie, and how many rows each table has.

    Where Django's models and migrations disagree by themselves, on PostgreSQL, nothing depends on it: how an index is
    called that a unique column brings along, and how large the numbers of ``auth_group_permissions`` may be.
    """
    if ON_POSTGRESQL:
        names = rows(folder, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        statements = (
            (
                "SELECT column_name, data_type, character_maximum_length, is_nullable, column_default "
                "FROM information_schema.columns "
                "WHERE table_name = ? AND (table_name, column_name) <> ('auth_group_permissions', 'id')"
            ),
            "SELECT regexp_replace(indexdef, '_(key|[0-9a-f]{8}_uniq) ON', ' ON') FROM pg_indexes WHERE tablename = ?",
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid::regclass::text = ?",
        )
    else:
        # What SQLite keeps for itself is its own.
        names = rows(folder, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        statements = (
            'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)',
            (
                'SELECT i.name, i."unique", i.partial, m.sql FROM pragma_index_list(?) i '
                "JOIN sqlite_master m USING (name) WHERE m.sql IS NOT NULL"
            ),
            'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?)',
        )
    return {
        name: {each for statement in statements for each in rows(folder, statement, name)}
        | {("rows", *rows(folder, f"SELECT count(*) FROM {name}")[0])}  # noqa: S608 our own
        for (name,) in names
    }


def moment(days: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d %H:%M:%S}"


def insert(folder: Path, table: str, **values: object) -> None:
    places = ", ".join("?" * len(values))
    rows(folder, f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())  # noqa: S608 our own


def old_actor(folder: Path, number: int, handle: str, proved: str, until: str | None) -> None:
    texts = dict.fromkeys(("domain", "profession", "specialty", "department", "note"), "")
    counts = dict.fromkeys(
        ("followers_count", "following_count", "posts_count", "answers_count", "last_thread_id", "follows_version"), 0
    )
    named = {"kind": "person", "handle": handle, "display_name": handle, "languages": "fr", "created_at": moment(-900)}
    seal = {"proved_profession": proved, "proved_until": until}
    insert(folder, "people_actor", id=number, **named, **seal, **texts, **counts)


def old_proof(folder: Path, number: int, actor: int, *days: int, by: int | None = None, revoked: bool = False) -> None:
    """Insert a proof as the first release wrote it; ``days`` from now are when it was decided and when it ends."""
    decided, ends = days
    insert(
        folder, "people_proof", id=number, actor_id=actor, profession="doctor", specialty="dermatology", path="by_hand",
        decided_at=moment(decided), expires_at=moment(ends), decided_by_id=by,
        revoked_at=moment(decided + 1) if revoked else None,
    )  # fmt: skip


@pytest.mark.migrations
@pytest.mark.slow
def test_an_old_place_is_brought_up_to_date(tmp_path: Path) -> None:
    """Rows of the first release, then of the one that miscounted threads, then all that came since."""
    assert manage(tmp_path, "migrate", "--no-input", "people", "0001").returncode == 0
    write_proofs(tmp_path)
    for number, handle in ((11, "bavarde"), (12, "discrete"), (13, "muette")):
        old_actor(tmp_path, number, handle, "", None)
    assert manage(tmp_path, "migrate", "--no-input", "community", "0010").returncode == 0
    write_threads(tmp_path)
    done = manage(tmp_path, "migrate", "--no-input")
    assert done.returncode == 0, done.stderr
    assert "community.0011" in done.stdout
    proofs_got_their_lives(tmp_path)
    counted = "SELECT id, posts_count FROM people_actor WHERE id > 10 ORDER BY id"
    assert rows(tmp_path, counted) == [(11, 2), (12, 0), (13, 0)]


def write_proofs(folder: Path) -> None:
    """Write a moderator, and four who proved their profession."""
    switches = {"is_superuser": False, "is_staff": False, "is_moderator": True, "is_active": True}
    who = {"id": 7, "email": "vigie@exemple.test", "password": "!", "language": "fr", "date_joined": moment(-900)}
    insert(folder, "people_account", **who, **switches)
    later, past = moment(100), moment(-5)
    old_actor(folder, 1, "valable", "doctor", later)
    old_actor(folder, 2, "expiree", "doctor", past)
    old_actor(folder, 3, "retiree", "", None)
    old_actor(folder, 4, "deux_preuves", "doctor", later)
    old_proof(folder, 1, 1, -200, 100, by=7)
    old_proof(folder, 2, 2, -370, -5)
    old_proof(folder, 3, 3, -300, 65, by=7, revoked=True)
    # The one decided last ends first: the other counted.
    old_proof(folder, 4, 4, -265, 100)
    old_proof(folder, 5, 4, -20, 30, by=7)


def write_threads(folder: Path) -> None:
    """Write what is for everybody, for some, and gone; the counts of two authors tell all of it."""
    said = {"kind": "post", "text": "Bonjour.", "language": "fr", "voice": "lived", "created_at": moment(-3)}
    counts = {"revision": 1, "replies_count": 0, "favourites_count": 0}
    written = [
        (11, "public", None),
        (11, "unlisted", None),
        (11, "members", None),
        (11, "public", moment(-1)),
        (12, "named", None),
    ]
    for number, (author, audience, gone) in enumerate(written, start=1):
        places = {"id": number, "thread_id": number, "author_id": author}
        insert(folder, "community_post", **places, **said, **counts, audience=audience, deleted_at=gone)
    rows(folder, "UPDATE people_actor SET posts_count = 5 WHERE id IN (11, 12)")


def proofs_got_their_lives(folder: Path) -> None:
    assert rows(folder, "SELECT id, state, path FROM people_proof ORDER BY id") == [
        (1, "valid", "one_moderator"),
        (2, "ended", "operator"),
        (3, "revoked", "one_moderator"),
        (4, "valid", "operator"),
        (5, "replaced", "one_moderator"),
    ]
    ends = "SELECT count(*) FROM people_proof WHERE ends_at = expires_at AND planned_end = expires_at"
    assert rows(folder, ends) == [(5,)]
    steps = "SELECT proof_id, before, after, moved_by_id FROM people_proofmove ORDER BY proof_id"
    assert rows(folder, steps) == [
        (1, "", "valid", 7),
        (2, "", "ended", None),
        (3, "", "revoked", 7),
        (4, "", "valid", None),
        (5, "", "replaced", 7),
    ]
    seals = "SELECT id, proved_profession, proved_path, proved_specialty FROM people_actor WHERE id < 10 ORDER BY id"
    assert rows(folder, seals) == [
        (1, "doctor", "one_moderator", "dermatology"),
        (2, "", "", ""),
        (3, "", "", ""),
        (4, "doctor", "operator", "dermatology"),
    ]
    since = "SELECT id FROM people_actor WHERE proved_since IS NOT NULL AND proved_until IS NOT NULL ORDER BY id"
    assert rows(folder, since) == [(1,), (4,)]
