//! Sealing in a browser's worker: software and WebCrypto against the same vectors, against each other, and
//! against the same attacks.
#![cfg(target_arch = "wasm32")]

mod vectors;

use js_sys::{Array, JSON, Reflect, Uint8Array};
use lazaret::seal::aead::{Aead, SecretKey};
use lazaret::seal::cobblestone::{CHUNK, HEADER, Opener, SALT, Sealer, StreamError, StreamKey};
use lazaret::seal::container::{Container, Day, PART};
use lazaret::seal::hpke::Kem;
use lazaret::seal::identity::Identity;
use lazaret::seal::{OpenError, SealError};
use lazaret::wasm::keyring::Keyring;
use lazaret::wasm::seal::{
    BlobSource, FileSealing, GrantWish, OpenContents, SealedFile, TableSealing, WishedReader,
};
use lazaret::wasm::web_crypto::{Direction, WebAead, WebStream, WebStreamError, subtle};
use sha2::{Digest, Sha512};
use vectors::{AeadCase, StreamCase, aeads, hex, streams};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Blob, SubtleCrypto};

const DAY: &str = "2026-11-25";

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn web() -> SubtleCrypto {
    subtle().expect("a worker of a secure page has WebCrypto")
}

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|i| u8::try_from(i * 7 % 251).expect("below 251")).collect()
}

fn open_error(thrown: JsValue) -> OpenError {
    serde_wasm_bindgen::from_value(thrown).expect("an OpenError as an object")
}

fn seal_error(thrown: JsValue) -> SealError {
    serde_wasm_bindgen::from_value(thrown).expect("a SealError as an object")
}

fn bytes(parts: &[Uint8Array]) -> Vec<u8> {
    parts.iter().flat_map(Uint8Array::to_vec).collect()
}

fn owner() -> Identity {
    Identity::from_root(SecretKey::new([1; 32]), "Records office")
}

fn blob(bytes: &[u8]) -> BlobSource {
    let parts = Array::of1(&Uint8Array::from(bytes));
    BlobSource(Blob::new_with_u8_array_sequence(&parts).expect("a blob"))
}

/// For the owner, as the page wishes for it.
fn for_owner() -> JsValue {
    let to = WishedReader::Recipient { file: owner().recipient().to_text().to_owned(), kem: Kem::X25519 };
    let wish = GrantWish { to, columns: None, purpose: None, expires: None };
    serde_wasm_bindgen::to_value(&[wish]).expect("an object")
}

async fn seal(plaintext: &[u8], piece: usize, subtle: Option<SubtleCrypto>) -> Vec<u8> {
    let owner = owner().signing_key().clone();
    let sealing = FileSealing::start(owner, "scan.pdf", plaintext.len() as u64, subtle).expect("starts");
    let mut out = Vec::new();
    for piece in plaintext.chunks(piece) {
        out.extend(bytes(&sealing.push(piece.to_vec()).await.expect("seals")));
    }
    out.extend(bytes(&sealing.finish(for_owner(), DAY.to_owned()).await.expect("ends")));
    assert_eq!(sealing.push(Vec::new()).await.err().map(seal_error), Some(SealError::Over));
    out
}

