"""Consent, retention, closing questions."""
