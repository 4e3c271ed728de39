"""Grounds, measures, resemblance: plain Python."""
