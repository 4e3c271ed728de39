"""The provider's only page, and its style. It says first that nothing here is real."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from toctoc.proofs.paths.pro_sante_connect.provider.people import PEOPLE

if TYPE_CHECKING:
    from toctoc.proofs.paths.pro_sante_connect.provider.people import Person

# No form-action: a chosen person is sent back to the site that asked.
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
STYLE = """:root { color-scheme: light; }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: #FFFFFF; color: #1B1B1B; font: 1.0625rem/1.55 system-ui, sans-serif; }
header { padding: 16px; background: #FFD84D; border-bottom: 4px dashed #1B1B1B; }
header p { margin: 0; font-size: 1.25rem; font-weight: 700; }
main { max-width: 640px; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.5rem; line-height: 1.2; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 10px; }
button { width: 100%; min-height: 48px; padding: 10px 16px; border: 2px solid #1B1B1B; border-radius: 8px;
  background: #FFFFFF; color: #1B1B1B; font: inherit; text-align: left; overflow-wrap: anywhere; cursor: pointer; }
button:hover { background: #FFF6D0; }
button:focus-visible { outline: 4px solid #1747A8; outline-offset: 2px; }
"""
WARNING = "Fournisseur de démonstration — personnes fictives"


def choice_page(query: str) -> str:
    """Return the page that lists whom one can be; its form carries the request on."""
    people = "".join(f"<li>{_button(person)}</li>" for person in PEOPLE.values())
    return _page(
        "Qui êtes-vous, pour cette démonstration ?",
        "<p>Ce n’est pas Pro Santé Connect. Aucune carte n’est demandée, et rien ici n’est vrai.</p>"
        f'<form method="post" action="/authorize?{escape(query)}"><ul>{people}'
        '<li><button name="person" value="">Renoncer et revenir</button></li></ul></form>',
    )


def wrong_page(sentence: str) -> str:
    """Return the page of a request that cannot be answered."""
    return _page("Demande refusée", f"<p>{escape(sentence)}</p>")


def _button(person: Person) -> str:
    name = f"{person.given_name} {person.family_name}"
    return (
        f'<button name="person" value="{escape(person.slug)}"><b>{escape(name)}</b><br>{escape(person.words)}</button>'
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · {WARNING}</title><link rel="stylesheet" href="/style.css"></head>'
        f"<body><header><p>{WARNING}</p></header><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
