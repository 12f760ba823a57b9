//! A reader's own copy of what the log says: it takes every leaf, forgets none, and holds a node to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::tiles::{self, TilePath, WIDTH};
use super::{LogError, Policy, SignedCheckpoint, Tree, Vouched, leaf_hash};
use crate::exchange::{Act, DirectoryKey, Entry, FileId, Leaf, Record, Salt, Tag};
use crate::seal::identity::Recipient;
use crate::seal::signature::PublicKey;

/// A record as a node shows it: with the number and the salt of its leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// The number of its leaf.
    pub leaf: u64,
    /// Binds the leaf to the record.
    pub salt: Salt,
    /// The record and its author's signature.
    #[serde(flatten)]
    pub entry: Entry,
}

/// What the log says about a user's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Keys {
    first: u64,
    last: u64,
    closed: bool,
}

/// A reader's copy of the log. Serializes, for a browser to keep between visits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Follower {
    policy: Policy,
    pub(super) directory: DirectoryKey,
    tree: Tree,
    checkpoint: Option<String>,
    users: BTreeMap<Tag, Keys>,
    /// The entry with each file's last version.
    files: BTreeMap<Tag, u64>,
}

impl Follower {
    /// A copy that has seen nothing yet, of the log of `policy` whose tags are under `directory`.
    #[must_use]
    pub fn new(policy: Policy, directory: DirectoryKey) -> Self {
        let (users, files) = Default::default();
        Self { policy, directory, tree: Tree::default(), checkpoint: None, users, files }
    }

    /// How many entries it has seen.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Whether a node still names the keys that this copy holds it to, or a successor that they provide for. Witnesses
    /// may be added: this copy goes on asking for those that it knows.
    ///
    /// # Errors
    /// [`LogError::AnotherPolicy`].
    pub fn check_policy(&self, shown: &Policy) -> Result<(), LogError> {
        let own = &self.policy;
        let kept = own.witnesses.iter().all(|witness| shown.witnesses.contains(witness));
        let same = shown.key == own.key && kept && shown.quorum >= own.quorum;
        let right = shown.origin == own.origin && (same || own.successors.contains(&shown.key));
        right.then_some(()).ok_or(LogError::AnotherPolicy)
    }

    /// Whom it believes.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Believes other keys from now on, because a person says so. What it has seen stays: the log must go on from there.
    ///
    /// # Errors
    /// [`LogError::AnotherLog`].
    pub fn believe(&mut self, policy: Policy) -> Result<(), LogError> {
        let (expected, found) = (&self.policy.origin, &policy.origin);
        if found != expected {
            return Err(LogError::AnotherLog { expected: expected.clone(), found: found.clone() });
        }
        self.policy = policy;
        Ok(())
    }

    /// The last checkpoint that it took, with its signatures.
    #[must_use]
    pub fn checkpoint(&self) -> Option<&str> {
        self.checkpoint.as_deref()
    }

    /// The bundles that it wants before it takes a checkpoint.
    #[must_use]
    pub fn wanted(&self, signed: &SignedCheckpoint) -> Vec<TilePath> {
        tiles::bundles(self.size(), signed.checkpoint().size)
    }

    /// Takes a checkpoint that a quorum vouches for, with the bundles that it [`wanted`](Self::wanted), or nothing.
    ///
    /// # Errors
    /// As [`Policy::check`]; [`LogError::Behind`], [`LogError::AnotherHistory`], [`LogError::LeavesDoNotFit`],
    /// [`LogError::LeavesMissing`], [`LogError::UnreadableLeaf`], [`LogError::AnotherDirectory`].
    pub fn follow(&mut self, signed: &SignedCheckpoint, bundles: &[Vec<u8>]) -> Result<Vouched, LogError> {
        let vouched = self.policy.check(signed)?;
        self.take(signed, bundles)?;
        Ok(vouched)
    }

    /// Leaves are read before the tree takes them, so that nothing but the tree is put back if its root is another.
    fn take(&mut self, signed: &SignedCheckpoint, bundles: &[Vec<u8>]) -> Result<(), LogError> {
        let (size, root) = (signed.checkpoint().size, signed.checkpoint().root);
        let seen = self.size();
        if size < seen {
            let same = self.tree.root(size) == Some(root);
            return Err(if same {
                LogError::Behind { size, seen }
            } else {
                LogError::AnotherHistory { size, seen }
            });
        }
        let texts = self.new_leaves(size, bundles)?;
        let leaves = (seen..).zip(&texts).map(|(number, text)| self.read(number, text));
        let leaves = leaves.collect::<Result<Vec<_>, _>>()?;
        texts.iter().for_each(|text| self.tree.push(&leaf_hash(text)));
        if self.tree.root(size) != Some(root) {
            self.tree.truncate(seen);
            let fresh = seen == 0;
            return Err(if fresh {
                LogError::LeavesDoNotFit { size }
            } else {
                LogError::AnotherHistory { size, seen }
            });
        }
        (seen..).zip(leaves).for_each(|(number, leaf)| self.learn(number, &leaf));
        self.checkpoint = Some(signed.note().to_owned());
        Ok(())
    }

