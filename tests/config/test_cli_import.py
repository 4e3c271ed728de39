"""``toctoc import dialogues`` on a part of the real corpus, and on files that are not what they should be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import person
from toctoc.community.models import Post
from toctoc.community.queries import prepared
from toctoc.community.services import posts
from toctoc.config.cli import main
from toctoc.config.importing import threads
from toctoc.people.models import Actor
from toctoc.people.rules.audience import STRANGER

SAMPLE = Path(__file__).parent.parent / "data" / "labforsims2"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_prepared")]


@pytest.fixture
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are there already."""
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The beginning of each dialogue of the sample, without the broken one, to be spoilt at will."""
    folder = tmp_path / "corpus"
    shutil.copytree(SAMPLE, folder)
    shutil.rmtree(folder / "dialogues" / "Interne98")
    for file in folder.glob("dialogues/*/dialogues"):
        file.write_text("".join(file.read_text().splitlines(keepends=True)[:4]))
    return folder


def imported(folder: Path, *options: str) -> int:
    return main(["import", "dialogues", str(folder), "--quiet", *options])


def everything() -> list[tuple[object, ...]]:
    return [*Post.objects.order_by("id").values_list(), *Actor.objects.order_by("id").values_list()]


def first_thread() -> Post:
    return Post.objects.get(reply_to=None, text__contains="Interne01")


def test_a_dialogue_becomes_a_thread_that_names_its_source_and_its_licence(corpus: Path) -> None:
    assert imported(corpus) == 0
    assert Post.objects.filter(reply_to=None).count() == 3
    first = first_thread()
    assert "CC BY-SA 4.0" in first.author.note
    assert "LabForSims2" in first.text
    assert "BY-SA 4.0" in first.text
    said = Post.objects.filter(thread=first.pk, reply_to__isnull=False).order_by("id")
    assert said[0].text == "Bonjour Madame. Pourquoi vous venez ici ?"
    assert said[1].text == "Bonjour Bah, j’ai mal au ventre."
    assert [post.author.handle for post in said[:2]] == ["medecin_simulation", "patient_virtuel"]
    assert said[1].reply_to_id == said[0].pk
    assert {post.voice for post in said} == {"unproved"}
    assert "Bonjour Madame." in prepared.cards([said[0].pk], STRANGER, "fr")


def test_a_second_run_changes_nothing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(corpus, "--pairs")
    before = everything()
    assert imported(corpus, "--pairs") == 0
    assert everything() == before
    assert "fils ajoutés : 0 (0 messages) · déjà là : 8" in capsys.readouterr().out


def test_a_thread_that_was_taken_back_stays_so(corpus: Path) -> None:
    imported(corpus)
    first = first_thread()
    posts.delete(deleter=first.author, post=first)
    imported(corpus)
    assert Post.objects.filter(reply_to=None, deleted_at=None).count() == 2


def test_a_run_that_was_cut_short_leaves_whole_threads_and_the_next_goes_on(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    reply = posts.reply

    def reply_until_cut(**arguments: object) -> Post:
        said.append("one")
        if len(said) == 6:
            raise KeyboardInterrupt
        return reply(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(posts, "reply", reply_until_cut)
    assert imported(corpus) == 130
    monkeypatch.undo()
    whole = Post.objects.filter(reply_to=None).count()
    assert whole < 3
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)
    assert imported(corpus) == 0
    assert Post.objects.filter(reply_to=None).count() == 3


def test_a_broken_file_is_named_with_its_line_and_the_others_load(capsys: pytest.CaptureFixture[str]) -> None:
    whole = [SAMPLE / "dialogues" / name / "dialogues" for name in ("Interne01", "Interne12", "Interne30")]
    turns = sum(1 for file in whole for line in file.read_text().splitlines() if line.strip())
    assert imported(SAMPLE) == 1
    said = capsys.readouterr()
    assert "Interne98/dialogues, ligne 4:" in said.err
    # One of the simulated patients says in which town they live.
    assert f"fils ajoutés : 3 ({turns + 2} messages) · déjà là : 0 · textes refusés : 1 · " in said.out
    assert said.out.endswith("lignes illisibles : 1\n")
    assert Post.objects.filter(reply_to__isnull=False).count() == turns - 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "le fichier est vide"),
        (b"d1 Bonjour\np1 Bonjour\nd2 \xff\n", "ligne 3: ce n’est pas de l’UTF-8"),
        (b"d1 Bonjour\np2 Bonjour\n", "ligne 2: p2 ne répond à aucune question"),
        (b"d1 Bonjour\nd2 Encore\n", "ligne 2: la question d1 est restée sans réponse"),
        (b"d1\n", "ligne 1: attendu"),
        (b"x" * 2_000_001, "plus de 2000000 octets"),
    ],
)
def test_what_is_wrong_is_said_and_where(
    corpus: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    (corpus / "dialogues" / "Interne99").write_bytes(content)
    assert imported(corpus) == 1
    assert sentence in capsys.readouterr().err
    assert Post.objects.filter(reply_to=None).count() == 3


def test_files_of_other_systems_are_read(corpus: Path) -> None:
    folder = corpus / "dialogues" / "Interne97"
    folder.mkdir()
    (folder / "dialogues").write_bytes(b"\xef\xbb\xbfd1 Bonjour Madame.\r\n\r\np1 Bonjour docteur.\r\n")
    assert imported(corpus) == 0
    assert Post.objects.filter(text="Bonjour docteur.").count() == 1


def test_a_text_that_the_guard_refuses_is_reported_and_left_out(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = corpus / "dialogues" / "Interne01" / "dialogues"
    file.write_text(file.read_text().replace("j’ai mal au ventre.", "appelez le 06 39 98 12 34."))
    assert imported(corpus) == 1
    said = capsys.readouterr()
    assert "Interne01/dialogues, ligne 2: Un numéro de téléphone" in said.err
    assert "06 39 98" not in said.err + said.out
    assert "textes refusés : 1" in said.out
    assert Post.objects.filter(thread=first_thread().pk).count() == 1 + 3
    assert not Post.objects.filter(text__contains="06 39").exists()


def test_pairs_are_short_threads_and_a_missing_half_is_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (corpus / "single" / "d_p.txt").open("a") as file:
        file.write("MTF9999 +++ P0002\n")
    assert imported(corpus, "--pairs") == 1
    assert "d_p.txt, ligne 6: une des deux moitiés n’existe pas" in capsys.readouterr().err
    pair = Post.objects.get(reply_to=None, text__contains="MTF0001-P0002")
    texts = Post.objects.filter(thread=pair.pk, reply_to__isnull=False).order_by("id").values_list("text", flat=True)
    assert list(texts) == ["bonjour. donc. pourquoi venez-vous aux urgences?", "bonjour. bah, j'ai mal au ventre."]


def test_a_folder_that_is_not_the_corpus_and_a_handle_that_is_taken_are_refused(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(tmp_path) == 1
    assert "dialogues" in capsys.readouterr().err
    person("patient_virtuel")
    assert imported(corpus) == 1
    assert not Post.objects.exists()


def test_threads_are_dated_from_the_corpus_and_stand_below_what_is_said_today(corpus: Path) -> None:
    imported(corpus)
    moments = Post.objects.filter(reply_to=None).values_list("created_at", flat=True)
    assert all(threads.PUBLISHED <= moment < threads.PUBLISHED + threads.SPREAD for moment in moments)
