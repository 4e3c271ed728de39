"""Practice sheets in our JSON API: read them, and their versions."""

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from toctoc.kernel.pagination import LARGEST_PAGE, PAGE_SIZE, cut
from toctoc.people.policies import reader_of, viewer_of
from toctoc.questions.models import PracticeSheet, SheetVersion
from toctoc.questions.queries.sheets import (
    Signed,
    newest_sheets,
    references_of,
    signers_of,
    topics_of,
    version_for,
    versions_of,
    visible_sheet,
    writes_it,
)

router = Router()
BASE_URL = settings.ENVIRONMENT.base_url


class SignerOut(Schema):
    """Somebody who signs a sheet."""

    handle: str
    name: str


class ReferenceOut(Schema):
    """A reference of a sheet."""

    kind: str
    identifier: str
    url: str
    level: str | None = Field(description="A, B, C or AE (grades of the HAS).")
    became: str | None = Field(description="retracted, concern, corrected or reinstated, by the imported register.")


class SheetLineOut(Schema):
    """A sheet in a list."""

    id: str
    url: str = Field(description="Absolute address of the page that shows it.")
    state: str
    question: str
    answer: str
    topics: list[str]
    audience: str
    review_on: date
    published_at: datetime | None
    authors: list[SignerOut]
    former_authors: int = Field(description="How many agreed to sign and left since.")


class SheetOut(SheetLineOut):
    """A sheet."""

    version: int
    dissent: str
    references: list[ReferenceOut]


class SheetListOut(Schema):
    """A page of sheets."""

    items: list[SheetLineOut]
    next: str | None = Field(description="Give it as `before` for the next page.")


class VersionOut(Schema):
    """What a sheet said."""

    number: int
    question: str
    answer: str
    dissent: str
    review_on: date
    written_at: datetime
    published_at: datetime | None


class SheetsQuery(Schema):
    """Which sheets."""

    topic: str = Field(default="", description="Only sheets on this topic.")
    before: str | None = Field(default=None, description="Give what is older than this id.")
    limit: int = Field(default=PAGE_SIZE, ge=1, le=LARGEST_PAGE, description="How many at most.")


@router.get("/sheets", response=SheetListOut, summary="List practice sheets")
def list_sheets(request: HttpRequest, query: Query[SheetsQuery]) -> SheetListOut:
    """Return the published sheets that the caller may read, newest first."""
    page = newest_sheets(viewer_of(request), query.topic, cut(query.before, query.limit))
    signers, topics = signers_of(page.items), topics_of(page.items)
    items = [
        _line(one, one.published, signers[one.pk], topics[one.pk]) for one in page.items if one.published is not None
    ]
    return SheetListOut(items=items, next=str(page.next_before) if page.next_before is not None else None)


@router.get("/sheets/{id:sheet_id}", response=SheetOut, summary="Read a practice sheet")
def read_sheet(request: HttpRequest, sheet_id: str) -> SheetOut:
    """Return a sheet: to its authors the version they work on, to others what was published."""
    viewer = viewer_of(request)
    sheet = visible_sheet(viewer, int(sheet_id))
    is_writer = writes_it(reader_of(request), sheet)
    version = version_for(sheet, is_writer=is_writer, is_reviewer=bool(viewer.profession))
    line = _line(sheet, version, signers_of([sheet])[sheet.pk], topics_of([sheet])[sheet.pk])
    references = [
        ReferenceOut(
            kind=one.reference.kind,
            identifier=one.reference.identifier,
            url=one.reference.address,
            level=one.reference.level or None,
            became=one.retraction.nature if one.retraction else None,
        )
        for one in references_of(version)
    ]
    return SheetOut(**line.dict(), version=version.number, dissent=version.dissent, references=references)


@router.get("/sheets/{id:sheet_id}/versions", response=list[VersionOut], summary="Read the versions of a sheet")
def read_versions(request: HttpRequest, sheet_id: str) -> list[VersionOut]:
    """Return the versions that the caller may read, newest first."""
    viewer = viewer_of(request)
    sheet = visible_sheet(viewer, int(sheet_id))
    rows = versions_of(sheet, viewer, is_writer=writes_it(reader_of(request), sheet))
    return [
        VersionOut(
            number=row.number,
            question=row.question_text,
            answer=row.answer,
            dissent=row.dissent,
            review_on=row.review_on,
            written_at=row.written_at,
            published_at=row.published_at,
        )
        for row in rows
    ]


def _line(sheet: PracticeSheet, version: SheetVersion, signers: Signed, topics: list[str]) -> SheetLineOut:
    return SheetLineOut(
        id=str(sheet.pk),
        url=f"{BASE_URL}{sheet.get_absolute_url()}",
        state=sheet.state,
        question=version.question_text,
        answer=version.answer,
        topics=topics,
        audience=version.audience,
        review_on=version.review_on,
        published_at=sheet.published_at,
        authors=[SignerOut(handle=actor.handle, name=actor.display_name) for actor in signers.named],
        former_authors=signers.left,
    )
