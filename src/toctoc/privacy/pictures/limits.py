"""How large pictures may be, and what looking at one may take."""

from __future__ import annotations

# Telephones take 48 megapixels. Known from the header, before anything is decoded.
MOST_PIXELS = 50_000_000
# What is kept fills a large screen, and what is looked at is what is kept.
LONGEST_SIDE = 2_048
# Each page is looked at like a photograph.
MOST_PAGES = 50
# Bounds of a process that cleans one picture: bytes of addresses, seconds of computing. A photograph of 12 megapixels
# takes half of the memory, and four seconds; fifty pages, 150.
MOST_MEMORY = 2_000_000_000
MOST_SECONDS = 240
