"""Addresses of this room's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.people.web import documents

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path(".well-known/did.json", documents.keys, name="did_document"),
    path("attestations/statuts/<int:number>", documents.status_list, name="status_list"),
]
