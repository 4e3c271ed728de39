"""The page that finds: posts, people, groups and hashtags, always within what the reader may read."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.community.queries.found import Sieve, find_actors, find_posts, find_tags, results_of
from toctoc.community.queries.language import page_language
from toctoc.community.rules.cards import seal_of
from toctoc.community.rules.voices import VOICES
from toctoc.community.services.fragments import author_facts
from toctoc.groups.queries.found import find_groups
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import LARGEST, id_at
from toctoc.kernel.recurrence import PLACE
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to
from toctoc.people.rules.pictures import COLOURS, colour_of, letter_of
from toctoc.people.rules.professions import PROFESSIONS, profession_words
from toctoc.questions.rules.life import STATE_WORDS
from toctoc.search.queries import is_findable
from toctoc.search.rules.words import LONGEST_ASKED
from toctoc.search.services.ask import NotBuilt
from toctoc.search.services.authors import be_found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.community.queries.found import Result
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

PAGE = 20
# People and groups shown above posts, when everything is asked for at once.
FEW = 3
EVERYTHING, POSTS, QUESTIONS, PEOPLE, GROUPS, TAGS = "", "messages", "questions", "personnes", "groupes", "mots"
SORTS = (POSTS, QUESTIONS, PEOPLE, GROUPS, TAGS)
SERVICE_UNAVAILABLE = 503
RETRY_AFTER_SECONDS = "60"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find what the reader may read; without a question, say what can be found and how."""
    page: dict[str, object] = {"asked": asked_in(request.GET), **choices(request.GET)}
    try:
        page |= found_page(request.GET, viewer_of(request))
    except NotBuilt:
        response = render(request, "website/search.html", page | {"is_built": False}, status=SERVICE_UNAVAILABLE)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response
    return render(request, "website/search.html", page)


def asked_in(given: QueryDict) -> str:
    """Return the words asked for, as many as are read."""
    return given.get("q", "").replace("\0", " ").strip()[:LONGEST_ASKED]


def found_page(given: QueryDict, viewer: Viewer) -> dict[str, object]:
    """Return what was found; raises :class:`NotBuilt`."""
    asked, sort = asked_in(given), _one_of(given, "type", SORTS)
    try:
        sieve = sieve_in(given, viewer)
    except Missing:
        # An author whom nobody is.
        return {"is_built": True, "is_asked": True, "is_nothing": True}
    is_asked = bool(asked) or not sieve.is_empty
    if not is_asked:
        return {"is_built": True, "is_asked": False}
    page: dict[str, object] = {"is_built": True, "is_asked": True}
    number = _number(given.get("page", ""))
    if number == 1:
        page |= _names_found(asked, sort, sieve, viewer)
    if sort in {EVERYTHING, POSTS, QUESTIONS}:
        page |= _posts_found(given, asked, sieve, viewer, number)
    page["is_nothing"] = not any(page.get(name) for name in ("people", "groups", "tags", "results"))
    return page


def _names_found(asked: str, sort: str, sieve: Sieve, viewer: Viewer) -> dict[str, object]:
    is_all = sort == EVERYTHING
    # Filters of posts say nothing of people, groups and tags.
    if not asked or (is_all and not sieve.is_empty):
        return {}
    most = FEW if is_all else None
    found: dict[str, object] = {}
    if sort in {EVERYTHING, PEOPLE}:
        people = find_actors(viewer, asked, sieve)
        found |= {"people": [_face(actor) for actor in people[:most]], "more_people": is_all and len(people) > FEW}
    if sort in {EVERYTHING, GROUPS}:
        found["groups"] = find_groups(viewer, asked)[:most]
    if sort in {EVERYTHING, TAGS}:
        found["tags"] = find_tags(viewer, asked)
    return found


def _posts_found(given: QueryDict, asked: str, sieve: Sieve, viewer: Viewer, number: int) -> dict[str, object]:
    found = find_posts(viewer, asked, sieve)
    shown = found.ids[(number - 1) * PAGE : number * PAGE]
    query = given.copy()
    query["page"] = str(number + 1)
    return {
        "results": [_line(result) for result in results_of(shown, viewer, asked)],
        "only_some_words": found.only_some_words,
        "next": query.urlencode() if len(found.ids) > number * PAGE else "",
        "is_cut": found.is_cut and len(found.ids) <= number * PAGE,
    }


