"""The stand-in for Pro Santé Connect as a process, beside the rest of a demonstration; and what the doctor says."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.config.program import PATIENCE, Serving, free_ports, has_ended, toctoc, variables
from tests.identity import listening
from toctoc.config import checks
from toctoc.config.cli import psc_demo
from toctoc.config.serve import ports

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

BESIDE = """
import sys
from toctoc.config.serve.parent import Plan, serve
port = int(sys.argv[2])
sys.exit(serve(Plan("127.0.0.1", port, beside=(("psc-demo", "--port", sys.argv[3]),))))
"""


def discovered(port: int) -> dict[str, object]:
    found: dict[str, object] = httpx.get(
        f"http://127.0.0.1:{port}/.well-known/openid-configuration", trust_env=False
    ).json()
    return found


def test_alone_it_says_how_a_server_finds_it(tmp_path: Path) -> None:
    port = free_ports()
    command = [sys.executable, "-m", "toctoc.config.cli", "psc-demo", "--port", str(port)]
    with subprocess.Popen(command, env=variables(tmp_path), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(3)]
        assert said[0] == f"TOCTOC_PSC_ISSUER=http://127.0.0.1:{port}"
        assert [line.partition("=")[0] for line in said[1:]] == ["TOCTOC_PSC_CLIENT_ID", "TOCTOC_PSC_CLIENT_SECRET"]
        wait_for(port)
        assert discovered(port)["issuer"] == f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while not ports.answers("127.0.0.1", port):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_it_answers_only_where_the_settings_say(tmp_path: Path) -> None:
    elsewhere = psc_demo.variables_for(psc_demo.provider_at(8_002))
    refused = toctoc(tmp_path, "psc-demo", "--port", "8003", **elsewhere)
    assert refused.returncode == 1
    assert "TOCTOC_PSC_ISSUER is http://127.0.0.1:8002" in refused.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = toctoc(tmp_path, "psc-demo", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert "--port" in refused.stderr


@pytest.mark.slow
def test_it_lives_and_ends_with_the_rest(folder: Path) -> None:
    port, identity = free_ports(), free_ports()
    provider = psc_demo.provider_at(identity)
    command = ("-c", f"import sys; sys.argv.append('{identity}')\n{BESIDE}")
    server = Serving(folder, port, command, psc_demo.variables_for(provider))
    try:
        wait_for(identity)
        assert discovered(identity)["issuer"] == provider.issuer
        numbers = server.processes()
        killed = server.pid_of("psc-demo")
        os.kill(killed, signal.SIGKILL)
        assert has_ended(killed)
        assert server.facts_with('"died"', '"psc-demo"')["code"] == -signal.SIGKILL
        server.line_with('"started"', '"psc-demo"')
        wait_for(identity)
        numbers |= server.processes()
    finally:
        assert server.end() == 0
    assert all(has_ended(number) for number in numbers)


def test_the_doctor_asks_the_provider_who_it_is(settings: LazySettings) -> None:
    assert list(checks.check_pro_sante_connect()) == []
    with listening() as identity:
        settings.ENVIRONMENT = identity.settings(settings.ENVIRONMENT)
        (well,) = checks.check_pro_sante_connect()
        assert well.is_well
        assert f"{identity.issuer} answers" in well.says
        identity.twist(discovery=lambda document: {**document, "issuer": "https://auth.exemple.test"})
        (other,) = checks.check_pro_sante_connect()
        assert "another issuer" in other.says
        assert "TOCTOC_PSC_ISSUER" in other.mend
    (gone,) = checks.check_pro_sante_connect()
    assert "does not answer" in gone.says
    assert "TOCTOC_PSC_ISSUER" in gone.mend
