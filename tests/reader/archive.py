"""The archive: a ZIP of stored entries, one after the other, and nothing else.

Python's `zipfile` writes it. It is read here by hand, since a reader must refuse what `zipfile` would let pass.
"""

import io
import mmap
import re
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .checked import Refused

LOCAL = struct.Struct("<IHHHHHIIIHH")
CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
END = struct.Struct("<IHHHHIIH")
END64 = struct.Struct("<IQHHIIQQQQ")
LOCATOR64 = struct.Struct("<IIQI")
DESCRIPTOR, DESCRIPTOR64 = struct.Struct("<IIII"), struct.Struct("<IIQQ")
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF
HAS_DESCRIPTOR = 1 << 3
LEDGER, LONGEST_PROOF = "ledger.json", 262144


@dataclass(frozen=True)
class Entry:
    """An entry as the central directory has it."""

    name: str
    flags: int
    crc: int
    size: int
    header: int


class Archive:
    """An archive whose entries are of the right names, in the right order, without gaps."""

    def __init__(self, memory: bytes | mmap.mmap) -> None:
        self._memory = memory
        start, size, count = self._end()
        entries = self._directory(start, size, count)
        self.columns, self.grants = names(entries)
        self.has_proof = entries[-1].name == LEDGER
        if self.has_proof and entries[-1].size > LONGEST_PROOF:
            raise Refused("the proof of a ledger is too long")
        self._starts: dict[str, int] = {}
        self._sizes = {entry.name: entry.size for entry in entries}
        at = 0
        for entry in entries:
            at = self._entry(entry, at)
        if at != start:
            raise Refused("there are bytes that belong to no entry")

    def size(self, name: str) -> int:
        return self._sizes[name]

    def read(self, name: str) -> bytes:
        return self._bytes(self._starts[name], self._sizes[name])

    def _bytes(self, at: int, length: int) -> bytes:
        if at < 0 or at + length > len(self._memory):
            raise Refused("the archive points outside of itself")
        return self._memory[at : at + length]

    def _unpack(self, layout: struct.Struct, signature: int, at: int) -> tuple[int, ...]:
        fields = layout.unpack(self._bytes(at, layout.size))
        if fields[0] != signature:
            raise Refused("a record of the archive is not where it must be")
        return fields

    def _end(self) -> tuple[int, int, int]:
        """Where the central directory starts, how long it is, and the number of entries in it."""
        at = len(self._memory) - END.size
        _, disk, first, here, count, size, start, comment = self._unpack(END, 0x06054B50, at)
        if (disk, first, here, comment) != (0, 0, count, 0):
            raise Refused("the archive has several disks, or a comment")
        if FULL16 == count or FULL32 in (size, start):
            at -= LOCATOR64.size
            _, disk, record, disks = self._unpack(LOCATOR64, 0x07064B50, at)
            at -= END64.size
            _, length, _, _, here_disk, first, here64, count64, size64, start64 = self._unpack(END64, 0x06064B50, at)
            if (disk, disks, here_disk, first, record, length) != (0, 1, 0, 0, at, END64.size - 12):
                raise Refused("the end of the archive contradicts itself")
            short = (min(count64, FULL16), min(size64, FULL32), min(start64, FULL32))
            if here64 != count64 or (count, size, start) != short:
                raise Refused("the end of the archive contradicts itself")
            count, size, start = count64, size64, start64
        if start + size != at:
            raise Refused("there are bytes that belong to no entry")
        return start, size, count

    def _directory(self, start: int, size: int, count: int) -> list[Entry]:
        at, entries = start, []
        for _ in range(count):
            (_, _, _, flags, method, _, _, crc, packed, length, name, extra, comment, disk, _, _, header) = (
                self._unpack(CENTRAL, 0x02014B50, at)
            )
            at += CENTRAL.size
            if (method, comment, disk, packed) != (0, 0, 0, length):
                raise Refused("an entry is compressed, or has a comment")
            name_text = _ascii(self._bytes(at, name))
            at += name
            length, _, header = zip64(self._bytes(at, extra), length, packed, header)
            at += extra
            entries.append(Entry(name_text, flags, crc, length, header))
        if at != start + size:
            raise Refused("the central directory is not as long as it says")
        return entries

    def _entry(self, entry: Entry, at: int) -> int:
        """Checks that an entry is here, as the central directory says; gives where the next one is."""
        if entry.header != at:
            raise Refused("entries do not follow each other")
        described = bool(entry.flags & HAS_DESCRIPTOR)
        if entry.flags & ~HAS_DESCRIPTOR:
            raise Refused("an entry is encrypted, or has other flags that it must not have")
        _, _, flags, method, _, _, crc, packed, length, name, extra = self._unpack(LOCAL, 0x04034B50, at)
        at += LOCAL.size
        same_name = _ascii(self._bytes(at, name)) == entry.name
        extra_bytes = self._bytes(at + name, extra)
        length, packed, _ = zip64(extra_bytes, length, packed, 0)
        unsaid = described and (crc, length, packed) == (0, 0, 0)
        said = (crc, length, packed) == (entry.crc, entry.size, entry.size)
        alike = (flags, method) == (entry.flags, 0) and (said or unsaid)
        if not (same_name and alike):
            raise Refused("a local header differs from the central directory")
        at += name + extra
        self._starts[entry.name] = at
        at += entry.size
        if described:
            layout = DESCRIPTOR64 if extra_bytes else DESCRIPTOR
            if self._unpack(layout, 0x08074B50, at)[1:] != (entry.crc, entry.size, entry.size):
                raise Refused("a data descriptor differs from the central directory")
            at += layout.size
        return at


