"""``toctoc directory import``: what is read, what is refused, and that nothing is ever half applied."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import person
from tests.proofs.paths.directory_files import HEADER, NAMES, file_of, row
from tests.register_numbers import fictional_rpps
from toctoc.config.cli import main
from toctoc.config.world.steps import silent
from toctoc.kernel.errors import Invalid, Refused, Stale
from toctoc.people.models import Proof
from toctoc.people.rules.proof_life import State
from toctoc.people.services.keys import digest_of_number
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.proofs.paths.directory.models import Edition, Listed
from toctoc.proofs.paths.directory.queries import person_with, standings
from toctoc.proofs.paths.directory.rules import columns
from toctoc.proofs.paths.directory.services import editions, importing, sorting
from toctoc.proofs.paths.directory.services.importing import Imported, import_directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from toctoc.proofs.paths.directory.services.sorting import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def brought(folder: Path, content: bytes, *, accept_smaller: bool = False) -> Imported:
    path = folder / "file.txt"
    path.write_bytes(content)
    return import_directory(file=str(path), accept_smaller=accept_smaller, steps=silent)


def digest(number: int) -> bytes:
    return digest_of_number(f"8{fictional_rpps(number)}")


def everything() -> list[tuple[object, ...]]:
    """Every row of what is read, in bytes, and which edition it is."""
    listed = Listed.objects.filter(edition__state="current").order_by("number")
    return [tuple(map(bytes_or_same, line)) for line in listed.values_list()]


def bytes_or_same(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def numbers(of: Iterable[int]) -> set[bytes]:
    return {digest(number) for number in of}


def read_now() -> set[bytes]:
    return {bytes(line.number) for line in Listed.objects.filter(edition__state="current")}


def test_somebody_is_found_by_number_with_what_they_may_prove_in_one_statement(folder: Path) -> None:
    brought(folder, file_of(row(1), row(1, SPECIALTY="SM04"), row(2, PROFESSION="60", SPECIALTY="")))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = person_with(digest(1))
    assert len(asked) == 1
    assert found is not None
    assert set(standings(found)) == {("doctor", "dermatology"), ("doctor", "cardiology")}
    nurse = person_with(digest(2))
    assert nurse is not None
    assert standings(nurse) == [("nurse", "")]
    assert person_with(digest(3)) is None


def test_students_are_no_doctors(folder: Path) -> None:
    brought(folder, file_of(row(1, CATEGORY="E", SPECIALTY="")))
    found = person_with(digest(1))
    assert found is not None
    assert standings(found) != [("doctor", "")]
    assert all(slug.startswith("student") for slug, _ in standings(found))


def test_nothing_of_a_person_rests_in_clear(folder: Path) -> None:
    brought(folder, file_of(row(1, MAILBOX="camille.galet@cabinet.exemple.test")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM proof_directory_listed")
        held = b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in cursor.fetchone())
    for clear in (fictional_rpps(1), "galet", "camille", "cabinet"):
        assert clear.encode() not in held.lower()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_letters_and_line_ends_change_nothing(folder: Path, encoding: str, end: str) -> None:
    brought(folder, file_of(row(1), row(2)))
    before = {(bytes(p.number), bytes(p.names), p.practices) for p in Listed.objects.all()}
    brought(folder, file_of(row(1), row(2), encoding=encoding, end=end))
    listed = Listed.objects.filter(edition__state="current")
    assert {(bytes(p.number), bytes(p.names), p.practices) for p in listed} == before


def test_columns_may_come_in_another_order_and_new_ones_change_nothing(folder: Path) -> None:
    fields = dict(zip(NAMES, row(1).split("|"), strict=True)) | {"Nouvelle colonne": '"des guillemets'}
    names = sorted(fields)
    brought(folder, file_of("|".join(fields[name] for name in names), header="|".join(names)))
    assert read_now() == numbers([1])


@pytest.mark.parametrize("needed", columns.NEEDED)
@pytest.mark.parametrize("change", ["missing", "renamed", "doubled"])
def test_a_changed_header_names_its_column_and_applies_nothing(folder: Path, needed: str, change: str) -> None:
    brought(folder, file_of(row(1)))
    before = everything()
    place = NAMES.index(needed)
    changed = {
        "missing": NAMES[:place] + NAMES[place + 1 :],
        "renamed": [*NAMES[:place], f"{needed} (ancien)", *NAMES[place + 1 :]],
        "doubled": [*NAMES, needed],
    }[change]
    with pytest.raises(Invalid, match="colonne") as refused:
        brought(folder, file_of(row(2), header="|".join(changed)))
    assert f"« {needed} »" in str(refused.value)
    assert everything() == before


def test_a_file_in_two_encodings_is_refused_in_words(folder: Path) -> None:
    brought(folder, file_of(row(1)))
    before = everything()
    for first, second in (("utf-8", "latin-1"), ("latin-1", "utf-8")):
        with pytest.raises(Invalid, match="Ligne 4 : les lettres sont en"):
            brought(folder, file_of(row(1), row(2), encoding=first) + f"{row(3)}\n".encode(second))
        assert everything() == before


def test_broken_rows_are_told_by_line_and_never_by_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = row(7).replace(fictional_rpps(7), "99000000070")
    rows = [*(row(number) for number in range(100, 200)), "trop|court", wrong, row(8, LAST="-"), row(9, PROFESSION="é")]
    (folder / "file.txt").write_bytes(file_of(*rows, row(10)))
    assert main(["directory", "import", str(folder / "file.txt"), "--quiet"]) == 0
    said = capsys.readouterr()
    assert "ligne 102 : 2 colonnes au lieu de 56" in said.err
    assert "ligne 103 : l’identifiant ne se vérifie pas" in said.err
    assert "ligne 104 : le nom ou le prénom manque" in said.err
    assert "ligne 105 : un code" in said.err
    assert "lignes lues : 105 · gardées : 101 · sans numéro RPPS : 0 · refusées : 4\npersonnes : 101 ·" in said.out
    assert "99000000070" not in said.err + said.out
    assert "GALET" not in said.err + said.out


def test_more_than_one_row_in_twenty_broken_refuses_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought(folder, file_of(row(1)))
    before = everything()
    (folder / "file.txt").write_bytes(file_of(*["cassée"] * 30, *(row(number) for number in range(270))))
    assert main(["directory", "import", str(folder / "file.txt"), "--quiet"]) == 1
    said = capsys.readouterr().err
    assert "30 lignes sur 300 ne se lisent pas, plus de 5 %." in said
    assert said.count("1 colonnes au lieu de 56") == 20
    assert everything() == before


def test_people_without_an_rpps_number_are_set_aside(folder: Path) -> None:
    done = brought(folder, file_of(row(1), row(2, KIND="0", IDENTIFIER="0759912345"), row(3, KIND="5")))
    assert (done.tally.kept, done.tally.set_aside, done.tally.broken) == (1, 2, 0)
    assert read_now() == numbers([1])


def test_a_truncated_file_is_refused(folder: Path) -> None:
    whole = file_of(*(row(number) for number in range(40)))
    brought(folder, whole)
    before = everything()
    with pytest.raises(Invalid, match="La dernière ligne est incomplète"):
        brought(folder, whole[:-40])
    with pytest.raises(Invalid, match="30 lignes, contre 40 à l’import précédent"):
        brought(folder, file_of(*(row(number) for number in range(30))))
    with pytest.raises(Invalid, match="Aucune ligne"):
        brought(folder, file_of())
    with pytest.raises(Invalid, match="manque dans l’en-tête"):
        brought(folder, b"")
    assert everything() == before
    brought(folder, file_of(*(row(number) for number in range(30))), accept_smaller=True)
    assert read_now() == numbers(range(30))


def test_a_last_row_that_is_whole_and_wrong_is_one_broken_row(folder: Path) -> None:
    done = brought(folder, file_of(*(row(number) for number in range(40)), row(41, PROFESSION="?")))
    assert (done.tally.kept, done.tally.broken) == (40, 1)


def test_a_file_of_other_people_is_refused_unless_it_is_meant(folder: Path) -> None:
    brought(folder, file_of(*(row(number) for number in range(40))))
    before = everything()
    others = file_of(*(row(number) for number in range(20, 60)))
    with pytest.raises(Invalid, match="20 personnes sur 40 ne sont plus dans ce fichier"):
        brought(folder, others)
    assert everything() == before
    assert Listed.objects.count() == 40
    assert brought(folder, others, accept_smaller=True).left == 20


def test_the_same_file_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought(folder, file_of(row(1), row(2)))
    before, edition = everything(), Edition.objects.get()
    assert main(["directory", "import", str(folder / "file.txt"), "--quiet"]) == 0
    assert "rien n’a changé" in capsys.readouterr().out
    assert everything() == before
    assert Edition.objects.get() == edition


def test_packed_files_and_the_standard_input_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PS_LibreAcces_Dirigeants.txt", "autre chose")
        archive.writestr("PS_LibreAcces_Personne_activite_202611.txt", file_of(row(1)))
    brought(folder, packed.getvalue())
    assert read_now() == numbers([1])
    brought(folder, gzip.compress(file_of(row(1), row(2))))
    assert read_now() == numbers([1, 2])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file_of(row(1), row(2), row(3)))))
    import_directory(file="-", accept_smaller=False, steps=silent)
    assert read_now() == numbers([1, 2, 3])


def test_a_packed_file_that_is_cut_short_is_refused(folder: Path) -> None:
    brought(folder, file_of(row(1)))
    packed = gzip.compress(file_of(*(row(number) for number in range(500))))
    with pytest.raises(Invalid, match="tronqué ou abîmé"):
        brought(folder, packed[: len(packed) // 2])
    with pytest.raises(Invalid, match="tronqué ou abîmé"):
        brought(folder, b"PK\x03\x04" + packed)
    with pytest.raises(Invalid, match="ne peut pas être lu"):
        import_directory(file=str(folder / "absent.txt"), accept_smaller=False, steps=silent)
    assert read_now() == numbers([1])


def test_a_line_without_end_does_not_fill_the_memory(folder: Path) -> None:
    with pytest.raises(Invalid, match="plus de 64 Kio"):
        brought(folder, file_of(row(1)) + b"x" * 70_000)


class Killed(BaseException):
    """Stands for a process that ends at once."""


@pytest.mark.parametrize("moment", ["before the rows", "among the rows", "before the flip", "after it", "tidying"])
def test_a_run_killed_at_any_moment_leaves_one_directory_and_the_next_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setattr(editions, "BATCH", 3)
    holder = person("tilleul")
    record_proof(actor=holder, evidence=Evidence("doctor", path="directory", number=digest(0)))
    old, new = range(20), range(1, 22)
    brought(folder, file_of(*map(row, old)))
    kill_at(monkeypatch, moment)
    with pytest.raises(Killed):
        brought(folder, file_of(*map(row, new)))
    assert read_now() == numbers(new if moment in {"after it", "tidying"} else old)
    monkeypatch.undo()
    monkeypatch.setattr(editions, "PAUSE_SECONDS", 0.0)
    brought(folder, file_of(*map(row, new)))
    assert read_now() == numbers(new)
    assert Listed.objects.count() == len(new)
    assert Edition.objects.count() == 1
    assert Proof.objects.get().state == State.DOUBTED


def kill_at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    def die(*_: object, **__: object) -> None:
        raise Killed

    flip, remove, people = editions.flip, editions.remove, sorting.Sorter.people

    def half(self: sorting.Sorter, told: object) -> Iterator[Person]:
        found = people(self, lambda done: done)
        yield from (next(found) for _ in range(9))
        die()

    def flip_and_die(*, edition: Edition, people: int) -> None:
        flip(edition=edition, people=people)
        die()

    def remove_some(*, edition: Edition) -> None:
        Listed.objects.filter(pk__in=Listed.objects.filter(edition=edition).values("pk")[:5]).delete()
        die()

    assert remove is not None
    place, act = {
        "before the rows": ("write", die),
        "among the rows": ("people", half),
        "before the flip": ("flip", die),
        "after it": ("flip", flip_and_die),
        "tidying": ("remove", remove_some),
    }[moment]
    monkeypatch.setattr(sorting.Sorter if place == "people" else editions, place, act)


def test_no_reader_ever_sees_part_of_an_edition(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked after each statement of an import, the answer is the old directory or the new one."""
    brought(folder, file_of(*map(row, range(20))))
    old, new = numbers(range(20)), numbers(range(1, 22))
    monkeypatch.setattr(editions, "BATCH", 4)
    seen: list[set[bytes]] = []
    writing, removing = editions.write, editions.remove

    def watched(people: Iterable[Person]) -> Iterator[Person]:
        for found in people:
            seen.append(read_now())
            assert person_with(digest(0)) is not None
            assert person_with(digest(20)) is None
            yield found

    monkeypatch.setattr(editions, "write", lambda *, edition, people: writing(edition=edition, people=watched(people)))

    def removed(*, edition: Edition) -> None:
        seen.append(read_now())
        removing(edition=edition)
        seen.append(read_now())

    monkeypatch.setattr(editions, "remove", removed)
    brought(folder, file_of(*map(row, range(1, 22))))
    assert {frozenset(found) for found in seen} == {frozenset(old), frozenset(new)}
    assert seen.index(new) == 21