    /// What is new in the bundles; what is known must be as it was.
    fn new_leaves<'a>(&self, size: u64, bundles: &'a [Vec<u8>]) -> Result<Vec<&'a [u8]>, LogError> {
        let seen = self.size();
        let read = || bundles.iter().map(|bundle| tiles::entries(bundle)).collect::<Option<Vec<_>>>();
        let leaves: Vec<&[u8]> = read().ok_or(LogError::LeavesDoNotFit { size })?.concat();
        let first = if seen < size { seen - seen % WIDTH } else { size };
        let (expected, found) = (size - first, leaves.len() as u64);
        if found != expected {
            return Err(LogError::LeavesMissing { expected, found });
        }
        let known = usize::try_from(seen.saturating_sub(first)).unwrap_or(0);
        let (known, new) = leaves.split_at(known);
        if (first..).zip(known).any(|(leaf, text)| self.tree.leaf(leaf) != Some(leaf_hash(text))) {
            return Err(LogError::AnotherHistory { size, seen });
        }
        Ok(new.to_vec())
    }

    fn read(&self, number: u64, text: &[u8]) -> Result<Leaf, LogError> {
        let leaf = Leaf::parse(text).ok_or(LogError::UnreadableLeaf { leaf: number })?;
        if (number == 0) != leaf.begins() {
            return Err(LogError::UnreadableLeaf { leaf: number });
        }
        if number == 0 && leaf != Leaf::begin(&self.directory) {
            return Err(LogError::AnotherDirectory);
        }
        Ok(leaf)
    }

    fn learn(&mut self, number: u64, leaf: &Leaf) {
        let Some(tag) = leaf.tag else { return };
        match leaf.act.as_str() {
            act @ ("register" | "close") => {
                let keys =
                    self.users.entry(tag).or_insert(Keys { first: number, last: number, closed: false });
                if act == "close" {
                    keys.closed = true;
                } else {
                    keys.last = number;
                }
            }
            "upload" => drop(self.files.insert(tag, number)),
            _ => {}
        }
    }

    /// What an entry says, if `author` signed it and it is what the log has at its number.
    ///
    /// # Errors
    /// [`LogError::NotYet`], [`LogError::Forged`], [`LogError::AnotherLog`], [`LogError::NotInLog`].
    pub fn verify(&self, logged: &Logged, author: &PublicKey) -> Result<Record, LogError> {
        let leaf = self.reached(logged)?;
        let record = logged.entry.verify(author).map_err(|_| LogError::Forged { leaf })?;
        if record.origin != self.policy.origin {
            return Err(LogError::AnotherLog { expected: self.policy.origin.clone(), found: record.origin });
        }
        let expected = Leaf::of(&logged.entry.record, &record, &logged.salt, &self.directory);
        let there = self.tree.leaf(leaf) == Some(leaf_hash(expected.to_text().as_bytes()));
        there.then_some(record).ok_or(LogError::NotInLog { leaf })
    }

    fn reached(&self, logged: &Logged) -> Result<u64, LogError> {
        let leaf = logged.leaf;
        if leaf < self.size() { Ok(leaf) } else { Err(LogError::NotYet { leaf }) }
    }

    /// Whether a recipient is the one that the log has for a user; `logged` is the user's `register` entry.
    ///
    /// # Errors
    /// [`LogError::NotYet`], [`LogError::NoKey`], [`LogError::Closed`], [`LogError::KeyAgain`],
    /// [`LogError::AnotherKey`], [`LogError::AnotherLog`].
    pub fn check_key(&self, user: &str, recipient: &Recipient, logged: &Logged) -> Result<(), LogError> {
        self.reached(logged)?;
        let named = || user.to_owned();
        let keys =
            self.users.get(&self.directory.user(user)).ok_or_else(|| LogError::NoKey { user: named() })?;
        if keys.last != keys.first {
            return Err(LogError::KeyAgain { user: named(), leaf: keys.last });
        }
        if logged.leaf != keys.last {
            return Err(LogError::AnotherKey { user: named() });
        }
        let record = self.verify(logged, &recipient.verifying_key()).map_err(|error| match error {
            // The log has an entry there, but not one that this key signed.
            LogError::Forged { .. } | LogError::NotInLog { .. } => LogError::AnotherKey { user: named() },
            other => other,
        })?;
        let registers = matches!(&record.act, Act::Register { fingerprint, .. } if *fingerprint == recipient.fingerprint());
        if !registers || record.by != user {
            return Err(LogError::AnotherKey { user: named() });
        }
        if keys.closed { Err(LogError::Closed { user: named() }) } else { Ok(()) }
    }

    /// What the `upload` entry of a file says, if it is the last version that the log has; `author` is the owner.
    ///
    /// # Errors
    /// [`LogError::NoSuchFile`], [`LogError::OldVersion`], [`LogError::NotInLog`], and as [`verify`](Self::verify).
    pub fn check_version(
        &self,
        file: &FileId,
        logged: &Logged,
        author: &PublicKey,
    ) -> Result<Record, LogError> {
        self.reached(logged)?;
        let known = self.files.get(&self.directory.file(file)).ok_or(LogError::NoSuchFile)?;
        let record = self.verify(logged, author)?;
        match record.act {
            Act::Upload { file: it, version, .. } if it == *file => {
                if logged.leaf == *known {
                    Ok(record)
                } else {
                    Err(LogError::OldVersion { version })
                }
            }
            _ => Err(LogError::NotInLog { leaf: logged.leaf }),
        }
    }

    /// The copy itself, for proofs.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }
}
