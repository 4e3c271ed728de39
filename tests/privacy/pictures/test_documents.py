"""A PDF becomes pictures of its pages: nothing that it says besides follows, nothing under a mask is left."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from tests.privacy.pictures.planted import mark, marks_in
from toctoc.privacy.pictures.documents import cleaned, pages
from toctoc.privacy.pictures.looking import Looked
from toctoc.privacy.pictures.refusals import Unfit

WORDS = b"BT /F1 24 Tf 20 60 Td (MARQUE-page) Tj ET"


def paper(count: int = 1, **options: object) -> bytes:
    """Return a PDF with a line of text, and a marker in every place that it has for words."""
    pdf = Pdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=(300, 150))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[-1].obj.Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.pages[-1].contents_add(WORDS)
    for key in ("/Author", "/Title", "/Subject", "/Keywords", "/Producer"):
        pdf.docinfo[key] = mark(key[1:]).decode()
    pdf.attachments["note.txt"] = mark("attachment")
    with pdf.open_metadata() as told_to_all:
        told_to_all["dc:creator"] = [mark("xmp").decode()]
    told = BytesIO()
    pdf.save(told, **options)  # type: ignore[arg-type]
    return told.getvalue()


def test_pages_become_pictures_and_nothing_follows() -> None:
    content = paper(2)
    assert marks_in(content) >= 5
    clean, found = cleaned(content)
    assert [{mask.kind.value for mask in looked.masks} for looked in found] == [{"text"}, {"text"}]
    assert marks_in(clean) == 0
    with pikepdf.open(BytesIO(clean)) as made:
        assert len(made.pages) == 2
        assert "/Metadata" not in made.Root
        assert not made.attachments
        assert not made.docinfo.keys()
    # Where the words were, about a tenth of the page from its left and below its middle, nothing but the mask is left.
    for picture in pages(clean):
        across, down = picture.size
        strip = picture.crop((across // 10, round(down * 0.54), across * 6 // 10, round(down * 0.6))).convert("L")
        assert max(strip.tobytes()) < 70


@pytest.mark.parametrize(
    ("content", "slug"),
    [(b"%PDF-1.7\n", "truncated"), (paper()[:300], "truncated"), (paper(51), "too_many_pages")],
)
def test_what_cannot_be_drawn_is_refused(content: bytes, slug: str) -> None:
    with pytest.raises(Unfit) as caught:
        cleaned(content, lambda _: Looked((), ()))
    assert caught.value.slug == slug


def test_a_locked_document_is_refused() -> None:
    with pytest.raises(Unfit) as caught:
        cleaned(paper(encryption=pikepdf.Encryption(user="secret", owner="secret")))
    assert caught.value.slug == "encrypted"


def test_a_page_that_nobody_looked_at_is_refused() -> None:
    with pytest.raises(Unfit) as caught:
        cleaned(paper(), lambda _: Looked((), (), "no_eyes"))
    assert caught.value.slug == "no_eyes"
