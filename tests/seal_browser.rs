//! Sealing in a browser's worker: software and WebCrypto against the same vectors, against each other, and
//! against the same attacks.
#![cfg(target_arch = "wasm32")]

mod vectors;

use js_sys::Uint8Array;
use lazaret::seal::aead::{Aead, SecretKey};
use lazaret::seal::cobblestone::{CHUNK, HEADER, Opener, SALT, SEALED_CHUNK, StreamError, StreamKey};
use lazaret::seal::sealed_file::Salts;
use lazaret::seal::{Cost, OpenError, Passphrase, SealError};
use lazaret::wasm::seal::{Opening, Sealing};
use lazaret::wasm::web_crypto::{Direction, WebAead, WebStream, WebStreamError, subtle};
use sha2::{Digest, Sha512};
use vectors::{AeadCase, StreamCase, aeads, hex, streams};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::SubtleCrypto;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
const HEAD: usize = 96;

fn web() -> SubtleCrypto {
    subtle().expect("a worker of a secure page has WebCrypto")
}

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).expect("not empty")
}

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|i| u8::try_from(i * 7 % 251).expect("below 251")).collect()
}

/// What a call threw, if it did.
async fn thrown(call: impl Future<Output = Result<Uint8Array, JsValue>>) -> Option<JsValue> {
    call.await.err()
}

fn open_error(thrown: JsValue) -> OpenError {
    serde_wasm_bindgen::from_value(thrown).expect("an OpenError as an object")
}

fn seal_error(thrown: JsValue) -> SealError {
    serde_wasm_bindgen::from_value(thrown).expect("a SealError as an object")
}

async fn seal(plaintext: &[u8], bytes: Option<u64>, piece: usize, subtle: Option<SubtleCrypto>) -> Vec<u8> {
    // Another salt for another content: not even a test uses a nonce twice.
    let seed = if bytes.is_some() { 1 } else { 2 };
    let salts = Salts { passphrase: [seed; 16], stream: [seed; 24] };
    let words = words("correct horse");
    let sealing = Sealing::start_with(&words, "cohort.csv", bytes, CHEAP, &salts, subtle).expect("starts");
    let mut out = Vec::new();
    for piece in plaintext.chunks(piece) {
        out.extend(sealing.push(piece.to_vec()).await.expect("seals").to_vec());
    }
    out.extend(sealing.finish().await.expect("ends").to_vec());
    assert_eq!(thrown(sealing.push(Vec::new())).await.map(seal_error), Some(SealError::Over));
    out
}

async fn open(
    sealed: &[u8],
    piece: usize,
    subtle: Option<SubtleCrypto>,
) -> Result<(Option<String>, Vec<u8>), OpenError> {
    let opening = Opening::start_with(words("correct horse"), subtle);
    let mut out = Vec::new();
    for piece in sealed.chunks(piece) {
        match opening.push(piece.to_vec()).await {
            Ok(bytes) => out.extend(bytes.to_vec()),
            Err(error) => {
                assert_eq!(thrown(opening.finish()).await.map(open_error), Some(OpenError::Over));
                return Err(open_error(error));
            }
        }
    }
    out.extend(opening.finish().await.map_err(open_error)?.to_vec());
    Ok((opening.name(), out))
}

/// What a stream gave before it ended or failed, in software and through WebCrypto.
async fn open_stream(case: &StreamCase, subtle: Option<SubtleCrypto>) -> (Vec<u8>, Result<(), StreamError>) {
    let sealed = case.sealed();
    let mut out = Vec::new();
    let result = open_into(case, &sealed, subtle, &mut out).await;
    (out, result)
}

async fn open_into(
    case: &StreamCase,
    sealed: &[u8],
    subtle: Option<SubtleCrypto>,
    out: &mut Vec<u8>,
) -> Result<(), StreamError> {
    let (header, body) = sealed.split_first_chunk::<HEADER>().ok_or(StreamError::Truncated { chunk: 0 })?;
    let key: [u8; 32] = hex(&case.key).try_into().map_err(|_| StreamError::WrongKey)?;
    let key = StreamKey::from_header(&SecretKey::new(key), header, &hex(&case.ctx))?;
    assert_eq!(Some(&key.key().expose()[..]), case.aead_key.as_deref().map(hex).as_deref());
    assert_eq!(Some(&key.nonce(0)[..]), case.base_nonce.as_deref().map(hex).as_deref());
    let Some(subtle) = subtle else {
        let mut opener = Opener::new(key);
        opener.push(body, out)?;
        return opener.finish(out);
    };
    let mut parts = Vec::new();
    let mut stream = WebStream::new(subtle, key, Direction::Open);
    let mut result = Ok(());
    for piece in body.chunks(1_000_003) {
        if result.is_ok() {
            result = stream.push(piece, &mut parts).await;
        }
    }
    if result.is_ok() {
        result = stream.finish(&mut parts).await;
    }
    parts.iter().for_each(|part| out.extend(part.to_vec()));
    result.map_err(|error| match error {
        WebStreamError::Stream(error) => error,
        WebStreamError::Cipher => panic!("the browser refused to work"),
    })
}

