"""The tables of a new database, made at once.

Migrations lead from any earlier state to today's; from nothing they take every detour again, which is half a minute.
An empty database gets its tables as models say them, what the place begins with, and the note that nothing is left to
migrate. ``tests.config.test_migrations`` holds both ways to the same tables and rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, router
from django.db.migrations import RunPython
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations import Migration
    from django.db.migrations.executor import MigrationExecutor

# How a function is called, in migrations, that writes what a new place begins with.
SEED = "seed"


def is_new() -> bool:
    """Tell whether the database has no table at all."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def make_tables(executor: MigrationExecutor) -> None:
    """Make every table and note every migration as done: all of it, or nothing."""
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    emit_pre_migrate_signal(0, interactive=False, db=connection.alias)
    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
                if model._meta.can_migrate(connection):  # noqa: SLF001 Django documents it
                    editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for migration in plan:
            recorder.record_applied(migration.app_label, migration.name)
        _seed(plan, editor)
    emit_post_migrate_signal(0, interactive=False, db=connection.alias)


def _seed(plan: list[Migration], editor: BaseDatabaseSchemaEditor) -> None:
    for migration in plan:
        for operation in migration.operations:
            code: Any = operation.code if isinstance(operation, RunPython) else None
            if getattr(code, "__name__", "") == SEED:
                code(apps, editor)
