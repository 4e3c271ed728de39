"""Background work as rows: enqueued with what caused it, claimed by one worker, retried, visible.

Knows nothing of what the work is about: rooms register functions by name with :func:`toctoc.kernel.tasks.task`.
"""
