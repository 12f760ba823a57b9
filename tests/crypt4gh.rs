//! crypt4gh files against its own tool's, and what the format lets pass.

use lazaret::seal::aead::SecretKey;
use lazaret::seal::foreign::crypt4gh::{Opener, SEGMENT, Writer, parse_public_key, parse_secret_key};
use lazaret::seal::identity::Identity;
use lazaret::seal::{ForeignError, ForeignWarning};
use proptest::prelude::*;

const HEADER: usize = 16 + 108;
const SEALED_SEGMENT: usize = SEGMENT + 28;
const UNBOUND: ForeignWarning = ForeignWarning::SegmentsNotBound;

macro_rules! golden {
    ($name:literal) => {
        include_bytes!(concat!("data/crypt4gh/", $name)).as_slice()
    };
}

fn open_in(
    piece: usize,
    secret: &SecretKey,
    sealed: &[u8],
) -> Result<(Vec<u8>, Vec<ForeignWarning>), ForeignError> {
    let (mut opener, mut out) = (Opener::new(secret.clone()), Vec::new());
    for piece in sealed.chunks(piece) {
        opener.push(piece, &mut out)?;
    }
    let warnings = opener.finish(&mut out)?;
    Ok((out, warnings))
}

fn open(secret: &SecretKey, sealed: &[u8]) -> Result<Vec<u8>, ForeignError> {
    let (plaintext, warnings) = open_in(usize::MAX, secret, sealed)?;
    assert!(warnings.contains(&UNBOUND), "an opened file is always called unprotected");
    Ok(plaintext)
}

fn write(readers: &[[u8; 32]], plaintext: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::new();
    let mut writer = Writer::start(readers, &mut sealed).unwrap();
    for piece in plaintext.chunks(50_000) {
        writer.push(piece, &mut sealed).unwrap();
    }
    writer.finish(&mut sealed).unwrap();
    sealed
}

