//! The log's reader against logs and witnesses of others, and against a node that lies.
#![cfg(all(feature = "exchange", feature = "command"))]

mod sealed;

use std::process::Command;

use lazaret::bytes::Bytes;
use lazaret::exchange::log::{
    Checkpoint, Follower, LedgerProof, LogError, Logged, NoteKey, NoteKind, Policy, SignedCheckpoint, Tree,
    cosign, includes, leaf_hash, tiles,
};
use lazaret::exchange::{Act, DirectoryKey, Leaf, Record, Role};
use lazaret::seal::aead::SecretKey;
use lazaret::seal::container::Container;
use lazaret::seal::identity::Identity;
use lazaret::seal::signature::SigningKey;
use proptest::prelude::*;
use sealed::{interpreter, seal_file, to};

const ENTRIES: &[u8] = include_bytes!("vectors/tlog/entries");
const HASHES: &[u8] = include_bytes!("vectors/tlog/hashes");
const COSIGNED: &str = include_str!("vectors/tlog/cosigned");
const TESSERA: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
const LOG: &str =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const WITNESS: &str = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

fn tessera(size: u64) -> SignedCheckpoint {
    let file = format!("{}/tests/vectors/tlog/checkpoint.{size}", env!("CARGO_MANIFEST_DIR"));
    SignedCheckpoint::parse(&std::fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn a_log_of_tessera_is_read_and_proven() {
    let key: NoteKey = TESSERA.parse().unwrap();
    let leaves = tiles::entries(ENTRIES).unwrap();
    let mut tree = Tree::default();
    let mut roots = Vec::new();
    for size in 0..=15 {
        let signed = tessera(size);
        assert!(signed.line_of(&key).is_some(), "{size}");
        let checkpoint = signed.checkpoint();
        assert_eq!((checkpoint.size, tree.root(size)), (size, Some(checkpoint.root)));
        roots.push(checkpoint.root);
        if let Some(leaf) = leaves.get(usize::try_from(size).unwrap()) {
            tree.push(&leaf_hash(leaf));
        }
    }
    assert_eq!(tree.size(), 15);
    let hashes: Vec<u8> = (0..15).flat_map(|leaf| tree.leaf(leaf).unwrap().0).collect();
    assert_eq!(hashes, HASHES);
    for (size, root) in (0..).zip(&roots) {
        for leaf in 0..size {
            let proof = tree.inclusion(leaf, size).unwrap();
            let hash = tree.leaf(leaf).unwrap();
            assert!(includes(&proof, size, root, leaf, &hash));
            assert!(!includes(&proof, size, root, (leaf + 1) % size, &hash) || size == 1);
            assert!(!includes(&proof, size, root, leaf, &Bytes([0; 32])));
        }
    }
}

#[test]
fn a_checkpoint_of_a_public_log_is_vouched_for_by_a_public_witness() {
    let [log, witness] = [LOG, WITNESS].map(|key| key.parse::<NoteKey>().unwrap());
    let signed = SignedCheckpoint::parse(COSIGNED).unwrap();
    let policy = Policy {
        origin: log.name().to_owned(),
        key: log,
        successors: vec![],
        witnesses: vec![witness],
        quorum: 1,
    };
    let vouched = policy.check(&signed).unwrap();
    assert_eq!((vouched.witnesses, vouched.at), (1, Some(1_779_573_024)));
    // The time is signed too, and so is the text.
    for (from, to) in [("2net5wAAAABqEiEg", "2net5wAAAABqEiEh"), ("\n1432088532\n", "\n1432088533\n")] {
        let forged = SignedCheckpoint::parse(&COSIGNED.replace(from, to)).unwrap();
        assert!(policy.check(&forged).is_err(), "{to}");
    }
}

#[test]
fn keys_are_texts_of_one_spelling() {
    for key in [TESSERA, LOG, WITNESS] {
        assert_eq!(key.parse::<NoteKey>().unwrap().to_string(), key);
    }
    let upper = "remora.n621.de+DA77ADE7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
    let id = "remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
    let kind = "remora.n621.de+da77ade7+A+vN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
    for key in [upper, id, kind, "", "a+b", "a b+00000000+", "+00000000+AA=="] {
        assert_eq!(key.parse::<NoteKey>(), Err(LogError::NotAKey), "{key}");
    }
}

/// A checkpoint with the lines of more signatures.
fn with(signed: &SignedCheckpoint, lines: &str) -> SignedCheckpoint {
    SignedCheckpoint::parse(&format!("{}{lines}", signed.note())).unwrap()
}

#[test]
fn a_log_is_as_fresh_as_its_quorum() {
    let mut node = Node::new();
    node.append("ada", &identity(1), Act::Close {});
    let fresh = |quorum| Policy { quorum, ..node.policy() }.check(&node.checkpoint()).unwrap().at;
    // One vouches at 100 and another at 70.
    assert_eq!([0, 1, 2].map(fresh), [None, Some(100), Some(70)]);
}

/// A node that keeps a log, and three hospitals that vouch.
struct Node {
    key: SigningKey,
    witnesses: Vec<SigningKey>,
    directory: DirectoryKey,
    leaves: Vec<Vec<u8>>,
}

const ORIGIN: &str = "hospital.example/lazaret";

impl Node {
    fn new() -> Self {
        let directory = DirectoryKey(Bytes([9; 32]));
        Self {
            key: SigningKey::from_seed(&[1; 32]),
            witnesses: [2, 3, 4].map(|seed| SigningKey::from_seed(&[seed; 32])).to_vec(),
            leaves: vec![Leaf::begin(&directory).to_text().into_bytes()],
            directory,
        }
    }

    fn policy(&self) -> Policy {
        let key = NoteKey::new(ORIGIN, NoteKind::Log, self.key.public()).unwrap();
        let witnesses = (0..).zip(&self.witnesses);
        let witnesses = witnesses
            .map(|(i, key)| NoteKey::new(&format!("w{i}"), NoteKind::Witness, key.public()).unwrap());
        Policy {
            origin: ORIGIN.to_owned(),
            key,
            successors: vec![],
            witnesses: witnesses.collect(),
            quorum: 2,
        }
    }

    fn append(&mut self, by: &str, author: &Identity, act: Act) -> Logged {
        let record = Record::new(ORIGIN, by, 1, act).unwrap();
        let (entry, salt) = (record.signed(author), Bytes::random().unwrap());
        self.leaves.push(Leaf::of(&entry.record, &record, &salt, &self.directory).to_text().into_bytes());
        Logged { leaf: self.leaves.len() as u64 - 1, salt, entry }
    }

    fn tree(&self) -> Tree {
        let mut tree = Tree::default();
        self.leaves.iter().for_each(|leaf| tree.push(&leaf_hash(leaf)));
        tree
    }

    fn unvouched(&self) -> SignedCheckpoint {
        let size = self.leaves.len() as u64;
        let root = self.tree().root(size).unwrap();
        Checkpoint { origin: ORIGIN.to_owned(), size, root }.sign(&self.key).unwrap()
    }

    fn checkpoint(&self) -> SignedCheckpoint {
        let signed = self.unvouched();
        let lines = [(0, 100), (2, 70)]
            .map(|(i, at)| cosign(&signed, &format!("w{i}"), &self.witnesses[i], at).unwrap());
        with(&signed, &lines.concat())
    }

    fn bundles(&self, wanted: &[tiles::TilePath]) -> Vec<Vec<u8>> {
        let cut = |path: &tiles::TilePath| {
            let start = usize::try_from(path.index * tiles::WIDTH).unwrap();
            let leaves = &self.leaves[start..start + path.width as usize];
            tiles::bundle(leaves.iter().map(Vec::as_slice))
        };
        wanted.iter().map(cut).collect()
    }

    fn show(&self, follower: &mut Follower) -> Result<usize, LogError> {
        let signed = self.checkpoint();
        let bundles = self.bundles(&follower.wanted(&signed));
        follower.follow(&signed, &bundles).map(|vouched| vouched.witnesses)
    }
}

fn identity(seed: u8) -> Identity {
    Identity::from_root(SecretKey::new([seed; 32]), "Somebody")
}

fn register(node: &mut Node, by: &str, author: &Identity) -> Logged {
    let fingerprint = author.recipient().fingerprint();
    node.append(by, author, Act::Register { fingerprint, role: Role::Owner })
}

fn upload(node: &mut Node, author: &Identity, version: u32) -> Logged {
    let manifest = Bytes([u8::try_from(version).unwrap(); 32]);
    node.append(
        "ada",
        author,
        Act::Upload {
            file: Bytes([5; 16]),
            version,
            manifest,
            bytes: 10,
            columns: 1,
            listing: Bytes([0; 32]),
        },
    )
}

#[test]
fn a_reader_knows_the_last_key_and_the_last_version() {
    let mut node = Node::new();
    let (ada, eve) = (identity(1), identity(2));
    let registered = register(&mut node, "ada", &ada);
    let first = upload(&mut node, &ada, 1);
    let mut reader = Follower::new(node.policy(), node.directory);
    assert_eq!(node.show(&mut reader), Ok(2));
    assert_eq!(reader.check_key("ada", ada.recipient(), &registered), Ok(()));
    let (file, key) = (Bytes([5; 16]), ada.recipient().verifying_key());
    assert!(reader.check_version(&file, &first, &key).is_ok());

    // Another key is none of ada's, whatever entry is shown with it.
    let another = LogError::AnotherKey { user: "ada".to_owned() };
    assert_eq!(reader.check_key("ada", eve.recipient(), &registered), Err(another.clone()));
    let fingerprint = eve.recipient().fingerprint();
    let forged = Record::new(ORIGIN, "ada", 1, Act::Register { fingerprint, role: Role::Owner }).unwrap();
    let forged = Logged { entry: forged.signed(&eve), ..registered.clone() };
    assert_eq!(reader.check_key("ada", eve.recipient(), &forged), Err(another.clone()));
    let elsewhere = Logged { leaf: first.leaf, ..registered.clone() };
    assert_eq!(reader.check_key("ada", ada.recipient(), &elsewhere), Err(another));
    assert_eq!(
        reader.check_key("eve", eve.recipient(), &registered),
        Err(LogError::NoKey { user: "eve".to_owned() })
    );

    // A newer version makes the first an old one; the copy survives being put away.
    let kept = serde_json::to_string(&reader).unwrap();
    let mut reader: Follower = serde_json::from_str(&kept).unwrap();
    let second = upload(&mut node, &ada, 2);
    node.append("ada", &ada, Act::Revoke { file, to: "bo".to_owned() });
    node.show(&mut reader).unwrap();
    assert_eq!(reader.check_version(&file, &first, &key), Err(LogError::OldVersion { version: 1 }));
    assert!(reader.check_version(&file, &second, &key).is_ok());
    assert_eq!(reader.check_version(&Bytes([6; 16]), &second, &key), Err(LogError::NoSuchFile));

    // A key registered again is no honest node's doing.
    let again = register(&mut node, "ada", &eve);
    node.show(&mut reader).unwrap();
    let error = LogError::KeyAgain { user: "ada".to_owned(), leaf: again.leaf };
    assert_eq!(reader.check_key("ada", eve.recipient(), &again), Err(error));
}

#[test]
fn who_believes_other_hospitals_is_still_shown_no_other_history() {
    let mut node = Node::new();
    let ada = identity(1);
    register(&mut node, "ada", &ada);
    let mut reader = Follower::new(node.policy(), node.directory);
    node.show(&mut reader).unwrap();

    let other = Policy { origin: "example.com/log".to_owned(), ..node.policy() };
    assert!(matches!(reader.believe(other), Err(LogError::AnotherLog { .. })));
    let mut fork = Node { leaves: node.leaves[..1].to_vec(), ..Node::new() };
    fork.witnesses.rotate_left(1);
    register(&mut fork, "ada", &identity(7));
    assert_eq!(reader.check_policy(&fork.policy()), Err(LogError::AnotherPolicy));
    reader.believe(fork.policy()).unwrap();
    assert_eq!(fork.show(&mut reader), Err(LogError::AnotherHistory { size: 2, seen: 2 }));

    fork.leaves.clone_from(&node.leaves);
    upload(&mut fork, &ada, 1);
    assert_eq!(fork.show(&mut reader), Ok(2));
    assert!(matches!(node.show(&mut reader), Err(LogError::TooFewWitnesses { .. })));
}

#[test]
fn a_reader_finds_a_fork_and_takes_nothing_of_it() {
    let mut node = Node::new();
    let ada = identity(1);
    register(&mut node, "ada", &ada);
    let mut reader = Follower::new(node.policy(), node.directory);
    node.show(&mut reader).unwrap();
    let kept = reader.clone();

    let mut fork = Node { leaves: node.leaves[..1].to_vec(), ..Node::new() };
    register(&mut fork, "ada", &identity(7));
    assert_eq!(fork.show(&mut reader), Err(LogError::AnotherHistory { size: 2, seen: 2 }));
    upload(&mut fork, &ada, 1);
    assert_eq!(fork.show(&mut reader), Err(LogError::AnotherHistory { size: 3, seen: 2 }));
    fork.leaves.truncate(1);
    assert_eq!(fork.show(&mut reader), Err(LogError::Behind { size: 1, seen: 2 }));
    fork.leaves[0] = Leaf::begin(&DirectoryKey(Bytes([1; 32]))).to_text().into_bytes();
    assert_eq!(fork.show(&mut reader), Err(LogError::AnotherHistory { size: 1, seen: 2 }));
    let mut fresh = Follower::new(node.policy(), node.directory);
    assert_eq!(fork.show(&mut fresh), Err(LogError::AnotherDirectory));
    assert_eq!(reader, kept);
}

#[test]
fn a_checkpoint_without_its_signatures_is_not_taken() {
    let node = Node::new();
    let mut reader = Follower::new(node.policy(), node.directory);
    let (signed, bundles) = (node.unvouched(), node.bundles(&reader.wanted(&node.unvouched())));
    let few = |found| Err(LogError::TooFewWitnesses { found, quorum: 2 });
    assert_eq!(reader.follow(&signed, &bundles), few(0));
    // The same witness twice is one witness; one that nobody knows is none.
    let line = |name: &str, seed: u8| cosign(&signed, name, &SigningKey::from_seed(&[seed; 32]), 5).unwrap();
    for (lines, found) in [
        (line("w0", 2).repeat(2), 1),
        ([line("w0", 2), line("w9", 9)].concat(), 1),
        ([line("w0", 2), line("w1", 9)].concat(), 1),
        ([line("w0", 2), line("w1", 2)].concat(), 1),
    ] {
        assert_eq!(reader.follow(&with(&signed, &lines), &bundles), few(found), "{lines}");
    }
    let stranger = Node { key: SigningKey::from_seed(&[99; 32]), ..Node::new() };
    assert_eq!(stranger.show(&mut reader), Err(LogError::NotSigned));
    let origin = "other.example/lazaret".to_owned();
    let other = Checkpoint { origin, ..signed.checkpoint().clone() }.sign(&node.key).unwrap();
    assert!(matches!(reader.follow(&other, &bundles), Err(LogError::AnotherLog { .. })));
    // Cut, doubled and missing bundles.
    let signed = node.checkpoint();
    let cut = bundles[0][..bundles[0].len() - 1].to_vec();
    assert_eq!(reader.follow(&signed, &[cut]), Err(LogError::LeavesDoNotFit { size: 1 }));
    assert_eq!(reader.follow(&signed, &[]), Err(LogError::LeavesMissing { expected: 1, found: 0 }));
    let twice = [bundles.clone(), bundles.clone()].concat();
    assert_eq!(reader.follow(&signed, &twice), Err(LogError::LeavesMissing { expected: 1, found: 2 }));
    assert_eq!(reader.size(), 0);
    assert!(reader.follow(&signed, &bundles).is_ok());
}

#[test]
fn witnesses_may_be_added_and_nothing_else() {
    let node = Node::new();
    let key =
        |seed: u8, kind| NoteKey::new(ORIGIN, kind, SigningKey::from_seed(&[seed; 32]).public()).unwrap();
    let known = Policy { successors: vec![key(8, NoteKind::Log)], ..node.policy() };
    let reader = Follower::new(known.clone(), node.directory);
    let added = [known.witnesses.clone(), vec![key(7, NoteKind::Witness)]].concat();
    let shown = |change: &dyn Fn(&mut Policy)| {
        let mut shown = known.clone();
        change(&mut shown);
        reader.check_policy(&shown).is_ok()
    };
    assert!(shown(&|_| ()));
    assert!(shown(&|it| it.witnesses.clone_from(&added)));
    assert!(shown(&|it| it.key = key(8, NoteKind::Log)), "a successor");
    assert!(!shown(&|it| it.key = key(9, NoteKind::Log)));
    assert!(!shown(&|it| drop(it.witnesses.pop())));
    assert!(!shown(&|it| it.quorum = 1));
    assert!(!shown(&|it| it.origin = "other.example/lazaret".to_owned()));
}

#[test]
fn a_proof_travels_by_itself_and_fits_one_file() {
    let mut node = Node::new();
    let ada = identity(1);
    register(&mut node, "ada", &ada);
    let uploaded = upload(&mut node, &ada, 1);
    register(&mut node, "bo", &identity(2));
    let mut reader = Follower::new(node.policy(), node.directory);
    node.show(&mut reader).unwrap();
    let proof = LedgerProof::make(&reader, &uploaded, &Bytes([5; 16])).unwrap();
    let text = proof.to_text();
    let proof = LedgerProof::parse(text.as_bytes()).unwrap();
    let key = ada.recipient().verifying_key();
    let proven = proof.verify(&node.policy(), &Bytes([1; 32]), &key).unwrap();
    assert_eq!((proven.vouched.witnesses, proven.record.by.as_str()), (2, "ada"));
    assert_eq!(proof.verify(&node.policy(), &Bytes([2; 32]), &key), Err(LogError::AnotherManifest));
    let eve = identity(3).recipient().verifying_key();
    assert_eq!(proof.verify(&node.policy(), &Bytes([1; 32]), &eve), Err(LogError::Forged { leaf: 2 }));
    let moved = LedgerProof::parse(text.replace("\"leaf\":2", "\"leaf\":1").as_bytes()).unwrap();
    assert_eq!(moved.verify(&node.policy(), &Bytes([1; 32]), &key), Err(LogError::ProofDoesNotFit));
    assert_eq!(LedgerProof::parse(b"{}"), Err(LogError::NotAProof));
}

/// The proof in a file is verified by the command and by the independent reader, and by both refused for another log.
#[test]
fn a_sealed_file_says_in_which_log_it_is() {
    let mut node = Node::new();
    let ada = identity(1);
    let sealed = seal_file(&ada, b"content", &[to(&ada)]);
    let container = Container::read(&mut &sealed[..]).unwrap();
    let manifest = container.manifest.hash;
    register(&mut node, "ada", &ada);
    let upload = Act::Upload {
        file: Bytes([5; 16]),
        version: 1,
        manifest,
        bytes: 10,
        columns: 1,
        listing: Bytes([0; 32]),
    };
    let uploaded = node.append("ada", &ada, upload);
    register(&mut node, "bo", &identity(2));
    let mut reader = Follower::new(node.policy(), node.directory);
    node.show(&mut reader).unwrap();
    let proof = LedgerProof::make(&reader, &uploaded, &Bytes([5; 16])).unwrap().to_text();
    let file = tempfile::NamedTempFile::new().unwrap();
    let write = |proof: &str| {
        let (keep, tail) = container.prove(proof.as_bytes());
        let proven = [&sealed[..usize::try_from(keep).unwrap()], &tail].concat();
        std::fs::write(file.path(), proven).unwrap();
    };
    let path = file.path().to_string_lossy().into_owned();
    let ask = |log: &NoteKey, witnesses: &[&NoteKey]| {
        let mut keys = vec!["--log-key".to_owned(), log.to_string()];
        keys.extend(witnesses.iter().flat_map(|key| ["--witness".to_owned(), key.to_string()]));
        let mut lazaret = Command::new(env!("CARGO_BIN_EXE_lazaret"));
        let mut python = interpreter();
        lazaret.args(["contents", &path]);
        python.args(["-m", "reader", "proof", &path]);
        [lazaret, python].map(|mut command| {
            let out = command.args(&keys).output().unwrap();
            serde_json::from_slice::<serde_json::Value>(&out.stdout).ok().filter(|_| out.status.success())
        })
    };
    write(&proof);
    let Policy { key, witnesses, .. } = node.policy();
    let [Some(lazaret), Some(python)] = ask(&key, &[&witnesses[0], &witnesses[2]]) else { panic!("refused") };
    let expected = serde_json::json!({ "origin": ORIGIN, "entry": 2, "of_entries": 4, "by": "ada" });
    assert_eq!(python, expected);
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&lazaret["ledger"][field], value);
    }
    // One witness did not sign; another key is not the log's; another leaf is not the file's.
    assert_eq!(ask(&key, &[&witnesses[1]]), [None, None]);
    let other = NoteKey::new(ORIGIN, NoteKind::Log, SigningKey::from_seed(&[9; 32]).public()).unwrap();
    assert_eq!(ask(&other, &[]), [None, None]);
    for (from, to) in [("\"leaf\":2", "\"leaf\":1"), ("\"proof\":[", "\"proof\":[],\"was\":[")] {
        write(&proof.replace(from, to));
        assert_eq!(ask(&key, &[]), [None, None], "{to}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever the steps, a reader that follows has the node's root, and a changed leaf is found.
    #[test]
    fn following_in_steps_is_following_at_once(steps in prop::collection::vec(1_usize..150, 1..4), flip in any::<prop::sample::Index>()) {
        let mut node = Node::new();
        let record = Record::new(ORIGIN, "ada", 1, Act::Close {}).unwrap();
        let mut reader = Follower::new(node.policy(), node.directory);
        for step in steps {
            for _ in 0..step {
                let leaf = Leaf::tagged("", &record, &Bytes::random().unwrap(), None);
                node.leaves.push(leaf.to_text().into_bytes());
            }
            let signed = node.checkpoint();
            let mut bundles = node.bundles(&reader.wanted(&signed));
            let bytes: usize = bundles.iter().map(Vec::len).sum();
            let mut at = flip.index(bytes);
            let bundle = bundles.iter_mut().find(|bundle| at < bundle.len() || { at -= bundle.len(); false }).unwrap();
            bundle[at] ^= 1;
            let kept = reader.clone();
            prop_assert!(reader.follow(&signed, &bundles).is_err());
            prop_assert_eq!(&reader, &kept);
            node.show(&mut reader).unwrap();
            prop_assert_eq!(reader.tree(), &node.tree());
        }
    }
}
