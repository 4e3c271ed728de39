"""The streaming API, within the stream process: no Django here, rows are read by hand.

``app`` speaks HTTP and WebSocket, ``ears`` knows who listens to what, ``telling`` gives of each event to each listener
what it may hear of it now.
"""
