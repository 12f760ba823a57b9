//! The recovery kit: what is printed, and brings an identity back when everything else is lost.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Identity, recovery_words};

/// What stands on the sheet. Who holds the sheet is the identity: it is wiped when dropped, and never printed by us.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RecoveryKit {
    /// What the identity calls itself.
    pub name: String,
    /// Of its public keys: eight words, by which the sheet is told from another.
    pub fingerprint: String,
    /// The 24 recovery words.
    pub words: Vec<String>,
    /// The same words, in capitals with blanks between, as a QR code: rows from the top, each from the left, and whether a
    /// module is dark. The quiet zone of four modules around it is not in it.
    pub qr: Vec<Vec<bool>>,
    /// The day on which it was made, as it was given.
    pub date: String,
}

impl RecoveryKit {
    /// The kit of an identity. What the QR code is computed in is not wiped.
    #[must_use]
    pub fn of(identity: &Identity, date: &str) -> Self {
        let words = recovery_words(identity.root());
        // Capitals need fewer and so larger modules.
        let capitals = zeroize::Zeroizing::new(words.to_uppercase());
        let qr = QrCode::encode_text(&capitals, QrCodeEcc::Medium).map(|code| {
            let row = |y| (0..code.size()).map(|x| code.get_module(x, y)).collect();
            (0..code.size()).map(row).collect()
        });
        Self {
            name: identity.recipient().name().to_owned(),
            fingerprint: identity.recipient().fingerprint().words(),
            words: words.split(' ').map(str::to_owned).collect(),
            // 24 words are far below what a QR code holds.
            qr: qr.unwrap_or_default(),
            date: date.to_owned(),
        }
    }
}
