"""Tests of what moderation owes to everybody."""