#[wasm_bindgen_test]
async fn all_cobblestone_vectors_hold_both_ways() {
    for case in streams() {
        for subtle in [None, Some(web())] {
            let (plaintext, result) = open_stream(&case, subtle).await;
            assert_eq!(result.is_ok(), case.result == "valid", "case {}: {result:?}", case.tc_id);
            assert_eq!(plaintext.len(), case.msg_length.unwrap_or(0), "case {}", case.tc_id);
            if let Some(digest) = &case.msg_sha512 {
                assert_eq!(Sha512::digest(&plaintext)[..], hex(digest)[..], "case {}", case.tc_id);
            }
        }
    }
}

#[wasm_bindgen_test]
async fn sealing_again_through_web_crypto_gives_the_bytes_of_the_vectors() {
    for case in streams().iter().filter(|case| case.result == "valid") {
        let (plaintext, _) = open_stream(case, Some(web())).await;
        let original = case.sealed();
        let salt: [u8; SALT] = original[..SALT].try_into().expect("a salt");
        let key = SecretKey::new(hex(&case.key).try_into().expect("a key"));
        let (key, commitment) = StreamKey::derive(&key, &salt, &hex(&case.ctx));
        let mut stream = WebStream::new(web(), key, Direction::Seal);
        let mut parts = Vec::new();
        stream.push(&plaintext, &mut parts).await.expect("seals");
        stream.finish(&mut parts).await.expect("ends");
        let mut out = [&salt[..], &commitment].concat();
        parts.iter().for_each(|part| out.extend(part.to_vec()));
        assert!(out == original, "case {}", case.tc_id);
    }
}

#[wasm_bindgen_test]
async fn aes_gcm_vectors_hold_both_ways() {
    let cases = aeads();
    assert_eq!(cases.len(), 66);
    for AeadCase { tc_id, key, iv, aad, msg, ct, tag, result } in &cases {
        let key = SecretKey::new(hex(key).try_into().expect("256 bits"));
        let nonce = hex(iv).try_into().expect("96 bits");
        let (aad, msg, sealed) = (hex(aad), hex(msg), [hex(ct), hex(tag)].concat());
        let expected = (result == "valid").then(|| msg.clone());

        let mut out = Vec::new();
        let opened = Aead::new(&key).open(&nonce, &aad, &sealed, &mut out).ok().map(|()| out);
        assert_eq!(opened, expected, "case {tc_id} in software");

        let web = WebAead::import(web(), &key).await.expect("a key");
        let opened = JsFuture::from(web.start(Direction::Open, &nonce, &aad, &sealed).expect("starts")).await;
        assert_eq!(
            opened.ok().map(|it| Uint8Array::new(&it).to_vec()),
            expected,
            "case {tc_id} in WebCrypto"
        );
        if expected.is_some() {
            let again = web.start(Direction::Seal, &nonce, &aad, &msg).expect("starts");
            let again = JsFuture::from(again).await.expect("seals");
            assert_eq!(Uint8Array::new(&again).to_vec(), sealed, "case {tc_id} in WebCrypto");
        }
    }
}

#[wasm_bindgen_test]
async fn web_crypto_and_software_give_the_same_bytes() {
    for length in [0, 1, CHUNK - 26, CHUNK - 25, CHUNK - 24, CHUNK, 2 * CHUNK, 40 * CHUNK + 17] {
        let plaintext = content(length);
        for bytes in [None, Some(length as u64)] {
            let software = seal(&plaintext, bytes, 100_000, None).await;
            for piece in [7919, 100_000, 1 << 20] {
                assert!(seal(&plaintext, bytes, piece, Some(web())).await == software, "{length} by {piece}");
                for subtle in [None, Some(web())] {
                    let opened = open(&software, piece, subtle).await;
                    assert!(
                        opened == Ok((Some("cohort.csv".to_owned()), plaintext.clone())),
                        "{length} by {piece}"
                    );
                }
            }
        }
    }
}

