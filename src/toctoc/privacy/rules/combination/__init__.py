"""What taken together recognises somebody: age, sex, place, job, date, condition, family, and how many people fit."""

from toctoc.privacy.rules.combination.finding import quasi_identifiers
from toctoc.privacy.rules.combination.quasi import Kind, Quasi
from toctoc.privacy.rules.combination.scoring import Answer, Risk, Size, risk

__all__ = ["Answer", "Kind", "Quasi", "Risk", "Size", "quasi_identifiers", "risk"]
