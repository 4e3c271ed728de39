"""What attackers sent to the stream process."""

from __future__ import annotations

import asyncio

import pytest

from tests.live.fakes import Client, FakeSource, settle
from tests.live.test_hub import streaming, ticket


@pytest.mark.parametrize("last", ["9" * 5_000, "9" * 30, "-1", "²", "x", "%00", ""])
def test_an_odd_last_id_opens_an_ordinary_stream(last: str) -> None:
    async def story() -> int:
        async with streaming(FakeSource()) as app:
            client = Client("/flux", f"billet={ticket('public')}&last={last}")
            task = asyncio.create_task(app(client.scope, client.receive, client.send))
            await settle()
            assert not task.done()
            return client.status

    assert asyncio.run(story()) == 200
