"""Folding, findings, detectors and the cleared type: plain Python, no database."""
