//! GCM's authentication key out of two tags under one nonce (Joux 2006).

/// The polynomial of GCM's field, x¹²⁸ + x⁷ + x² + x + 1; the first bit of a block is the coefficient of 1.
const POLYNOMIAL: u128 = 0xe1 << 120;

/// A block of GCM as a member of its field of 2¹²⁸.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field(pub u128);

impl Field {
    /// The block's member.
    #[must_use]
    pub fn of(block: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(block))
    }

    /// The sum, and the difference, which are the same.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }

    /// The product (SP 800-38D, algorithm 1).
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let (mut product, mut shifted) = (0, other.0);
        for bit in (0..128).rev() {
            if self.0 >> bit & 1 == 1 {
                product ^= shifted;
            }
            shifted = shifted >> 1 ^ if shifted & 1 == 1 { POLYNOMIAL } else { 0 };
        }
        Self(product)
    }

    /// What gives this when it is squared: every member has one root, its own 2¹²⁷th power.
    #[must_use]
    pub fn root(self) -> Self {
        (0..127).fold(self, |power, _| power.times(power))
    }

    /// What gives 1 when it is multiplied with this: the power 2¹²⁸ − 2. 0 has none and gives 0.
    #[must_use]
    pub fn inverse(self) -> Self {
        let square = self.times(self);
        (1..127)
            .fold((square, square), |(product, power), _| {
                let power = power.times(power);
                (product.times(power), power)
            })
            .0
    }
}

/// GCM's authentication key, from two messages of one block each that were sealed under one nonce.
///
/// A tag is `C·H² + 128·H + E(nonce)`. In the sum of two only `(C₁ + C₂)·H²` is left, and one divides.
#[must_use]
pub fn authentication_key(one: (Field, Field), other: (Field, Field)) -> Field {
    let (ciphertexts, tags) = (one.0.plus(other.0), one.1.plus(other.1));
    tags.times(ciphertexts.inverse()).root()
}

/// The tag of another block under the same nonce, from that of a known one.
#[must_use]
pub fn forged_tag(known: (Field, Field), block: Field, authentication_key: Field) -> Field {
    let square = authentication_key.times(authentication_key);
    known.1.plus(known.0.plus(block).times(square))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes_gcm::KeyInit;
    use aes_gcm::aes::Aes256;
    use aes_gcm::aes::cipher::BlockCipherEncrypt;

    /// In GCM's order of bits.
    const ONE: Field = Field(1 << 127);

    #[test]
    fn is_a_field() {
        let (a, b) = (
            Field(0x0388_dace_60b6_a392_f328_c2b9_71b2_fe78),
            Field(0x66e9_4bd4_ef8a_2c3b_884c_fa59_ca34_2b2e),
        );
        // The product in test case 2 of the specification of GCM (McGrew and Viega 2005).
        assert_eq!(a.times(b), Field(0x5e2e_c746_9170_6288_2c85_b068_5353_deb7));
        for member in [a, b, ONE, Field(1)] {
            assert_eq!(member.times(ONE), member);
            assert_eq!(member.times(member.inverse()), ONE);
            assert_eq!(member.times(member).root(), member);
        }
    }

    #[test]
    fn finds_the_key_that_gcm_has() {
        use crate::seal::aead::{Aead, SecretKey};
        let (key, aead) = ([5; 32], Aead::new(&SecretKey::new([5; 32])));
        let seal = |plaintext: &[u8; 16]| {
            let mut sealed = Vec::new();
            aead.seal(&[1; 12], &[], plaintext, &mut sealed);
            (Field::of(*sealed.first_chunk().unwrap()), Field::of(*sealed.last_chunk().unwrap()))
        };
        let mut zero = [0; 16];
        Aes256::new(&key.into()).encrypt_block((&mut zero).into());
        assert_eq!(authentication_key(seal(b"one block of it."), seal(b"another of them.")), Field::of(zero));
    }
}
