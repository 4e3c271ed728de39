"""The legal frame of what is said about care: what a text does, and what to write instead."""

from toctoc.privacy.rules.frame.concerns import Action, Concern, Situation, concerns

__all__ = ["Action", "Concern", "Situation", "concerns"]
