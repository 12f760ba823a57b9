//! Identities: kept, unlocked, recovered and shared. `independent_reader.rs` has files of them that others wrote.
#![cfg(not(target_arch = "wasm32"))]

use lazaret::seal::aead::SecretKey;
use lazaret::seal::identity::{
    Identity, IdentityError, IdentityFile, RecoveryKit, Share, Unlocker, confirm_words, recovery_words,
    root_of_words,
};
use lazaret::seal::{Cost, Passphrase};
use proptest::prelude::*;
use serde_json::{Value, json};

const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, parallelism: 1 };
const STRONG: &str = "fabric-lunar-oxygen-thumb-velvet-wagon-zebra";

fn identity(seed: u8) -> Identity {
    Identity::from_root(SecretKey::new([seed; 32]), "Records office")
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).expect("not empty")
}

fn root(identity: &Identity) -> [u8; 32] {
    *identity.root().expose()
}

/// With a passphrase and a passkey.
fn kept() -> IdentityFile {
    let identity = identity(1);
    let mut file = IdentityFile::of(&identity);
    file.add_passphrase(&identity, &passphrase(STRONG), CHEAP).expect("added");
    file.add_passkey(&identity, b"credential", &[3; 32], &SecretKey::new([4; 32])).expect("added");
    IdentityFile::parse(&file.to_text()).expect("read again")
}

fn changed(file: &IdentityFile, change: impl FnOnce(&mut Value)) -> Result<IdentityFile, IdentityError> {
    let mut value = serde_json::from_str(&file.to_text()).expect("JSON");
    change(&mut value);
    IdentityFile::parse(&value.to_string())
}

#[test]
fn a_file_is_unlocked_by_each_of_its_unlockers_and_by_nothing_else() {
    let file = kept();
    let prf = SecretKey::new([4; 32]);
    assert_eq!(file.recipient(), identity(1).recipient());
    let by_words = file.unlock_with_passphrase(&passphrase(STRONG)).map(|it| root(&it));
    let by_passkey = file.unlock_with_passkey(b"credential", &prf).map(|it| root(&it));
    assert_eq!((by_words, by_passkey), (Ok([1; 32]), Ok([1; 32])));

    let by_root = file.unlock_with_root(SecretKey::new([1; 32])).map(|it| root(&it));
    assert_eq!(by_root, Ok([1; 32]));

    let why = |result: Result<Identity, IdentityError>| result.err();
    assert_eq!(why(file.unlock_with_root(SecretKey::new([2; 32]))), Some(IdentityError::AnotherIdentity));
    let wrong = passphrase("fabric-lunar-oxygen-thumb-velvet-wagon-zeal");
    assert_eq!(why(file.unlock_with_passphrase(&wrong)), Some(IdentityError::WrongPassphrase));
    assert_eq!(why(file.unlock_with_passkey(b"other", &prf)), Some(IdentityError::NoPasskey));
    let wrong = SecretKey::new([5; 32]);
    assert_eq!(why(file.unlock_with_passkey(b"credential", &wrong)), Some(IdentityError::WrongPasskey));
    let nothing = IdentityFile::of(&identity(1));
    assert_eq!(why(nothing.unlock_with_passphrase(&wrong_words())), Some(IdentityError::NoPassphrase));
}

fn wrong_words() -> Passphrase {
    passphrase("wrong")
}

#[test]
fn a_file_says_what_unlocks_it_and_no_secret() {
    let file = kept();
    let [words, passkey] = &file.unlockers()[..] else { panic!("two unlockers") };
    assert_eq!(*words, Unlocker::Passphrase { memory_kib: 8, iterations: 1, parallelism: 1 });
    let (credential, salt) =
        ("Y3JlZGVudGlhbA==".to_owned(), "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=".to_owned());
    assert_eq!(*passkey, Unlocker::Passkey { credential, salt });
}

#[test]
fn unlockers_come_and_go_but_never_the_last() {
    let (mut file, identity, other) = (kept(), identity(1), identity(2));
    assert_eq!(file.remove(2), Err(IdentityError::NoSuchUnlocker { index: 2 }));
    assert_eq!(file.remove(0), Ok(()));
    assert!(file.unlock_with_passphrase(&passphrase(STRONG)).is_err());
    assert_eq!(file.remove(0), Err(IdentityError::LastUnlocker));
    let new = "another-fabric-lunar-oxygen-thumb-velvet";
    file.add_passphrase(&identity, &passphrase(new), CHEAP).expect("added");
    assert!(file.unlock_with_passphrase(&passphrase(new)).is_ok());

    let weak = file.add_passphrase(&identity, &passphrase("Summer2026!"), CHEAP);
    assert!(matches!(weak, Err(IdentityError::WeakPassphrase { at_least: 50, .. })), "{weak:?}");
    let foreign = file.add_passphrase(&other, &passphrase(new), CHEAP);
    assert_eq!(foreign, Err(IdentityError::AnotherIdentity));
    let most =
        (0..20).find_map(|_| file.add_passkey(&identity, b"x", &[0; 32], &SecretKey::new([9; 32])).err());
    assert_eq!(most, Some(IdentityError::TooManyUnlockers { at_most: 16 }));
    assert_eq!(file.unlockers().len(), 16);
}

