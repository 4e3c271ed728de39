"""Asking the provider, and recording what it established."""
