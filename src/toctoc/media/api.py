"""The masks of pictures in our JSON API; files themselves are with the posts that carry them."""

from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from toctoc.kernel.errors import Invalid
from toctoc.media.models import File
from toctoc.media.policies import is_maskable
from toctoc.media.queries import own_file
from toctoc.media.services.masking import bare_zones, change_masks, declare
from toctoc.people.policies import speaker_of
from toctoc.privacy.pictures.masks import MOST_MASKS, BadMasks, masks_from_json

router = Router(tags=["media"])


class MaskShape(Schema):
    """One zone that is hidden."""

    kind: Literal["face", "text", "code", "hand"] = Field(description="What it hides; `hand`: what a person drew.")
    points: list[list[float]] = Field(
        description="Four corners in turn, `[across, down]`, 0 to 1 from the top left of the upright picture."
    )


class MasksShape(Schema):
    """What is hidden of a picture."""

    state: Literal["waiting", "ready", "refused"] = Field(description="`waiting`: it is being made with these masks.")
    looked: Literal["", "done", "absent", "incomplete", "seen"] = Field(
        description="Whether faces, text and codes were looked for; `absent`: not here; `seen`: found in a film."
    )
    views: int = Field(
        description="Of a film, how many of its views were looked at; of a picture, how many its file has (2: several)."
    )
    revision: int = Field(description="How often its owner changed the masks.")
    can_change: bool = Field(description="False once something uses it, and after a day.")
    shows_patient: bool = Field(description="Said to show somebody who is cared for.")
    masks: list[MaskShape]
    uncovered: int = Field(description="Zones that were found and that no mask hides now.")


class MasksIn(Schema):
    """What shall be hidden, and no more."""

    revision: int = Field(description="The one that the masks were changed from.")
    masks: list[MaskShape] = Field(max_length=MOST_MASKS)
    shows_patient: bool | None = Field(default=None, description="Left out: as it was.")
    reason: Literal["self", "public", "agreed", "not_a_person"] | None = Field(
        default=None, description="Why a zone that was found may be seen; needed when a change uncovers one."
    )


@router.get("/media/{id:file_id}/masks", response=MasksShape, summary="See what is hidden of a picture")
def get_masks(request: HttpRequest, file_id: str) -> MasksShape:
    """Return the masks of one of the caller's own pictures. No program is shown what is below them."""
    return _told(own_file(speaker_of(request), int(file_id)))


@router.put("/media/{id:file_id}/masks", response=MasksShape, summary="Hide something else of a picture")
def put_masks(request: HttpRequest, file_id: str, told: MasksIn) -> MasksShape:
    """Replace the masks of one of the caller's own pictures, which is made again; 409 when they changed since."""
    owner = speaker_of(request)
    file = own_file(owner, int(file_id))
    try:
        masks = masks_from_json([mask.dict() for mask in told.masks])
    except BadMasks:
        raise Invalid("Un masque a quatre coins, sur l’image ou près d’elle.", field="masks") from None
    if told.shows_patient is not None:
        declare(owner=owner, file=file, shows_patient=told.shows_patient)
    change_masks(owner=owner, file_id=file.pk, masks=masks, revision=told.revision, reason=told.reason or "")
    return _told(own_file(owner, file.pk))


def _told(file: File) -> MasksShape:
    return MasksShape.model_validate(
        {
            "state": file.state,
            "looked": file.looked,
            "views": file.views,
            "revision": file.revision,
            "can_change": is_maskable(file),
            "shows_patient": file.shows_patient,
            "masks": file.masks,
            "uncovered": len(bare_zones(file)),
        }
    )
