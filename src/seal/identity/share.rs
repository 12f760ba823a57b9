//! Shares of an identity for data protection officers: some of them together give it back.

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

use super::shamir::{self, Point};
use super::{Fingerprint, Identity, IdentityError};
use crate::seal::aead::{KEY, SecretKey};

const TYPE: &str = "lazaret/share/v1";

/// One share. Its point is wiped when dropped, and never printed.
pub struct Share {
    of: Fingerprint,
    threshold: u8,
    point: Point,
}

/// What a share says to whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ShareLabel {
    /// Of the identity, in hexadecimal digits.
    pub of: String,
    /// The same as eight words.
    pub words: String,
    /// How many are needed.
    pub threshold: u8,
    /// Which one this is, from 1.
    pub number: u8,
}

/// A share as its file has it.
#[derive(Serialize, Deserialize)]
struct File {
    r#type: String,
    of: Fingerprint,
    threshold: u8,
    number: u8,
    /// 32 bytes in base64.
    share: String,
}

impl Share {
    /// `count` shares of an identity, any `threshold` of which give it back.
    ///
    /// # Guarantee
    /// Fewer say nothing about it, to anyone, ever.
    ///
    /// # Assumptions
    /// Those who hold them do not meet without a reason: what their meeting gives is the whole identity, and a share
    /// once handed out cannot be taken back.
    ///
    /// # Errors
    /// [`IdentityError::BadThreshold`] unless 2 ≤ `threshold` ≤ `count`; [`IdentityError::Random`].
    ///
    /// # Citation
    /// Shamir, How to share a secret, Communications of the ACM 22 (1979).
    pub fn make(identity: &Identity, threshold: u8, count: u8) -> Result<Vec<Self>, IdentityError> {
        if !(2..=count).contains(&threshold) {
            return Err(IdentityError::BadThreshold { threshold, count });
        }
        let of = identity.recipient().fingerprint();
        let points = shamir::split(identity.root(), threshold, count)?;
        Ok(points.into_iter().map(|point| Self { of, threshold, point }).collect())
    }

    /// Reads a share's file; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let file: File = serde_json::from_str(text).ok()?;
        let mut share = zeroize::Zeroizing::new([0; KEY]);
        let whole = Base64::decode(&file.share, &mut *share).ok()?.len() == KEY;
        let possible = file.r#type == TYPE && file.number > 0 && file.threshold > 0 && whole;
        let point = Point { x: file.number, y: SecretKey::new(*share) };
        possible.then_some(Self { of: file.of, threshold: file.threshold, point })
    }

    /// The text that [`Share::parse`] reads: one line of JSON.
    #[must_use]
    pub fn to_text(&self) -> zeroize::Zeroizing<String> {
        let file = File {
            r#type: TYPE.to_owned(),
            of: self.of,
            threshold: self.threshold,
            number: self.point.x,
            share: Base64::encode_string(self.point.y.expose()),
        };
        serde_json::to_string(&file).unwrap_or_default().into()
    }

    /// What may be shown of it.
    #[must_use]
    pub fn label(&self) -> ShareLabel {
        ShareLabel {
            of: self.of.to_string(),
            words: self.of.words(),
            threshold: self.threshold,
            number: self.point.x,
        }
    }

    /// The identity of some shares' files, with the name that it is to call itself.
    ///
    /// # Errors
    /// [`IdentityError::NotAShare`], [`IdentityError::SharesOfSeveral`], [`IdentityError::ShareTwice`],
    /// [`IdentityError::TooFewShares`], [`IdentityError::SharesDoNotFit`].
    pub fn combine(texts: &[impl AsRef<str>], name: &str) -> Result<Identity, IdentityError> {
        let read = |(position, text): (usize, _)| {
            Self::parse(AsRef::as_ref(text)).ok_or(IdentityError::NotAShare { position })
        };
        let shares: Vec<Self> = (1..).zip(texts).map(read).collect::<Result<_, _>>()?;
        let Some(Self { of, threshold, .. }) = shares.first() else {
            return Err(IdentityError::TooFewShares { given: 0, threshold: 2 });
        };
        let (of, threshold) = (*of, *threshold);
        let mut points: Vec<Point> = Vec::new();
        for (position, share) in (1..).zip(shares) {
            if (share.of, share.threshold) != (of, threshold) {
                return Err(IdentityError::SharesOfSeveral { position });
            }
            if points.iter().any(|point| point.x == share.point.x) {
                return Err(IdentityError::ShareTwice { number: share.point.x });
            }
            points.push(share.point);
        }
        if points.len() < usize::from(threshold) {
            return Err(IdentityError::TooFewShares { given: points.len(), threshold });
        }
        let identity = Identity::from_root(shamir::combine(&points), name);
        let fits = identity.recipient().fingerprint() == of;
        fits.then_some(identity).ok_or(IdentityError::SharesDoNotFit)
    }
}