def test_an_edition_that_somebody_removed_meanwhile_does_not_become_current(folder: Path) -> None:
    brought(folder, file_of(row(1)))
    gone = Edition.objects.create(content=b"", key_mark=b"")
    Edition.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Stale):
        editions.flip(edition=gone, people=1)
    assert read_now() == numbers([1])


def test_two_imports_at_once_are_kept_apart(folder: Path) -> None:
    (folder / "file.txt").write_bytes(file_of(row(1)))
    with importing._alone(), pytest.raises(Refused, match="Un autre import"):
        import_directory(file=str(folder / "file.txt"), accept_smaller=False, steps=silent)
    assert not Edition.objects.exists()


def test_who_left_is_counted_and_their_proofs_are_doubted(folder: Path) -> None:
    names = ("tilleul", "roseau", "fougere")
    left, stays, elsewhere = (person(name) for name in names)
    for number, actor in enumerate((left, stays)):
        record_proof(actor=actor, evidence=Evidence("doctor", path="directory", number=digest(number)))
    # A number that was never in the file, as those of the army's doctors are not.
    record_proof(actor=elsewhere, evidence=Evidence("doctor", path="pro_sante_connect", number=digest(999)))
    brought(folder, file_of(*map(row, range(20))))
    done = brought(folder, file_of(*map(row, range(1, 21))))
    assert (done.left, done.doubted, done.people) == (1, 1, 20)
    proof = Proof.objects.get(actor=left)
    assert proof.state == State.DOUBTED
    assert "annuaire national" in proof.moves.latest("pk").reason
    assert not Proof.objects.exclude(actor=left).exclude(state=State.VALID).exists()


