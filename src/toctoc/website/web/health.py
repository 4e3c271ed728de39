"""What a supervisor or a balancer asks: is the process alive, can it serve."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest


@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer ``ok`` without touching the database: the process runs and takes requests."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and has every migration, else 503 with what is missing."""
    found = {"database": _database(), "migrations": "unknown"}
    if found["database"] == "ok":
        found["migrations"] = _migrations()
    is_ready = set(found.values()) == {"ok"}
    return JsonResponse({"ready": is_ready, **found}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return "ok"


def _migrations() -> str:
    waiting = missing_migrations()
    if not waiting:
        return "ok"
    # Asked again next time: somebody is probably migrating now.
    missing_migrations.cache_clear()
    return f"{len(waiting)} to apply, first {waiting[0]}"


@cache
def missing_migrations() -> tuple[str, ...]:
    """Return the names of migrations that this release has and the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)
