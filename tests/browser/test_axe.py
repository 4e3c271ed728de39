"""Every page in the eyes of axe, in both themes and at both widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.tour import Sight

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("seen_as", ["light, 390", "dark, 390", "light, 1280"])
def test_axe_finds_nothing_serious_on_any_page(sights: list[Sight], seen_as: str) -> None:
    found = [f"{sight}: {rule}" for sight in sights for rule in sight.violations[seen_as]]
    assert not found, "\n".join(found)
