"""``toctoc keys rotate``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from toctoc.config.cli import main
from toctoc.people.services.server_keys import current_signer

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def keys_told(client: Client) -> list[str]:
    return [key.partition("#")[2] for key in json.loads(client.get("/.well-known/did.json").content)["assertionMethod"]]


@pytest.mark.parametrize("options", [[], ["--forget-earlier"]])
def test_a_new_key_signs_and_earlier_ones_stay_unless_told_otherwise(
    client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setattr("toctoc.config.serve.prepare.prepare", lambda: None)
    current_signer()
    earlier = keys_told(client)
    assert main(["keys", "rotate", *options]) == 0
    printed = capsys.readouterr().out.strip()
    assert printed.startswith("z6Mk")
    assert keys_told(client) == [printed, *([] if options else earlier)]
