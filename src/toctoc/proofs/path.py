"""What a way of proving is: a folder of ``paths`` with an ``apps.py``, named in ``INSTALLED_APPS``. That is all.

The folder is a small room: ``web/urls.py`` (with ``app_name`` equal to the label, and a page named ``start``), and as
needed ``rules``, ``models``, ``services``, ``tasks.py``, ``migrations``. Its templates are under
``templates/<label>/``; two are asked for: ``summary.html`` (two sentences and the button, for the list of ways) and
``explained.html`` (what the way establishes, what it does not, what is kept: shown on the page of all ways, and on
the seals that came by it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from django.apps import AppConfig, apps
from django.urls import include, path, reverse

from toctoc.people.rules import paths

if TYPE_CHECKING:
    from django.urls import URLResolver

    from toctoc.people.models import Actor
    from toctoc.people.rules.paths import PathWords


@runtime_checkable
class ProofPath(Protocol):
    """One way of proving a profession."""

    words: ClassVar[PathWords]

    def is_open_to(self, actor: Actor) -> bool:
        """Tell whether to offer this way to ``actor``: it is set up here, and fits what the actor is."""
        ...


class PathConfig(AppConfig):
    """A way of proving, as Django knows it; ``address`` is its part of ``/preuves/<address>/``."""

    words: ClassVar[PathWords]
    address: ClassVar[str]
    # Whoever gave their word must not find again whom it was for: pages for others tell neither the date on which the
    # proofs of one word end together, nor that they are under review together.
    is_blind: ClassVar[bool] = False
    # Django takes the one class of an apps.py that says so: a way's own, not this one that it imports.
    default = False

    def __init_subclass__(cls) -> None:
        """Let Django find each way."""
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        """Make the words of the seal known."""
        paths.say(self.words)

    def is_open_to(self, actor: Actor) -> bool:
        """Offer it to people; override for anything finer."""
        return bool(actor.kind == "person")

    def archive_of(self, actor: Actor) -> list[dict[str, object]]:
        """Return what this way keeps of an actor, for the archive it takes along; nothing of anybody else."""
        _ = actor
        return []

    @property
    def start_address(self) -> str:
        """The page where somebody begins."""
        return reverse(f"{self.label}:start")

    @property
    def summary(self) -> str:
        """The template of two sentences and the button."""
        return f"{self.label}/summary.html"

    @property
    def explained(self) -> str:
        """The template that says honestly what this way establishes."""
        return f"{self.label}/explained.html"


def all_paths() -> list[PathConfig]:
    """Return every way of proving, in the order of ``INSTALLED_APPS``."""
    return [config for config in apps.get_app_configs() if isinstance(config, PathConfig)]


def path_called(slug: str) -> PathConfig | None:
    """Return the way whose seals say ``slug``, when it has pages."""
    return next((found for found in all_paths() if found.words.slug == slug), None)


def paths_open_to(actor: Actor) -> list[PathConfig]:
    """Return the ways to offer an actor, in their order."""
    return [found for found in all_paths() if found.is_open_to(actor)]


def addresses() -> list[URLResolver]:
    """Return the addresses of every way's pages."""
    return [path(f"preuves/{found.address}/", include(f"{found.name}.web.urls")) for found in all_paths()]
