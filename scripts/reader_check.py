"""Two programs hand each other sealed files: `lazaret` and the independent reader of tests/reader.

    PYTHONPATH=tests python scripts/reader_check.py target/debug/lazaret

Both are called as people call them. Each makes an identity and seals for the other; what comes out must be what went
in, and what was not granted must not.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LAZARET = str(Path(sys.argv[1]).resolve())
TABLE = Path(__file__).resolve().parent.parent / "tests" / "data" / "heart_297.csv"
# More than a part, so that several are hashed.
FILE_BYTES = (8 << 20) + 12345


def run(program, arguments):
    done = subprocess.run([*program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, [*program, *arguments]))}: {done.stderr}")
    return json.loads(done.stdout)


def lazaret(*arguments):
    return run([LAZARET], arguments)


def reader(*arguments):
    return run([sys.executable, "-B", "-m", "reader"], arguments)


def rows(path, columns=None):
    with path.open(newline="", encoding="utf-8-sig") as text:
        found = list(csv.reader(text))
    if columns is None:
        return found
    places = [found[0].index(name) for name in columns]
    return [[row[place] for place in places] for row in found]


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: the two programs differ")
    print(f"agreed: {what}")


def identities():
    """`a` is made by lazaret, `b` by the reader."""
    Path("a.words").write_text("river stone lamp coffee orbit maple\n")
    Path("b.words").write_text("seven other words for the second one\n")
    lazaret(
        "identity", "new", "--name", "Office", "--passphrase-file", "a.words", "--out", "a.id", "--words-out", "a.kit"
    )
    lazaret("identity", "recipient", "a.id", "--out", "a.recipient")
    reader("identity", "--name", "Dr. Ågren", "--passphrase-file", "b.words", "--out", "b.id")
    reader("recipient", "b.id", "--out", "b.recipient")
    for name in ("a", "b"):
        for end in ("id", "recipient"):
            ours, theirs = lazaret("identity", "show", f"{name}.{end}"), reader("recipient", f"{name}.{end}")
            same(f"whose {name}.{end} is", words(ours), words(theirs))


def words(shown):
    found = shown["words"]
    return found if isinstance(found, str) else " ".join(found)


def recovery():
    kit = Path("a.kit").read_text().split()
    listed = [word for word in kit if word.isalpha() and word.islower()]
    Path("typed.words").write_text(" ".join(listed[-24:]) + "\n")
    again = ("--name", "Office", "--passphrase-file", "a.words", "--out")
    found = reader("recover", "--words", "typed.words", *again, "words.id")
    same("recovery words", words(found), words(reader("recipient", "a.id")))
    own = ("--identity", "a.id", "--identity-passphrase-file", "a.words")
    lazaret("identity", "shares", *own, "--threshold", 2, *(f"--out=a.share-{i}" for i in range(3)))
    found = reader("recover", "--share", "a.share-2", "--share", "a.share-0", *again, "shares.id")
    same("shares", words(found), words(reader("recipient", "a.id")))
    same(
        "an identity that was brought back",
        lazaret("identity", "show", "shares.id")["words"],
        lazaret("identity", "show", "a.id")["words"],
    )


def tables():
    own = ("--identity", "a.id", "--identity-passphrase-file", "a.words")
    granted = ("--columns", "age,chol", "--purpose", "a study")
    lazaret("seal", TABLE, "--by-column", *own, "--to", "b.recipient", *granted, "--out", "by_a.lz")
    reader("open", "by_a.lz", "--identity", "b.id", "--passphrase-file", "b.words", "--out", "by_a")
    same("columns that lazaret granted", rows(Path("by_a", TABLE.name)), rows(TABLE, ["age", "chol"]))

    names = rows(TABLE)[0]
    places = ",".join(str(names.index(name)) for name in ("age", "chol"))
    reader(
        "seal",
        TABLE,
        "--table",
        "--identity",
        "b.id",
        "--passphrase-file",
        "b.words",
        "--to",
        "a.recipient",
        "--columns",
        places,
        "--to-passphrase-file",
        "a.words",
        "--out",
        "by_b.lz",
    )
    lazaret("open", "by_b.lz", *own, "--out", "by_b.csv")
    same("columns that the reader granted", rows(Path("by_b.csv")), rows(TABLE, ["age", "chol"]))
    lazaret("open", "by_b.lz", "--passphrase-file", "a.words", "--out", "by_words.csv")
    same("columns for a passphrase", rows(Path("by_words.csv")), rows(TABLE, ["age", "chol"]))

    owner = ("--identity", "b.id", "--identity-passphrase-file", "b.words")
    lazaret("grant", "by_b.lz", *owner, "--to", "a.recipient", "--x25519", "--out", "more.lz")
    lazaret("open", "more.lz", *own, "--out", "more.csv")
    same("a grant that was added", rows(Path("more.csv")), rows(TABLE))
    reader("open", "more.lz", "--identity", "a.id", "--passphrase-file", "a.words", "--out", "more")
    same("a grant that was added, by the reader", rows(Path("more", TABLE.name)), rows(TABLE))


def files():
    Path("scan.pdf").write_bytes(os.urandom(FILE_BYTES))
    lazaret("seal", "scan.pdf", "--passphrase-file", "a.words", "--out", "file_by_a.lz")
    reader("open", "file_by_a.lz", "--passphrase-file", "a.words", "--out", "file_by_a")
    same("a file that lazaret sealed", Path("file_by_a/scan.pdf").read_bytes(), Path("scan.pdf").read_bytes())
    reader(
        "seal",
        "scan.pdf",
        "--identity",
        "b.id",
        "--passphrase-file",
        "b.words",
        "--to",
        "a.recipient",
        "--out",
        "file_by_b.lz",
    )
    lazaret(
        "open", "file_by_b.lz", "--identity", "a.id", "--identity-passphrase-file", "a.words", "--out", "opened.pdf"
    )
    same("a file that the reader sealed", Path("opened.pdf").read_bytes(), Path("scan.pdf").read_bytes())


def main():
    os.environ["PYTHONPATH"] = str(Path(os.environ["PYTHONPATH"]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        identities()
        recovery()
        tables()
        files()


main()
