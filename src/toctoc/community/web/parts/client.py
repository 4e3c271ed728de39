"""Everything a client sends beside a text, as our JSON API takes it."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from toctoc.community.rules.drafts import Extras
from toctoc.community.web.parts.experience import ExperienceIn
from toctoc.community.web.parts.lines import said_line
from toctoc.community.web.parts.poll import PollIn
from toctoc.kernel.cleared import Assurance
from toctoc.kernel.ids import id_in

ID = "^[0-9]{1,18}$"


class ExtrasIn(Schema):
    """What a post carries besides its text; all of it may be left out."""

    warning: str | None = Field(default=None, description="What stands before the text.")
    quoted: str | None = Field(default=None, pattern=ID, description="Id of the post it speaks about.")
    poll: PollIn | None = Field(default=None, description="What it asks.")
    references: list[str] = Field(default_factory=list, description="Where the author has it from, as people paste it.")
    experience: ExperienceIn | None = Field(default=None, description="What the author lived.")
    media: list[str] = Field(default_factory=list, description="Ids of files that were sent before.")
    publish_at: datetime | None = Field(default=None, description="Say it by itself at this moment (threads only).")

    def extras(self, language: str, assurance: Assurance) -> Extras:
        """Return them cleared; raise what the guard and the parts raise."""
        return Extras(
            warning=said_line(self.warning, "warning", language, assurance) if self.warning else None,
            quoted=int(self.quoted) if self.quoted else None,
            media=tuple(file_id for told in self.media if (file_id := id_in(told)) is not None),
            poll=self.poll.draft(language, assurance) if self.poll else None,
            references=tuple(self.references),
            experience=self.experience.pieces(language, assurance) if self.experience else {},
        )
