"""The API's own description: it is true (schemathesis), and readable without a network."""

import re

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def described(server):
    return schemathesis.openapi.from_url(f"{server.url}/openapi.json")


@schemathesis.hook
def map_body(context, body):
    """Ask for the model that is there, or no chat would ever get any further."""
    if isinstance(body, dict) and isinstance(body.get("model"), str) and len(body["model"]) % 2:
        return {**body, "model": "nano"}
    return body


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=30)
def test_the_api_does_what_its_description_says(case):
    case.call_and_validate(checks=CHECKS)


def test_every_endpoint_is_described(server):
    paths = server.get("/openapi.json").json["paths"]
    assert {(verb, path) for path, verbs in paths.items() for verb in verbs} == {
        ("get", "/health"),
        ("get", "/metrics"),
        ("get", "/v1/models"),
        ("get", "/v1/models/{model}"),
        ("post", "/v1/chat/completions"),
        ("post", "/v1/function_call"),
    }


def test_the_page_needs_nothing_from_elsewhere(server):
    answer = server.get("/docs")
    page = answer.body.decode()
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/html")
    assert "POST /v1/function_call" in page and "include_content_head" in page
    assert not re.search(r"(src|href)=\"?(https?:)?//|<script|@import|url\(", page)
