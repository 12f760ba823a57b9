"""`PYTHONPATH=tests python -m reader …`: sealed files without Lazaret. Prints JSON."""

import argparse
import csv
import datetime
import json
import os
import sys
from pathlib import Path
from typing import Any

from . import keys, ledger, shares, words
from .checked import Refused, parse_json, write_json
from .grant import Terms
from .primitives import Cost
from .sealed_file import read, seal
from .stream import Column, File

COST = Cost(memory_kib=65536, iterations=3, parallelism=1)


def passphrase(path: Path) -> str:
    """The first line of a file."""
    return path.read_text(encoding="utf-8").split("\n", 1)[0]


def unlocked(arguments: argparse.Namespace) -> keys.Identity:
    return keys.unlock(arguments.identity.read_bytes(), passphrase(arguments.passphrase_file))


def shown(recipient: keys.Recipient) -> dict[str, Any]:
    return {"name": recipient.name, "fingerprint": recipient.fingerprint.hex(), "words": recipient.words}


def make_identity(arguments: argparse.Namespace) -> dict[str, Any]:
    identity = keys.Identity(os.urandom(32), arguments.name)
    arguments.out.write_bytes(identity.identity_file(passphrase(arguments.passphrase_file), COST))
    return shown(identity.recipient) | {"recovery_words": words.recovery_words(identity.root)}


def recipient(arguments: argparse.Namespace) -> dict[str, Any]:
    """The recipient of an identity, which needs no passphrase, or one by itself."""
    value = parse_json(arguments.file.read_bytes())
    value = value.get("recipient", value)
    found = keys.recipient_of(value)
    if arguments.out:
        arguments.out.write_bytes(write_json(value))
    return shown(found)


def recover(arguments: argparse.Namespace) -> dict[str, Any]:
    """An identity from recovery words, or from shares, under a new passphrase."""
    if arguments.words:
        identity = keys.Identity(words.root_of_words(passphrase(arguments.words).split()), arguments.name)
    else:
        root = shares.combine([shares.parse(share.read_bytes()) for share in arguments.share]).root
        identity = keys.Identity(root, arguments.name)
    arguments.out.write_bytes(identity.identity_file(passphrase(arguments.passphrase_file), COST))
    return shown(identity.recipient)


def seal_file(arguments: argparse.Namespace) -> dict[str, Any]:
    identity = unlocked(arguments)
    if arguments.table:
        with arguments.file.open(newline="", encoding="utf-8") as text:
            header, *rows = csv.reader(text)
        contents: list[File | Column] = [
            Column(arguments.file.name, name, [row[i] for row in rows]) for i, name in enumerate(header)
        ]
    else:
        contents = [File(arguments.file.name, arguments.file.read_bytes())]
    owner = seal(arguments.out, identity, contents)
    terms = Terms(arguments.columns, arguments.purpose, today(), arguments.expires)
    owner.grant(arguments.out, (identity.recipient, "x-wing"), Terms(issued=today()))
    for file in arguments.to:
        owner.grant(arguments.out, (keys.parse_recipient(file.read_bytes()), arguments.kem), terms)
    for file in arguments.to_passphrase_file:
        owner.grant(arguments.out, (passphrase(file), COST), terms)
    return {"columns": len(contents), "owner": shown(identity.recipient)}


def open_file(arguments: argparse.Namespace) -> dict[str, Any]:
    sealed = read(arguments.file)
    unlock = unlocked(arguments) if arguments.identity else passphrase(arguments.passphrase_file)
    opened = sealed.open(sealed.keys(unlock, arguments.on or today()))
    first = next(iter(opened.values()))
    name = Path((first.name if isinstance(first, File) else first.table).replace("\\", "/")).name
    out = arguments.out / (name or "opened")
    arguments.out.mkdir(parents=True, exist_ok=True)
    if isinstance(first, File):
        out.write_bytes(first.content)
        found: dict[str, Any] = {"file": first.name, "bytes": len(first.content)}
    else:
        columns = [content for content in opened.values() if isinstance(content, Column)]
        with out.open("w", newline="", encoding="utf-8") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(column.name for column in columns)
            writer.writerows(zip(*(column.cells for column in columns), strict=True))
        names = {i: column.name for i, column in zip(opened, columns, strict=True)}
        found = {"table": first.table, "columns": names, "rows": len(first.cells)}
    return {"owner": sealed.manifest.owner.hex(), "of": len(sealed.manifest.columns), "out": str(out)} | found


def prove(arguments: argparse.Namespace) -> dict[str, Any]:
    """Whether the file was entered in a log, by the proof that it carries."""
    sealed = read(arguments.file)
    if not sealed.archive.has_proof:
        raise Refused("the file carries no proof")
    log, *witnesses = (ledger.NoteKey.parse(key) for key in [arguments.log_key, *arguments.witness])
    return ledger.check(sealed.archive.read("ledger.json"), sealed.manifest, log, witnesses)


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="reader", description=__doc__)
    tasks = parser.add_subparsers(required=True)

    def task(name: str, does: Any, *positional: str) -> argparse.ArgumentParser:
        sub = tasks.add_parser(name, help=does.__doc__)
        sub.set_defaults(does=does)
        for argument in positional:
            sub.add_argument(argument, type=Path)
        return sub

    date = datetime.date.fromisoformat
    make = task("identity", make_identity)
    again = task("recover", recover)
    again.add_argument("--words", type=Path)
    again.add_argument("--share", type=Path, action="append", default=[])
    sealing = task("seal", seal_file, "file")
    sealing.add_argument("--table", action="store_true")
    sealing.add_argument("--to", type=Path, action="append", default=[])
    sealing.add_argument("--to-passphrase-file", type=Path, action="append", default=[])
    sealing.add_argument("--kem", choices=["x25519", "x-wing"], default="x-wing")
    sealing.add_argument("--columns", type=numbers)
    sealing.add_argument("--purpose")
    sealing.add_argument("--expires", type=date)
    opening = task("open", open_file, "file")
    opening.add_argument("--on", type=date, help="the day that it is taken to be")
    for each in (make, again):
        each.add_argument("--name", required=True)
    for each in (make, again, sealing, opening):
        each.add_argument("--passphrase-file", type=Path, required=True)
    for each in (sealing, opening):
        each.add_argument("--identity", type=Path, required=each is sealing)
    for each in (make, again, sealing, opening):
        each.add_argument("--out", type=Path, required=True)
    proving = task("proof", prove, "file")
    proving.add_argument("--log-key", required=True)
    proving.add_argument("--witness", action="append", default=[])
    task("recipient", recipient, "file").add_argument("--out", type=Path)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    try:
        print(json.dumps(given.does(given), ensure_ascii=False))
    except (Refused, OSError) as error:
        sys.exit(f"reader: {error}")


main()
