"""The page of endpoints says what is true."""

from __future__ import annotations

from tools.mastodon_page import PAGE, page


def test_the_page_of_endpoints_is_what_the_register_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.mastodon_page"
