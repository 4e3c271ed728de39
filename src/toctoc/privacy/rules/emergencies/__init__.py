"""Emergencies: words of danger in what somebody writes, and the numbers that help."""

from toctoc.privacy.rules.emergencies.cards import CARDS, Card, Number
from toctoc.privacy.rules.emergencies.spotting import cards

__all__ = ["CARDS", "Card", "Number", "cards"]
