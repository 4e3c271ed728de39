"""Toctoc: a self-hosted, federated social network for health."""

__version__ = "0.1.0"
