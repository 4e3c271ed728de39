"""Secrets that travel in addresses are not written down."""

from __future__ import annotations

import json
import os

import pytest

from toctoc.config.logs import RequestLines


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/compte/password/reset/key/1-cxyz12-0123456789abcdef/", "/compte/password/reset/key/…"),
        ("/compte/password/reset/key/1-set-password\n/", "/compte/password/reset/key/…"),
        ("/compte/password/reset/key/done/", "/compte/password/reset/key/done/"),
        ("/compte/password/reset/", "/compte/password/reset/"),
    ],
)
def test_the_key_of_a_new_password_is_in_no_line(monkeypatch: pytest.MonkeyPatch, path: str, kept: str) -> None:
    lines: list[bytes] = []
    monkeypatch.setattr(os, "write", lambda _output, line: lines.append(line))
    RequestLines(lambda _environ, _start: [b""])(
        {"REQUEST_METHOD": "GET", "PATH_INFO": path}, lambda *_: lambda _: None
    )
    assert [json.loads(line)["path"] for line in lines] == [kept]
