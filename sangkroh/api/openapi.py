"""The description of the API, made from the acts' own shapes (OpenAPI 3.1)."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic.json_schema import models_json_schema

from sangkroh.core.door import REGISTRY, Action
from sangkroh.core.errors import STATUS
from sangkroh.core.shows import READS
from sangkroh.core.times import Precision

REF = "#/components/schemas/{model}"
ONLY_PAGES = frozenset({"core.set_password", "core.add_second_factor", "core.take_link"})
"""Acts that hang on a password, a code or a link which a page has just asked for."""
REFUSALS = {
    "400": "The body is not JSON.",
    "401": "No session and no valid key.",
    "403": "The role may not do this, or the second factor or the CSRF token is missing.",
    "404": "Not there, or not for this reader: the two look alike.",
    "409": "A rule refuses it, or the Idempotency-Key belongs to another act.",
    "413": "The body is larger than 256 KiB.",
    "415": "The body is not application/json.",
    "422": "Arguments or headers cannot be read; every problem is told at once.",
    "429": "Too many requests in this minute.",
}
HEADERS = (
    ("Idempotency-Key", {"type": "string", "format": "uuid"},
     "The act's id. The same act sent again gives the first answer and is done once."),
    ("Recorded-At", {"type": "string", "format": "date-time"},
     "When the sender's device wrote it down."),
    ("Occurred-Earliest", {"type": "string", "format": "date-time"},
     "When it happened, at the earliest. Without any Occurred header: when it is received."),
    ("Occurred-Latest", {"type": "string", "format": "date-time"}, "And at the latest."),
    ("Occurred-Precision", {"type": "string", "enum": [it.value for it in Precision]},
     "How exactly that is known."),
    ("Occurred-Words", {"type": "string", "maxLength": 600},
     "The words used, percent-encoded UTF-8."),
)  # fmt: skip


def acts() -> list[Action]:
    """Every act that can be done by this door, in the order of their names."""
    return sorted((it for it in REGISTRY.values() if it.by and it.name not in ONLY_PAGES),
                  key=lambda it: it.name)  # fmt: skip


def document() -> dict[str, Any]:
    """The whole description."""
    shapes: list[tuple[Any, Any]] = [(it.shape, "validation") for it in acts()]
    shapes += [(it.shape, "serialization") for it in READS.values()]
    names, schemas = models_json_schema(shapes, ref_template=REF)
    definitions = schemas.get("$defs", {})
    paths: dict[str, Any] = {}
    for it in acts():
        paths[f"/api/v1/do/{it.name}"] = {"post": _act(it, names[(it.shape, "validation")])}
    for name, read in sorted(READS.items()):
        paths |= _reads(name, names[(read.shape, "serialization")])
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Sangkroh", "version": "1",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}, {"session": [], "csrf": []}],
        "paths": paths,
        "components": {
            "schemas": definitions | {"Refusal": _refusal()},
            "responses": {status: _refused(why) for status, why in REFUSALS.items()},
            "parameters": {name: _header(name, schema, why) for name, schema, why in HEADERS},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "An API key."},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
            },
        },
    }  # fmt: skip


def _act(it: Action, schema: dict[str, Any]) -> dict[str, Any]:
    text = inspect.getdoc(it.function) or ""
    roles = ", ".join(sorted(it.by))
    answer = it.answer.json_schema(mode="serialization", ref_template=REF)
    return {
        "operationId": it.name.replace(".", "_"),
        "tags": [it.name.partition(".")[0]],
        "summary": text.partition("\n")[0],
        "description": f"{text}\n\nRoles: {roles}.",
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name, _, _ in HEADERS],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": _json("Done; a repeated Idempotency-Key gives the first answer.",
                         {"type": "object", "required": ["answer"],
                          "properties": {"answer": _inline(answer)}}),
            **{status: {"$ref": f"#/components/responses/{status}"} for status in REFUSALS},
        },
    }  # fmt: skip


def _inline(schema: dict[str, Any]) -> dict[str, Any]:
    """An answer's schema without a `$defs` of its own: its parts put where they are named."""
    definitions = schema.pop("$defs", {})

    def put(it: Any) -> Any:
        if isinstance(it, list):
            return [put(part) for part in it]
        if not isinstance(it, dict):
            return it
        name = str(it.get("$ref", "")).rpartition("/")[2]
        if name in definitions:
            return put(definitions[name])
        return {key: put(value) for key, value in it.items()}

    result: dict[str, Any] = put(schema)
    return result


def _reads(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    shut = {
        it: {"$ref": f"#/components/responses/{it}"} for it in ("401", "403", "404", "422", "429")
    }
    page = {
        "type": "object", "required": ["items", "next"],
        "properties": {"items": {"type": "array", "items": schema},
                       "next": {"type": ["string", "null"], "format": "uuid"}},
    }  # fmt: skip
    query = [
        {"name": "before", "in": "query", "schema": {"type": "string", "format": "uuid"},
         "description": "`next` of the page before."},
        {"name": "limit", "in": "query",
         "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}},
    ]  # fmt: skip
    one = [{"name": "id", "in": "path", "required": True,
            "schema": {"type": "string", "format": "uuid"}}]  # fmt: skip
    tag = name.partition("/")[0]
    return {
        f"/api/v1/{name}": {"get": {
            "operationId": f"list_{name.replace('/', '_')}", "tags": [tag], "parameters": query,
            "summary": f"{name}: those that the reader may see, newest first.",
            "responses": {"200": _json("A page.", page), **shut}}},
        f"/api/v1/{name}/{{id}}": {"get": {
            "operationId": f"get_{name.replace('/', '_')}", "tags": [tag], "parameters": one,
            "summary": f"{name}: one of them.",
            "responses": {"200": _json("The record.", schema), **shut}}},
    }  # fmt: skip


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _refused(why: str) -> dict[str, Any]:
    return _json(why, {"$ref": "#/components/schemas/Refusal"})


def _header(name: str, schema: dict[str, Any], why: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "schema": schema, "description": why}


def _refusal() -> dict[str, Any]:
    known = ", ".join(f"{code} ({status})" for code, status in sorted(STATUS.items()))
    problem = {
        "type": "object",
        "required": ["code", "path", "values", "words"],
        "properties": {
            "code": {"type": "string", "description": f"Among others: {known}."},
            "path": {"type": "string", "description": "The field; empty for the whole."},
            "values": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
            "words": {"type": "string", "description": "In the language of Accept-Language."},
        },
    }
    return {
        "type": "object",
        "required": ["problems"],
        "properties": {"problems": {"type": "array", "minItems": 1, "items": problem}},
    }
