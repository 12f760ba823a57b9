"""What this reader finds in files that another made.

    PYTHONPATH=tests python -m reader.judge ASKED

ASKED is a file, a list of `{"file": …, "on": date, "root": hexadecimal}`, or with a `"passphrase"` for the root: the
answer to each is null, where it is refused, or what is in it. Of `{"identity": text}` with a `"passphrase"` or a
`"passkey"`, of `{"words": text}` and of `{"shares": [text, …]}` it is the root. Printed is the list of answers.
"""

import json
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from . import keys, sealed_file, shares, stream
from .checked import Refused
from .words import root_of_words


def verdict(path: Path, unlock: keys.Identity | str, on: date) -> Any:
    """The name and the bytes of a file, or the name and the rows of a table."""
    try:
        sealed = sealed_file.read(path)
        opened = sealed.open(sealed.keys(unlock, on))
    except Refused:
        return None
    first = next(iter(opened.values()))
    if isinstance(first, stream.File):
        return {"name": first.name, "bytes": list(first.content)}
    columns = [content for content in opened.values() if isinstance(content, stream.Column)]
    rows = zip(*(column.cells for column in columns), strict=True)
    return {"name": first.table, "rows": [[column.name for column in columns], *map(list, rows)]}


def root(asked: dict[str, Any]) -> bytes:
    """The root of an identity."""
    if "words" in asked:
        return root_of_words(asked["words"].split())
    if "shares" in asked:
        return shares.combine([shares.parse(text.encode()) for text in asked["shares"]]).root
    if "passkey" in asked:
        return keys.unlock_with_passkey(asked["identity"].encode(), bytes.fromhex(asked["passkey"])).root
    return keys.unlock(asked["identity"].encode(), asked["passphrase"]).root


def answer(asked: dict[str, Any]) -> Any:
    if "file" not in asked:
        return root(asked).hex()
    path = Path(asked["file"])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, "any tool can unpack it"
    unlock = asked["passphrase"] or keys.Identity(bytes.fromhex(asked["root"]))
    return verdict(path, unlock, date.fromisoformat(asked["on"]))


if __name__ == "__main__":
    print(json.dumps([answer(asked) for asked in json.loads(Path(sys.argv[1]).read_text())]))