def sieve_in(given: QueryDict, viewer: Viewer) -> Sieve:
    """Return the filters asked for, those that mean nothing left out; raise :class:`Missing` for an unknown author."""
    author = given.get("de", "").strip().removeprefix("@")
    return Sieve(
        kind="question" if given.get("type") == QUESTIONS or given.get("etat") in STATE_WORDS else "",
        voice=_one_of(given, "voix", VOICES),
        profession=_one_of(given, "profession", PROFESSIONS),
        state=_one_of(given, "etat", STATE_WORDS),
        language=_one_of(given, "langue", ("fr", "en")),
        author_id=actor_shown_to(viewer, author[:30]).pk if author else 0,
        since=_day(given.get("du", "")),
        until=_day(given.get("au", ""), is_last=True),
        newest_first=given.get("tri") == "date",
    )


def _one_of(given: QueryDict, name: str, known: Iterable[str]) -> str:
    asked = given.get(name, "")
    return asked if asked in set(known) else ""


def _day(written: str, *, is_last: bool = False) -> int:
    """Return the first id of a day, or that after its last one; 0 for what is no day."""
    try:
        day = date.fromisoformat(written)
        moment = datetime.combine(day, time.max if is_last else time.min, PLACE)
        return min(max(0, id_at(moment)), LARGEST)
    except (ValueError, OverflowError):
        return 0


def _number(written: str) -> int:
    return max(1, min(int(written), PAGE)) if written.isdecimal() and len(written) < 4 else 1  # noqa: PLR2004 figures


def _face(actor: Actor) -> dict[str, object]:
    language = page_language()
    return {
        "actor": actor,
        "face": COLOURS.index(colour_of(actor.handle)),
        "letter": letter_of(actor.display_name),
        "seal": seal_of(author_facts(actor), language),
        "profession": profession_words(actor.profession, actor.specialty, language),
    }


def _line(result: Result) -> dict[str, object]:
    return {
        **_face(result.post.author),
        "post": result.post,
        "voice": VOICES[result.post.voice][page_language() == "en"],
        # Escaped where it is made (search.rules.highlights).
        "passage": SafeString(result.passage),
    }


def choices(given: QueryDict) -> dict[str, object]:
    """Return what the form offers, each with what was chosen."""
    is_english = page_language() == "en"
    return {
        "sorts": _one_of(given, "type", SORTS),
        "voices": _options(given, "voix", {slug: words[is_english] for slug, words in VOICES.items()}),
        "professions": _options(
            given,
            "profession",
            {slug: known.english if is_english else known.french for slug, known in PROFESSIONS.items()},
        ),
        "states": _options(given, "etat", {state.value: words[is_english] for state, words in STATE_WORDS.items()}),
        "tongue": _one_of(given, "langue", ("fr", "en")),
        "author": given.get("de", "")[:31],
        "since": given.get("du", "") if _day(given.get("du", "")) else "",
        "until": given.get("au", "") if _day(given.get("au", "")) else "",
        "is_by_date": given.get("tri") == "date",
        "is_filtered": any(given.get(name) for name in ("voix", "profession", "etat", "langue", "de", "du", "au")),
    }


def _options(given: QueryDict, name: str, known: dict[str, str]) -> list[dict[str, object]]:
    return [{"value": slug, "words": words, "is_chosen": given.get(name) == slug} for slug, words in known.items()]


@require_http_methods(["GET", "HEAD", "POST"])
def findable(request: HttpRequest) -> HttpResponse:
    """Say whether the actor may be found, and change it; sent twice, it changes nothing."""
    actor = speaker_of(request)
    if request.method == "POST":
        be_found(actor=actor, wanted=request.POST.get("trouver") == "oui")
        messages.success(request, gettext("C’est noté. La recherche en tient compte tout de suite."))
        return redirect("settings_search")
    return render(request, "settings/search.html", {"is_findable": is_findable(actor.pk)})
