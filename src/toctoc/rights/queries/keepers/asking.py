"""What ``questions`` keeps of somebody besides what they asked: opinions on answers, and help given."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.questions.models import (
    GivenHelp,
    HelpCount,
    KnockLetter,
    KnockReader,
    LetterReader,
    Opinion,
    Pledge,
    SheetAuthor,
    SheetReview,
    SheetVersion,
    WaitingAnswer,
)
from toctoc.rights.queries.keepers.keeper import Keeper, told
from toctoc.rights.queries.keepers.saying import UNTIL_TAKEN_BACK

WITH_THE_QUESTION = _("Avec la question.")
WITH_THE_SHEET = _("Avec la fiche, sans votre nom si vous partez.")

KEEPERS = (
    Keeper(
        "opinions",
        _("Avis sur des réponses"),
        UNTIL_TAKEN_BACK,
        lambda actor: Opinion.objects.filter(actor=actor),
        told("post_id", "word", "is_professional", "given_at"),
    ),
    Keeper(
        "helped_questions",
        _("Questions auxquelles vous avez répondu"),
        WITH_THE_QUESTION,
        lambda actor: GivenHelp.objects.filter(actor=actor),
        told("question_id", "answers", "crossed", "is_closed"),
    ),
    Keeper(
        "help_given",
        _("Aide donnée, en chiffres"),
        _("Avec le compte."),
        lambda actor: HelpCount.objects.filter(actor=actor),
        told("thanked", "closed", "bridged"),
    ),
    Keeper(
        "promises",
        _("Promesses d’enquête"),
        WITH_THE_QUESTION,
        lambda actor: Pledge.objects.filter(asker=actor),
        told("question_id", "kind", "state", "promised_at", "due_at", "kept_at"),
    ),
    Keeper(
        "waiting_answers",
        _("Réponses venues par courriel, à relire"),
        _("Un mois."),
        lambda actor: WaitingAnswer.objects.filter(owner=actor),
        told("question_id", "text", "came_at"),
    ),
    Keeper(
        "question_letters",
        _("Courriels sur les questions"),
        _("Tant que vous les recevez."),
        lambda actor: LetterReader.objects.filter(actor=actor),
        told("since"),
    ),
    Keeper(
        "question_knocks",
        _("Courriels d’invitation choisis"),
        _("Tant que vous les recevez."),
        lambda actor: KnockReader.objects.filter(actor=actor),
        told("most_a_day", "since"),
    ),
    Keeper(
        "question_knock_letters",
        _("Courriels d’invitation envoyés"),
        WITH_THE_QUESTION,
        lambda actor: KnockLetter.objects.filter(actor=actor),
        told("invitation_id", "claimed_at", "sent_at"),
    ),
    Keeper(
        "sheet_versions",
        _("Versions de fiches que vous avez écrites"),
        WITH_THE_SHEET,
        lambda actor: SheetVersion.objects.filter(writer=actor),
        told("sheet_id", "number", "question_text", "answer", "dissent", "review_on", "written_at", "published_at"),
    ),
    Keeper(
        "sheets_signed",
        _("Fiches que vous signez"),
        WITH_THE_SHEET,
        lambda actor: SheetAuthor.objects.filter(actor=actor),
        told("sheet_id", "asked_at", "agreed_at", "declined_at", "agreed_audience"),
    ),
    Keeper(
        "sheet_reviews",
        _("Relectures de fiches"),
        WITH_THE_SHEET,
        lambda actor: SheetReview.objects.filter(reviewer=actor),
        told("version_id", "is_right", "remark", "reviewed_at"),
    ),
)
