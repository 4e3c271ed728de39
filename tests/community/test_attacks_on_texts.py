"""Texts that would like to run, to hide or to lead astray."""

from __future__ import annotations

import re

import pytest

from toctoc.community.rules.markdown import rendered

ALLOWED = re.compile(
    r"</?(?:p|br|em|strong|ul|ol|li|blockquote|code)>|</a>"
    r'|<a href="(?:https?:)?/[^"<>]*"(?: class="(?:mention|hashtag)")? rel="nofollow noopener noreferrer ugc">'
)


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://exemple.test/x.png)",
        '[x](https://exemple.test "onmouseover=alert(1)")',
        'https://exemple.test/"onmouseover="alert(1)',
        '"><svg onload=alert(1)>',
        "`<script>`",
        '#mot"><b>',
        "@qui<b>",
        "<!--fil-->x<!--/fil-->",
        "> 1. *[x](https://exemple.test)*",
    ],
)
def test_a_text_becomes_the_few_marks_we_know_and_nothing_else(text: str) -> None:
    assert "<" not in ALLOWED.sub("", rendered(text, {"qui"}).html)


def test_a_link_says_nothing_under_the_pointer() -> None:
    html = rendered(r'[ici](https://exemple.test "anne\@exemple.test")', set()).html
    assert "anne" not in html
    assert 'href="https://exemple.test"' in html
