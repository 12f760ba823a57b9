"""The proof that a sealed file was entered in a log: docs/exchange.md, RFC 6962 and C2SP's notes, by hand."""

import base64
import binascii
from dataclasses import dataclass

from .checked import Object, Refused, field, hexadecimal, number, of_type, parse_json, write_json
from .manifest import Manifest
from .primitives import sha256, verify

LOG, WITNESS = 0x01, 0x04


@dataclass(frozen=True)
class NoteKey:
    """A key of a log or of a witness, `<name>+<key id>+<base64>`."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key)[:4]

    @classmethod
    def parse(cls, text: str) -> "NoteKey":
        name, key_id, encoded = text.split("+", 2)
        kind, *key = decoded(encoded)
        found = cls(name, kind, bytes(key))
        if kind not in (LOG, WITNESS) or len(key) != 32 or found.id.hex() != key_id:
            raise Refused(f"{text} is no key of a log or of a witness")
        return found

    def signed(self, text: bytes, signature: bytes) -> bool:
        """Whether a line's signature, without the key's id, is this key's over the text."""
        if self.kind == WITNESS:
            time = int.from_bytes(signature[:8], "big")
            text, signature = b"cosignature/v1\ntime %d\n" % time + text, signature[8:]
        try:
            verify(self.key, signature, text, "the note")
        except Refused:
            return False
        return True


def decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused("something is not base64") from error


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a path leads to from a leaf: RFC 9162, 2.1.3.2."""
    if index >= size:
        raise Refused("the leaf is behind the end of the log")
    place, last, node = index, size - 1, sha256(b"\0" + leaf)
    for step in path:
        if last == 0:
            raise Refused("the proof is too long")
        if place & 1 or place == last:
            node = sha256(b"\1" + step + node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = sha256(b"\1" + node + step)
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("the proof is too short")
    return node


def check(text: bytes, manifest: Manifest, log: NoteKey, witnesses: list[NoteKey]) -> dict[str, object]:
    """What the proof shows of the file with this manifest, if it is in this log and all witnesses vouch for that."""
    proof = of_type(text, "lazaret/ledger-proof/v1")
    entry = field(proof, "entry", Object)
    record_text = field(entry, "record", str).encode()
    verify(
        manifest.owner,
        hexadecimal(entry.get("signature"), 64),
        b"lazaret/v1/exchange-record\0" + record_text,
        "the record",
    )
    record = parse_json(record_text)
    upload = field(field(record, "act", Object), "upload", Object)
    if field(record, "origin", str) != log.name or hexadecimal(upload.get("manifest"), 32) != manifest.hash:
        raise Refused("the record is of another log, or of another file")
    note = field(proof, "checkpoint", str)
    body, _, lines = note.partition("\n\n")
    body += "\n"
    origin, size, root, *_ = body.split("\n")
    signatures = [decoded(line.rsplit(" ", 1)[1]) for line in lines.splitlines()]
    for key in (log, *witnesses):
        if not any(it[:4] == key.id and key.signed(body.encode(), it[4:]) for it in signatures):
            raise Refused(f"{key.name} did not sign the checkpoint")
    salt = hexadecimal(entry.get("salt"), 16)
    leaf = {
        "v": 1,
        "act": "upload",
        "hash": sha256(b"lazaret/v1/leaf\0" + salt + record_text).hex(),
        "tag": hexadecimal(proof.get("tag"), 16).hex(),
    }
    index = number(proof, "leaf", 0, 2**63)
    path = [decoded(node) for node in field(proof, "proof", list)]
    if origin != log.name or root_of(write_json(leaf), index, int(size), path) != decoded(root):
        raise Refused("the proof does not lead to the checkpoint")
    return {"origin": origin, "entry": index, "of_entries": int(size), "by": record.get("by")}
