"""What the browser side is generated from: JSON Schema and a compact table of fields (``python -m``)."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema
from pydantic_core import PydanticUndefined

from cjm_widgets.model.records import TABLES, Record

_BOUNDS = {"minimum": "min", "maximum": "max", "maxLength": "max_length", "pattern": "pattern"}


def json_schema() -> dict[str, Any]:
    """Return one JSON Schema whose ``$defs`` hold every record."""
    _, schema = models_json_schema([(model, "serialization") for model in TABLES.values()], title="Records")
    return schema


def fields() -> dict[str, dict[str, dict[str, Any]]]:
    """Return table → field → what a value must be, for the reducer of the browser."""
    definitions = json_schema()["$defs"]
    return {
        model.table: {
            name: _field(model, name, part, definitions)
            for name, part in definitions[model.__name__]["properties"].items()
        }
        for model in TABLES.values()
    }


def _field(
    model: type[Record], name: str, part: dict[str, Any], definitions: dict[str, Any]
) -> dict[str, Any]:
    described = _kind(part, definitions)
    info = model.model_fields[name]
    if info.default is PydanticUndefined:
        described["required"] = True
    else:
        default = info.default
        described["default"] = list(default) if isinstance(default, tuple) else default
    if name in model.references:
        described["ref"] = model.references[name]
    return described


def _kind(part: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return type, bounds, choices and items of one JSON Schema part."""
    if "$ref" in part:
        target = definitions[part["$ref"].rsplit("/", 1)[1]]
        inner = {
            key: _kind(value, definitions)
            | ({} if key in target.get("required", []) else {"default": value.get("default")})
            for key, value in target["properties"].items()
        }
        return {"type": "object", "fields": inner}
    if "anyOf" in part:
        first = next(option for option in part["anyOf"] if option.get("type") != "null")
        return _kind(first, definitions) | {"nullable": True}
    described: dict[str, Any] = {"type": part.get("type", "string")}
    described |= {short: part[long] for long, short in _BOUNDS.items() if long in part}
    if "enum" in part:
        described["enum"] = part["enum"]
    if "items" in part:
        described["items"] = _kind(part["items"], definitions)
    return described


if __name__ == "__main__":
    print(json.dumps({"json_schema": json_schema(), "fields": fields()}, indent=1))
