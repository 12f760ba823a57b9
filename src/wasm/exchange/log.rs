//! The browser's own copy of the log, which holds the node to it.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use crate::exchange::DirectoryKey;
use crate::exchange::log::{Follower, LedgerProof, LogError, Logged, Policy, SignedCheckpoint};
use crate::seal::identity::Recipient;
use crate::wasm::failure::{give, thrown};
use crate::wasm::keyring::RecipientView;
use crate::wasm::seal::{GrantedEnd, SealedFile};

/// A copy of the log. What it took once it never forgets.
#[wasm_bindgen]
pub struct LogCopy {
    follower: Follower,
}

/// How far a copy follows.
#[derive(Serialize, Tsify)]
pub struct Followed {
    /// How many entries it has.
    pub entries: u64,
    /// How many witnesses vouch for them.
    pub witnesses: usize,
    /// How many must.
    pub quorum: usize,
    /// When a quorum had last done so, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub at: Option<u64>,
}

#[wasm_bindgen]
impl LogCopy {
    /// An empty copy of the log whose keys `policy` names, JSON as `/log/keys` gives it: believed from now on.
    ///
    /// # Errors
    /// A [`LogError`] as an object.
    pub fn begin(policy: &str, directory: &str) -> Result<Self, JsValue> {
        let directory = directory.parse().map_err(|_| thrown(LogError::AnotherDirectory))?;
        let policy: Policy = read(policy, LogError::NotAKey)?;
        Ok(Self { follower: Follower::new(policy, DirectoryKey(directory)) })
    }

    /// The copy that [`LogCopy::to_text`] kept.
    ///
    /// # Errors
    /// A [`LogError`] as an object.
    pub fn from_text(text: &str) -> Result<Self, JsValue> {
        Ok(Self { follower: read(text, LogError::NotACheckpoint)? })
    }

    /// The copy as the browser keeps it.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.follower).unwrap_or_default()
    }

    /// How many entries it has.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "no log has so many entries")]
    pub fn size(&self) -> f64 {
        self.follower.size() as f64
    }

    /// Whether the node still names the keys that this copy holds it to.
    ///
    /// # Errors
    /// A [`LogError`] as an object.
    pub fn check_policy(&self, policy: &str) -> Result<(), JsValue> {
        self.follower.check_policy(&read(policy, LogError::NotAKey)?).map_err(thrown)
    }

    /// The keys that this copy holds the node to, as JSON.
    #[must_use]
    pub fn policy(&self) -> String {
        serde_json::to_string(self.follower.policy()).unwrap_or_default()
    }

    /// Believes other keys from now on, JSON as `/log/keys` gives it, because a person says so.
    ///
    /// # Errors
    /// A [`LogError`] as an object.
    pub fn believe(&mut self, policy: &str) -> Result<(), JsValue> {
        self.follower.believe(read(policy, LogError::NotAKey)?).map_err(thrown)
    }

    /// The paths, behind `/log/`, of what must be fetched before a checkpoint can be followed.
    ///
    /// # Errors
    /// A [`LogError`] as an object.
    pub fn wanted(&self, checkpoint: &str) -> Result<Vec<String>, JsValue> {
        let signed = SignedCheckpoint::parse(checkpoint).map_err(thrown)?;
        // Its length is believed by nobody before.
        self.follower.policy().check(&signed).map_err(thrown)?;
        Ok(self.follower.wanted(&signed).iter().map(ToString::to_string).collect())
    }

    /// Takes a checkpoint with the bundles that it wanted.
    ///
    /// # Errors
    /// A [`LogError`] as an object: the node, or its log, lies.
    pub fn follow(&mut self, checkpoint: &str, bundles: Vec<Uint8Array>) -> Result<Ts<Followed>, JsValue> {
        let signed = SignedCheckpoint::parse(checkpoint).map_err(thrown)?;
        let bundles: Vec<_> = bundles.iter().map(Uint8Array::to_vec).collect();
        let vouched = self.follower.follow(&signed, &bundles).map_err(thrown)?;
        let entries = self.follower.size();
        let quorum = self.follower.policy().quorum;
        give(&Followed { entries, witnesses: vouched.witnesses, quorum, at: vouched.at })
    }

    /// Whether a recipient's file is the one that the log has for a user; `entry` is their `register`, JSON.
    ///
    /// # Errors
    /// A [`LogError`] or [`crate::seal::identity::RecipientError`] as an object.
    pub fn check_key(&self, user: &str, recipient: &str, entry: &str) -> Result<Ts<RecipientView>, JsValue> {
        let recipient = Recipient::parse(recipient).map_err(thrown)?;
        let logged: Logged = read(entry, LogError::NoKey { user: user.to_owned() })?;
        self.follower.check_key(user, &recipient, &logged).map_err(thrown)?;
        give(&RecipientView::from(&recipient))
    }

    /// Whether an `upload`, JSON, is its owner's and the last that the log has of the file; gives the record as JSON.
    ///
    /// # Errors
    /// A [`LogError`] or [`crate::seal::identity::RecipientError`] as an object.
    pub fn check_version(&self, file: &str, entry: &str, owner: &str) -> Result<String, JsValue> {
        let owner = Recipient::parse(owner).map_err(thrown)?;
        let file = file.parse().map_err(|_| thrown(LogError::NoSuchFile))?;
        let logged: Logged = read(entry, LogError::NoSuchFile)?;
        let record = self.follower.check_version(&file, &logged, &owner.verifying_key()).map_err(thrown)?;
        Ok(serde_json::to_string(&record).unwrap_or_default())
    }

    /// Puts the proof that its `upload`, JSON, is in the log into a sealed file: gives the end that replaces its own.
    ///
    /// # Errors
    /// A [`LogError`] as an object.
    pub fn prove(&self, sealed: &SealedFile, file: &str, entry: &str) -> Result<GrantedEnd, JsValue> {
        let file = file.parse().map_err(|_| thrown(LogError::NoSuchFile))?;
        let logged: Logged = read(entry, LogError::NoSuchFile)?;
        let proof = LedgerProof::make(&self.follower, &logged, &file).map_err(thrown)?;
        let (keep, bytes) = sealed.container.prove(proof.to_text().as_bytes());
        Ok(GrantedEnd::new(keep, bytes))
    }

    /// Whether an entry, JSON, is its author's and in the log; gives the record as JSON.
    ///
    /// # Errors
    /// A [`LogError`] or [`crate::seal::identity::RecipientError`] as an object.
    pub fn verify(&self, entry: &str, author: &str) -> Result<String, JsValue> {
        let author = Recipient::parse(author).map_err(thrown)?;
        let logged: Logged = read(entry, LogError::NotInLog { leaf: 0 })?;
        let record = self.follower.verify(&logged, &author.verifying_key()).map_err(thrown)?;
        Ok(serde_json::to_string(&record).unwrap_or_default())
    }
}

fn read<T: DeserializeOwned>(text: &str, otherwise: LogError) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|_| thrown(otherwise))
}
