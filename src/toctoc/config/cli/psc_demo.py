"""``toctoc psc-demo``: a stand-in for Pro Santé Connect, with fictional people, for demonstrations."""

from __future__ import annotations

import importlib
import secrets
import sys
from typing import TYPE_CHECKING

from toctoc.config import environment
from toctoc.config.environment import ProSanteConnect, WrongSetting
from toctoc.config.serve import ports
from toctoc.config.serve.lifeline import end_with_starter
from toctoc.config.serve.listening import port_number

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

HOST = "127.0.0.1"
_PROVIDER = "toctoc.proofs.paths.pro_sante_connect.provider"


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "psc-demo",
        help="a stand-in for Pro Santé Connect on this machine, with fictional people",
        description="Let anybody be a fictional professional, to try how a profession is proved. Never for others.",
    )
    parser.add_argument(
        "--port", type=port_number, default=8002, metavar="P", help="port to listen to (default: %(default)s)"
    )
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Answer until told to end."""
    end_with_starter()
    here = provider_at(asked.port)
    chosen = environment.read().pro_sante_connect
    if chosen is None:
        chosen = here
        sys.stdout.write("".join(f"{name}={value}\n" for name, value in variables_for(here).items()))
        sys.stdout.flush()
    if chosen.issuer != here.issuer:
        raise WrongSetting(f"TOCTOC_PSC_ISSUER is {chosen.issuer}, but this provider would be {here.issuer}.")
    if not ports.is_free(HOST, asked.port):
        raise WrongSetting(f"Port {asked.port} of {HOST} is taken or not allowed: choose another with --port.")
    # Loaded here, so that the program's help needs neither keys nor a server.
    made = importlib.import_module(f"{_PROVIDER}.site").DemonstrationProvider
    site = made(chosen.issuer, chosen.client_id, chosen.client_secret)
    importlib.import_module(f"{_PROVIDER}.listening").serve(site, asked.port)
    return 0


def provider_at(port: int) -> ProSanteConnect:
    """Return the provider of a demonstration at a port, with a secret nobody else has."""
    return ProSanteConnect(f"http://{HOST}:{port}", "toctoc-demonstration", secrets.token_urlsafe(24))


def variables_for(provider: ProSanteConnect) -> dict[str, str]:
    """Return the settings by which a server finds a provider."""
    return {
        "TOCTOC_PSC_ISSUER": provider.issuer,
        "TOCTOC_PSC_CLIENT_ID": provider.client_id,
        "TOCTOC_PSC_CLIENT_SECRET": provider.client_secret,
    }
