//! The modes of AES that GCM is better than, and GCM's own stream without its tag.

use aes_gcm::aes::cipher::consts::U16;
use aes_gcm::aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};

use crate::seal::aead::{Aead, NONCE, TAG};

/// Bytes of an AES block, whatever the key.
pub const BLOCK: usize = 16;

/// ECB: every whole block by itself. Equal blocks become equal blocks.
pub fn ecb_encrypt(cipher: &impl BlockCipherEncrypt<BlockSize = U16>, bytes: &mut [u8]) {
    for block in bytes.as_chunks_mut::<BLOCK>().0 {
        cipher.encrypt_block(block.into());
    }
}

/// Opens [`ecb_encrypt`].
pub fn ecb_decrypt(cipher: &impl BlockCipherDecrypt<BlockSize = U16>, bytes: &mut [u8]) {
    for block in bytes.as_chunks_mut::<BLOCK>().0 {
        cipher.decrypt_block(block.into());
    }
}

/// CBC: every whole block is mixed with the ciphertext before it, the first with `start`.
pub fn cbc_encrypt(cipher: &impl BlockCipherEncrypt<BlockSize = U16>, start: [u8; BLOCK], bytes: &mut [u8]) {
    let mut before = start;
    for block in bytes.as_chunks_mut::<BLOCK>().0 {
        xor(block, &before);
        cipher.encrypt_block(block.into());
        before = *block;
    }
}

/// Opens [`cbc_encrypt`].
pub fn cbc_decrypt(cipher: &impl BlockCipherDecrypt<BlockSize = U16>, start: [u8; BLOCK], bytes: &mut [u8]) {
    let mut before = start;
    for block in bytes.as_chunks_mut::<BLOCK>().0 {
        let ciphertext = *block;
        cipher.decrypt_block(block.into());
        xor(block, &before);
        before = ciphertext;
    }
}

/// CTR: a stream of pseudorandom bytes over the plaintext, and over the ciphertext to open it. It is what GCM
/// does before it adds its tag, so that it is taken from there.
#[must_use]
pub fn ctr(aead: &Aead, nonce: &[u8; NONCE], bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::new();
    aead.seal(nonce, &[], bytes, &mut sealed);
    sealed.truncate(sealed.len() - TAG);
    sealed
}

/// Every byte of `bytes` XOR the one of `mask` at its place.
pub fn xor(bytes: &mut [u8], mask: &[u8]) {
    for (byte, mask) in bytes.iter_mut().zip(mask) {
        *byte ^= mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::aead::SecretKey;
    use aes_gcm::KeyInit;
    use aes_gcm::aes::{Aes128, Aes256};

    /// NIST SP 800-38A, appendix F: the key of AES-128, four blocks, and their initialization vector.
    const KEY: u128 = 0x2b7e_1516_28ae_d2a6_abf7_1588_09cf_4f3c;
    const BLOCKS: [u128; 4] = [
        0x6bc1_bee2_2e40_9f96_e93d_7e11_7393_172a,
        0xae2d_8a57_1e03_ac9c_9eb7_6fac_45af_8e51,
        0x30c8_1c46_a35c_e411_e5fb_c119_1a0a_52ef,
        0xf69f_2445_df4f_9b17_ad2b_417b_e66c_3710,
    ];
    const START: u128 = 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f;

    fn plaintext() -> Vec<u8> {
        BLOCKS.iter().flat_map(|block| block.to_be_bytes()).collect()
    }

    fn last_block(bytes: &[u8]) -> u128 {
        u128::from_be_bytes(*bytes.last_chunk().unwrap())
    }

    #[test]
    fn ecb_and_cbc_are_those_of_the_standard() {
        let cipher = Aes128::new(&KEY.to_be_bytes().into());
        let (mut ecb, mut cbc) = (plaintext(), plaintext());
        ecb_encrypt(&cipher, &mut ecb);
        assert_eq!(last_block(&ecb), 0x7b0c_785e_27e8_ad3f_8223_2071_0472_5dd4, "F.1.1");
        cbc_encrypt(&cipher, START.to_be_bytes(), &mut cbc);
        assert_eq!(last_block(&cbc), 0x3ff1_caa1_681f_ac09_120e_ca30_7586_e1a7, "F.2.1");
        ecb_decrypt(&cipher, &mut ecb);
        cbc_decrypt(&cipher, START.to_be_bytes(), &mut cbc);
        assert_eq!((ecb, cbc), (plaintext(), plaintext()));
    }

    #[test]
    fn ctr_is_the_blocks_of_the_counter_over_the_plaintext() {
        let (key, nonce) = ([7; 32], [9; NONCE]);
        let sealed = ctr(&Aead::new(&SecretKey::new(key)), &nonce, &plaintext());
        // SP 800-38D: with a nonce of 96 bits the counter of the first block is 2; 1 is the tag's.
        let mut stream = Vec::new();
        for counter in 2..6u32 {
            stream.extend(nonce);
            stream.extend(counter.to_be_bytes());
        }
        ecb_encrypt(&Aes256::new(&key.into()), &mut stream);
        xor(&mut stream, &plaintext());
        assert_eq!(sealed, stream);
    }
}
