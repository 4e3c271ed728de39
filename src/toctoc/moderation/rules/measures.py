"""What moderation may decide, on what, and how a statement of reasons says it (article 17(3)(a))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

NONE, LABEL, LIMIT, REMOVE, HIDE, BLANK, SUSPEND, ARCHIVE, LIST = (
    "none", "label", "limit", "remove", "hide", "blank", "suspend", "archive", "list",
)  # fmt: skip
POST, ACTOR, GROUP, CONVERSATION, SHEET, ELSEWHERE = "post", "actor", "group", "conversation", "sheet", "address"
KINDS = (POST, ACTOR, GROUP, CONVERSATION, SHEET, ELSEWHERE)

# Article 20(1): at least six months, the longest of which have 184 days. What was removed rests sealed as long.
APPEAL_LASTS = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, its scope in words, and the kinds of objects it is for; ``may_end`` when it takes a date."""

    slug: str
    french: str
    english: str
    scope_french: str
    scope_english: str
    kinds: frozenset[str]
    may_end: bool = False
    # Reached by its own path, never chosen in the queue.
    is_apart: bool = False


_ANY_ACTOR = frozenset({POST, ACTOR, CONVERSATION, ELSEWHERE})
_ALL = (
    Measure(NONE, "Ne rien changer", "Change nothing", "Rien ne change.", "Nothing changes.", frozenset(KINDS)),
    Measure(
        LABEL,
        "Ajouter une mention",
        "Add a label",
        "Une mention est affichée au-dessus du message, pour tous ses lecteurs. Le message reste lisible.",
        "A label is shown above the post, to all its readers. The post can still be read.",
        frozenset({POST}),
    ),
    Measure(
        LIMIT,
        "Limiter la portée du compte",
        "Limit the reach of the account",
        "Les messages de ce compte sortent des listes publiques. Seules les personnes qui le suivent en sont averties.",
        "Posts by this account leave the public lists. Only its followers are told of them.",
        _ANY_ACTOR,
        may_end=True,
    ),
    Measure(
        REMOVE,
        "Retirer le message",
        "Remove the post",
        "Plus personne ne peut lire le message, nulle part. Son texte est gardé sous scellé six mois.",
        "Nobody can read the post any more, anywhere. Its text is kept sealed for six months.",
        frozenset({POST}),
    ),
    Measure(
        HIDE,
        "Masquer la fiche",
        "Hide the sheet",
        "Seuls ses auteurs lisent encore la fiche, et personne ne peut la modifier.",
        "Only its authors still read the sheet, and nobody can change it.",
        frozenset({SHEET}),
    ),
    Measure(
        BLANK,
        "Effacer la présentation et le nom affiché",
        "Erase the profile’s presentation and name",
        "La présentation et le nom affiché du profil sont retirés. Ils sont gardés sous scellé six mois.",
        "The profile’s presentation and name are removed. They are kept sealed for six months.",
        frozenset({POST, ACTOR}),
    ),
    Measure(
        SUSPEND,
        "Suspendre le compte",
        "Suspend the account",
        "Ce compte ne peut plus écrire, et rien de lui n’est montré.",
        "This account can no longer write, and nothing of it is shown.",
        _ANY_ACTOR,
        may_end=True,
    ),
    Measure(
        ARCHIVE,
        "Archiver le groupe",
        "Archive the group",
        "Plus personne n’écrit dans ce groupe. Ses membres peuvent encore le lire.",
        "Nobody writes in this group any more. Its members can still read it.",
        frozenset({GROUP}),
    ),
    Measure(
        LIST,
        "Inscrire le compte sur la liste publique des intrus",
        "Put the account on the public list of intruders",
        "Le nom du compte, les faits et sa réponse sont publiés sur une page ouverte à tous.",
        "The account’s name, the facts and its answer are published on a page open to all.",
        frozenset({POST, ACTOR}),
        is_apart=True,
    ),
)
MEASURES: dict[str, Measure] = {measure.slug: measure for measure in _ALL}


def measures_for(kind: str) -> list[Measure]:
    """Return what may be decided on one kind of object, the mildest first."""
    return [measure for measure in _ALL if kind in measure.kinds and not measure.is_apart]


def parsed_object(said: str) -> tuple[str, str]:
    """Return the kind and the key of ``post:12`` or ``actor:avril``; an unknown kind is an address elsewhere."""
    kind, colon, key = said.strip()[:200].partition(":")
    if not colon or kind not in KINDS or not key:
        return ELSEWHERE, ""
    return kind, key.strip().removeprefix("@").lower()


def typed_address(said: str) -> str:
    """Return the path that an object's words lead to, from the words alone: it says nothing of what is there."""
    kind, key = parsed_object(said)
    pages = {POST: "/messages/", ACTOR: "/@", GROUP: "/groupes/", CONVERSATION: "/conversations/", SHEET: "/fiches/"}
    return f"{pages[kind]}{key}"[:200] if kind in pages else ""


def reference_of(notice_id: int) -> str:
    """Return the short reference of a notice, which somebody can say on the telephone."""
    figures, number = "", notice_id
    while number:
        number, place = divmod(number, 32)
        figures = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[place] + figures
    return f"S-{figures[:4]}-{figures[4:9]}-{figures[9:]}"
