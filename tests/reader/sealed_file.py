"""A sealed file as a whole: what it says to anyone, what a grant opens, and how one is made."""

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import archive, grant, manifest
from .checked import Refused
from .keys import Identity
from .stream import Column, File, column_key, content_of, context, decrypt, encrypt, plain_of


@dataclass(frozen=True)
class SealedFile:
    """A file whose manifest and grants are their owner's."""

    archive: archive.Archive
    manifest: manifest.Manifest
    grants: list[grant.Grant]

    def keys(self, unlock: Identity | str, today: datetime.date) -> dict[int, bytes]:
        """The keys of all columns that this identity, or this passphrase, was given until today."""
        keys: dict[int, bytes] = {}
        over = None
        for each in self.grants:
            if each.over(today):
                over = each.expires
            elif secrets := each.open(unlock):
                keys |= each.column_keys(secrets, self.manifest)
        if not keys:
            raise Refused(f"no grant opens with this{f'; one was over on {over}' if over else ''}")
        return keys

    def open(self, keys: dict[int, bytes]) -> dict[int, File | Column]:
        """The columns that these keys open, by number."""
        opened = {}
        for i, key in sorted(keys.items()):
            stream = self.archive.read(self.archive.columns[i])
            self.manifest.check(i, stream)
            opened[i] = content_of(decrypt(key, context(self.manifest.data_set, i), stream))
        columns = [content for content in opened.values() if isinstance(content, Column)]
        if len(columns) < len(opened) and len(self.manifest.columns) != 1:
            raise Refused("a file is sealed among other columns")
        if len({(column.table, len(column.cells)) for column in columns}) > 1:
            raise Refused("the columns are not of one table")
        return opened


def read(path: Path) -> SealedFile:
    """Checks all that needs no key."""
    entries = archive.read(path)
    signed = manifest.parse(entries.read("manifest.json"), entries.read("manifest.sig"))
    sizes = [entries.size(name) for name in entries.columns]
    if sizes != [length for length, _ in signed.columns]:
        raise Refused("the archive has other columns than its manifest")
    grants = [grant.parse(entries.read(name), signed) for name in entries.grants]
    if sum(isinstance(each.to, grant.ToPassphrase) for each in grants) > grant.MOST_TO_PASSPHRASES:
        raise Refused("the file has too many grants to passphrases")
    return SealedFile(entries, signed, grants)


@dataclass(frozen=True)
class Owner:
    """Who sealed a file and keeps its key, so as to grant more."""

    identity: Identity
    data_set_key: bytes

    @classmethod
    def of(cls, path: Path, identity: Identity) -> "Owner":
        """The owner of a sealed file, who granted all of it to themselves."""
        for each in read(path).grants:
            if each.columns is None and (secrets := each.open(identity)):
                return cls(identity, secrets[0])
        raise Refused("no grant gives this identity the data set's key")

    def grant(self, path: Path, to: grant.To, terms: grant.Terms | None = None) -> None:
        """Adds a grant to a sealed file."""
        terms = terms or grant.Terms()
        sealed = read(path)
        if sealed.archive.has_proof:
            raise Refused("a grant belongs before the proof of a ledger, which is not moved here")
        text = grant.write(sealed.manifest, self.identity.seed, self.data_set_key, to, terms)
        archive.add(path, [(f"grants/{len(sealed.grants):04}.json", text)])


def seal(path: Path, identity: Identity, contents: Sequence[File | Column], described: bool = False) -> Owner:
    """Seals a file or a table's columns, for nobody as yet."""
    data_set, data_set_key = os.urandom(16), os.urandom(32)
    streams = [
        encrypt(column_key(data_set_key, data_set, i), context(data_set, i), plain_of(content))
        for i, content in enumerate(contents)
    ]
    text, signature = manifest.write(data_set, identity.seed, streams)
    archive.write(path, streams, [("manifest.json", text), ("manifest.sig", signature)], described)
    return Owner(identity, data_set_key)
