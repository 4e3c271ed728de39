"""Practice sheets are found by their words, through the reader's eyes; lists of retractions are read by a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from tests.conftest import signed_in
from tests.questions.test_sheets import published
from toctoc.config.cli import main
from toctoc.questions.models import PracticeSheet, Retraction
from toctoc.questions.rules.sheets.anew import is_anew
from toctoc.questions.rules.sheets.differences import Change, differences
from toctoc.search.services.rebuild import rebuild

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from toctoc.people.models import Actor
    from toctoc.search.services.engines import Engine


def test_a_sheet_is_found_by_its_words_by_those_who_may_read_it(
    index: Engine, ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    sheet = published(ruisseau, carrelet)
    rebuild(lambda _: None)
    assert index is not None
    peer = signed_in(carrelet).client
    assert f"/fiches/{sheet.pk}" in peer.get("/fiches?q=créatinine").content.decode()
    assert f"/fiches/{sheet.pk}" in peer.get("/fiches?q=créatinine&theme=dermatologie").content.decode()
    assert f"/fiches/{sheet.pk}" not in peer.get("/fiches?q=créatinine&theme=pediatrie").content.decode()
    for outsider in (Client(), signed_in(avril).client):
        assert f"/fiches/{sheet.pk}" not in outsider.get("/fiches?q=créatinine").content.decode()
    # The index is late, the rows are not.
    PracticeSheet.objects.update(state="retired")
    assert f"/fiches/{sheet.pk}" not in peer.get("/fiches?q=créatinine").content.decode()


def test_what_differs_gives_both_texts_back() -> None:
    before, after = "Poursuivre deux semaines, puis revoir.", "Poursuivre trois semaines, puis revoir."
    runs = differences(before, after)
    assert "".join(run.words for run in runs if run.change is not Change.NEW) == before
    assert "".join(run.words for run in runs if run.change is not Change.GONE) == after
    assert [run.words for run in runs if run.change is not Change.SAME] == ["deux", "trois"]
    assert differences("", "") == ()


def test_eight_words_in_a_row_are_not_written_anew() -> None:
    said = "Chez elle nous avons poursuivi le traitement trois mois sans souci."
    assert not is_anew(["Chez elle, NOUS avons poursuivi le traitement trois mois."], [said])
    assert is_anew(["Nous avons poursuivi le traitement."], [said])


def test_a_list_of_retractions_is_read_by_a_command(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _ = db
    path = tmp_path / "list.csv"
    path.write_text("doi,date,nature\n10.1000/ABC,2026-02-01,Retraction\n,,\n", encoding="utf-8")
    for changed in (1, 0):
        assert main(["import", "retractions", str(path), "--quiet"]) == 0
        assert f"nouvelles ou changées : {changed}" in capsys.readouterr().out
    assert Retraction.objects.get().doi == "10.1000/abc"
    path.write_text("autre,chose\n1,2\n", encoding="utf-8")
    assert main(["import", "retractions", str(path), "--quiet"]) == 1
    assert main(["import", "retractions", str(tmp_path / "absent.csv"), "--quiet"]) == 1
