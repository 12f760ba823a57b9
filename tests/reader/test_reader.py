"""The reader against its own writer, against others' values, and against files that it must refuse.

PYTHONPATH=tests python -m unittest reader.test_reader
"""

import datetime
import hashlib
import io
import json
import mmap
import os
import random
import struct
import tempfile
import unittest
import warnings
import zipfile
import zlib
from pathlib import Path

from cryptography.cobblestone import Cobblestone256Decryptor

from . import archive, checked, grant, keys, manifest, sealed_file, shares, stream, words
from .checked import Refused
from .primitives import Cost

VECTORS = Path(__file__).parent.parent / "vectors"
CHEAP = Cost(memory_kib=8, iterations=1, parallelism=1)
TODAY = datetime.date(2026, 11, 25)
OWNER = keys.Identity(bytes(range(32)), "Records office")
READER = keys.Identity(bytes(range(32, 64)), "Dr. Ågren")
TABLE: list[stream.File | stream.Column] = [
    stream.Column("cohort.csv", "AGE", ["61", "", "7" * 200, "44"]),
    stream.Column("cohort.csv", 'Ward, "east"', ["a,b", "ü\n", "x", ""]),
    stream.Column("cohort.csv", "ICD", ["I10", "E11", "", "J45"]),
]


Contents = dict[int, stream.File | stream.Column]


class Folder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "sealed.lz"

    def opened(self, unlock: keys.Identity | str, today: datetime.date = TODAY) -> Contents:
        sealed = sealed_file.read(self.path)
        return sealed.open(sealed.keys(unlock, today))


class Opens(Folder):
    def test_a_table_for_many(self) -> None:
        for described in (False, True):
            owner = sealed_file.seal(self.path, OWNER, TABLE, described)
            owner.grant(self.path, (OWNER.recipient, "x-wing"))
            owner.grant(self.path, (READER.recipient, "x25519"), grant.Terms(columns=[0, 2], purpose="a study"))
            sealed_file.Owner.of(self.path, OWNER).grant(self.path, ("Grüße", CHEAP), grant.Terms(columns=[1]))
            self.assertEqual(self.opened(OWNER), dict(enumerate(TABLE)))
            self.assertEqual(self.opened(READER), {0: TABLE[0], 2: TABLE[2]})
            self.assertEqual(self.opened("Grüße"), {1: TABLE[1]})
            with self.assertRaises(Refused):
                self.opened("Grusse")
            with zipfile.ZipFile(self.path) as unpacked:
                self.assertIsNone(unpacked.testzip())

    def test_a_file_of_several_parts(self) -> None:
        for length in (0, 1, 16384, 2 * manifest.PART + 5):
            file = stream.File("scan.pdf", os.urandom(length))
            owner = sealed_file.seal(self.path, OWNER, [file])
            owner.grant(self.path, (READER.recipient, "x-wing"))
            self.assertEqual(self.opened(READER), {0: file})

    def test_on_its_last_day_only(self) -> None:
        owner = sealed_file.seal(self.path, OWNER, TABLE)
        owner.grant(self.path, ("word", CHEAP), grant.Terms(expires=TODAY))
        self.assertEqual(len(self.opened("word", TODAY)), 3)
        with self.assertRaisesRegex(Refused, "over on 2026-11-25"):
            self.opened("word", TODAY + datetime.timedelta(days=1))


