"""``GET /docs``: the API as a page, made from its OpenAPI description. Without scripts: it works offline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, .verb { font: 0.9em ui-monospace, monospace; }
section { border-top: 1px solid #8886; padding: 0.5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 1rem 0.2rem 0; }
td { border-bottom: 1px solid #8883; }
details { margin: 0.5rem 0; }
"""


def add(app: FastAPI) -> None:
    """Add the endpoint, for all that ``app`` has when it is first asked."""
    page = ""

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        nonlocal page
        page = page or html(app.openapi())
        return HTMLResponse(page)


def html(description: Mapping[str, Any]) -> str:
    """Return an OpenAPI description as a page."""
    schemas = description.get("components", {}).get("schemas", {})
    title = escape(description["info"]["title"])
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style><h1>{title}</h1><p>{escape(description['info'].get('description', ''))}</p>",
        '<p>For programs: <a href="openapi.json">openapi.json</a>.</p>',
    ]
    for path, verbs in description["paths"].items():
        for verb, one in verbs.items():
            parts += _endpoint(f"{verb.upper()} {path}", one, schemas)
    return "\n".join(parts)


def _endpoint(name: str, one: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    yield f'<section><h2 class="verb">{escape(name)}</h2><p>{escape(one.get("description", ""))}</p>'
    if body := _schema(one.get("requestBody", {})):
        yield f"<h3>Request</h3>{_fields(body, schemas)}"
    yield "<h3>Answers</h3>"
    for status, answer in one["responses"].items():
        fields = _fields(schema, schemas) if (schema := _schema(answer)) else ""
        said = f"<code>{escape(status)}</code> {escape(answer['description'])}"
        yield f"<details><summary>{said}</summary>{fields}</details>" if fields else f"<p>{said}</p>"
    yield "</section>"


def _schema(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    known = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    rows = []
    for name, field in known.get("properties", {}).items():
        needed = "required" if name in known.get("required", ()) else ""
        if "default" in field and field["default"] is not None:
            needed = f"default <code>{escape(json.dumps(field['default']))}</code>"
        about = escape(field.get("description", ""))
        rows.append(
            f"<tr><td><code>{escape(name)}</code></td><td>{escape(_type(field))}</td>"
            f"<td>{needed}</td><td>{about}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>" if rows else f"<p>{escape(_type(schema))}</p>"


def _type(field: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " or ".join(_type(one) for one in field["anyOf"])
    if "const" in field:
        return json.dumps(field["const"])
    if "enum" in field:
        return ", ".join(json.dumps(value) for value in field["enum"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    return str(field.get("type", "any"))
