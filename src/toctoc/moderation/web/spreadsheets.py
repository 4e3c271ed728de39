"""Tables as files that spreadsheets open."""

from __future__ import annotations

import csv

from django.http import HttpResponse

CSV_TYPE = "text/csv; charset=utf-8"


def csv_file(name: str, heads: tuple[str, ...]) -> HttpResponse:
    """Return an answer that holds the first line of a table; the caller writes the others."""
    response = HttpResponse(content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerow(heads)
    return response


def plain(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@"} else words
