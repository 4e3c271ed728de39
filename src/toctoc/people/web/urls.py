"""Addresses of this room's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from toctoc.people.web import documents, portraits

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path(".well-known/did.json", documents.keys, name="did_document"),
    path("attestations/statuts/<int:number>", documents.status_list, name="status_list"),
    path("portraits/<int:face>-<str:letter>.png", portraits.made_picture, name="made_picture"),
    path("portraits/<int:face>.png", portraits.made_header, name="made_header"),
]
