"""Write the page of endpoints of the Mastodon client API from their register: ``python -m tools.mastodon_page``.

Each published method is implemented, implemented with a difference that is told, or left out for a reason that is told.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "mastodon-api.md"
METHODS = ROOT / "tools" / "mastodon_methods.txt"
# What stands before the table is written by hand, up to this line.
CUT = "<!-- what follows is generated: python -m tools.mastodon_page -->"
_PLACE = re.compile(r"<[^>]+>|:[a-z_]+")
# Answered outside the register.
ELSEWHERE = {
    ("GET", "/oauth/authorize"): "A page: one signs in there, then says yes.",
    ("GET", "/health"): "",
    (
        "POST",
        "/oauth/token",
    ): "The password grant exists only on a server that confirms no address, on its own machine.",
    ("POST", "/oauth/revoke"): "",
    ("GET", "/.well-known/oauth-authorization-server"): "",
}


def published() -> dict[tuple[str, str], str]:
    """Return every published method with why it is not offered; empty for those that should be."""
    found = {}
    for line in METHODS.read_text().splitlines():
        if not line.startswith("#"):
            said, _, reason = line.partition("\t")
            method, path = said.split()
            found[method, path] = reason
    return found


def offered() -> dict[tuple[str, str], str]:
    """Return every method of the register, and of the streams, with what differs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")
    django.setup()
    # The API of ours names the converters of addresses; every family registers its endpoints when it is loaded.
    import_module("toctoc.config.api")
    import_module("toctoc.mastodon_api.web.urls")
    register = import_module("toctoc.mastodon_api.web.endpoints").REGISTER
    rules = import_module("toctoc.mastodon_api.rules.streams")
    streams = {
        rules.HEALTH,
        *(f"{rules.PATH}/{name.replace(':', '/')}" for name in rules.NAMES if ":media" not in name),
    }
    found = {
        (method, f"/{path}"): each.differs for path, methods in register.items() for method, each in methods.items()
    }
    return found | {("GET", path): "" for path in streams} | ELSEWHERE


def plain(path: str) -> str:
    """Return a path whose places have no names, so that two ways of writing them compare."""
    return _PLACE.sub(":", path).rstrip("/")


def page() -> str:
    """Return the whole page."""
    known = {(method, plain(path)): differs for (method, path), differs in offered().items()}
    rows, missing = [], []
    for (method, path), reason in sorted(published().items(), key=lambda item: (item[0][1], item[0][0])):
        differs = known.pop((method, plain(path)), None)
        if differs is not None:
            rows.append(f"| `{method} {path}` | {'as documented' if not differs else 'differs'} | {differs} |")
        elif reason:
            rows.append(f"| `{method} {path}` | not offered | {reason} |")
        else:
            missing.append(f"{method} {path}")
    if missing:
        raise SystemExit("Neither offered nor explained:\n" + "\n".join(missing))
    more = [f"| `{method} {path}` | besides | {differs} |" for (method, path), differs in sorted(known.items())]
    head = PAGE.read_text().partition(CUT)[0] if PAGE.exists() else ""
    table = "\n".join(["| method | here | what differs, or why not |", "|---|---|---|", *rows, *more])
    return f"{head}{CUT}\n\n{table}\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page())


if __name__ == "__main__":
    main()
