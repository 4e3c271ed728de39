"""What this room keeps: what writers assured, rules, consents. One noun per file."""

from toctoc.privacy.models.assured import Assured
from toctoc.privacy.models.consent import Consent
from toctoc.privacy.models.rule import Rule, RuleCount, RuleVersion
from toctoc.privacy.models.sweep import Sweep

__all__ = ["Assured", "Consent", "Rule", "RuleCount", "RuleVersion", "Sweep"]
