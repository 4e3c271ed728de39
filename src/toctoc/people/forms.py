"""Lists that forms offer, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext

from toctoc.people.rules.professions import INSTITUTIONS, PROFESSIONS, SPECIALTIES, needs_register, specialties_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from toctoc.people.rules.country import Profession

Choices = list[tuple[str, str]]
# A choice of its own, or a group's name and its choices: what Django's select makes an optgroup of.
Grouped = list[tuple[str, str | Choices]]


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def profession_groups() -> Grouped:
    """Return professions by group, after the choice of none: seventy in a row are too many to look through."""
    return [("", gettext("Aucune : patient, proche, curieux")), *provable_groups()]


def provable_groups(only: Callable[[str], bool] = lambda _: True) -> Grouped:
    """Return the same without the choice of none: the professions of which ``only`` holds, empty groups left out."""
    known = [profession for profession in PROFESSIONS.values() if only(profession.slug)]
    learning = [profession for profession in known if profession.learns]
    registered = [p for p in known if p not in learning and needs_register(p.slug)]
    groups = [
        (gettext("Professions avec ordre ou registre"), registered),
        (gettext("Professions sans ordre"), [p for p in known if p not in (*learning, *registered)]),
        (gettext("Étudiants et élèves"), learning),
    ]
    return [(name, _named(inside)) for name, inside in groups if inside]


def specialty_groups() -> Grouped:
    """Return specialties under the first profession that has them, after the choice of none."""
    english = _is_english()
    shown: set[str] = set()
    groups: Grouped = [("", gettext("Aucune"))]
    for profession in PROFESSIONS.values():
        fresh = [known.slug for known in specialties_of(profession.slug) if known.slug not in shown]
        shown.update(fresh)
        if fresh:
            named = [(slug, SPECIALTIES[slug][english]) for slug in fresh]
            groups.append((profession.english if english else profession.french, named))
    return groups


def institution_choices() -> Choices:
    """Return what an organisation can prove to be."""
    english = _is_english()
    return [(slug, words[english]) for slug, words in INSTITUTIONS.items()]


def _named(professions: Iterable[Profession]) -> Choices:
    english = _is_english()
    return [(p.slug, p.english if english else p.french) for p in professions]


def in_a_row(groups: Grouped) -> Choices:
    """Return the choices of all groups in one list."""
    row: Choices = []
    for value, inside in groups:
        row += [(value, inside)] if isinstance(inside, str) else inside
    return row
