"""One request to an endpoint: who asks, and what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl

import msgspec
from django.core.exceptions import BadRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from toctoc.community.queries.standing import viewer_of_actor
from toctoc.mastodon_api.rules.pages import Range, links, range_in
from toctoc.mastodon_api.rules.parameters import Tree, tree_of
from toctoc.mastodon_api.rules.reading import read
from toctoc.mastodon_api.web.replies import Disabled, NoUser, Reply
from toctoc.people.policies import viewer_for
from toctoc.people.queries import actor_with_account
from toctoc.people.rules.audience import STRANGER, Viewer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from toctoc.people.models import Actor
    from toctoc.people.services.tokens import Bearer

S = TypeVar("S", bound=msgspec.Struct)
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


class Call:
    """A request whose token was checked; ``bearer`` is ``None`` for a stranger."""

    def __init__(self, request: HttpRequest, bearer: Bearer | None) -> None:
        self.request = request
        self.bearer = bearer

    @property
    def actor_id(self) -> int:
        """Who speaks, by id alone: for reads that find out by themselves whether it still may."""
        if self.bearer is None or self.bearer.actor_id is None:
            raise NoUser
        return self.bearer.actor_id

    @cached_property
    def viewer(self) -> Viewer:
        """Who reads, at this moment."""
        if self.bearer is None or self.bearer.actor_id is None:
            return STRANGER
        return viewer_of_actor(self.bearer.actor_id)

    @cached_property
    def actor(self) -> Actor:
        """Who speaks; raises :class:`NoUser` for the token of an app itself, :class:`Disabled` for who is suspended."""
        if self.bearer is None or self.bearer.actor_id is None:
            raise NoUser
        actor = actor_with_account(self.bearer.actor_id)
        if actor is None or viewer_for(actor, actor.account).actor_id is None:
            raise Disabled
        return actor

    @cached_property
    def tree(self) -> Tree:
        """Every parameter of the request, of its address and of its body; what the body says goes before."""
        return tree_of(parse_qsl(self.request.META.get("QUERY_STRING", ""), keep_blank_values=True)) | self._body()

    def read(self, shape: type[S]) -> S:
        """Return the parameters as ``shape``; raise :class:`Invalid` for a value of another kind."""
        return read(self.tree, shape)

    def range(self, *, usual: int = 20, most: int = 40) -> Range:
        """Return which page is asked for."""
        return range_in(self.tree, usual=usual, most=most)

    def page(self, objects: Iterable[bytes], ids: Sequence[int], *, is_last: bool) -> Reply:
        """Return a page of JSON objects, with the addresses of its neighbours; ``ids`` are the keys it is paged by."""
        return self.linked(b"[%s]" % b",".join(objects), ids, is_last=is_last)

    def linked(self, body: bytes, ids: Sequence[int], *, is_last: bool) -> Reply:
        """Return any other body that is a page, in the same way."""
        header = links(self.request.build_absolute_uri(self.request.path), self._asked(), ids, is_last=is_last)
        return Reply(body, headers={"Link": header} if header else {})

    def _asked(self) -> dict[str, object]:
        pairs = parse_qsl(self.request.META.get("QUERY_STRING", ""), keep_blank_values=True)
        asked: dict[str, list[str]] = {}
        for name, value in pairs:
            asked.setdefault(name, []).append(value)
        return dict(asked)

    def _body(self) -> Tree:
        request = self.request
        if request.method in {"GET", "HEAD"}:
            return {}
        if request.content_type == _MULTIPART:
            return tree_of(self._parts())
        if request.content_type == _FORM:
            return tree_of(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        if not request.body or request.content_type not in {_JSON, ""}:
            return {}
        if b"\\u0000" in request.body:
            raise BadRequest
        try:
            said = msgspec.json.decode(request.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadRequest from error
        return said if isinstance(said, dict) else {}

    def _parts(self) -> list[tuple[str, object]]:
        """Return the fields and the files of a multipart body, whatever the method."""
        request = self.request
        try:
            fields, files = MultiPartParser(request.META, request, request.upload_handlers).parse()
        except MultiPartParserError as error:
            raise BadRequest from error
        finally:
            for each in request.upload_handlers:
                each.upload_interrupted()
        return [(name, value) for source in (fields, files) for name, values in source.lists() for value in values]
