"""What this reader finds in files that another made.

    PYTHONPATH=tests python -m reader.judge ASKED

ASKED is a file, a list of `{"file": …, "on": date, "root": hexadecimal}`, or with a `"passphrase"` for the root. Printed is a
list: for each file null, where it is refused, or what is in it.
"""

import json
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from . import sealed_file, stream
from .checked import Refused
from .keys import Identity


def verdict(path: Path, unlock: Identity | str, on: date) -> Any:
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


def main() -> None:
    verdicts = []
    for asked in json.loads(Path(sys.argv[1]).read_text()):
        path = Path(asked["file"])
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None, "any tool can unpack it"
        unlock = asked["passphrase"] or Identity(bytes.fromhex(asked["root"]))
        verdicts.append(verdict(path, unlock, date.fromisoformat(asked["on"])))
    print(json.dumps(verdicts))


if __name__ == "__main__":
    main()
