"""Sealed files that nobody honest writes, and what this reader says of each.

    PYTHONPATH=tests python -m reader.odd FOLDER COUNT

Their owner signs what should never have been signed, so that no signature hides what a parser does; and COUNT files
are damaged at random. `verdicts.json` has for each file null, where it is refused, or what is in it. Two readers that
were made apart must agree on all of them.
"""

import json
import random
import struct
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from . import grant, manifest, stream
from .checked import to_base64, write_json
from .golden import CHEAP, OWNER, READER, TABLE, TODAY
from .judge import verdict
from .primitives import KEMS, seal_once, sha256, sign

Edit = Callable[[bytes], bytes]
DATA_SET, KEY = bytes(range(16)), bytes(range(100, 132))
FINGERPRINT = READER.fingerprint.hex().encode()


def same(text: bytes) -> bytes:
    return text


def swap(old: bytes, new: bytes) -> Edit:
    def edit(text: bytes) -> bytes:
        assert old in text, old
        return text.replace(old, new, 1)

    return edit


@dataclass
class Forge:
    """A file as its owner would make it, but for edits before each signature."""

    plains: list[bytes] = field(default_factory=lambda: [stream.plain_of(column) for column in TABLE])
    manifest: Edit = same
    body: Edit = same
    outer: Edit = same
    kem: str = "x25519"
    secret: bytes = KEY
    encapsulated: Edit = same
    grants: int = 1
    passphrase: bool = False

    def entries(self) -> list[tuple[str, bytes]]:
        streams = [
            stream.encrypt(stream.column_key(KEY, DATA_SET, i), stream.context(DATA_SET, i), plain)
            for i, plain in enumerate(self.plains)
        ]
        text = self.manifest(manifest.write(DATA_SET, OWNER.seed, streams)[0])
        columns = [(f"columns/{i:04}.c256", content) for i, content in enumerate(streams)]
        signature = sign(OWNER.seed, manifest.signed(text))
        grants = [(f"grants/{i:04}.json", self.grant(sha256(text))) for i in range(self.grants)]
        return [*columns, ("manifest.json", text), ("manifest.sig", signature), *grants]

    def grant(self, hash_: bytes) -> bytes:
        to: dict[str, Any] = {"recipient": {"fingerprint": FINGERPRINT.decode(), "kem": self.kem}}
        salt = bytes(16)
        if self.passphrase:
            to = {"passphrase": asdict(CHEAP) | {"salt": to_base64(salt)}}
        body = {"type": grant.TYPE, "manifest": hash_.hex(), "to": to, "issued": "2026-11-25"}
        text = self.body(write_json(body))
        info = grant.info(sha256(text))
        if self.passphrase:
            encapsulated, sealed = b"", seal_once(CHEAP.key("word", salt), self.secret, info)
        else:
            encapsulated, sealed = KEMS[self.kem].seal(READER.recipient.public(self.kem), self.secret, info)
        encapsulated = self.encapsulated(encapsulated)
        signature = sign(OWNER.seed, grant.signed(sha256(text), encapsulated, sealed))
        outer = {
            "body": text.decode("utf-8", "surrogateescape"),
            "encapsulated": to_base64(encapsulated),
            "sealed": to_base64(sealed),
            "signature": to_base64(signature),
        }
        return self.outer(json.dumps(outer, ensure_ascii=False).encode("utf-8", "surrogateescape"))

    def file(self) -> bytes:
        return zipped(self.entries())


