"""``toctoc account create``: an account and its actor, for operators and tests."""

from __future__ import annotations

import importlib
import sys
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction

DONE, BAD_USAGE = 0, 2
_PROFESSIONS = "a slug or a name, such as doctor, nurse or home_care_aide (all of them: /api/toctoc/v1/professions)"


def register(subcommands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command to the program."""
    account = subcommands.add_parser("account", help="accounts", description="Make accounts.")
    verbs = account.add_subparsers(metavar="VERB", required=True)
    create = verbs.add_parser(
        "create",
        help="make an account and its actor",
        description=(
            "Make an approved account with one actor and print the actor's handle (@name); with --token a second "
            "line holds a bearer token for the API, valid a year. Without a password the account cannot sign in "
            "by password; it can ask for a new one by mail."
        ),
    )
    create.add_argument("--email", required=True, metavar="E", help="address that signs in")
    create.add_argument("--name", required=True, metavar="N", help="name shown; a pseudonym will do")
    create.add_argument("--handle", default="", metavar="H", help="name after the @ (default: made from the name)")
    create.add_argument("--profession", type=profession, metavar="P", help=_PROFESSIONS)
    create.add_argument(
        "--specialty", choices=list(SPECIALTIES), default="", metavar="S", help="of a doctor, such as dermatology"
    )
    create.add_argument("--proved", action="store_true", help="record that the profession was proved, by hand")
    create.add_argument("--admin", action="store_true", help="let the account administer and moderate the server")
    create.add_argument("--token", action="store_true", help="also print a bearer token")
    create.add_argument("--password-stdin", action="store_true", help="read the password from the first line of input")
    create.set_defaults(run=run)


def profession(word: str) -> str:
    """Return the slug of a profession given by its slug or by its French or English name."""
    for known in PROFESSIONS.values():
        if word.casefold() in {known.slug, known.english.casefold(), known.french.casefold()}:
            return known.slug
    raise ArgumentTypeError(f"{word!r} is not one of: {', '.join(PROFESSIONS)}")


def run(asked: Namespace) -> int:
    """Make the account; what it prints is for scripts."""
    if asked.proved and not asked.profession:
        sys.stderr.write("toctoc: --proved needs --profession\n")
        return BAD_USAGE
    password = sys.stdin.readline().rstrip("\r\n") if asked.password_stdin else None
    # Loaded here, so that the program's help needs no Django.
    importlib.import_module("django").setup()
    importlib.import_module("toctoc.config.serve.prepare").prepare()
    opening = importlib.import_module("toctoc.config.opening")
    account, actor = opening.open_account(
        opening.Opening(
            email=asked.email,
            name=asked.name,
            handle=asked.handle,
            profession=asked.profession or "",
            specialty=asked.specialty,
            is_proved=asked.proved,
            is_administrator=asked.admin,
            password=password,
        )
    )
    lines = [f"@{actor.handle}"]
    if asked.token:
        lines.append(importlib.import_module("toctoc.people.services.tokens").issue_token(account=account))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return DONE
