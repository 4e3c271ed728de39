"""The site called in process, as a WSGI server calls it, and the same pages as one would write them first."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.urls import path

from toctoc.community.models import Bookmark, Boost, Favourite, Post
from toctoc.community.policies import visible_sql, visible_to
from toctoc.community.queries import prepared
from toctoc.config import wsgi
from toctoc.kernel.clock import now
from toctoc.kernel.ids import id_at
from toctoc.people.models import Actor, Follow
from toctoc.people.policies import proved_institution, proved_profession, reader_of, viewer_for
from toctoc.people.rules.audience import Viewer, audience_kind
from toctoc.people.services.tokens import issue_token
from toctoc.questions.models import Question, QuestionFollow, QuestionPass
from toctoc.questions.queries.lists import WAITS_FOR
from toctoc.questions.rules.asking import Seal
from toctoc.questions.rules.life import WAITING_STATES
from toctoc.questions.rules.topics import expected_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from django.http.response import HttpResponseBase

PAGE = 20
settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]


def busy_reader() -> Actor:
    """Return a proved professional of the world who follows about two hundred actors."""
    rows = Actor.objects.exclude(proved_profession="").filter(account__isnull=False, following_count__lte=250)
    reader = rows.order_by("-following_count").select_related("account").first()
    if reader is None:
        raise SystemExit("The benchmark needs a demonstration world.")
    return reader


def environ(path: str, *, token: str = "", cookie: str = "") -> dict[str, Any]:
    """Return the WSGI environment of a GET."""
    bare, _, query = path.partition("?")
    found: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": bare,
        "QUERY_STRING": query,
        "SERVER_NAME": settings.ENVIRONMENT.host,
        "SERVER_PORT": "8000",
        "HTTP_HOST": settings.ENVIRONMENT.base_url.partition("://")[2],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "SCRIPT_NAME": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if token:
        found["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    if cookie:
        found["HTTP_COOKIE"] = cookie
    return found


def caller(application: WSGIApplication, asked: dict[str, Any]) -> Callable[[], bytes]:
    """Return a function that makes one request and returns the body; anything but 200 stops the benchmark."""

    def start_response(status: str, _headers: object, _exc_info: object = None) -> Callable[[bytes], object]:
        if not status.startswith("200"):
            raise SystemExit(f"{asked['PATH_INFO']} answered {status}")
        return lambda _: None

    def call() -> bytes:
        answer = application({**asked, "wsgi.input": io.BytesIO()}, start_response)
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return body

    return call


def reader_and_token() -> tuple[Actor, str]:
    """Return the busy reader and a bearer token of its account."""
    reader = busy_reader()
    if reader.account is None:
        raise SystemExit("The reader has no account.")
    return reader, issue_token(account=reader.account)


def front_site() -> WSGIApplication:
    """Return the whole program as the server runs it, logging aside: the front, and the site behind it."""
    return wsgi.front()


def api_site() -> WSGIApplication:
    """Return the site's own view of the API: the program, asked under a name that no hot lane answers to."""
    front = wsgi.front()
    front.host = ""
    return front


class FirstSite(WSGIHandler):
    """The first version: the same Django, the same middleware, other addresses."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from this module's addresses."""
        request.urlconf = __name__
        return super().get_response(request)


def first_site() -> WSGIApplication:
    """Return the first version."""
    return FirstSite()


def agree(bodies: dict[str, bytes]) -> None:
    """Stop the benchmark unless every variant says the same."""
    said = {name: json.loads(body) for name, body in bodies.items()}
    lists = {name: value["items"] if isinstance(value, dict) else value for name, value in said.items()}
    for name, items in lists.items():
        for one, other in zip(items, lists["first"], strict=True):
            if one != other:
                raise SystemExit(f"{name} and the first version do not say the same:\n{one}\n{other}")


