"""Apps that listen, beside the suite's own database: the crowd of the stream process without its process."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from django.db import connection

from toctoc.live.models import LiveEvent
from toctoc.live.rules.wire import Row
from toctoc.mastodon_api.rules.streams import stream_named
from toctoc.mastodon_api.stream.crowd import Crowd
from toctoc.mastodon_api.stream.ears import Ear
from toctoc.media.rules.signing import SIGNED
from toctoc.people.queries.statements import IS_SQLITE
from toctoc.people.services.keys import key_for
from toctoc.people.services.tokens import issue_token

if TYPE_CHECKING:
    from toctoc.people.models import Actor

BASE_URL = "http://127.0.0.1:8000"


class SuiteSource:
    """Reads what the test wrote, in its transaction."""

    overlap = 0

    def __init__(self) -> None:
        self.statements: list[str] = []
        connection.ensure_connection()
        # Taken here: where a loop runs, Django would give another one, and refuses to be used.
        self.raw = connection.connection

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        self.statements.append(statement)
        if IS_SQLITE:
            return list(self.raw.execute(statement.replace("%s", "?"), values).fetchall())
        with self.raw.cursor() as cursor:
            return list(cursor.execute(statement, values).fetchall())

    async def open(self) -> None:
        raise NotImplementedError

    async def newest(self) -> int:
        raise NotImplementedError

    async def since(self, last: int, *, most: int) -> list[Row]:
        raise NotImplementedError

    async def standings(self, since: float) -> list[Row]:
        raise NotImplementedError

    async def wait(self, pause: float) -> None:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError


class Phone:
    """An app that somebody left open on some streams."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.is_stuck = False

    async def send(self, message: Any) -> None:
        if self.is_stuck:
            await asyncio.Event().wait()
        self.frames.append(json.loads(message["text"]))

    def heard(self, event: str = "update") -> list[Any]:
        """Return the payloads of an event, oldest first."""
        return [json.loads(frame["payload"]) for frame in self.frames if frame["event"] == event]

    def ids(self, event: str = "update") -> list[int]:
        return [payload if event == "delete" else int(payload["id"]) for payload in self.heard(event)]


class Listening:
    """Everybody who listens; :meth:`catch_up` tells them what was announced since."""

    def __init__(self) -> None:
        self.source = SuiteSource()
        self.crowd = Crowd(self.source, base_url=BASE_URL, file_key=key_for(SIGNED), confirms=False)
        self.ears: dict[int, Ear] = {}
        self.position = self._newest()

    def phone(self, actor: Actor, *streams: str, scopes: tuple[str, ...] = ("read",), **which: object) -> Phone:
        """Return an app of an actor that hears some streams."""
        phone = Phone()
        assert actor.account is not None
        token = issue_token(account=actor.account, scopes=scopes)

        async def open_it() -> None:
            bearer = await self.crowd.bearers.bearer_of(token)
            assert bearer is not None
            ear = Ear(phone.send, bearer, is_socket=True)
            self.crowd.ears.add(ear)
            for name in streams or ("user",):
                self.crowd.ears.subscribe(ear, stream_named(name, **which))
            self.ears[id(phone)] = ear

        asyncio.run(open_it())
        return phone

    def ear_of(self, phone: Phone) -> Ear:
        return self.ears[id(phone)]

    def catch_up(self) -> None:
        """Tell what was announced; a fault is one of the test."""
        self.note_new()

        async def tell() -> None:
            while self.crowd.waiting:
                await self.crowd._tell(self.crowd.waiting.popleft())

        asyncio.run(tell())

    def note_new(self) -> None:
        """Let the crowd know what was announced."""
        rows = LiveEvent.objects.filter(pk__gt=self.position).order_by("pk")
        for row in rows:
            made_at = row.created_at.timestamp()
            self.crowd.note(Row(row.pk, tuple(row.channels.split()), row.kind, row.payload, made_at))
        self.position = self._newest()

    def _newest(self) -> int:
        return LiveEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
