//! Shamir's scheme over GF(2⁸) with the polynomial 0x11B, byte by byte of 32 secret bytes.
//!
//! # Guarantee
//! Fewer points than the threshold say nothing whatever about the secret.
//!
//! # Assumptions
//! The coefficients are uniformly random and forgotten. It does not tell a true point from a false one: whoever
//! combines must know the secret by something else, as a share knows its identity's fingerprint.
//!
//! # Citation
//! Shamir, How to share a secret, Communications of the ACM 22 (1979).

use zeroize::Zeroizing;

use crate::seal::aead::{KEY, SecretKey};

/// A value of the polynomials: where, and the byte of each.
pub(super) struct Point {
    /// 1 to 255.
    pub x: u8,
    pub y: SecretKey,
}

/// The values at 1 to `count` of polynomials that have the secret at 0, `threshold` of which give it back.
pub(super) fn split(secret: &SecretKey, threshold: u8, count: u8) -> Result<Vec<Point>, getrandom::Error> {
    let mut coefficients = Zeroizing::new(vec![[0; KEY]; usize::from(threshold.saturating_sub(1))]);
    for coefficient in coefficients.iter_mut() {
        getrandom::fill(coefficient)?;
    }
    let at = |x: u8| {
        let mut y = Zeroizing::new([0; KEY]);
        for coefficient in coefficients.iter().rev().chain([secret.expose()]) {
            y.iter_mut().zip(coefficient).for_each(|(y, c)| *y = multiply(*y, x) ^ c);
        }
        SecretKey::new(*y)
    };
    Ok((1..=count).map(|x| Point { x, y: at(x) }).collect())
}

/// The value at 0 of the polynomials through points at different places: Lagrange's interpolation.
pub(super) fn combine(points: &[Point]) -> SecretKey {
    let mut secret = Zeroizing::new([0; KEY]);
    for point in points {
        let weight = points
            .iter()
            .filter(|other| other.x != point.x)
            .fold(1, |weight, other| multiply(weight, multiply(other.x, inverse(other.x ^ point.x))));
        secret.iter_mut().zip(point.y.expose()).for_each(|(s, y)| *s ^= multiply(weight, *y));
    }
    SecretKey::new(*secret)
}

/// The product in GF(2⁸), in the same time whatever the bytes are: no branch and no table asks for them.
fn multiply(mut a: u8, b: u8) -> u8 {
    let mut product = 0;
    for bit in 0..8 {
        product ^= a & (b >> bit & 1).wrapping_neg();
        a = a << 1 ^ 0x1b & (a >> 7).wrapping_neg();
    }
    product
}

/// a²⁵⁴, which is 1/a, since a²⁵⁵ = 1.
fn inverse(a: u8) -> u8 {
    (0..254).fold(1, |power, _| multiply(power, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_that_of_aes() {
        assert_eq!(multiply(0x57, 0x83), 0xc1); // FIPS 197, section 4.2
        assert_eq!(multiply(0x57, 0x13), 0xfe);
        for a in 1..=255 {
            assert_eq!(multiply(a, inverse(a)), 1);
            for b in 0..=255 {
                assert_eq!(multiply(a, b), multiply(b, a));
            }
        }
    }
}