class Floor:
    """The least one would write by hand: one sqlite3 connection, one statement by known ids, one join."""

    def __init__(self, ids: Sequence[int], viewer: Viewer, form: str) -> None:
        self.connection = sqlite3.connect(settings.DATABASES["default"]["NAME"])
        me, (visible, values) = viewer.actor_id or 0, visible_sql(viewer)
        same = prepared._statement(form, len(ids), visible, prepared.annex.table)  # noqa: SLF001 the same statement
        self.sql = re.sub(r"CAST\((\w\.json) AS BLOB\)", r"\1", same)
        self.parameters = [me, me, me, *ids, *values]
        self.ids = ids

    def __call__(self, _: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the JSON page."""
        rows = {row[0]: row for row in self.connection.execute(self.sql, self.parameters).fetchall()}
        body = f"[{','.join([self.joined(rows[post_id]) for post_id in self.ids if post_id in rows])}]".encode()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [body]

    def joined(self, row: tuple[Any, ...]) -> str:
        """Join the pieces of one post."""
        _, prepared_, author, annex, replies, favourites, is_favoured, is_kept, boosts, is_boosted, _ = row
        return (
            f'{prepared_},"author":{author},"question":{annex or "null"},"replies":{replies},"boosts":{boosts},'
            f'"favourites":{favourites},"boosted":{"true" if is_boosted else "false"},'
            f'"favourited":{"true" if is_favoured else "false"},"bookmarked":{"true" if is_kept else "false"}}}'
        )


# --- the same answers as one would write them first: the ORM and a serializer, templates and the ORM ---


def bodies(ids: Sequence[int]) -> None:
    """Remember the HTML of posts, as a first version would keep it in a column."""
    for identifier, text in Post.objects.filter(pk__in=ids).values_list("pk", "fragment__json"):
        BODIES[identifier] = json.loads(text + "}")["html"]


BODIES: dict[int, str] = {}


def seal_of(author: Actor) -> dict[str, Any] | None:
    """Return what the seal of an author says."""
    institution = proved_institution(author)
    if not (institution or proved_profession(author)) or author.proved_since is None:
        return None
    return {
        "path": author.proved_path,
        "since": f"{author.proved_since:%Y-%m}",
        "specialty": author.proved_specialty or None,
        "institution": institution or None,
    }


def serialized(post: Post, viewer: Viewer) -> dict[str, Any]:
    """Return a post as the plain serializer says it; the differential test of the prepared form compares with this."""
    kind, profession = audience_kind(post.audience)
    author = post.author
    question = getattr(post, "question", None)
    return {
        "id": str(post.pk),
        "url": post.get_absolute_url(),
        "thread": str(post.thread_id),
        "reply_to": str(post.reply_to_id) if post.reply_to_id else None,
        "text": post.text,
        "html": BODIES[post.pk],
        "language": post.language,
        "voice": post.voice,
        "audience": {"kind": kind, "professions": [profession]} if profession else {"kind": kind},
        "warning": post.warning or None,
        "label": post.label or None,
        # The large world carries none: a post that does stops the benchmark, for the variants then differ.
        "parts": {},
        "created_at": post.created_at.isoformat(timespec="milliseconds"),
        "edited_at": post.edited_at.isoformat(timespec="milliseconds") if post.edited_at else None,
        "author": {
            "id": str(author.pk),
            "handle": author.handle,
            "name": author.display_name,
            "kind": author.kind,
            "url": f"/@{author.handle}",
            "profession": author.profession or None,
            "specialty": author.specialty or None,
            "proved": bool(proved_profession(author)),
            "proof": seal_of(author),
        },
        "question": question
        and {
            "state": question.state,
            "urgency": question.urgency,
            "topics": [topic.topic for topic in sorted(question.topics.all(), key=lambda topic: topic.pk)],
            "answers": question.answers_count,
            "first_answer_at": question.first_answer_at.isoformat() if question.first_answer_at else None,
            "outcome": question.outcome or None,
            "what_happened": question.what_happened or None,
            "answerers": question.answerers,
            "sealed": question.seal == Seal.SEALED,
        },
        "replies": post.replies_count,
        "boosts": post.boosts_count,
        "favourites": post.favourites_count,
        "boosted": Boost.objects.filter(post=post, actor=viewer.actor_id).exists(),
        "favourited": Favourite.objects.filter(post=post, actor=viewer.actor_id).exists(),
        "bookmarked": Bookmark.objects.filter(post=post, actor=viewer.actor_id).exists(),
    }


def first_home(reader: Actor) -> list[Post]:
    """Return the home page by the ORM."""
    viewer = viewer_for(reader)
    followed = [*Follow.objects.filter(follower=reader).values_list("followee_id", flat=True), reader.pk]
    rows = Post.objects.filter(visible_to(viewer), reply_to=None, author__in=followed)
    return list(rows.select_related("author", "question").prefetch_related("question__topics").order_by("-id")[:PAGE])


def first_questions(reader: Actor) -> list[Post]:
    """Return the newest questions by the ORM."""
    rows = Post.objects.filter(visible_to(viewer_for(reader)), kind="question", reply_to=None).exclude(
        audience="unlisted"
    )
    return list(rows.select_related("author", "question").prefetch_related("question__topics").order_by("-id")[:PAGE])


def _signed_in(request: HttpRequest) -> Actor:
    return Actor.objects.select_related("account").get(pk=request.headers["X-Reader"])


def home_view(request: HttpRequest) -> JsonResponse:
    """Answer the home timeline as JSON."""
    reader = _signed_in(request)
    viewer = viewer_for(reader)
    items = [serialized(post, viewer) for post in first_home(reader)]
    return JsonResponse({"items": items, "next": items[-1]["id"] if items else None})


def questions_view(request: HttpRequest) -> JsonResponse:
    """Answer the list of questions as JSON."""
    reader = _signed_in(request)
    viewer = viewer_for(reader)
    items = [serialized(post, viewer) for post in first_questions(reader)]
    return JsonResponse({"items": items, "next": items[-1]["id"] if items else None})


def page_view(request: HttpRequest) -> HttpResponse:
    """Answer the home page as HTML, by templates over the ORM's objects."""
    reader = reader_of(request)
    if reader is None:
        raise Http404
    viewer = viewer_for(reader)
    posts = first_home(reader)
    for post in posts:
        post.body = BODIES[post.pk]  # type: ignore[attr-defined]
        post.is_favoured = Favourite.objects.filter(post=post, actor=viewer.actor_id).exists()  # type: ignore[attr-defined]
        post.is_kept = Bookmark.objects.filter(post=post, actor=viewer.actor_id).exists()  # type: ignore[attr-defined]
    waiting = first_waiting(reader, viewer)
    return HttpResponse(get_template("bench/home.html").render({"posts": posts, "waiting": waiting}, request))


def first_waiting(reader: Actor, viewer: Viewer) -> list[Question]:
    """Return what waits for the reader by the ORM."""
    topics = expected_topics(reader.profession, reader.specialty)
    rows = Question.objects.filter(
        state__in=WAITING_STATES,
        audience__in=viewer.audiences,
        topics__topic__in=topics,
        post__gte=id_at(now() - WAITS_FOR),
    ).exclude(asker=reader)
    passed = QuestionPass.objects.filter(actor=reader).values("question")
    followed = QuestionFollow.objects.filter(actor=reader).values("question")
    found = rows.exclude(pk__in=passed).exclude(pk__in=followed).select_related("post__author").distinct()
    return list(found.order_by("-post")[:5])


urlpatterns = [path("home", home_view), path("questions", questions_view), path("page", page_view)]
