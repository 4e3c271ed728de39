"""The packaged files: whole, small, quick, the same when built again, and carried by the wheel."""

import json
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tools.lexicons import HERE, LISTS, lines_of
from tools.wordlists import plain

from toctoc.privacy.rules import lexicons
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.lexicons import lexicon
from toctoc.privacy.rules.lexicons.fields import Field
from toctoc.privacy.rules.lexicons.lexicon import place_key
from toctoc.privacy.rules.lexicons.table import Table, digest, table_bytes

KNOWN = lexicon()
ROOT = Path(__file__).resolve().parents[3]


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file()) < 12 * 2**20


@pytest.mark.parametrize("name", LISTS)
def test_the_words_hold_every_list_as_it_is_now(name: str) -> None:
    """A list that was changed without building the files again fails here."""
    field, lines = LISTS[name], lines_of(name)
    missing = [line for line in lines if not field.read(KNOWN.known(plain(line)))]
    if field is Field.MEDICAL:  # what is a name too is an acronym, or left out
        missing = [line for line in missing if not KNOWN.first_name(plain(line)) and not KNOWN.surname(plain(line))]
    assert missing == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_says_nothing_twice(name: str) -> None:
    keys = [key(line) for line in lines_of(name)]
    assert keys == sorted(set(keys))


def test_there_are_eponyms_enough() -> None:
    assert len(lines_of("eponyms")) >= 1_500


def test_unknown_words_are_taken_for_known_ones_less_than_once_in_a_hundred_thousand() -> None:
    chance = random.Random(5)
    made = ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for _ in range(100_000)]
    assert sum(bool(KNOWN.known(word)) for word in made) <= 1


def test_the_same_words_make_the_same_bytes() -> None:
    pairs = [(f"mot{n}", n % 7) for n in range(5_000)]
    shuffled = random.Random(1).sample(pairs, len(pairs))
    assert table_bytes(pairs, layout=b"TTTESTS1", width=2) == table_bytes(shuffled, layout=b"TTTESTS1", width=2)


def test_a_table_gives_back_what_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "table.bin"
    path.write_bytes(table_bytes([("a", 1), ("b", 2), ("a", 70_000)], layout=b"TTTESTS1", width=4, extra=b"more"))
    table = Table(path, b"TTTESTS1")
    assert (list(table.every("a")), table.first("b"), table.first("c"), len(table)) == ([1, 70_000], 2, None, 3)
    assert bytes(table.extra) == b"more"


def test_a_table_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.bin"
    path.write_bytes(table_bytes([("a", 1)], layout=b"TTTESTS1", width=2))
    with pytest.raises(ValueError, match="build it again"):
        Table(path, b"TTTESTS2")


def test_digests_are_the_same_on_every_machine() -> None:
    assert digest("pierre") == (0xC5E7, 0x13BBD58E)


def test_nothing_is_read_at_import() -> None:
    opened = _fresh(
        "import builtins, json, mmap; made = []; real = mmap.mmap;"
        "mmap.mmap = lambda *a, **k: made.append(1) or real(*a, **k);"
        "from toctoc.privacy.rules.lexicons import lexicon; before = len(made); lexicon();"
        "print(json.dumps([before, len(made)]))"
    )
    assert opened == [0, 2]


def test_ten_thousand_look_ups_of_each_kind_take_little_memory() -> None:
    grown = _fresh(_MEMORY)
    assert isinstance(grown, float)
    assert grown < 25, f"{grown} MiB"


def test_a_look_up_is_quick() -> None:
    words = [f"{start}{end}" for start in ("ab", "do", "ma", "pa", "ro") for end in range(2_000)]
    for look in (KNOWN.first_name, KNOWN.word, KNOWN.communes, lambda k: KNOWN.commune_at((k, "la"), 0)):
        began = time.process_time()
        for word in words:
            look(word)
        each = (time.process_time() - began) / len(words) * 1e6
        assert each < 30, f"{each:.1f} µs"  # 2 to 3 on an idle machine


def test_the_wheel_carries_them(tmp_path: Path) -> None:
    build = "import sys; from flit_core.buildapi import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        inside = [name for name in packed.namelist() if name.startswith("toctoc/privacy/") or name.count("/") == 1]
        packed.extractall(tmp_path / "site", members=inside)
    told = subprocess.run(
        [sys.executable, "-I", "-c", _FROM_WHEEL, str(tmp_path / "site")],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    where, name = json.loads(told.stdout)
    assert Path(where).is_relative_to(tmp_path)
    assert name == "Niort"


def test_the_places_of_lists_and_of_texts_have_the_same_key() -> None:
    assert place_key("st-maixent-l'ecole") == "saint maixent l ecole"


def _fresh(program: str) -> object:
    source = str(Path(lexicons.__file__).parents[4])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r}); {program}"],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


_FROM_WHEEL = """
import sys; sys.path.insert(0, sys.argv[1])
import json, toctoc.privacy.rules.lexicons as packed
print(json.dumps([packed.__file__, packed.lexicon().postcode("79000")[0].name]))
"""

_MEMORY = """
import json
from toctoc.privacy.rules.lexicons import lexicon
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4 / 1024
before = resident(); known = lexicon()
for n in range(10_000):
    word = f"mot{n}"
    known.first_name(word), known.word(word + "a"), known.medical(word + "b"), known.eponym(word + "c")
    known.communes(word), known.postcode(f"{n * 7:05}"), known.department(str(n % 100))
    known.phrase_at((word, "la"), 0), known.commune_at(("la", word), 0)
print(json.dumps(resident() - before))
"""
