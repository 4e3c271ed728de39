"""Pages of moderation: which other servers are believed, for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.kernel.errors import Invalid
from toctoc.people.policies import moderator_of
from toctoc.people.queries import trusted_server, trusted_servers
from toctoc.people.services.trust import believe_server, change_terms, stop_believing
from toctoc.privacy.forms import beside_field
from toctoc.proofs.web.trust_forms import NewServerForm, TermsForm, trust_lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNPROCESSABLE = 422


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every server that is believed."""
    moderator_of(request)
    return render(request, "proofs/trust/index.html", {"servers": trust_lines(trusted_servers())})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Begin to believe a server."""
    moderator = moderator_of(request)
    form = NewServerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            server = believe_server(domain=form.cleaned_data["domain"], terms=form.terms(), decided_by=moderator)
        except Invalid as error:
            beside_field(form, error)
        else:
            messages.success(request, gettext("%(server)s est cru désormais.") % {"server": server.domain})
            return redirect("trust")
    return render(request, "proofs/trust/edit.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, server_id: int) -> HttpResponse:
    """Believe a server for something else."""
    moderator, server = moderator_of(request), trusted_server(server_id)
    form = TermsForm(request.POST) if request.method == "POST" else TermsForm(initial=TermsForm.told(server))
    if form.is_valid():
        try:
            change_terms(server=server, terms=form.terms(), decided_by=moderator)
        except Invalid as error:
            beside_field(form, error)
        else:
            messages.success(request, gettext("C’est noté. Les preuves qui n’y sont plus sont terminées."))
            return redirect("trust")
    facts = {"form": form, "server": server}
    return render(request, "proofs/trust/edit.html", facts, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def remove(request: HttpRequest, server_id: int) -> HttpResponse:
    """Believe a server no longer."""
    moderator, server = moderator_of(request), trusted_server(server_id)
    stop_believing(server=server, decided_by=moderator)
    messages.success(request, gettext("%(server)s n’est plus cru.") % {"server": server.domain})
    return redirect("trust")