def zipped(entries: list[tuple[str, bytes]], described: int = 0, **attributes: Any) -> bytes:
    """An archive, the first entries of which have data descriptors, and all of which have these attributes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with warnings.catch_warnings(action="ignore"):
            for at, (name, content) in enumerate(entries):
                with zipfile.ZipFile(path, "a") as archive:
                    if at < described:
                        archive._seekable = False  # type: ignore[attr-defined]
                    info = zipfile.ZipInfo(name)
                    for attribute, value in attributes.items():
                        setattr(info, attribute, value)
                    archive.writestr(info, content)
        return path.read_bytes()


def padded(plain: bytes) -> bytes:
    return plain + bytes(stream.padme(len(plain)) - len(plain))


def plain(header: bytes, content: bytes) -> bytes:
    return padded(len(header).to_bytes(4, "big") + header + content)


COLUMN = b'{"column":{"table":"t","name":"n"}}'
FILE = b'{"file":{"name":"a.txt","bytes":3}}'

JSON = {
    "an unknown field": swap(b"{", b'{"later":[1,{"a":null}],'),
    "an unknown field twice": swap(b"{", b'{"later":1,"later":2,'),
    "the type twice": lambda text: swap(b"{", b'{"type":"' + text.split(b'"')[3] + b'",')(text),
    "white space": lambda text: b" \n\t" + text.replace(b",", b" , ").replace(b":", b" : ") + b"\r\n ",
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "an escaped letter": swap(b"lazaret", b"l\\u0061zaret"),
    "an escaped slash": swap(b"lazaret/", b"lazaret\\/"),
    "an upper-case escape": swap(b"lazaret", b"l\\U0061zaret"),
    "another type": swap(b"/v1", b"/v2"),
    "something behind": lambda text: text + b"{}",
    "a zero byte behind": lambda text: text + b"\0",
    "a comma too many": lambda text: text[:-1] + b",}",
    "no end": lambda text: text[:-1],
    "a comment": swap(b"{", b"{/**/"),
    "a control character in an unknown text": swap(b"{", b'{"later":"\n",'),
    "half a surrogate in an unknown text": swap(b"{", b'{"later":"\\ud800",'),
    "an unknown number that is none": swap(b"{", b'{"later":NaN,'),
    "an unknown number with a leading zero": swap(b"{", b'{"later":01,'),
    "an unknown number of no size": swap(b"{", b'{"later":1e999,'),
    "an unknown number of many digits": swap(b"{", b'{"later":' + b"9" * 400 + b","),
    "an unknown depth": swap(b"{", b'{"later":' + b"[" * 100 + b"]" * 100 + b","),
    "nothing": lambda _: b"",
    "an array": lambda text: b"[" + text + b"]",
    "null": lambda _: b"null",
}

MANIFEST: dict[str, Edit] = JSON | {
    "an upper-case digit": lambda text: text.replace(DATA_SET.hex().encode(), DATA_SET.hex().upper().encode()),
    "a digit too few": swap(DATA_SET.hex().encode(), DATA_SET.hex()[1:].encode()),
    "no data set": swap(b'"data_set"', b'"dataset"'),
    "a length with a fraction": lambda text: swap(b',"parts"', b'.0,"parts"')(text),
    "a length with an exponent": lambda text: swap(b',"parts"', b'e0,"parts"')(text),
    "a length one too large": lambda text: swap(b'{"bytes":', b'{"bytes":1')(text),
    "a negative length": swap(b'{"bytes":', b'{"bytes":-'),
    "a length as text": lambda text: swap(b'{"bytes":', b'{"bytes":"1","x":')(text),
    "the length twice": swap(b'{"bytes":', b'{"bytes":100,"bytes":'),
    "no parts": lambda text: text[: text.index(b'"parts":[')] + b'"parts":[' + text[text.index(b"]") :],
    "a part too many": lambda text: swap(b'"parts":[', b'"parts":["' + b"00" * 32 + b'",')(text),
    "a part that is null": swap(b'"parts":[', b'"parts":[null,'),
    "no columns": lambda text: text[: text.index(b'"columns":[')] + b'"columns":[]}',
    "a column too few": lambda text: text[: text.rindex(b",{")] + b"]}",
    "a column too many": lambda text: text[:-2] + text[text.rindex(b",{") : -2] + b"]}",
    "columns exchanged": lambda text: (
        lambda head, body: head + b'"columns":' + write_json({"c": json.loads(body)["c"][::-1]})[5:]
    )(text[: text.index(b'"columns":')], b'{"c":' + text[text.index(b'"columns":') + 10 :]),
    "another owner": lambda text: text.replace(OWNER.recipient.ed25519.hex().encode(), b"01" + b"00" * 31),
}

EXPIRES = b'"issued":"2026-11-25"'
BODY: dict[str, Edit] = JSON | {
    "a last day": swap(EXPIRES, EXPIRES + b',"expires":"2026-11-25"'),
    "a last day that is over": swap(EXPIRES, EXPIRES + b',"expires":"2026-11-24"'),
    "a last day that is none": swap(EXPIRES, EXPIRES + b',"expires":"2027-02-29"'),
    "a last day in a leap year": swap(EXPIRES, EXPIRES + b',"expires":"2028-02-29"'),
    "a last day of year 0": swap(EXPIRES, EXPIRES + b',"expires":"0000-01-01"'),
    "the last of days": swap(EXPIRES, EXPIRES + b',"expires":"9999-12-31"'),
    "a last day with a time": swap(EXPIRES, EXPIRES + b',"expires":"2027-02-28T00:00"'),
    "a last day in other digits": swap(EXPIRES, EXPIRES + b',"expires":"\xd9\xa2027-02-28"'),
    "a last day of another form": swap(EXPIRES, EXPIRES + b',"expires":"20270228"'),
    "a last day in week 8": swap(EXPIRES, EXPIRES + b',"expires":"2027-W08-1"'),
    "no last day": swap(EXPIRES, EXPIRES + b',"expires":null'),
    "no day of issue": swap(b"," + EXPIRES, b""),
    "issued later": swap(EXPIRES, b'"issued":"2031-01-01"'),
    "issued on no day": swap(EXPIRES, b'"issued":"2026-13-25"'),
    "no purpose": swap(EXPIRES, EXPIRES + b',"purpose":null'),
    "a purpose of 1000 bytes": swap(EXPIRES, EXPIRES + b',"purpose":"' + b"\xc3\xa4" * 500 + b'"'),
    "a purpose of 1001 bytes": swap(EXPIRES, EXPIRES + b',"purpose":"a' + b"\xc3\xa4" * 500 + b'"'),
    "a purpose of two": swap(EXPIRES, EXPIRES + b',"purpose":["a"]'),
    "a purpose with half a surrogate": swap(EXPIRES, EXPIRES + b',"purpose":"\\udc00"'),
    "no columns": swap(EXPIRES, EXPIRES + b',"columns":null'),
    "another manifest": lambda text: text.replace(text[text.index(b'"manifest":"') + 12 :][:8], b"00000000"),
    "another KEM": swap(b'"x25519"', b'"x448"'),
    "the KEM in capitals": swap(b'"x25519"', b'"X25519"'),
    "another KEM's name": swap(b'"x25519"', b'"x-wing"'),
    "for nobody": swap(b'"to":{"recipient"', b'"to":{"stranger"'),
    "for two": swap(b'"to":{', b'"to":{"passphrase":{"memory_kib":8,"iterations":1,"parallelism":1,"salt":""},'),
    "for a recipient and something unknown": swap(b'"to":{', b'"to":{"later":{},'),
    "for a recipient twice": swap(
        b'"to":{', b'"to":{"recipient":{"fingerprint":"' + FINGERPRINT + b'","kem":"x25519"},'
    ),
    "a recipient with something unknown": swap(b'"kem":', b'"later":1,"kem":'),
    "for somebody else": swap(FINGERPRINT, b"00" * 32),
    "for a fingerprint in capitals": swap(FINGERPRINT, FINGERPRINT.upper()),
}

OUTER: dict[str, Edit] = {
    name: edit for name, edit in JSON.items() if "type" not in name and "letter" not in name and "slash" not in name
} | {
    "no signature": swap(b'"signature"', b'"signatures"'),
    "the signature twice": lambda text: swap(b"{", b'{"signature":"",')(text),
    "base64 with a line feed": swap(b'"encapsulated": "', b'"encapsulated": "\\n'),
    "base64 without padding": lambda text: text.replace(b'=="', b'"'),
    "base64 with other last bits": lambda text: text[:-5] + bytes([text[-5] + 1]) + text[-4:],
    "base64 in the alphabet of addresses": lambda text: text.replace(b"+", b"-").replace(b"/", b"_"),
}

PASSPHRASE: dict[str, Edit] = {
    "as it is": same,
    "memory for one lane only": swap(b'"parallelism":1', b'"parallelism":2'),
    "no iteration": swap(b'"iterations":1', b'"iterations":0'),
    "65 iterations": swap(b'"iterations":1', b'"iterations":65'),
    "17 lanes": swap(
        b'"memory_kib":8,"iterations":1,"parallelism":1', b'"memory_kib":136,"iterations":1,"parallelism":17'
    ),
    "more than 1 GiB": swap(b'"memory_kib":8', b'"memory_kib":1048577'),
    "iterations of 33 bits": swap(b'"iterations":1', b'"iterations":4294967297'),
    "less than no memory": swap(b'"memory_kib":8', b'"memory_kib":-8'),
    "memory with a fraction": swap(b'"memory_kib":8', b'"memory_kib":8.0'),
    "a salt of 15 bytes": swap(b"AAAAAAAAAAAAAAAAAAAAAA==", b"AAAAAAAAAAAAAAAAAAAA"),
    "a salt of 17 bytes": swap(b"AAAAAAAAAAAAAAAAAAAAAA==", b"AAAAAAAAAAAAAAAAAAAAAAA="),
}

STREAM = {
    "one cell": plain(COLUMN, b"\2a\0"),
    "no cell": plain(COLUMN, b"\0"),
    "a cell of 127 bytes": plain(COLUMN, b"\x80\1" + b"a" * 127 + b"\0"),
    "a length that is longer than it must be": plain(COLUMN, b"\x82\0a\0"),
    "an end that is longer than it must be": plain(COLUMN, b"\2a\x80\0"),
    "no end": len(COLUMN).to_bytes(4, "big") + COLUMN + b"\2a",
    "a cell without its end": plain(COLUMN, b"\7a"),
    "a cell of 2^63 bytes": plain(COLUMN, b"\x81" + b"\x80" * 8 + b"\1"),
    "a cell of more than 2^64 bytes": plain(COLUMN, b"\x81" + b"\x80" * 9 + b"\1"),
    "a length that never ends": plain(COLUMN, b"\x80" * 40),
    "a cell that is not UTF-8": plain(COLUMN, b"\3\xc3(\0"),
    "a cell with half a surrogate": plain(COLUMN, b"\4\xed\xa0\x80\0"),
    "a cell with a zero byte": plain(COLUMN, b"\2\0\0"),
    "a cell with a byte order mark": plain(COLUMN, b"\4\xef\xbb\xbf\0"),
    "something in the padding": plain(COLUMN, b"\2a\0")[:-1] + b"\1",
    "padding of one byte too few": plain(COLUMN, b"\2a\0" + b"\2a" * 30)[:-1],
    "padding of one byte too many": plain(COLUMN, b"\2a\0") + b"\0",
    "a file": plain(FILE, b"abc"),
    "a file that is longer": plain(FILE, b"abcd"),
    "a file that is shorter": plain(FILE, b"ab")[: 4 + len(FILE) + 2],
    "a file of zero bytes": plain(FILE, b"\0\0\0"),
    "a file of a negative length": plain(FILE.replace(b"3", b"-3"), b"abc"),
    "a file of a length with a fraction": plain(FILE.replace(b"3", b"3.0"), b"abc"),
    "a file of 2^64 bytes": plain(FILE.replace(b"3", b"18446744073709551616"), b"abc"),
    "a file of 2^64 - 1 bytes": plain(FILE.replace(b"3", b"18446744073709551615"), b"abc"),
    "both": plain(COLUMN[:-1] + b"," + FILE[1:], b"\2a\0"),
    "neither": plain(b"{}", b"\2a\0"),
    "a column and something unknown": plain(COLUMN[:-1] + b',"later":1}', b"\2a\0"),
    "a column with something unknown": plain(COLUMN[:-2] + b',"later":1}}', b"\2a\0"),
    "a column without a table": plain(COLUMN.replace(b'"table"', b'"tables"'), b"\2a\0"),
    "a column twice": plain(b"{" + COLUMN[1:-1] + b"," + COLUMN[1:], b"\2a\0"),
    "white space around the header": plain(b" " + COLUMN + b"\n", b"\2a\0"),
    "a header that is no JSON": plain(b"\xff\xff", b"\2a\0"),
    "an empty header": plain(b"", b"\2a\0"),
    "a header of 65536 bytes": plain(COLUMN + b" " * (65536 - len(COLUMN)), b"\2a\0"),
    "a header of 65537 bytes": plain(COLUMN + b" " * (65537 - len(COLUMN)), b"\2a\0"),
    "a header beyond the end": (200).to_bytes(4, "big") + COLUMN,
    "three bytes": b"\0\0\0",
    "nothing": b"",
    "an empty heading": plain(COLUMN.replace(b'"n"', b'""'), b"\2a\0"),
    "a heading with a line feed": plain(COLUMN.replace(b'"n"', b'"\\n"'), b"\2a\0"),
    "a heading with a zero byte": plain(COLUMN.replace(b'"n"', b'"\\u0000"'), b"\2a\0"),
    "a heading with half a surrogate": plain(COLUMN.replace(b'"n"', b'"\\ud800"'), b"\2a\0"),
}


NAMES = [
    ".",
    "..",
    "...",
    " ",
    "a/b",
    "a\\b",
    "C:a",
    "a\x7f",
    "a\x85",
    "a\xa0",
    "\u202e",
    "\u2066",
    "\u200f",
    "é" * 127,
    "é" * 128,
]


def tables() -> Iterator[tuple[str, list[bytes]]]:
    right = [stream.plain_of(column) for column in TABLE]
    yield "as it is", right
    yield "columns of several tables", [right[0], right[1].replace(b"cohort", b"Cohort"), right[2]]
    yield "a longer column", [right[0], right[1], stream.plain_of(stream.Column("cohort.csv", "", [""] * 4))]
    yield "a shorter column", [right[0], right[1], stream.plain_of(stream.Column("cohort.csv", "", [""] * 2))]
    yield "two of one name", [right[0], right[0], right[2]]
    yield "a file beside", [right[0], right[1], plain(FILE, b"abc")]
    yield "a file first", [plain(FILE, b"abc"), right[1], right[2]]
    yield "two files", [plain(FILE, b"abc")] * 2


def columns() -> Iterator[tuple[str, Forge]]:
    keys = [stream.column_key(KEY, DATA_SET, i) for i in range(4)]
    for text, secrets in (
        (b"[0]", keys[:1]),
        (b"[0,2]", [keys[0], keys[2]]),
        (b"[0,1,2]", keys[:3]),
        (b"[]", []),
        (b"[3]", keys[3:]),
        (b"[2,0]", [keys[2], keys[0]]),
        (b"[1,1]", [keys[1], keys[1]]),
        (b"[0,2]", keys[:1]),
        (b"[0]", keys[:2]),
        (b"[1]", keys[:1]),
        (b"[1.0]", keys[1:2]),
        (b"[-1]", keys[1:2]),
        (b"[true]", keys[1:2]),
        (b'["1"]', keys[1:2]),
        (b"[4294967297]", keys[1:2]),
        (b"1", keys[1:2]),
        (b"{}", keys[1:2]),
    ):
        edit = swap(b'"to":', b'"columns":' + text + b',"to":')
        yield f"columns {text.decode()}, {len(secrets)} keys", Forge(body=edit, secret=b"".join(secrets))
    yield "a key too many", Forge(secret=KEY + KEY)
    yield "half a key", Forge(secret=KEY[:16])
    yield "no key", Forge(secret=b"")
    yield "another key", Forge(secret=keys[0])
    yield "a byte behind the encapsulated key", Forge(encapsulated=lambda it: it + b"\0")
    yield "by X-Wing", Forge(kem="x-wing")
    yield "by X25519, to zero", Forge(encapsulated=lambda _: bytes(32))
    yield "for nobody", Forge(grants=0)
    yield "8 grants to a passphrase", Forge(passphrase=True, grants=8)
    yield "9 grants to a passphrase", Forge(passphrase=True, grants=9)


def archives() -> Iterator[tuple[str, bytes]]:
    entries = Forge().entries()
    (first, *rest), grant_ = entries, entries[-1]
    renamed = [(name, content) for (name, _), (_, content) in zip(entries, entries[1:] + entries[:1], strict=True)]
    for name, changed in {
        "as it is": entries,
        "a grant again": [*entries, ("grants/0001.json", grant_[1])],
        "no manifest": [entry for entry in entries if entry[0] != "manifest.json"],
        "no signature of the manifest": [entry for entry in entries if entry[0] != "manifest.sig"],
        "no column": entries[3:],
        "contents exchanged": renamed,
        "the first column last": [*rest, first],
        "the manifest first": [entries[3], *entries[:3], *entries[4:]],
        "the grant before the signature": [*entries[:4], entries[5], entries[4]],
        "a name twice": [first, *entries],
        "a grant's name twice": [*entries, grant_],
        "another entry": [*entries, ("readme.txt", b"")],
        "a folder": [*entries, ("grants/", b"")],
        "a name with more digits": [("columns/00000.c256", first[1]), *rest],
        "a name in capitals": [("COLUMNS/0000.c256", first[1]), *rest],
        "a name that climbs": [("columns/../0000.c256", first[1]), *rest],
        "a gap in the numbers": [*entries[:2], ("columns/0003.c256", entries[2][1]), *entries[3:]],
        "a name in other digits": [("columns/000\u0660.c256", first[1]), *rest],
        "a signature of 65 bytes": [*entries[:4], ("manifest.sig", entries[4][1] + b"\0"), *entries[5:]],
        "an empty column": [("columns/0000.c256", b""), *rest],
        "a ledger's proof": [*entries, ("ledger.json", b"{}")],
        "an empty proof": [*entries, ("ledger.json", b"")],
        "the longest proof": [*entries, ("ledger.json", bytes(262144))],
        "a longer proof": [*entries, ("ledger.json", bytes(262145))],
        "a proof twice": [*entries, ("ledger.json", b"{}"), ("ledger.json", b"{}")],
        "a proof before the grant": [*entries[:5], ("ledger.json", b"{}"), *entries[5:]],
        "a proof alone": [("ledger.json", b"{}")],
        "a proof in capitals": [*entries, ("Ledger.json", b"{}")],
    }.items():
        yield name, zipped(changed)
    for described in (1, 3, 4, 6):
        yield f"{described} data descriptors", zipped(entries, described)
    yield "compressed", zipped(entries, compress_type=zipfile.ZIP_DEFLATED)
    yield "with comments", zipped(entries, comment=b"a")
    yield "of another date", zipped(entries, date_time=(2001, 2, 3, 4, 5, 6))
    yield "of other versions and attributes", zipped(entries, create_version=63, extract_version=45, external_attr=7)
    yield "with an extra field", zipped(entries, extra=b"\x99\x99\0\0")
    yield "with a time stamp in an extra field", zipped(entries, extra=b"\x55\x54\5\0\1\0\0\0\0")
    whole = zipped(entries)
    end = whole.rindex(b"PK\5\6")
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    yield "a byte before", b"\0" + whole
    yield "a byte behind", whole + b"\0"
    yield "a comment behind", whole[:-2] + b"\1\0a"
    yield "a byte before the directory", whole[:start] + b"\0" + moved(whole[start:], 1)
    yield "a byte before the end", whole[:end] + b"\0" + whole[end:]
    yield "two ends", whole + whole[end:]
    yield "cut by one byte", whole[:-1]
    yield "nothing", b""
    yield "only an end", b"PK\5\6" + bytes(18)
    yield "an entry count of one less", whole[: end + 8] + struct.pack("<HH", 5, 5) + whole[end + 12 :]
    yield "another disk", whole[: end + 4] + b"\1" + whole[end + 5 :]
    yield "ZIP64 where none is needed", whole[:end] + zip64_end(whole, end) + whole[end:]
    yield "ZIP64 and full numbers where none is needed", whole[:end] + zip64_end(whole, end) + full(whole[end:])
    for name, flags in {"encrypted": 1, "of UTF-8": 1 << 11, "described": 1 << 3}.items():
        mark = struct.pack("<H", flags)
        yield f"an entry marked as {name}", whole[:6] + mark + whole[8 : start + 8] + mark + whole[start + 10 :]
    yield "a CRC-32 that is wrong", whole[:14] + b"\0" * 4 + whole[18 : start + 16] + b"\0" * 4 + whole[start + 20 :]
    yield "a CRC-32 that is wrong in one place", whole[:14] + b"\0" * 4 + whole[18:]


def moved(directory: bytes, by: int) -> bytes:
    """A directory that starts later."""
    end = directory.rindex(b"PK\5\6")
    place = struct.unpack("<I", directory[end + 16 : end + 20])[0]
    return directory[: end + 16] + struct.pack("<I", place + by) + directory[end + 20 :]


def zip64_end(whole: bytes, end: int) -> bytes:
    count, size, start = struct.unpack("<HII", whole[end + 10 : end + 20])
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, start)
    return record + struct.pack("<IIQI", 0x07064B50, 0, end, 1)


def full(end: bytes) -> bytes:
    return end[:8] + b"\xff" * 12 + end[20:]


def odd() -> Iterator[tuple[str, bytes, str | None]]:
    """What it is, the file, and the passphrase if it is not for the reader."""
    for name, edit in MANIFEST.items():
        yield f"manifest: {name}", Forge(manifest=edit).file(), None
    for name, edit in BODY.items():
        yield f"grant: {name}", Forge(body=edit).file(), None
    for name, edit in OUTER.items():
        yield f"grant's file: {name}", Forge(outer=edit).file(), None
    for name, edit in PASSPHRASE.items():
        yield f"passphrase: {name}", Forge(passphrase=True, body=edit).file(), "word"
    for name, one in STREAM.items():
        yield f"stream: {name}", Forge(plains=[one]).file(), None
    for name in NAMES:
        text = write_json({"file": {"name": name, "bytes": 3}})
        yield f"a file called {name!r}", Forge(plains=[plain(text, b"abc")]).file(), None
    for name, plains in tables():
        yield f"table: {name}", Forge(plains=plains).file(), None
    for name, forge in columns():
        yield f"keys: {name}", forge.file(), "word" if forge.passphrase else None
    for name, file in archives():
        yield f"archive: {name}", file, None


def damaged(count: int) -> Iterator[tuple[str, bytes, str | None]]:
    """A file whose columns are small, so that most damage is to what is parsed."""
    whole = zipped(Forge(plains=[STREAM["one cell"]], grants=2).entries(), described=1)
    source = random.Random(1)
    for number in range(count):
        changed = bytearray(whole)
        for _ in range(source.choice((1, 1, 2))):
            at = source.randrange(len(changed))
            length = source.choice((1, 1, 4, 40))
            match source.randrange(5):
                case 0:
                    changed[at] ^= 1 << source.randrange(8)
                case 1:
                    changed[at : at + length] = source.choice((b"\0", b"\xff", b"9", b'"')) * length
                case 2:
                    del changed[at : at + length]
                case 3:
                    changed[at:at] = changed[at : at + length]
                case 4:
                    other = source.randrange(len(changed))
                    changed[at : at + length] = changed[other : other + length]
        yield f"damaged: {number}", bytes(changed), None


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    verdicts = []
    for number, (what, file, passphrase) in enumerate([*odd(), *damaged(count)]):
        path = folder / f"{number:05}.lz"
        path.write_bytes(file)
        verdicts.append(
            {
                "what": what,
                "file": path.name,
                "passphrase": passphrase,
                "opened": verdict(path, passphrase or READER, TODAY),
            }
        )
    (folder / "verdicts.json").write_text(json.dumps(verdicts))


if __name__ == "__main__":
    main()
