"""Values from a file, taken only where they are what docs/format.md says."""

import base64
import binascii
import datetime
import json
import re
from typing import Any


class Refused(Exception):
    """The file, or what should open it, is not as it must be."""


class Object(dict[str, Any]):
    """A JSON object. A field that is looked for must not stand twice; null is as if it were missing."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self._twice = {name for name in names if names.count(name) > 1}

    def get(self, name: str, default: Any = None) -> Any:
        if name in self._twice:
            raise Refused(f"`{name}` stands twice in an object")
        return super().get(name, default)

    def has(self, name: str) -> bool:
        return self.get(name) is not None


def parse_json(text: bytes) -> Object:
    def no_number(text: str) -> None:
        raise ValueError(text)

    try:
        value = json.loads(text.decode("utf-8"), object_pairs_hook=Object, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("this is not JSON in UTF-8") from error
    if not isinstance(value, Object):
        raise Refused("this is not a JSON object")
    return value


def write_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def field(object_: Object, name: str, kind: type) -> Any:
    value = object_.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Refused(f"`{name}` is missing, or no {kind.__name__}")
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise Refused(f"`{name}` is no text")
    return value


def number(object_: Object, name: str, low: int, high: int) -> int:
    value: int = field(object_, name, int)
    if not low <= value <= high:
        raise Refused(f"`{name}` is {value}, and must be from {low} to {high}")
    return value


def hexadecimal(value: Any, length: int) -> bytes:
    """The bytes of so many lowercase digits, two for each."""
    if not isinstance(value, str) or not re.fullmatch(f"[0-9a-f]{{{2 * length}}}", value):
        raise Refused(f"these are not {2 * length} hexadecimal digits")
    return bytes.fromhex(value)


def base64_bytes(object_: Object, name: str, length: int | None = None) -> bytes:
    """The bytes of a field in base64; only their one canonical form is taken."""
    text = field(object_, name, str)
    try:
        value = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused(f"`{name}` is not base64") from error
    if to_base64(value) != text:
        raise Refused(f"`{name}` is not base64 as it would be written")
    if length is not None and len(value) != length:
        raise Refused(f"`{name}` has {len(value)} bytes, and must have {length}")
    return value


def to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def date(object_: Object, name: str) -> datetime.date:
    text = field(object_, name, str)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused(f"`{name}` is not a date")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"`{name}` is not a date") from error


def only_field(object_: Object, *names: str) -> tuple[str, Object]:
    """The one field that an object has, of these names, and the object in it."""
    if len(object_) != 1 or not (found := [name for name in names if object_.has(name)]):
        raise Refused(f"an object has not one field that is one of {names}")
    return found[0], field(object_, found[0], Object)


def of_type(text: bytes, expected: str) -> Object:
    """A JSON object that says that it is of this type."""
    value = parse_json(text)
    if value.get("type") != expected:
        raise Refused(f"this is no {expected}")
    return value
