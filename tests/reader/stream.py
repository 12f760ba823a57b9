"""A column's key, and what stands in its stream."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from .checked import Object, Refused, field, number, only_field, parse_json, write_json
from .primitives import hkdf_expand

CHUNK = 16384
LARGEST_HEADER = 65536
LARGEST_CELL = 16 << 20
NOT_IN_NAMES = re.compile(r"[/\\:\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True)
class Column:
    table: str
    name: str
    cells: list[str]


def file_name(object_: Object, name: str) -> str:
    """A name that a file can have on any system, in the folder that it is meant for, and that is shown as it is."""
    text: str = field(object_, name, str)
    if text in (".", "..") or not 1 <= len(text.encode()) <= 255 or any(map(NOT_IN_NAMES.match, text)):
        raise Refused("the name inside could write to another place, or show itself as another")
    return text


def context(identifier: bytes, i: int) -> bytes:
    return b"lazaret/v1/column\0" + identifier + i.to_bytes(4, "big")


def column_key(data_set_key: bytes, identifier: bytes, i: int) -> bytes:
    return hkdf_expand(data_set_key, context(identifier, i))


def padme(n: int) -> int:
    """What `n` bytes are padded to: Nikitin et al., Reducing Metadata Leakage from Encrypted Files, 2019."""
    if n < 2:
        return n
    exponent = n.bit_length() - 1
    unit = 1 << (exponent - exponent.bit_length())
    return -(-n // unit) * unit


def sealed_length(plain: int) -> int:
    """Of a stream: salt and commitment, then a tag for each chunk, the last of which is not full."""
    return 56 + plain + 16 * (plain // CHUNK + 1)


def encrypt(key: bytes, where: bytes, plain: bytes) -> bytes:
    encryptor = Cobblestone256Encryptor(key, where)
    return encryptor.update(plain) + encryptor.finalize()


def decrypt(key: bytes, where: bytes, sealed: bytes) -> bytes:
    decryptor = Cobblestone256Decryptor(key, where)
    try:
        return decryptor.update(sealed) + decryptor.finalize()
    except (InvalidTag, ValueError) as error:
        raise Refused("a stream is damaged, or not of this key and place") from error


def plain_of(content: File | Column) -> bytes:
    """Header, content and padding, as they are encrypted."""
    if isinstance(content, File):
        header = {"file": {"name": content.name, "bytes": len(content.content)}}
        body = content.content
    else:
        header = {"column": {"table": content.table, "name": content.name}}
        body = b"".join(encode_cells(content.cells))
    text = write_json(header)
    if len(text) > LARGEST_HEADER:
        raise Refused("the names are too long")
    plain = len(text).to_bytes(4, "big") + text + body
    return plain + bytes(padme(len(plain)) - len(plain))


def content_of(plain: bytes) -> File | Column:
    length = int.from_bytes(plain[:4], "big")
    if len(plain) < 4 or length > LARGEST_HEADER or 4 + length > len(plain):
        raise Refused("a stream does not begin with its header")
    header = parse_json(plain[4 : 4 + length])
    start = 4 + length
    kind, of = only_field(header, "file", "column")
    if kind == "file":
        end = start + number(of, "bytes", 0, len(plain) - start)
        content: File | Column = File(file_name(of, "name"), plain[start:end])
    else:
        cells, end = decode_cells(plain, start)
        content = Column(file_name(of, "table"), field(of, "name", str), cells)
    if len(plain) != padme(end) or any(plain[end:]):
        raise Refused("a stream is not padded as it must be")
    return content


def encode_cells(cells: Iterable[str]) -> Iterator[bytes]:
    for cell in cells:
        text = cell.encode("utf-8")
        rest = len(text) + 1
        while rest >= 0x80:
            yield bytes([rest & 0x7F | 0x80])
            rest >>= 7
        yield bytes([rest]) + text
    yield b"\0"


def decode_cells(plain: bytes, at: int) -> tuple[list[str], int]:
    """The cells, and where they end."""
    cells: list[str] = []
    while True:
        value, at = decode_leb128(plain, at)
        if value == 0:
            return cells, at
        end = at + value - 1
        if end > len(plain) or value - 1 > LARGEST_CELL:
            raise Refused("a cell goes on after the end of its column, or is too long")
        try:
            cells.append(plain[at:end].decode("utf-8"))
        except UnicodeDecodeError as error:
            raise Refused("a cell is not UTF-8") from error
        at = end


def decode_leb128(plain: bytes, at: int) -> tuple[int, int]:
    """An unsigned number in its shortest form, below 2⁶⁴, and where it ends."""
    value = 0
    for place in range(10):
        if at >= len(plain):
            raise Refused("a column has no end")
        byte = plain[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            if (byte == 0 and place > 0) or value >= 1 << 64:
                break
            return value, at
    raise Refused("a cell's length is not in its shortest form")
