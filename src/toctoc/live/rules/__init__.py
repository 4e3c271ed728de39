"""Tickets and the wire form of server-sent events: plain Python."""
