"""The OpenAPI document is complete, valid and served."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from openapi_spec_validator import validate

from tests.config.api_caller import ROOT, document

if TYPE_CHECKING:
    from django.test import Client

OPERATIONS = [
    pytest.param(method, operation, id=f"{method} {path.removeprefix(ROOT)}")
    for path, operations in document()["paths"].items()
    for method, operation in operations.items()
]


def test_the_document_is_served_and_valid(client: Client, db: None) -> None:
    answer = client.get(f"{ROOT}/openapi.json")
    assert answer.status_code == 200
    validate(json.loads(answer.content))


def test_no_page_of_documentation_is_served_from_another_host(client: Client, db: None) -> None:
    assert client.get(f"{ROOT}/docs").status_code == 404


@pytest.mark.parametrize(("method", "operation"), OPERATIONS)
def test_each_operation_says_what_it_does_and_how_it_fails(method: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"].endswith(".")
    expected = {"401", "403", "404", "405", "422", "429"} | ({"400", "409", "413"} if method != "get" else set())
    assert expected <= set(operation["responses"])
    for status, answer in operation["responses"].items():
        assert answer["description"]
        if int(status) >= 400:
            assert list(answer["content"]) == ["application/problem+json"]
        elif status != "204":
            assert all(content["schema"] for content in answer["content"].values())


@pytest.mark.parametrize(("method", "operation"), OPERATIONS)
def test_each_write_takes_a_key_and_needs_a_token(method: str, operation: dict[str, Any]) -> None:
    names = [parameter["name"] for parameter in operation.get("parameters", [])]
    assert ("Idempotency-Key" in names) == (method != "get")
    assert ({} in operation["security"]) == (method == "get")


def test_ids_are_strings_everywhere() -> None:
    for path, operations in document()["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"].endswith("_id"):
                    assert parameter["schema"]["type"] == "string", path