class Refuses(Folder):
    def test_every_changed_byte(self) -> None:
        owner = sealed_file.seal(self.path, OWNER, TABLE[:2], described=True)
        owner.grant(self.path, ("word", CHEAP))
        whole = self.path.read_bytes()
        random.seed(1)
        meaningless = self._meaningless(whole)
        for at in range(len(whole)):
            changed = bytearray(whole)
            changed[at] ^= random.randrange(1, 256)
            self.path.write_bytes(changed)
            if at in meaningless:
                continue
            with self.subTest(at=at), self.assertRaises(Refused):
                self.opened("word")

    @staticmethod
    def _meaningless(whole: bytes) -> set[int]:
        """Versions, dates and attributes of entries, which a reader passes over."""
        found: set[int] = set()
        for signature, spans in ((b"PK\3\4", [(4, 6), (10, 14)]), (b"PK\1\2", [(4, 8), (12, 16), (36, 42)])):
            at = whole.find(signature)
            while at >= 0:
                found |= {at + place for start, end in spans for place in range(start, end)}
                at = whole.find(signature, at + 1)
        return found

    def test_every_shorter_or_longer_file(self) -> None:
        owner = sealed_file.seal(self.path, OWNER, TABLE[:1])
        owner.grant(self.path, ("word", CHEAP))
        whole = self.path.read_bytes()
        for end in range(len(whole)):
            self.path.write_bytes(whole[:end])
            with self.subTest(end=end), self.assertRaises(Refused):
                self.opened("word")
        for longer in (whole + b"\0", b"\0" + whole):
            self.path.write_bytes(longer)
            with self.assertRaises(Refused):
                self.opened("word")

    def test_entries_that_are_not_where_they_must_be(self) -> None:
        owner = sealed_file.seal(self.path, OWNER, TABLE)
        owner.grant(self.path, ("word", CHEAP))
        with zipfile.ZipFile(self.path) as whole:
            entries = [(name, whole.read(name)) for name in whole.namelist()]
        other = sealed_file.seal(self.path, OWNER, TABLE)
        other.grant(self.path, ("word", CHEAP))
        with zipfile.ZipFile(self.path) as whole:
            others = [(name, whole.read(name)) for name in whole.namelist()]
        self.assertEqual(len(self.rewritten(entries)), 3)
        for wrong in (
            entries[1:],
            entries[:-1],
            [*entries, entries[-1]],
            [entries[0], *entries],
            [*reversed(entries[:3]), *entries[3:]],
            [(entries[0][0], entries[1][1]), (entries[1][0], entries[0][1]), *entries[2:]],
            [others[0], *entries[1:]],
            [*others[:5], entries[5]],
            [*entries[:5], others[5]],
            [*entries, ("../escape", b"")],
        ):
            with self.subTest(names=[name for name, _ in wrong]), self.assertRaises(Refused):
                self.rewritten(wrong)

    def rewritten(self, entries: list[tuple[str, bytes]]) -> Contents:
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(self.path, "w") as out:
            for name, content in entries:
                out.writestr(zipfile.ZipInfo(name), content)
        return self.opened("word")

    def test_compression_and_comments(self) -> None:
        owner = sealed_file.seal(self.path, OWNER, TABLE)
        owner.grant(self.path, ("word", CHEAP))
        with zipfile.ZipFile(self.path) as whole:
            entries = [(name, whole.read(name)) for name in whole.namelist()]
        for compression, comment, extra in ((8, b"", b""), (0, b"c", b""), (0, b"", b"\x99\x99\0\0")):
            with zipfile.ZipFile(self.path, "w", compression) as out:
                for name, content in entries:
                    info = zipfile.ZipInfo(name)
                    info.compress_type, info.comment, info.extra = compression, comment, extra
                    out.writestr(info, content)
            with self.assertRaises(Refused):
                self.opened("word")

    def test_streams_of_another_form(self) -> None:
        right = stream.plain_of(TABLE[0])
        stream.content_of(right)
        header = json.dumps({"column": {"table": "t", "name": "n"}}).encode()
        start = len(header).to_bytes(4, "big") + header

        def padded(plain: bytes) -> bytes:
            return plain + bytes(stream.padme(len(plain)) - len(plain))

        stream.content_of(padded(start + b"\2a\0"))
        for wrong in (
            b"",
            right[:-1],
            right + b"\0",
            right[:-1] + b"\1",
            start + b"\2a",
            padded(start + b"\x82\0a\0"),
            padded(start + b"\2\xff\0"),
            padded(start + b"\xff" * 11),
            padded((65537).to_bytes(4, "big") + header),
            padded((2).to_bytes(4, "big") + b"{}"),
            padded((2).to_bytes(4, "big") + b"[]"),
        ):
            with self.subTest(wrong=wrong[:80]), self.assertRaises(Refused):
                stream.content_of(wrong)

    def test_grants_by_others_and_for_others(self) -> None:
        owner = sealed_file.seal(self.path, OWNER, TABLE)
        theirs = sealed_file.Owner(READER, owner.data_set_key)
        with self.assertRaisesRegex(Refused, "not signed"):
            theirs.grant(self.path, ("word", CHEAP))
            self.opened("word")

    def test_json_that_readers_could_differ_on(self) -> None:
        with self.assertRaises(Refused):
            checked.of_type(b'{"type": "a", "type": "a"}', "a")
        for text in (b"[]", b"\xff", b"{", b"[" * 100000, b'{"a": NaN}'):
            with self.assertRaises(Refused):
                checked.parse_json(text)