#[wasm_bindgen_test]
async fn both_refuse_the_same_files_for_the_same_reasons() {
    let plaintext = content(20 * CHUNK);
    let sealed = seal(&plaintext, Some(plaintext.len() as u64), 1 << 20, Some(web())).await;
    let unsized_ = seal(&plaintext, None, 1 << 20, Some(web())).await;
    let chunk = |index: usize| HEAD + index * SEALED_CHUNK..HEAD + (index + 1) * SEALED_CHUNK;

    let mut attacks: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("not sealed", content(5000)),
        ("swapped", {
            let mut it = sealed.clone();
            it[chunk(3)].copy_from_slice(&sealed[chunk(17)]);
            it[chunk(17)].copy_from_slice(&sealed[chunk(3)]);
            it
        }),
        ("doubled", [&sealed[..chunk(5).end], &sealed[chunk(5).start..]].concat()),
        ("dropped", [&sealed[..chunk(5).start], &sealed[chunk(5).end..]].concat()),
        (
            "of another file",
            [&sealed[..chunk(5).start], &unsized_[chunk(5)], &sealed[chunk(5).end..]].concat(),
        ),
        ("last chunk twice", [&sealed[..], &sealed[chunk(19).end..]].concat()),
    ];
    for file in [&sealed, &unsized_] {
        for at in
            [0, 9, 13, 30, 50, 80, HEAD, chunk(0).end - 1, chunk(1).start, chunk(18).start, file.len() - 1]
        {
            let mut flipped = file.clone();
            flipped[at] ^= 1;
            attacks.push(("flipped", flipped));
        }
        for length in [3, 40, 95, HEAD, HEAD + 15, HEAD + 16, chunk(0).end, chunk(7).end, file.len() - 1] {
            attacks.push(("cut", file[..length].to_vec()));
        }
        for more in [1, 16, SEALED_CHUNK, 3 * SEALED_CHUNK] {
            attacks.push(("lengthened", [&file[..], &vec![0; more]].concat()));
        }
    }
    for (what, attacked) in &attacks {
        for piece in [50_000, 1 << 20] {
            let software = open(attacked, piece, None).await;
            assert!(software.is_err(), "{what}, {} bytes", attacked.len());
            assert!(open(attacked, piece, Some(web())).await == software, "{what}, {} bytes", attacked.len());
        }
    }
    console_log!("{} attacks refused alike", attacks.len());
}

#[wasm_bindgen_test]
async fn the_page_s_own_way_works_at_the_default_cost() {
    let plaintext = content(100_000);
    let start = |name: &str| Sealing::start("pässword".to_owned(), name.to_owned(), Some(100_000.0));
    let sealing = start("Übersicht.csv").expect("starts");
    let mut sealed = sealing.push(plaintext.clone()).await.expect("seals").to_vec();
    sealed.extend(sealing.finish().await.expect("ends").to_vec());

    let opening = Opening::start("pässword".to_owned()).expect("starts");
    assert_eq!(opening.name(), None);
    let mut opened = opening.push(sealed.clone()).await.expect("opens").to_vec();
    assert_eq!(opening.name().as_deref(), Some("Übersicht.csv"));
    opened.extend(opening.finish().await.expect("ends").to_vec());
    assert!(opened == plaintext);

    let wrong = Opening::start("passwort".to_owned()).expect("starts");
    assert_eq!(thrown(wrong.push(sealed)).await.map(open_error), Some(OpenError::WrongPassphrase));
    assert_eq!(start("a/b").err().map(seal_error), Some(SealError::BadName));
    let empty = Sealing::start(String::new(), "a".to_owned(), None);
    assert_eq!(empty.err().map(seal_error), Some(SealError::EmptyPassphrase));
    assert_eq!(Opening::start(String::new()).err().map(open_error), Some(OpenError::EmptyPassphrase));
}

#[wasm_bindgen_test]
async fn a_call_before_the_last_is_done_is_refused() {
    let salts = Salts { passphrase: [1; 16], stream: [2; 24] };
    let start = || Sealing::start_with(&words("x"), "a", None, CHEAP, &salts, Some(web())).expect("starts");
    let sealing = start();
    let plaintext = content(10 * CHUNK);
    // Both are begun before either is done.
    let first = sealing.push(plaintext.clone());
    let second = async {
        let refused = thrown(sealing.push(plaintext.clone())).await.map(seal_error);
        let refused_too = thrown(sealing.finish()).await.map(seal_error);
        (refused, refused_too)
    };
    let (first, (second, third)) = both(first, second).await;
    assert_eq!((second, third), (Some(SealError::Busy), Some(SealError::Busy)));
    let mut out = first.expect("undisturbed").to_vec();
    out.extend(sealing.finish().await.expect("undisturbed").to_vec());
    assert!(out == seal_alone(start(), &plaintext).await);
}

async fn seal_alone(sealing: Sealing, plaintext: &[u8]) -> Vec<u8> {
    let mut out = sealing.push(plaintext.to_vec()).await.expect("seals").to_vec();
    out.extend(sealing.finish().await.expect("ends").to_vec());
    out
}

/// Runs two futures side by side.
async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (Box::pin(a), Box::pin(b));
    let (mut done_a, mut done_b) = (None, None);
    std::future::poll_fn(|context| {
        if done_a.is_none()
            && let std::task::Poll::Ready(value) = a.as_mut().poll(context)
        {
            done_a = Some(value);
        }
        if done_b.is_none()
            && let std::task::Poll::Ready(value) = b.as_mut().poll(context)
        {
            done_b = Some(value);
        }
        match (done_a.take(), done_b.take()) {
            (Some(a), Some(b)) => std::task::Poll::Ready((a, b)),
            (a, b) => {
                (done_a, done_b) = (a, b);
                std::task::Poll::Pending
            }
        }
    })
    .await
}
