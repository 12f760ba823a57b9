"""Makes the sealed files of tests/data/sealed, which Lazaret must open today and in every later version.

    PYTHONPATH=tests python -m reader.golden

Whose identities, what is inside and who may open what stands in tests/independent_reader.rs.
"""

from datetime import date
from pathlib import Path

from . import sealed_file, shares
from .checked import write_json
from .grant import Terms
from .keys import Identity
from .primitives import Cost
from .stream import Column, File
from .words import recovery_words

OUT = Path(__file__).parent.parent / "data" / "sealed"
CHEAP = Cost(memory_kib=8, iterations=1, parallelism=1)
OWNER = Identity(bytes([1]) * 32, "Records office")
TODAY = date(2026, 11, 25)
READER = Identity(bytes([2]) * 32, "Dr. Ågren")
ROWS = [
    ["AGE", 'naïve, "quoted"', ""],
    ["40", "", "a\nb"],
    ["41", 'x, "y"', "ü"],
    ["", "z" * 200, " "],
]
TABLE = [Column("cohort.csv", name, list(cells)) for name, *cells in zip(*ROWS, strict=True)]


def main() -> None:
    OUT.mkdir(exist_ok=True)
    for name, described in (("table.lz", False), ("table_with_descriptors.lz", True)):
        owner = sealed_file.seal(OUT / name, OWNER, TABLE, described)
        owner.grant(OUT / name, (OWNER.recipient, "x-wing"))
        owner.grant(OUT / name, (READER.recipient, "x25519"), Terms(columns=[0, 2], purpose="a study of readmissions"))
        owner.grant(OUT / name, (READER.recipient, "x-wing"), Terms(columns=[1], expires=date(2026, 11, 26)))
        owner.grant(OUT / name, ("Grüße aus Ålesund", CHEAP), Terms(columns=[2]))
    owner = sealed_file.seal(OUT / "file.lz", OWNER, [File("scan.pdf", b"%PDF" + bytes(20000))])
    owner.grant(OUT / "file.lz", (READER.recipient, "x25519"))
    empty = sealed_file.seal(OUT / "empty_table.lz", OWNER, [Column("empty.csv", "AGE", [])])
    empty.grant(OUT / "empty_table.lz", (READER.recipient, "x-wing"))

    (OUT / "reader.identity.json").write_bytes(READER.identity_file("correct horse", CHEAP))
    (OUT / "reader.recipient.json").write_bytes(write_json(READER.recipient_file()))
    (OUT / "reader.words.txt").write_text(" ".join(recovery_words(READER.root)) + "\n")
    for share in shares.split(READER, 2, 3):
        (OUT / f"reader.share-{share.number}.json").write_bytes(shares.write(share))


if __name__ == "__main__":
    main()