class Archives(unittest.TestCase):
    def test_zip64_where_it_is_needed(self) -> None:
        """A column of 4 GiB that is not there but for its place in the file."""
        size = (1 << 32) + 5
        with tempfile.TemporaryFile() as file:
            extra = struct.pack("<HHQQ", 1, 16, size, size)
            names = [(b"columns/0000.c256", size), (b"manifest.json", 3), (b"manifest.sig", 64)]
            central = b""
            for name, length in names:
                header, large = file.tell(), length >= archive.FULL32
                far = header >= archive.FULL32
                short, extra_local = (archive.FULL32, extra) if large else (length, b"")
                file.write(archive.LOCAL.pack(0x04034B50, 45, 0, 0, 0, 0, 0, short, short, len(name), len(extra_local)))
                file.write(name + extra_local)
                file.seek(length, 1)
                values = [length, length] * large + [header] * far
                field = struct.pack(f"<HH{len(values)}Q", 1, 8 * len(values), *values) if values else b""
                place = archive.FULL32 if far else header
                central += archive.CENTRAL.pack(
                    0x02014B50, 45, 45, 0, 0, 0, 0, 0, short, short, len(name), len(field), 0, 0, 0, 0, place
                )
                central += name + field
            start = file.tell()
            file.write(central)
            end = archive.END64.pack(0x06064B50, 44, 45, 45, 0, 0, 3, 3, len(central), start)
            locator = archive.LOCATOR64.pack(0x07064B50, 0, start + len(central), 1)
            file.write(end + locator + archive.END.pack(0x06054B50, 0, 0, 3, 3, len(central), archive.FULL32, 0))
            file.flush()
            found = archive.Archive(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            self.assertEqual(found.size("columns/0000.c256"), size)
            self.assertEqual(len(found.read("manifest.sig")), 64)
            with zipfile.ZipFile(file) as judged:
                self.assertEqual([info.file_size for info in judged.infolist()], [size, 3, 64])

    def test_more_grants_than_16_bits_count(self) -> None:
        for count in (65534, 65536):
            memory = io.BytesIO()
            with zipfile.ZipFile(memory, "w") as out:
                for name in ("columns/0000.c256", "manifest.json", "manifest.sig"):
                    out.writestr(zipfile.ZipInfo(name), b"")
                for i in range(count - 3):
                    out.writestr(zipfile.ZipInfo(f"grants/{i:04}.json"), b"")
            self.assertEqual(len(archive.Archive(memory.getvalue()).grants), count - 3)


class Keys(unittest.TestCase):
    def test_identity_files(self) -> None:
        file = OWNER.identity_file("correct horse", CHEAP)
        self.assertEqual(keys.unlock(file, "correct horse"), OWNER)
        with self.assertRaises(Refused):
            keys.unlock(file, "correct horse ")
        self.assertEqual(keys.recipient_of(checked.parse_json(file).get("recipient")), OWNER.recipient)

    def test_recipients_that_were_changed(self) -> None:
        file = checked.parse_json(checked.write_json(OWNER.recipient_file()))

        def with_field(name: str, value: str) -> checked.Object:
            return checked.Object([*(file | {name: value}).items()])

        for name in ("ed25519", "x25519", "x_wing", "signature"):
            raw = bytearray(checked.base64_bytes(file, name))
            raw[0] ^= 1
            with self.subTest(name=name), self.assertRaises(Refused):
                keys.recipient_of(with_field(name, checked.to_base64(bytes(raw))))
        with self.assertRaises(Refused):
            keys.recipient_of(with_field("name", "Records Office"))

    def test_recovery_words(self) -> None:
        """The vectors of BIP-39 for 256 bits, and any root."""
        vectors = {
            bytes(32): "abandon " * 23 + "art",
            b"\x7f" * 32: "legal winner thank year wave sausage worth useful " * 2
            + "legal winner thank year wave sausage worth title",
            b"\x80" * 32: "letter advice cage absurd amount doctor acoustic avoid " * 2
            + "letter advice cage absurd amount doctor acoustic bless",
            b"\xff" * 32: "zoo " * 23 + "vote",
        }
        for root, text in vectors.items():
            self.assertEqual(words.recovery_words(root), text.split())
            self.assertEqual(words.root_of_words(text.split()), root)
        root = os.urandom(32)
        self.assertEqual(words.root_of_words(words.recovery_words(root)), root)
        with self.assertRaises(Refused):
            words.root_of_words(["abandon"] * 24)
        list_hash = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
        text = "".join(f"{word}\n" for word in words.WORDS)
        self.assertEqual(hashlib.sha256(text.encode()).hexdigest(), list_hash)

    def test_shares(self) -> None:
        self.assertEqual(shares.multiply(0x57, 0x83), 0xC1)  # FIPS 197, section 4.2
        made = shares.split(READER, 3, 5)
        read = [shares.parse(shares.write(share)) for share in made]
        self.assertEqual(read, made)
        for chosen in ((0, 1, 2), (4, 2, 0), (0, 1, 2, 3, 4)):
            self.assertEqual(shares.combine([made[i] for i in chosen]).root, READER.root)
        other = shares.split(READER, 3, 5)
        for wrong in (made[:2], [made[0], made[0], made[1]], [made[0], made[1], other[2]]):
            with self.assertRaises(Refused):
                shares.combine(wrong)


class Streams(unittest.TestCase):
    def test_published_vectors(self) -> None:
        """C2SP Wycheproof's 35 streams: what the primitive under us takes and refuses."""
        text = (VECTORS / "c2sp_chunked_encryption_aes_256_gcm_test.json").read_text()
        cases = [case for group in json.loads(text)["testGroups"] for case in group["tests"]]
        self.assertEqual(len(cases), 35)
        for case in cases:
            sealed = zlib.decompress(bytes.fromhex(case["ct"]))
            with self.subTest(case=case["tcId"]):
                try:
                    key, context = bytes.fromhex(case["key"]), bytes.fromhex(case["ctx"])
                    if len(key) != 32:
                        raise Refused("a key of another size")
                    plain = stream.decrypt(key, context, sealed)
                except Refused:
                    self.assertEqual(case["result"], "invalid")
                else:
                    self.assertEqual(case["result"], "valid")
                    self.assertEqual(hashlib.sha512(plain).hexdigest(), case["msgSha512"])
        self.assertRaises(ValueError, Cobblestone256Decryptor, bytes(16), b"")

    def test_lengths(self) -> None:
        for plain in (0, 1, 16383, 16384, 16385, 40000):
            sealed = stream.encrypt(bytes(32), b"", bytes(plain))
            self.assertEqual(len(sealed), stream.sealed_length(plain))

    def test_padding(self) -> None:
        """Never shorter, at most 12 % longer, and steps as the paper's table has them."""
        for n in range(5000):
            self.assertLessEqual(n, stream.padme(n))
            self.assertLessEqual(stream.padme(n), n * 1.12 + 1)
        self.assertEqual([stream.padme(n) for n in (9, 17, 100, 1000, 10**6 + 1)], [10, 18, 104, 1024, 1015808])


if __name__ == "__main__":
    unittest.main()
