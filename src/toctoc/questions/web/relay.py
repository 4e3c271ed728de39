"""What the bot passes on, for everybody; and the rule by which it does, for whoever moderates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.rules.excerpts import first_words
from toctoc.kernel.errors import Invalid
from toctoc.people.policies import account_of, moderates, moderator_of, reader_of, viewer_of
from toctoc.privacy.forms import beside_field
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models.boost import LONGEST_WHY, RuleState
from toctoc.questions.queries.boosting import active_rule, newest_boosts, rule_by_id, tried_on_newest, versions
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.rules.boosting.checking import checked
from toctoc.questions.rules.boosting.properties import PROPERTIES, TYPE_WORDS
from toctoc.questions.rules.boosting.tokens import LONGEST_RULE
from toctoc.questions.services.passing_on.boosting import activate_rule, end_rule, propose_rule, take_back_boost

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.questions.queries.boosting import Tried

# What stands in the field until there is a rule.
FIRST_RULE = """proved and asks
and (kind = "question" or promised and broken_promises = 0)
and not text contains "sondage"
and boosted_this_week < 5"""
_EXCERPT = 100


class RuleForm(forms.Form):
    """A rule as it is typed, and why; ``essai`` only tries it."""

    rule = forms.CharField(max_length=LONGEST_RULE * 30, strip=False, required=False)
    why = forms.CharField(max_length=LONGEST_WHY, required=False)


@dataclass(frozen=True, slots=True)
class TriedLine:
    """One question of a dry run."""

    address: str
    excerpt: str
    boosts: bool
    reasons: str


@require_safe
def boosts(request: HttpRequest) -> HttpResponse:
    """List the public questions that the bot passed on, and the rule by which it does."""
    found, viewer = newest_boosts(), viewer_of(request)
    facts = {
        "cards": SafeString(prepared.cards([boost.pk for boost in found], viewer, page_language())),
        "is_empty": not found,
        "rule": active_rule(),
        "is_moderator": reader_of(request) is not None and moderates(account_of(request)),
    }
    return render(request, "questions/boosts.html", facts)


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rule, its versions and what it would do; try another, or propose it."""
    moderator = moderator_of(request)
    current = active_rule()
    first = current.text if current else FIRST_RULE
    form = RuleForm(request.POST if request.method == "POST" else None, initial={"rule": first})
    tried: list[Tried] | None = None
    if form.is_bound and form.is_valid():
        try:
            tried = tried_on_newest(checked(form.cleaned_data["rule"]))
            if "proposer" in request.POST:
                why = clear_line(form.cleaned_data["why"])
                rule = propose_rule(proposer=moderator, text=clear(form.cleaned_data["rule"]), why=why)
                return redirect("question_rule", rule.pk)
        except Invalid as error:
            beside_field(form, error)
    facts = {"form": form, "current": current, "versions": versions(), "properties": _properties(), **_tried(tried)}
    return render(request, "questions/rules.html", facts, status=422 if form.errors else 200)


@require_safe
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Show one version, who wrote it and why, and what it would do now."""
    moderator_of(request)
    found = rule_by_id(rule_id)
    try:
        tried, error = tried_on_newest(checked(found.text)), ""
    except Invalid as invalid:
        tried, error = None, invalid.say(gettext)
    facts = {"rule": found, "error": error, "is_active": found.state == RuleState.ACTIVE, **_tried(tried)}
    return render(request, "questions/rule.html", facts)


@require_POST
def rule_activate(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Put a version in force after a second look."""
    activate_rule(activator=moderator_of(request), rule_id=rule_id)
    messages.success(request, gettext("Cette règle est en vigueur."))
    return redirect("question_rules")


@require_POST
def rule_end(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Pass nothing on any more."""
    end_rule(ender=moderator_of(request), rule_id=rule_id)
    messages.success(request, gettext("L’automate ne relaie plus rien."))
    return redirect("question_rules")


@require_POST
def boost_take_back(request: HttpRequest, question_id: int) -> HttpResponse:
    """Take back what the bot passed on."""
    moderator = moderator_of(request)
    take_back_boost(moderator=moderator, question=visible_question(viewer_of(request), question_id))
    messages.success(request, gettext("Cette question n’est plus relayée."))
    return redirect("question_boosts")


def _properties() -> list[tuple[str, str, str]]:
    english = page_language() == "en"
    return [
        (one.name, TYPE_WORDS[one.type][english], one.english if english else one.french) for one in PROPERTIES.values()
    ]


def _tried(tried: list[Tried] | None) -> dict[str, object]:
    if tried is None:
        return {"tried": None}
    lines = [
        TriedLine(
            one.question.post.get_absolute_url(),
            first_words(one.question.post.text, _EXCERPT),
            one.verdict.boosts,
            one.verdict.reasons,
        )
        for one in tried
    ]
    return {"tried": lines, "boosted": sum(1 for line in lines if line.boosts)}
