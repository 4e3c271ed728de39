"""Addresses of pages: one of them can be a person's, a family's fund-raising, an article on what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.patterned import typed
from toctoc.privacy.rules.sites import addresses, is_public_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_REASON = "Un lien peut mener à une personne : un compte, une cagnotte, un article."


class UrlDetector:
    """Finds links to anything but public sites."""

    kind = "url"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every such link."""
        for start, end, host in addresses(reading.plain):
            if not is_public_site(host):
                yield typed(reading, (start, end), self.kind, Level.MASK, _REASON)
