"""Dates of birth: a date beside the words that say so. They may not leave: with a first name they are a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.calendar import Form, Moment
from toctoc.privacy.rules.detectors.dates import with_article
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.lazy import lazy
from toctoc.privacy.rules.patterned import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.privacy.rules.reading import Reading

_REASON = "Une date de naissance désigne presque une personne. Donnez plutôt un âge."
_WINDOW = 90
# "née à Bessines le 12 mars", "né(e) prématurément le", "DDN :"; between the word and the date no other event.
_SAYS_BORN = lazy(
    r"(?<!\w)(?:n(?:e|ee|es|ees|e\(e\)|e\.e|e·e|e-e)(?!\w)(?!')|naiss?ance|naiss\.?|ddn|d\.d\.n\.?|date de n\.?"
    r"|dnaiss|dn|dob|d\.o\.b\.?|"
    r"birth(?:day|date)?|born|b\.|anniversaire|accouch\w{1,6}|a vu le jour"
    r"|venue? au monde)(?!\w)(?P<between>[^\n;!?]{0,70})$"
)
_OTHER_EVENT = lazy(
    r"(?<!\w)(?:vue?s?|hospitalis|oper|consult|admi[st]|adress|suivie?|entree?|sorti|transfer|deced|mort|died"
    r"|died|seen|admitted"
    r"|referred|operated|discharged|diagnos|examen|traite|vaccin|rdv|cr|courrier|depuis)"
)
_SAID_AFTER = lazy(r"\)?[\s,]{0,3}\(?(?:date de naissance|ddn|dob|naissance|birth|date of birth|naiss)")
# "Mme X (12/03/1954)", "72 ans, 12/03/1954": beside a name or an age, in brackets.
_AGE_BEFORE = lazy(r"[0-9]{1,3}\s?(?:ans|a|y|yo|years?(?: old)?)\s?[,\-]?\s?\(\s?$")
# "Patient VAN LOO Inge, 7-5-47": beside a name that is announced, and not of these last years.
_NAME_BEFORE = lazy(
    r"(?<!\w)(?:patiente?|pt|pte|mr|mrs|ms|mme|mlle|madame|monsieur|beneficiaire|residente?|assuree?|nom|name|salariee?)"
    r"\s?[:.]?\s?(?:[a-z'\-]{2,20}\.?[\s,]{1,2}){1,4}\(?$"
)
_ENDS = lazy(r"\s?(?:[,;)\n]|$)")
_RECENT = 3
_NEGATION = lazy(r"(?<!\w)(?:je|tu|il|elle|on|nous|vous|ils|elles|qui|et|mais|ca|cela) ne(?!\w)[^\n]{0,70}$")


class BirthDetector:
    """Finds dates of birth, in any form a date has, eight figures at once included."""

    kind = "birth"

    def detect(self, reading: Reading) -> Iterator[Finding]:
        """Yield every date that is said to be one of birth."""
        text = reading.figures.text
        end = 0
        for moment in reading.moments:
            before = text[max(end, moment.start - _WINDOW) : moment.start]
            if _is_of_birth(text, moment, before, reading.around.today.year):
                yield finding(reading, with_article(moment, before, text), self.kind, Level.BLOCK, _REASON)
            end = moment.end


def _is_of_birth(text: str, moment: Moment, before: str, this_year: int) -> bool:
    said = _SAYS_BORN.search(before)
    if said and not _OTHER_EVENT.search(said["between"]) and not _NEGATION.search(before):
        return moment.form is not Form.WITHOUT_YEAR or len(said["between"]) < len(" prématurément, le ")
    if (
        moment.form is Form.WHOLE
        and moment.year
        and (_AGE_BEFORE.search(before) or _SAID_AFTER.match(text, moment.end))
    ):
        return True
    return 0 < moment.year <= this_year - _RECENT and _is_behind_a_name(text, moment, before)


def _is_behind_a_name(text: str, moment: Moment, before: str) -> bool:
    if moment.form is Form.AT_ONCE or text[moment.start : moment.end].strip("0123456789./- "):
        return False
    return _NAME_BEFORE.search(before) is not None and _ENDS.match(text, moment.end) is not None
