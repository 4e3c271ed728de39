"""The workshop: reads one file of a stranger and writes a safe copy, in a process of its own.

Runs as ``python -I -m toctoc.media.workshop``, without Django, without the database, without the operator's settings,
within bounds of memory, time and written bytes: whatever a hostile file does to a decoder happens to this process.
"""
