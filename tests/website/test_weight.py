from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

from tests.conftest import post_by, question_by, signed_in
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from toctoc.people.models import Actor

LIMIT = 100_000
TEXT = (
    "Éruption annulaire du tronc chez une patiente sous hydroxychloroquine depuis six semaines ; ni fièvre, ni "
    "atteinte des muqueuses. Arrêter tout de suite ou attendre l’avis du dermatologue ?"
)


def test_a_full_first_view_weighs_less_than_100_kb_as_served(ruisseau: Actor, carrelet: Actor) -> None:
    """HTML as it is, files compressed as WhiteNoise serves them: the page a phone downloads the first time."""
    follow(follower=carrelet, followee=ruisseau)
    for _ in range(25):
        post_by(ruisseau, TEXT)
    for _ in range(6):
        question_by(ruisseau, TEXT)
    html = signed_in(carrelet).client.get("/").content
    files = [_file(name) for name in re.findall(rb'(?:src|href)="/static/([^"]+)"', html)]
    assert len(files) == 4
    served = len(html) + sum(len(gzip.compress(file)) for file in files)
    assert served < LIMIT
    assert html.count(b"<article") == 20


def test_our_own_files_stay_small() -> None:
    assert len(_file(b"website/toctoc.css")) < 28_000
    assert len(_file(b"website/toctoc.js")) < 18_000


def _file(name: bytes) -> bytes:
    path = finders.find(name.decode())
    assert isinstance(path, str)
    return Path(path).read_bytes()
