"""The manifest: which columns there are, signed by the owner."""

from collections.abc import Iterator
from dataclasses import dataclass

from .checked import Object, Refused, field, hexadecimal, number, of_type, write_json
from .primitives import ed25519_public, sha256, sign, verify

TYPE = "lazaret/manifest/v1"
PART = 8 << 20
MOST_COLUMNS = 16384
SMALLEST_STREAM = 56 + 16


@dataclass(frozen=True)
class Manifest:
    hash: bytes
    data_set: bytes
    owner: bytes
    columns: list[tuple[int, list[bytes]]]

    def check(self, i: int, stream: bytes) -> None:
        """Refuses a column's entry that is not the one that the owner signed."""
        length, parts = self.columns[i]
        if len(stream) != length or list(hashes(stream)) != parts:
            raise Refused(f"column {i} is not the one that its owner sealed")


def hashes(stream: bytes) -> Iterator[bytes]:
    return (sha256(stream[at : at + PART]) for at in range(0, len(stream), PART))


def signed(text: bytes) -> bytes:
    return b"lazaret/v1/manifest\0" + text


def parse(text: bytes, signature: bytes) -> Manifest:
    value = of_type(text, TYPE)
    owner = hexadecimal(value.get("owner"), 32)
    verify(owner, signature, signed(text), "the manifest")
    columns = [_column(column) for column in field(value, "columns", list)]
    if not 1 <= len(columns) <= MOST_COLUMNS:
        raise Refused(f"the manifest has {len(columns)} columns")
    return Manifest(sha256(text), hexadecimal(value.get("data_set"), 16), owner, columns)


def _column(value: object) -> tuple[int, list[bytes]]:
    if not isinstance(value, Object):
        raise Refused("a column of the manifest is no object")
    length = number(value, "bytes", SMALLEST_STREAM, 2**63)
    parts = [hexadecimal(part, 32) for part in field(value, "parts", list)]
    if len(parts) != -(-length // PART):
        raise Refused("a column of the manifest has another number of parts than its bytes have")
    return length, parts


def write(data_set: bytes, seed: bytes, streams: list[bytes]) -> tuple[bytes, bytes]:
    """The manifest and its signature."""
    columns = [{"bytes": len(stream), "parts": [part.hex() for part in hashes(stream)]} for stream in streams]
    owner = ed25519_public(seed).hex()
    text = write_json({"type": TYPE, "data_set": data_set.hex(), "owner": owner, "columns": columns})
    return text, sign(seed, signed(text))
