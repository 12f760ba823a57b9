//! The keyring in a browser's worker: what the page does with an identity, from making to bringing it back.
#![cfg(target_arch = "wasm32")]

use lazaret::seal::identity::{IdentityError, RecipientError, RecoveryKit, ShareLabel, Unlocker};
use lazaret::wasm::keyring::{
    IdentityView, Keyring, PassphraseStrength, RecipientView, passphrase_strength, read_identity,
    read_recipient, read_share, suggest_passphrase,
};
use serde::de::DeserializeOwned;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn taken<T: tsify::Tsify + DeserializeOwned>(given: Result<Ts<T>, JsValue>) -> T {
    let Ok(given) = given else { panic!("refused") };
    serde_wasm_bindgen::from_value(given.into()).expect("a view")
}

/// What a call threw; its section must be the words' for identities.
fn refused<T>(given: Result<T, JsValue>) -> IdentityError {
    let Err(thrown) = given else { panic!("not refused") };
    let section = js_sys::Reflect::get(&thrown, &"error".into()).expect("an object");
    assert_eq!(section.as_string().as_deref(), Some("identity-error"));
    serde_wasm_bindgen::from_value(thrown).expect("an IdentityError as an object")
}

#[wasm_bindgen_test]
fn an_identity_is_made_kept_locked_and_unlocked() {
    let mut keyring = Keyring::new();
    assert_eq!(refused(keyring.file()), IdentityError::Locked);
    let made: IdentityView = taken(keyring.make("Records office"));
    assert_eq!((made.recipient.name.as_str(), made.unlockers.len()), ("Records office", 0));
    assert_eq!(made.recipient.words.split(' ').count(), 8);
    assert_eq!(refused(keyring.file()), IdentityError::NoUnlocker);

    let passphrase = suggest_passphrase().expect("random words");
    let strength: PassphraseStrength = taken(passphrase_strength(passphrase.clone()));
    assert!(strength.bits >= strength.at_least, "{}", strength.bits);
    assert!(matches!(refused(keyring.add_passphrase("12345".into())), IdentityError::WeakPassphrase { .. }));
    taken(keyring.add_passphrase(passphrase.clone()));
    let both: IdentityView = taken(keyring.add_passkey(b"credential", &[1; 32], vec![2; 32]));
    assert!(matches!(both.unlockers[..], [Unlocker::Passphrase { .. }, Unlocker::Passkey { .. }]));
    let file = keyring.file().expect("a file");

    keyring.lock();
    assert!(keyring.view().expect("no view").is_none());
    assert_eq!(refused(keyring.shares(2, 3)), IdentityError::Locked);
    let read: IdentityView = taken(read_identity(&file));
    assert_eq!(read.recipient.fingerprint, made.recipient.fingerprint);
    assert_eq!(
        refused(keyring.unlock_with_passphrase(&file, "wrong".into())),
        IdentityError::WrongPassphrase
    );
    taken(keyring.unlock_with_passphrase(&file, passphrase));
    keyring.lock();
    assert_eq!(
        refused(keyring.unlock_with_passkey(&file, b"credential", vec![2; 31])),
        IdentityError::BadPasskey
    );
    taken(keyring.unlock_with_passkey(&file, b"credential", vec![2; 32]));
    let one: IdentityView = taken(keyring.remove_unlocker(0));
    assert_eq!(one.unlockers.len(), 1);
    assert_eq!(refused(keyring.remove_unlocker(0)), IdentityError::LastUnlocker);
    let renamed: IdentityView = taken(keyring.rename("Archive"));
    assert_eq!(renamed.recipient.name, "Archive");
    assert_eq!(renamed.recipient.fingerprint, made.recipient.fingerprint);

    let root = keyring.session_root().expect("the root").to_vec();
    keyring.lock();
    let file = {
        let mut other = Keyring::new();
        taken(other.resume(&file, root.clone()));
        other.file()
    };
    taken(keyring.resume(&file.expect("a file"), root));
    assert_eq!(refused(keyring.resume("{}", vec![0; 32])), IdentityError::NotAnIdentity);
}

#[wasm_bindgen_test]
fn an_identity_is_brought_back_from_its_words_and_from_its_shares() {
    let mut keyring = Keyring::new();
    let made: IdentityView = taken(keyring.make("Records office"));
    let kit: RecoveryKit = taken(keyring.kit("2026-11-25"));
    assert_eq!((kit.words.len(), kit.date.as_str()), (24, "2026-11-25"));
    let typed = [2, 10, 19].map(|place| kit.words[place].clone());
    assert!(keyring.check_words(vec![3, 11, 20], typed.to_vec()).is_ok());
    let wrong =
        keyring.check_words(vec![3, 11, 20], vec![typed[0].clone(), "lazaret".into(), typed[2].clone()]);
    assert_eq!(refused(wrong), IdentityError::WordDiffers { number: 11 });

    let shares = keyring.shares(2, 3).expect("shares");
    let label: ShareLabel = taken(read_share(shares[1].clone()));
    assert_eq!(
        (label.of.as_str(), label.number, label.threshold),
        (made.recipient.fingerprint.as_str(), 2, 2)
    );

    let mut other = Keyring::new();
    let recovered: IdentityView = taken(other.recover(kit.words.join(" "), "Records office"));
    assert_eq!(recovered.recipient.fingerprint, made.recipient.fingerprint);
    let combined: IdentityView = taken(other.combine(shares[1..].to_vec(), "Records office"));
    assert_eq!(combined.recipient.text, made.recipient.text);
    let few = refused(other.combine(shares[..1].to_vec(), ""));
    assert_eq!(few, IdentityError::TooFewShares { given: 1, threshold: 2 });

    let recipient: RecipientView = taken(read_recipient(&made.recipient.text));
    assert_eq!(recipient.words, made.recipient.words);
    let Err(forged) = read_recipient(&made.recipient.text.replace("Records", "Research")) else {
        panic!("taken")
    };
    assert_eq!(serde_wasm_bindgen::from_value::<RecipientError>(forged).ok(), Some(RecipientError::Forged));
}
