//! What sealing is made of, against vectors that others made.
#![cfg(not(target_arch = "wasm32"))]

mod vectors;

use lazaret::seal::aead::{Aead, SecretKey};
use lazaret::seal::cobblestone::{CHUNK, HEADER, Opener, SALT, SEALED_CHUNK, Sealer, StreamError, StreamKey};
use sha2::{Digest, Sha512};
use vectors::{AeadCase, StreamCase, aeads, hex, streams};

/// Everything the stream gave before it ended or failed, and which of the two.
fn open_stream(case: &StreamCase, piece: usize) -> (Vec<u8>, Result<(), StreamError>) {
    let sealed = case.sealed();
    let mut out = Vec::new();
    let result = (|| {
        let truncated = StreamError::Truncated { chunk: 0 };
        let (header, body) = sealed.split_first_chunk::<HEADER>().ok_or(truncated)?;
        let key: [u8; 32] = hex(&case.key).try_into().map_err(|_| StreamError::WrongKey)?;
        let key = StreamKey::from_header(&SecretKey::new(key), header, &hex(&case.ctx))?;
        assert_eq!(Some(&key.key().expose()[..]), case.aead_key.as_deref().map(hex).as_deref());
        assert_eq!(Some(&key.nonce(0)[..]), case.base_nonce.as_deref().map(hex).as_deref());
        let mut opener = Opener::new(key);
        for piece in body.chunks(piece) {
            opener.push(piece, &mut out)?;
        }
        opener.finish(&mut out)
    })();
    (out, result)
}

#[test]
fn all_cobblestone_vectors_hold_however_the_input_is_cut() {
    for case in streams() {
        for piece in [1, 4099, SEALED_CHUNK - 1, SEALED_CHUNK, SEALED_CHUNK + 1, usize::MAX] {
            let (plaintext, result) = open_stream(&case, piece);
            assert_eq!(result.is_ok(), case.result == "valid", "case {}: {result:?}", case.tc_id);
            // An invalid stream gives no more than its authentic beginning.
            assert_eq!(plaintext.len(), case.msg_length.unwrap_or(0), "case {}", case.tc_id);
            if let Some(digest) = &case.msg_sha512 {
                assert_eq!(Sha512::digest(&plaintext)[..], hex(digest)[..], "case {}", case.tc_id);
            }
        }
    }
}

#[test]
fn sealing_again_gives_the_bytes_of_the_vectors() {
    let mut sealed_again = 0;
    for case in streams().iter().filter(|case| case.result == "valid") {
        let (plaintext, _) = open_stream(case, usize::MAX);
        let original = case.sealed();
        let salt: [u8; SALT] = original[..SALT].try_into().expect("a salt");
        let key = SecretKey::new(hex(&case.key).try_into().expect("a key"));
        for piece in [1000, CHUNK, usize::MAX] {
            let (stream, commitment) = StreamKey::derive(&key, &salt, &hex(&case.ctx));
            let mut out = [&salt[..], &commitment].concat();
            let mut sealer = Sealer::new(stream);
            for piece in plaintext.chunks(piece) {
                sealer.push(piece, &mut out).expect("short enough");
            }
            sealer.finish(&mut out);
            assert!(out == original, "case {}", case.tc_id);
        }
        sealed_again += 1;
    }
    assert_eq!(sealed_again, 10);
}

#[test]
fn aes_gcm_vectors_hold() {
    let cases = aeads();
    println!("{} AES-256-GCM vectors", cases.len());
    assert_eq!(cases.len(), 66);
    for AeadCase { tc_id, key, iv, aad, msg, ct, tag, result } in &cases {
        let aead = Aead::new(&SecretKey::new(hex(key).try_into().expect("256 bits")));
        let nonce = hex(iv).try_into().expect("96 bits");
        let sealed = [hex(ct), hex(tag)].concat();
        let mut out = b"before".to_vec();
        let opened = aead.open(&nonce, &hex(aad), &sealed, &mut out);
        if result == "valid" {
            assert_eq!((opened, &out[6..]), (Ok(()), &hex(msg)[..]), "case {tc_id}");
            let mut again = Vec::new();
            aead.seal(&nonce, &hex(aad), &hex(msg), &mut again);
            assert_eq!(again, sealed, "case {tc_id}");
        } else {
            assert!(opened.is_err(), "case {tc_id}");
            assert_eq!(out, b"before", "case {tc_id}");
        }
    }
}
