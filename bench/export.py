"""The archive of somebody who wrote ten thousand posts."""

from __future__ import annotations

import logging
import os
import resource
import time

from bench.figures import Figure
from bench.people import account_of, proved_professionals
from toctoc.community.models import Post, PostFragment
from toctoc.community.services.fragments import fragment_of
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.rights.models import Archive, ArchiveState
from toctoc.rights.services import archives

POSTS = int(os.environ.get("BENCH_EXPORT_POSTS", "10000"))
BATCH = 2_000


def measure() -> list[Figure]:
    """Write the posts in bulk, ask for the archive and make it as a worker does."""
    logging.disable(logging.INFO)
    (author,) = proved_professionals(1)
    moment = clock.now()
    texts = (f"{number} patients ce mois-ci : la reprise **douce** a suffi.\n\nEt vous ?" for number in range(POSTS))
    same = {"author": author, "voice": "practice", "audience": "public", "created_at": moment}
    written = Post.objects.bulk_create((_thread(Post(text=text, **same)) for text in texts), batch_size=BATCH)
    PostFragment.objects.bulk_create((fragment_of(post, set()) for post in written), batch_size=BATCH)
    archive = archives.ask(account=account_of(author))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    archives.make(archive_id=archive.pk, progress=Progress(lambda _done, _total: True))
    seconds = time.perf_counter() - begun
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    archive = Archive.objects.get(pk=archive.pk)
    if archive.state != ArchiveState.READY:
        raise SystemExit("The archive was not made.")
    return [
        Figure(f"archive of {POSTS:,} posts made", seconds, "s", at_most=30),
        Figure("its size", archive.size / 1e6, "MB"),
        Figure("memory it took more, at its peak", more / 1024, "MiB"),
    ]


def _thread(post: Post) -> Post:
    post.thread_id = post.pk
    return post
