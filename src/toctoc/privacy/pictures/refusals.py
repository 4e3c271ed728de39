"""Why a picture is refused: a slug for programs, a sentence for whoever reads none."""

from __future__ import annotations

# Those of a picture; the slugs that media knows keep their name there.
REFUSALS = {
    "empty": "the file is empty",
    "unknown": "the file is no picture of a known format",
    "no_reader": "this format is not read here",
    "too_many_pixels": "the picture has more than 50 megapixels",
    "truncated": "the file is incomplete or damaged",
    "too_heavy": "the file asks for too much work to be read safely",
    "silent": "the file holds no picture",
    "encrypted": "the document is protected by a password",
    "too_many_pages": "the document has too many pages",
    "no_pages": "the document has no page",
    "no_eyes": "without the extra toctoc[pictures] nobody looks for faces, text and codes",
    "not_looked": "the picture could not be looked at whole",
}


class Unfit(Exception):
    """The picture is refused; ``slug`` is one of :data:`REFUSALS`."""

    def __init__(self, slug: str) -> None:
        super().__init__(REFUSALS[slug])
        self.slug = slug