#[test]
fn a_new_name_keeps_the_keys_and_what_unlocks_them() {
    let mut file = kept();
    let renamed = Identity::from_root(SecretKey::new([1; 32]), "Archive");
    file.rename(&renamed).expect("the same keys");
    let file = IdentityFile::parse(&file.to_text()).expect("read");
    assert_eq!(file.recipient().name(), "Archive");
    assert_eq!(file.recipient().fingerprint(), identity(1).recipient().fingerprint());
    assert!(file.unlock_with_passphrase(&passphrase(STRONG)).is_ok());
}

#[test]
fn files_that_were_changed_are_refused_for_what_they_are() {
    let file = kept();
    let parsed = |change: fn(&mut Value)| changed(&file, change).map(|_| ()).err();
    assert_eq!(IdentityFile::parse("{").err(), Some(IdentityError::NotAnIdentity));
    let recipient = identity(1).recipient().to_text();
    assert_eq!(IdentityFile::parse(&recipient).err(), Some(IdentityError::NotAnIdentity));
    let version = parsed(|it| it["type"] = json!("lazaret/identity/v2"));
    assert_eq!(version, Some(IdentityError::UnknownVersion));
    assert_eq!(parsed(|it| it["recipient"]["name"] = json!("Somebody")), Some(IdentityError::Damaged));
    assert_eq!(
        parsed(|it| it["unlockers"][0]["passphrase"]["salt"] = json!("AAAA")),
        Some(IdentityError::Damaged)
    );
    assert_eq!(
        parsed(|it| it["unlockers"][1]["passkey"]["sealed"] = json!("A")),
        Some(IdentityError::Damaged)
    );
    assert_eq!(parsed(|it| it["unlockers"][0] = json!({"retina": {}})), Some(IdentityError::Damaged));
    let many = parsed(|it| it["unlockers"] = vec![it["unlockers"][0].clone(); 17].into());
    assert_eq!(many, Some(IdentityError::TooManyUnlockers { at_most: 16 }));
    assert!(parsed(|it| it["unheard_of"] = json!(1)).is_none(), "fields that are not known are ignored");

    let costly = changed(&file, |it| it["unlockers"][0]["passphrase"]["memory_kib"] = json!(u32::MAX));
    let refused = costly.and_then(|it| it.unlock_with_passphrase(&passphrase(STRONG))).err();
    assert_eq!(
        refused,
        Some(IdentityError::UnreasonableCost { memory_kib: u32::MAX, iterations: 1, parallelism: 1 })
    );
    // The root of one under the recipient of another: the fingerprint is bound to it.
    let swapped = changed(&file, |it| {
        it["recipient"] = serde_json::from_str(&identity(2).recipient().to_text()).expect("JSON");
    });
    let refused = swapped.and_then(|it| it.unlock_with_passphrase(&passphrase(STRONG))).err();
    assert_eq!(refused, Some(IdentityError::WrongPassphrase));
}

/// BIP-39's own vectors for 256 bits.
#[test]
fn recovery_words_are_those_of_bip_39() {
    for (bytes, words) in [
        ([0; 32], format!("{}art", "abandon ".repeat(23))),
        ([0xff; 32], format!("{}vote", "zoo ".repeat(23))),
        (
            [0x7f; 32],
            format!(
                "{}legal winner thank year wave sausage worth title",
                "legal winner thank year wave sausage worth useful ".repeat(2)
            ),
        ),
    ] {
        assert_eq!(*recovery_words(&SecretKey::new(bytes)), words);
        assert_eq!(*root_of_words(&words).expect("words").expose(), bytes);
    }
}

