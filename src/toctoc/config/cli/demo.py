"""``toctoc demo``: the demonstration world, served."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from toctoc.config import environment
from toctoc.config.cli import psc_demo
from toctoc.config.cli.world import add_world
from toctoc.config.environment import WrongSetting
from toctoc.config.serve import ports
from toctoc.config.serve.listening import LARGEST_PORT, port_number
from toctoc.config.serve.parent import Plan, serve
from toctoc.config.world.cast import ADMINISTRATOR, MODERATOR, PASSWORD, STARS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from types import FrameType

HOST = "127.0.0.1"


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    parser = subcommands.add_parser(
        "demo",
        help="make the demonstration world if the folder is empty, then serve",
        description="Make the demonstration world if the folder is empty, print who can sign in, and serve.",
    )
    parser.add_argument(
        "--port", type=port_number, default=8000, metavar="P", help="port to listen to (default: %(default)s)"
    )
    add_world(parser)
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Make the world if there is none, then serve until told to end."""
    identity = ports.free_port(HOST, _beside(asked.port))
    os.environ.update(variables_for(asked.port, asked.data))
    os.environ.update(psc_demo.variables_for(psc_demo.provider_at(identity)))
    environment.read()
    if not ports.is_free(HOST, asked.port):
        raise WrongSetting(f"Port {asked.port} of {HOST} is taken or not allowed: choose another with --port.")
    code = _make_if_empty(asked.scale, asked.seed)
    if code:
        return code
    sys.stdout.write(welcome(asked.port, identity))
    sys.stdout.flush()
    return serve(Plan(HOST, asked.port, beside=(("psc-demo", "--port", str(identity)),)))


def variables_for(port: int, data: str | None) -> dict[str, str]:
    """Return the settings of a demonstration: open to whoever is at this machine, and to nobody else."""
    variables = {
        "TOCTOC_REGISTRATION": "open",
        "TOCTOC_EMAIL_CONFIRMATION": "off",
        # Whatever this machine has: a demonstration prints its mail, and fetches none.
        "TOCTOC_EMAIL_URL": "",
        "TOCTOC_REPLY_MAILBOX": "",
        "TOCTOC_BASE_URL": f"http://{HOST}:{port}",
    }
    return {**variables, "TOCTOC_DATA_DIR": data} if data else variables


def _beside(port: int) -> int:
    """Return the port after that of streams, where the stand-in for Pro Santé Connect answers if it is free."""
    return min(port + 2, LARGEST_PORT)


def welcome(port: int, identity: int) -> str:
    """Return the lines that say where to go and who can sign in."""
    people = "\n".join(f"  {star.email:<30} {star.words}" for star in (*STARS, MODERATOR, ADMINISTRATOR))
    return (
        f"\nhttp://{HOST}:{port}\n\n"
        "Comptes de démonstration, tous fictifs, avec le même mot de passe :\n"
        f"{people}\n"
        f"  mot de passe : {PASSWORD}  (public : seulement pour cette démonstration)\n\n"
        f"Pour prouver une profession : http://{HOST}:{port}/preuves\n"
        f"  un faux Pro Santé Connect, aux personnes fictives, répond à http://{HOST}:{identity}\n"
        "  l’annuaire du dossier des données, annuaire-fictif.txt, est aussi inventé ; les codes s’impriment ici\n\n"
    )


def _make_if_empty(scale: str, seed: int) -> int:
    """Make the world in a process of its own, so that the memory it needs goes back to the machine."""
    arguments = ("world", "--if-empty", "--scale", scale, "--seed", str(seed))
    making = subprocess.Popen((sys.executable, "-m", "toctoc.config.cli", *arguments))  # noqa: S603 our own program
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        return making.wait()
    except KeyboardInterrupt:
        making.terminate()
        making.wait()
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
