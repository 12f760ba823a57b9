"""BIP-39's English words: recovery words, and fingerprints aloud."""

from pathlib import Path

from .checked import Refused
from .primitives import sha256

WORDS = (Path(__file__).parent / "bip39_english.txt").read_text(encoding="ascii").split()
PLACES = {word: place for place, word in enumerate(WORDS)}
BITS = 11


def words_of_bits(data: bytes, count: int) -> list[str]:
    """The first bits of `data` as so many words."""
    number = int.from_bytes(data, "big") >> (8 * len(data) - BITS * count)
    return [WORDS[number >> BITS * place & 0x7FF] for place in reversed(range(count))]


def recovery_words(root: bytes) -> list[str]:
    """The root of an identity, and the first byte of its hash."""
    return words_of_bits(root + sha256(root)[:1], 24)


def root_of_words(words: list[str]) -> bytes:
    unknown = [place for place, word in enumerate(words, 1) if word not in PLACES]
    if len(words) != 24 or unknown:
        raise Refused(f"there are {len(words)} recovery words, and those at {unknown} are not in the list")
    number = 0
    for word in words:
        number = number << BITS | PLACES[word]
    data = number.to_bytes(33, "big")
    if sha256(data[:32])[:1] != data[32:]:
        raise Refused("the checksum of the recovery words does not fit")
    return data[:32]
