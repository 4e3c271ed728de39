"""The pages on which the place explains itself, as apps show them."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.urls import get_urlconf, set_urlconf
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator


def text_of(template: str) -> str:
    """Return what a page of the place says, without the frame around it, in the reader's language."""
    return _text(template, translation.get_language() or "fr")


@lru_cache(maxsize=16)
def _text(template: str, language: str) -> str:
    page = get_template(template).template  # type: ignore[attr-defined]  # django-stubs: only of Django's own engine
    main = next(node for node in page.nodelist.get_nodes_by_type(BlockNode) if node.name == "main")
    context = Context({"contact": settings.ENVIRONMENT.contact})
    with _site_addresses(), translation.override(language), context.bind_template(page):
        said = str(main.render(context))
    # Apps show it elsewhere: its links lead here.
    return said.replace('href="/', f'href="{settings.ENVIRONMENT.base_url}/').strip()


@contextmanager
def _site_addresses() -> Iterator[None]:
    """Find the addresses of pages, which the handler of the API does not look through."""
    asked = get_urlconf()
    set_urlconf(None)
    try:
        yield
    finally:
        set_urlconf(asked)
