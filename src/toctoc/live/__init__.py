"""Events to open screens.

A writer announces rows in its own transaction; one raw ASGI process reads them by id and sends each to the
streams whose channels it names. Knows nothing of what an event is about, and never asks who somebody is: the
ticket a stream shows was made by a room that knows.
"""