def _ascii(name: bytes) -> str:
    try:
        return name.decode("ascii")
    except UnicodeDecodeError as error:
        raise Refused("the archive has an entry of another name") from error


def zip64(extra: bytes, length: int, packed: int, header: int) -> tuple[int, int, int]:
    """The three numbers, of which those that are full stand in the extra field."""
    values = [length, packed, header]
    full = [place for place, value in enumerate(values) if value == FULL32]
    header_of_extra = struct.pack("<HH", 1, 8 * len(full)) if full else b""
    if extra[:4] != header_of_extra or len(extra) != len(header_of_extra) + 8 * len(full):
        raise Refused("an entry has an extra field that is not ZIP64's")
    for place, value in zip(full, struct.iter_unpack("<Q", extra[4:]), strict=True):
        values[place] = value[0]
    return values[0], values[1], values[2]


def names(entries: list[Entry]) -> tuple[list[str], list[str]]:
    """The columns' entries and the grants'; refuses other names, other orders, and names that stand twice."""
    found = [entry.name for entry in entries]
    if found[-1:] == [LEDGER]:
        found.pop()
    columns = sum(bool(re.fullmatch(r"columns/[0-9]{4,}\.c256", name)) for name in found)
    grants = max(len(found) - columns - 2, 0)
    column_names = [f"columns/{i:04}.c256" for i in range(columns)]
    grant_names = [f"grants/{i:04}.json" for i in range(grants)]
    if found != [*column_names, "manifest.json", "manifest.sig", *grant_names]:
        raise Refused("the archive has other entries than a sealed file, or in another order")
    return column_names, grant_names


def read(path: Path) -> Archive:
    with path.open("rb") as file:
        try:
            return Archive(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except ValueError as error:
            raise Refused("the file is empty") from error


class _Unseekable(io.RawIOBase):
    """Makes `zipfile` write data descriptors."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._file.write(data)


def write(path: Path, columns: Iterable[bytes], others: Iterable[tuple[str, bytes]], described: bool = False) -> None:
    """Writes an archive; `described` gives the columns' entries data descriptors."""
    with path.open("wb") as file, zipfile.ZipFile(_Unseekable(file) if described else file, "w") as archive:
        for i, column in enumerate(columns):
            archive.writestr(zipfile.ZipInfo(f"columns/{i:04}.c256"), column)
    add(path, others)


def add(path: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """Puts entries where the central directory was, and it after them."""
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content)