#[test]
fn recovery_words_are_read_as_people_type_them_and_errors_name_the_place() {
    let root = SecretKey::new(std::array::from_fn(|i| u8::try_from(i * 7).expect("small")));
    let words: Vec<String> = recovery_words(&root).split(' ').map(str::to_owned).collect();
    let numbered: String = (1..).zip(&words).map(|(i, word)| format!("{i}. {word},\n")).collect();
    let begun: String = words.iter().map(|word| format!("{} ", &word[..word.len().min(4)])).collect();
    for typed in [words.join("  "), words.join(", ").to_uppercase(), numbered, begun, words.join("-")] {
        assert_eq!(root_of_words(&typed).expect("forgiven").expose(), root.expose(), "{typed}");
    }
    let with = |place: usize, word: &str| {
        let mut words = words.clone();
        word.clone_into(&mut words[place]);
        root_of_words(&words.join(" ")).err()
    };
    assert_eq!(with(6, "lazaret"), Some(IdentityError::UnknownWord { number: 7 }));
    assert_eq!(with(23, "aba"), Some(IdentityError::UnknownWord { number: 24 }), "three letters");
    assert_eq!(with(0, "über"), Some(IdentityError::UnknownWord { number: 1 }));
    let other = if words[3] == "zoo" { "zone" } else { "zoo" };
    assert_eq!(with(3, other), Some(IdentityError::WrongChecksum));
    let few = root_of_words(&words[1..].join(" ")).err();
    assert_eq!(few, Some(IdentityError::WordCount { found: 23, expected: 24 }));

    assert_eq!(confirm_words(&root, &[(3, &words[2]), (11, &words[10].to_uppercase())]), Ok(()));
    let swapped = confirm_words(&root, &[(3, &words[2]), (11, &words[19])]);
    assert_eq!(swapped, Err(IdentityError::WordDiffers { number: 11 }));
    assert_eq!(confirm_words(&root, &[(25, "zoo")]), Err(IdentityError::WordDiffers { number: 25 }));
    assert_eq!(confirm_words(&root, &[(0, "zoo")]), Err(IdentityError::WordDiffers { number: 0 }));
}

/// The code, drawn with its quiet zone and read by another library.
#[test]
fn a_kit_holds_the_words_and_a_code_that_gives_them_back() {
    const MODULE: usize = 3;
    const QUIET: usize = 4;
    let identity = identity(1);
    let kit = RecoveryKit::of(&identity, "2026-11-25");
    assert_eq!(kit.words.join(" "), *recovery_words(identity.root()));
    assert_eq!(kit.fingerprint, identity.recipient().fingerprint().words());
    let size = MODULE * (kit.qr.len() + 2 * QUIET);
    let dark = |x: usize, y: usize| {
        let [x, y] = [x, y].map(|pixel| (pixel / MODULE).checked_sub(QUIET));
        y.zip(x).and_then(|(y, x)| kit.qr.get(y)?.get(x)).copied().unwrap_or(false)
    };
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| if dark(x, y) { 0 } else { 255 });
    let (_, text) = image.detect_grids()[0].decode().expect("a code");
    assert_eq!(root_of_words(&text).map(|it| *it.expose()), Ok([1; 32]));
}

fn texts(threshold: u8, count: u8) -> Vec<String> {
    let shares = Share::make(&identity(1), threshold, count).expect("shares");
    shares.iter().map(|share| share.to_text().to_string()).collect()
}

#[test]
fn shares_that_do_not_belong_together_are_refused_for_what_they_are() {
    let ours = texts(3, 5);
    let combine = |shares: &[&str]| Share::combine(shares, "").map(|it| root(&it));
    let all: Vec<&str> = ours.iter().map(String::as_str).collect();
    assert_eq!(combine(&all), Ok([1; 32]));
    assert_eq!(combine(&[]), Err(IdentityError::TooFewShares { given: 0, threshold: 2 }));
    assert_eq!(combine(&all[..2]), Err(IdentityError::TooFewShares { given: 2, threshold: 3 }));
    let twice = combine(&[&ours[0], &ours[1], &ours[1]]);
    assert_eq!(twice, Err(IdentityError::ShareTwice { number: 2 }));
    assert_eq!(combine(&[&ours[0], "{}"]), Err(IdentityError::NotAShare { position: 2 }));
    let damaged = ours[2].replace("\"share\":\"", "\"share\":\"AA");
    assert_eq!(combine(&[&ours[0], &ours[1], &damaged]), Err(IdentityError::NotAShare { position: 3 }));

    let others = Share::make(&identity(2), 3, 5).expect("shares");
    let foreign = others[2].to_text();
    assert_eq!(combine(&[&ours[0], &ours[1], &foreign]), Err(IdentityError::SharesOfSeveral { position: 3 }));
    let later = texts(3, 5);
    let mixed = combine(&[&ours[0], &ours[1], &later[2]]);
    assert_eq!(mixed, Err(IdentityError::SharesDoNotFit));
    for (threshold, count) in [(0, 0), (1, 3), (4, 3), (0, 5)] {
        let refused = Share::make(&identity(1), threshold, count).err();
        assert_eq!(refused, Some(IdentityError::BadThreshold { threshold, count }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_shares_that_suffice_give_the_identity(threshold in 2_u8..6, more in 0_u8..4, seed: u64) {
        let count = threshold + more;
        let mut shares = texts(threshold, count);
        // Another order, and another choice, each time.
        shares.sort_by_key(|share| seed.rotate_left(u32::from(share.as_bytes()[share.len() - 9])));
        let turn = usize::try_from(seed % u64::from(count)).expect("small");
        shares.rotate_left(turn);
        let chosen = &shares[..usize::from(threshold)];
        prop_assert_eq!(Share::combine(chosen, "").map(|it| root(&it)), Ok([1; 32]));
        let too_few = Share::combine(&chosen[1..], "").map(|it| root(&it));
        prop_assert!(too_few.is_err());
    }
}