def test_a_change_of_the_servers_key_doubts_nobody(folder: Path, settings: object) -> None:
    holder = person("tilleul")
    record_proof(actor=holder, evidence=Evidence("doctor", path="directory", number=digest(1)))
    content = file_of(row(1))
    brought(folder, content)
    settings.SECRET_KEY = "une autre clé, pour cet essai seulement"  # type: ignore[attr-defined] # the fixture's type
    done = brought(folder, content)
    assert not done.is_same
    assert (done.left, done.doubted) == (0, 0)
    assert read_now() == numbers([1])


def test_a_transaction_of_an_import_is_short(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows go in and out a batch at a time; the last deletion finds none."""
    monkeypatch.setattr(editions, "BATCH", 4)
    brought(folder, file_of(*map(row, range(18))))
    with CaptureQueriesContext(connection) as asked:
        brought(folder, file_of(*map(row, range(18)), row(18)))
    statements = [line["sql"] for line in asked]
    assert sum("INSERT INTO proof_directory_listed" in line for line in statements) == 5
    assert sum(line.startswith('DELETE FROM "proof_directory_listed"') for line in statements) == 5 + 1


texts = st.text(st.characters(codec="utf-8", exclude_characters="\n\r|"), max_size=12)
good_rows = st.integers(0, 40).map(lambda number: (row(number), True))
odd_rows = st.one_of(
    texts.map(lambda text: (text, False)),
    st.tuples(st.integers(0, 40), texts).map(lambda pair: (row(pair[0], FIRST=pair[1]), False)),
    st.lists(texts, min_size=56, max_size=56).map(lambda fields: ("|".join(fields), False)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.one_of(good_rows, good_rows, good_rows, odd_rows), max_size=30),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    cut=st.one_of(st.none(), st.integers(0, 20_000)),
    packed=st.booleans(),
)
def test_whatever_the_file_it_is_applied_whole_or_not_at_all(
    folder: Path, rows: list[tuple[str, bool]], encoding: str, cut: int | None, *, packed: bool
) -> None:
    Edition.objects.all().delete()
    brought(folder, file_of(row(50)))
    lines = [HEADER, *(text for text, _ in rows)]
    content = "\n".join(lines).encode(encoding, "replace")[:cut]
    try:
        done = brought(folder, gzip.compress(content) if packed else content, accept_smaller=True)
    except Invalid:
        assert read_now() == numbers([50])
    else:
        assert read_now() <= numbers(range(41))
        assert len(read_now()) == done.people
        assert done.tally.broken <= done.tally.rows * 0.05
        assert done.tally.rows == done.tally.kept + done.tally.set_aside + done.tally.broken
    assert Listed.objects.count() == len(read_now())
    assert Edition.objects.count() == 1