fn pattern(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

fn reader() -> (SecretKey, [u8; 32]) {
    (parse_secret_key(golden!("reader.sec")).unwrap(), parse_public_key(golden!("reader.pub")).unwrap())
}

#[test]
fn files_of_its_own_tool_open() {
    let other = parse_secret_key(golden!("other.sec")).unwrap();
    for secret in [&reader().0, &other] {
        assert_eq!(open(secret, golden!("two_readers.c4gh")).unwrap(), "Für das Archiv.\n".as_bytes());
    }
    for piece in [1, 7, 4096, usize::MAX] {
        let (part, warnings) = open_in(piece, &reader().0, golden!("edited.c4gh")).unwrap();
        assert_eq!(part, pattern(70_000)[65_530..65_544]);
        assert_eq!(warnings, [UNBOUND, ForeignWarning::PartsLeftOut]);
    }
    assert_eq!(open(&other, golden!("edited.c4gh")), Err(ForeignError::NotForThisKey { packets: 2 }));
}

#[test]
fn keys_of_its_own_tool_are_read() {
    let secret = parse_secret_key(golden!("reader.sec")).unwrap();
    assert!(matches!(parse_secret_key(golden!("locked.sec")), Err(ForeignError::LockedKey)));
    assert!(matches!(parse_secret_key(golden!("reader.pub")), Err(ForeignError::BadKey)));
    assert_eq!(parse_public_key(golden!("reader.sec")), Err(ForeignError::BadKey));
    assert_eq!(parse_secret_key(secret.expose()).unwrap().expose(), secret.expose());
    for file in [&b""[..], b"-----BEGIN CRYPT4GH PRIVATE KEY-----", &[0xff; 31]] {
        assert!(matches!(parse_secret_key(file), Err(ForeignError::BadKey)));
    }
    assert_eq!(write(&[reader().1], b"").len(), HEADER);
}

#[test]
fn an_identity_reads_and_is_written_for() {
    let identity = Identity::from_root(SecretKey::new([7; 32]), "Archive");
    let sealed = write(&[reader().1, *identity.recipient().x25519()], b"genome");
    assert_eq!(open(identity.x25519(), &sealed).unwrap(), b"genome");
    assert_eq!(open(&reader().0, &sealed).unwrap(), b"genome");
}

/// The reason for the warning: what this test does to a file, no reader of the format can see.
#[test]
fn exchanged_repeated_and_dropped_segments_pass_with_a_warning() {
    let plaintext = pattern(2 * SEGMENT);
    let sealed = write(&[reader().1], &plaintext);
    let (header, first, second) =
        (&sealed[..HEADER], &sealed[HEADER..HEADER + SEALED_SEGMENT], &sealed[HEADER + SEALED_SEGMENT..]);
    let (one, two) = plaintext.split_at(SEGMENT);
    for (segments, opened) in [
        ([second, first], [two, one]),
        ([first, first], [one, one]),
        ([first, &[]], [one, &[]]),
        ([&[]; 2], [&[]; 2]),
    ] {
        assert_eq!(open(&reader().0, &[header, &segments.concat()].concat()).unwrap(), opened.concat());
    }
}

#[test]
fn segments_may_be_under_several_keys() {
    let [first, second] = [b'a', b'b'].map(|byte| write(&[reader().1], &vec![byte; SEGMENT]));
    let mut both = first[..HEADER].to_vec();
    both[12] = 2;
    for part in [&second[16..HEADER], &first[HEADER..], &second[HEADER..], &first[HEADER..]] {
        both.extend_from_slice(part);
    }
    let expected = [vec![b'a'; SEGMENT], vec![b'b'; SEGMENT], vec![b'a'; SEGMENT]].concat();
    assert!(open(&reader().0, &both).unwrap() == expected);
}

#[test]
fn what_is_damaged_is_refused_where_it_is() {
    let sealed = write(&[reader().1], &pattern(SEGMENT + 10));
    let open_changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut changed = sealed.clone();
        change(&mut changed);
        open(&reader().0, &changed).map(|_| ())
    };
    assert_eq!(open_changed(&|it| it[0] ^= 1), Err(ForeignError::NotCrypt4gh));
    assert_eq!(open_changed(&|it| it[8] = 2), Err(ForeignError::UnknownVersion { version: 2 }));
    assert_eq!(open_changed(&|it| it[12] = 0), Err(ForeignError::NotForThisKey { packets: 0 }));
    assert_eq!(open_changed(&|it| it[16] = 4), Err(ForeignError::Malformed { packet: 0 }));
    assert_eq!(open_changed(&|it| it[19] = 1), Err(ForeignError::HeaderTooLong { most_bytes: 262_144 }));
    assert_eq!(open_changed(&|it| it[20] = 1), Err(ForeignError::NotForThisKey { packets: 1 }));
    assert_eq!(open_changed(&|it| it[24..56].fill(0)), Err(ForeignError::NotForThisKey { packets: 1 }));
    assert_eq!(open_changed(&|it| it[HEADER - 1] ^= 1), Err(ForeignError::NotForThisKey { packets: 1 }));
    assert_eq!(open_changed(&|it| it[HEADER] ^= 1), Err(ForeignError::Tampered { segment: 0 }));
    assert_eq!(open_changed(&|it| *it.last_mut().unwrap() ^= 1), Err(ForeignError::Tampered { segment: 1 }));
    assert_eq!(open_changed(&|it| it.truncate(it.len() - 1)), Err(ForeignError::Tampered { segment: 1 }));
    assert_eq!(open_changed(&|it| it.truncate(HEADER + 5)), Err(ForeignError::Tampered { segment: 0 }));
    assert_eq!(open_changed(&|it| it.truncate(0)), Err(ForeignError::NotCrypt4gh));
    for length in [1, 8, 16, 20, HEADER - 1] {
        assert_eq!(open_changed(&|it| it.truncate(length)), Err(ForeignError::Truncated));
    }
    let mut failed = Opener::new(reader().0);
    assert_eq!(failed.push(&[0; 16], &mut Vec::new()), Err(ForeignError::NotCrypt4gh));
    assert_eq!(failed.push(&sealed, &mut Vec::new()), Err(ForeignError::Over));
    assert_eq!(failed.finish(&mut Vec::new()), Err(ForeignError::Over));
}

#[test]
fn a_file_is_for_somebody_with_a_key() {
    let start = |readers: &[[u8; 32]]| Writer::start(readers, &mut Vec::new()).map(|_| ());
    assert_eq!(start(&[]), Err(ForeignError::NoRecipient));
    assert_eq!(start(&[[0; 32]]), Err(ForeignError::BadKey));
    assert_eq!(start(&vec![reader().1; 3000]), Err(ForeignError::HeaderTooLong { most_bytes: 262_144 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn what_is_written_is_read(length in 0..3 * SEGMENT, around in -1..=1_i32, piece in 1..200_000_usize) {
        let length = if length % 2 == 0 { length } else { SEGMENT.saturating_add_signed(around as isize) };
        let plaintext = pattern(length);
        let sealed = write(&[reader().1], &plaintext);
        prop_assert_eq!(sealed.len(), HEADER + length + 28 * length.div_ceil(SEGMENT));
        let (opened, warnings) = open_in(piece, &reader().0, &sealed).unwrap();
        prop_assert!(opened == plaintext);
        prop_assert_eq!(warnings, [UNBOUND]);
    }
}
