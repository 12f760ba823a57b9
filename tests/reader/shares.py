"""Shares of an identity's root: Shamir's scheme over GF(2⁸), byte by byte."""

import os
from dataclasses import dataclass

from .checked import Refused, base64_bytes, hexadecimal, number, of_type, to_base64, write_json
from .keys import Identity

TYPE = "lazaret/share/v1"
POLYNOMIAL = 0x11B


@dataclass(frozen=True)
class Share:
    of: bytes
    threshold: int
    number: int
    share: bytes


def parse(text: bytes) -> Share:
    value = of_type(text, TYPE)
    place, threshold = number(value, "number", 1, 255), number(value, "threshold", 1, 255)
    return Share(hexadecimal(value.get("of"), 32), threshold, place, base64_bytes(value, "share", 32))


def write(share: Share) -> bytes:
    return write_json(
        {
            "type": TYPE,
            "of": share.of.hex(),
            "threshold": share.threshold,
            "number": share.number,
            "share": to_base64(share.share),
        }
    )


def multiply(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (POLYNOMIAL if a & 0x80 else 0)
        b >>= 1
    return product


def inverse(a: int) -> int:
    """a²⁵⁴, since a²⁵⁵ = 1."""
    power = 1
    for _ in range(254):
        power = multiply(power, a)
    return power


def split(identity: Identity, threshold: int, count: int) -> list[Share]:
    """The polynomials' values at 1 to `count`; at 0 they have the root."""
    coefficients = [identity.root, *(os.urandom(32) for _ in range(threshold - 1))]

    def at(x: int) -> bytes:
        value = bytes(32)
        for coefficient in reversed(coefficients):
            value = bytes(multiply(v, x) ^ c for v, c in zip(value, coefficient, strict=True))
        return value

    return [Share(identity.fingerprint, threshold, x, at(x)) for x in range(1, count + 1)]


def combine(shares: list[Share]) -> Identity:
    """The identity, by Lagrange's interpolation at 0; the fingerprint tells whether it is the right one."""
    first = shares[0]
    if any((share.of, share.threshold) != (first.of, first.threshold) for share in shares):
        raise Refused("the shares are of several identities")
    if len({share.number for share in shares}) != len(shares) or len(shares) < first.threshold:
        raise Refused(f"{first.threshold} different shares are needed")
    root = bytes(32)
    for share in shares:
        weight = 1
        for other in shares:
            if other is not share:
                weight = multiply(weight, multiply(other.number, inverse(other.number ^ share.number)))
        root = bytes(r ^ multiply(weight, s) for r, s in zip(root, share.share, strict=True))
    identity = Identity(root)
    if identity.fingerprint != first.of:
        raise Refused("these shares do not give the identity that they are of")
    return identity
