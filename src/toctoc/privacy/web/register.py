"""The register of rules: public pages, and the administrator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.privacy import queries
from toctoc.privacy.forms.register import RuleForm
from toctoc.privacy.models.rule import RuleAction
from toctoc.privacy.policies import administrator_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.privacy.models import Rule


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the rules that speak while one writes."""
    lines = [_shown(rule) for rule in queries.register() if rule.is_active]
    return render(request, "privacy/rules.html", {"lines": lines})


@require_safe
def one(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a rule with its text, its source, its versions and its figures, to everybody."""
    rule = queries.rule_by(kind)
    facts = {"line": _shown(rule), "versions": queries.versions_of(kind), "figures": queries.figures_of_rule(kind)}
    return render(request, "privacy/rule.html", facts)


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List every rule, those at rest among them, for administrators."""
    administrator_of(request)
    lines = [(_shown(rule), queries.figures_of_rule(rule.slug)) for rule in queries.register()]
    return render(request, "privacy/register.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, kind: str) -> HttpResponse:
    """Change a rule."""
    administrator, rule = administrator_of(request), queries.rule_by(kind)
    form = RuleForm(request.POST if request.method == "POST" else None, administrator=administrator, rule=rule)
    if address := form.send():
        messages.success(request, gettext("La règle est enregistrée."))
        return redirect(address)
    facts = {"form": form, "line": _shown(rule), "actions": RuleAction.choices, "versions": queries.versions_of(kind)}
    return form.answered(render(request, "privacy/change_rule.html", facts))


def _shown(rule: Rule) -> dict[str, object]:
    title, text, proposal = rule.words((get_language() or "fr")[:2])
    return {"rule": rule, "title": title, "text": text, "proposal": proposal}