async fn open(sealed: &[u8], subtle: Option<SubtleCrypto>) -> Result<Vec<u8>, OpenError> {
    let mut source = blob(sealed);
    let container = Container::read(&mut source)?;
    let keys = container.unlock(&owner(), &Day::parse(DAY).expect("a day"))?;
    let contents = OpenContents::start(&container, &keys, source, subtle)?;
    let mut out = Vec::new();
    loop {
        match contents.next().await {
            Ok(Some(pieces)) => out.extend(bytes(&pieces)),
            Ok(None) => return Ok(out),
            Err(error) => {
                assert_eq!(contents.next().await.err().map(open_error), Some(OpenError::Over));
                return Err(open_error(error));
            }
        }
    }
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
    let key = || StreamKey::derive(&SecretKey::new([1; 32]), &[2; SALT], b"a context").0;
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 40 * CHUNK + 17] {
        let plaintext = content(length);
        let mut software = Vec::new();
        let mut sealer = Sealer::new(key());
        sealer.push(&plaintext, &mut software).expect("short enough");
        sealer.finish(&mut software);
        for piece in [7919, 100_000, 1 << 20] {
            let (mut stream, mut parts) = (WebStream::new(web(), key(), Direction::Seal), Vec::new());
            for piece in plaintext.chunks(piece) {
                stream.push(piece, &mut parts).await.expect("seals");
            }
            stream.finish(&mut parts).await.expect("ends");
            assert!(bytes(&parts) == software, "{length} by {piece}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_either_seals_both_open() {
    for length in [0, 1, CHUNK, 40 * CHUNK + 17, PART - 3000, PART + 100_000] {
        let plaintext = content(length);
        for (seal_with, piece) in [(None, 1 << 20), (Some(web()), 1 << 20), (Some(web()), 99_991)] {
            let sealed = seal(&plaintext, piece, seal_with).await;
            for open_with in [None, Some(web())] {
                assert!(open(&sealed, open_with).await.as_ref() == Ok(&plaintext), "{length} by {piece}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn both_refuse_the_same_files_for_the_same_reasons() {
    let plaintext = content(20 * CHUNK);
    let sealed = seal(&plaintext, 1 << 20, Some(web())).await;
    let mut attacks = vec![Vec::new(), content(5000)];
    for at in (0..sealed.len()).step_by(4999).chain((sealed.len() - 700..sealed.len()).step_by(11)) {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        attacks.push(flipped);
    }
    for length in [3, 95, 5000, sealed.len() - 23, sealed.len() - 1] {
        attacks.push(sealed[..length].to_vec());
    }
    let mut refused = 0;
    for attacked in &attacks {
        let software = open(attacked, None).await;
        assert!(open(attacked, Some(web())).await == software, "{} bytes", attacked.len());
        refused += u32::from(software.is_err());
    }
    console_log!("{refused} of {} changed files refused, alike", attacks.len());
    // What may change unnoticed are ZIP's remarks for unpackers, such as the time of an entry.
    assert!(refused as usize > attacks.len() * 9 / 10);
}

#[wasm_bindgen_test]
async fn a_table_seals_and_opens_by_columns_either_way() {
    let rows = (0..30_000).map(|row| format!("{row},\"x, {}\",\n", row % 97)).collect::<String>();
    let text = format!("id,note,empty\n{rows}");
    for seal_with in [None, Some(web())] {
        let owner_key = owner().signing_key().clone();
        let sealing = TableSealing::start(owner_key, "cohort.csv", None, seal_with).expect("starts");
        let mut columns: Vec<Vec<u8>> = Vec::new();
        let mut keep = |pieces: Array| {
            for piece in pieces.iter().map(|it| Array::from(&it)) {
                let (column, piece) = (piece.get(0).as_f64().expect("a number"), piece.get(1));
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let column = column as usize;
                columns.resize_with(columns.len().max(column + 1), Vec::new);
                columns[column].extend(Uint8Array::new(&piece).to_vec());
            }
        };
        for piece in text.as_bytes().chunks(70_001) {
            keep(sealing.push(piece.to_vec()).await.expect("seals"));
        }
        assert_eq!(sealing.headings(), ["id", "note", "empty"]);
        let sealed = sealing.finish(for_owner(), DAY.to_owned()).await.expect("ends");
        let part = |name: &str| Reflect::get(&sealed, &name.into()).expect("a part");
        keep(Array::from(&part("pieces")));
        let mut file = Vec::new();
        for (frame, column) in Array::from(&part("frames")).iter().map(|it| Array::from(&it)).zip(&columns) {
            file.extend(Uint8Array::new(&frame.get(0)).to_vec());
            file.extend(column);
            file.extend(Uint8Array::new(&frame.get(1)).to_vec());
        }
        file.extend(Uint8Array::new(&part("tail")).to_vec());
        for open_with in [None, Some(web())] {
            let opened = open(&file, open_with).await.expect("opens");
            assert!(String::from_utf8(opened).as_deref() == Ok(&text));
        }
    }
}

#[wasm_bindgen_test]
async fn the_page_s_own_way_works_at_the_default_cost() {
    let plaintext = content(100_000);
    let sealing = Keyring::new().seal_file("Übersicht.csv", 100_000.0).expect("starts");
    let mut sealed = bytes(&sealing.push(plaintext.clone()).await.expect("seals"));
    let wish = JSON::parse(r#"[{"to": {"passphrase": "pässword"}}]"#).expect("JSON");
    sealed.extend(bytes(&sealing.finish(wish, DAY.to_owned()).await.expect("ends")));

    let file = SealedFile::read(blob(&sealed).0).expect("read");
    let unlocked = file.unlock_with_words("pässword".to_owned(), DAY).expect("unlocked");
    let contents = file.open(&unlocked).expect("begins");
    let mut opened = Vec::new();
    while let Some(pieces) = contents.next().await.expect("opens") {
        opened.extend(bytes(&pieces));
    }
    assert!(opened == plaintext);

    let error = |words: &str| file.unlock_with_words(words.to_owned(), DAY).err().map(open_error);
    assert_eq!(error("passwort"), Some(OpenError::WrongPassphrase));
    assert_eq!(error(""), Some(OpenError::EmptyPassphrase));
    let bad = Keyring::new().seal_file("a/b", 0.0).expect("starts");
    assert_eq!(bad.push(Vec::new()).await.err().map(seal_error), Some(SealError::BadName));
    let nobody = Keyring::new().seal_file("a", 0.0).expect("starts");
    let ended = nobody.finish(Array::new().into(), DAY.to_owned()).await;
    assert_eq!(ended.err().map(seal_error), Some(SealError::NoGrant));
}

#[wasm_bindgen_test]
async fn a_call_before_the_last_is_done_is_refused() {
    let plaintext = content(10 * CHUNK);
    let sealing = Keyring::new().seal_file("a", plaintext.len() as f64).expect("starts");
    // Both are begun before either is done.
    let first = sealing.push(plaintext.clone());
    let second = async {
        let refused = sealing.push(plaintext.clone()).await.err().map(seal_error);
        let refused_too = sealing.finish(for_owner(), DAY.to_owned()).await.err().map(seal_error);
        (refused, refused_too)
    };
    let (first, (second, third)) = both(first, second).await;
    assert_eq!((second, third), (Some(SealError::Busy), Some(SealError::Busy)));
    let mut out = bytes(&first.expect("undisturbed"));
    out.extend(bytes(&sealing.finish(for_owner(), DAY.to_owned()).await.expect("undisturbed")));
    assert!(open(&out, None).await == Ok(plaintext));
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
