"""Tests of files: every one of them is made here, by code."""
