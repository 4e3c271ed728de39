"""The API's own site beside the site of pages, on the threads they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import get_urlconf, reverse

if TYPE_CHECKING:
    from django.test import RequestFactory


def test_the_api_leaves_its_thread_to_the_addresses_of_the_site(db: None, rf: RequestFactory) -> None:
    from toctoc.config.wsgi import ApiSite

    assert ApiSite().get_response(rf.get("/api/toctoc/v1/professions")).status_code == 200
    assert get_urlconf() is None
    assert reverse("proofs") == "/preuves"
