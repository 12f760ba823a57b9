//! Files that change hands: sealed under a key that nobody keeps, taken over by their owner, and given to readers
//! by their ends alone.
#![cfg(not(target_arch = "wasm32"))]

mod sealed;

use lazaret::seal::container::{AdoptError, ColumnKeys, Container};
use lazaret::seal::signature::SigningKey;
use lazaret::seal::{OpenError, SealError};
use sealed::*;

const TABLE: [&[&str]; 3] = [&["AGE", "SEX", "ZIP"], &["40", "f", "1010"], &["41", "m", "1020"]];

/// Adopted by an identity that it was sealed for, and where its tail begins.
fn adopted(sealed: &[u8], owner: u8) -> Result<(Vec<u8>, u64), AdoptError> {
    let owner = identity(owner);
    let container = Container::read(&mut &sealed[..])?;
    let keys = container.unlock(&owner, &today())?;
    let (keep, end) =
        container.adopt(&mut &sealed[..], &keys, owner.signing_key(), &[to(&owner)], &today())?;
    let kept = &sealed[..usize::try_from(keep).expect("small")];
    Ok(([kept, &end].concat(), keep))
}

fn sealed_by_nobody() -> Vec<u8> {
    let nobody = SigningKey::generate().expect("randomness");
    seal_pieces(nobody, &[b"%PDF"], &[to(&identity(1)), to(&identity(3))]).expect("seals")
}

#[test]
fn who_adopts_a_file_owns_it_and_nobody_else_opens_it() {
    let (owner, reader) = (identity(1), identity(2));
    let sealed = sealed_by_nobody();
    let (mine, keep) = adopted(&sealed, 1).expect("adopts");
    assert_eq!(mine[..usize::try_from(keep).unwrap()], sealed[..usize::try_from(keep).unwrap()]);
    assert_eq!(open_as(&owner, &mine), Ok(("scan.pdf".to_owned(), b"%PDF".to_vec())));
    assert!(matches!(open_as(&identity(3), &mine), Err(OpenError::NotForYou { .. })), "its grant is gone");

    let container = Container::read(&mut &mine[..]).expect("reads");
    assert_eq!(container.manifest.owner, owner.recipient().verifying_key());
    let keys = container.unlock(&owner, &today()).expect("unlocks");
    assert!(container.grant(&keys, owner.signing_key(), &[to(&reader)], &today()).is_ok());
}

#[test]
fn nobody_adopts_what_they_cannot_open() {
    let owner = identity(1);
    let nobody = SigningKey::generate().expect("randomness");
    let mut sealed = seal_pieces(nobody, &[&content(50_000)], &[to(&owner)]).expect("seals");
    assert!(matches!(adopted(&sealed, 2), Err(AdoptError::Open(OpenError::NotForYou { .. }))));

    // No signature is over a column's bytes: its own tags show what was changed.
    sealed[200] ^= 1;
    assert!(matches!(adopted(&sealed, 1), Err(AdoptError::Open(OpenError::Tampered { column: 1, .. }))));

    let table = seal_table(&owner, &TABLE, &[to(&owner), some(&identity(2), &[0])]).expect("seals");
    assert_eq!(adopted(&table, 2).unwrap_err(), AdoptError::Seal(SealError::NotAllColumns));
}

#[test]
fn a_reader_gets_a_tail_of_their_own_made_from_the_owners_alone() {
    let (owner, reader) = (identity(1), identity(2));
    let sealed = seal_table(&owner, &TABLE, &[to(&owner)]).expect("seals");
    let keep = Container::read(&mut &sealed[..]).expect("reads").tail_at();
    let (columns, tail) = sealed.split_at(usize::try_from(keep).expect("small"));

    let end = Container::read_tail(keep, tail).expect("reads the tail");
    let keys = end.unlock(&owner, &today()).expect("unlocks");
    let (at, for_reader) =
        end.tail_for(&keys, owner.signing_key(), &[some(&reader, &[0, 2])], &today()).expect("grants");
    let theirs = [&sealed[..usize::try_from(at).expect("small")], &for_reader].concat();
    assert_eq!(theirs[..columns.len()], *columns);
    let (_, text) = open_as(&reader, &theirs).expect("opens");
    assert!(String::from_utf8(text).expect("text").contains("40,1010"));
    assert!(matches!(open_as(&owner, &theirs), Err(OpenError::NotForYou { .. })));
    assert_eq!(
        end.tail_for(&keys, reader.signing_key(), &[to(&reader)], &today()),
        Err(SealError::NotTheOwner)
    );

    assert!(Container::read_tail(keep - 1, tail).is_err());
    assert!(Container::read_tail(keep, &tail[1..]).is_err());
    assert_eq!(Container::read_tail(0, b"").unwrap_err(), OpenError::Truncated { found_bytes: 0 });
}

#[test]
fn keys_go_as_bytes_to_who_has_no_identity() {
    let (owner, reader) = (identity(1), identity(2));
    let sealed = seal_table(&owner, &TABLE, &[to(&owner), some(&reader, &[1, 2])]).expect("seals");
    let container = Container::read(&mut &sealed[..]).expect("reads");
    let id = container.manifest.data_set;
    for who in [&owner, &reader] {
        let keys = container.unlock(who, &today()).expect("unlocks");
        let bytes = keys.to_bytes();
        let again = ColumnKeys::from_bytes(id, &bytes).expect("reads");
        assert_eq!(contents(&sealed, &again), contents(&sealed, &keys));
        assert!(ColumnKeys::from_bytes(id, &bytes[..bytes.len() - 1]).is_none());
    }
    for bad in [&[][..], &[0], &[1, 0], &[2; 33]] {
        assert!(ColumnKeys::from_bytes(id, bad).is_none(), "{bad:?}");
    }
}
