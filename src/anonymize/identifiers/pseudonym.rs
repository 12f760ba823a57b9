//! Keyed, stable pseudonyms.

use serde::{Deserialize, Serialize};

use super::PseudonymKey;
use super::key::Purpose;
use super::treatment::replace;
use crate::anonymize::ShareError;
use crate::table::Column;

/// Replaces each value by the beginning of its HMAC-SHA-256 in base32 (RFC 4648,
/// lower case): 5 bits a character.
///
/// The code is taken of the namespace and the value as it stands in the cell,
/// without blanks around it: `007` and `7` are two values. With the same key and
/// namespace a patient has the same pseudonym in next month's file and in every
/// other file.
///
/// # Guarantee
/// Without the key a pseudonym tells nothing of the value, and pseudonyms of two
/// namespaces do not show that they are one patient's. Two values of a file
/// never share a pseudonym: the run is refused instead.
///
/// # Assumptions
/// The key is secret: its owner, who can try every record number, knows who is
/// who. Under the GDPR pseudonymized data are still personal data. A pseudonym
/// links all rows of a patient, here and across releases; who knows several of
/// a patient's visits may find them by it, and the report says for how many
/// patients that is so.
///
/// # Utility
/// Rows of a patient stay together, and files can be joined.
///
/// # Errors
/// [`ShareError::PseudonymsCollide`]. With n values and c characters this has a
/// chance of at most n² / 2^(5c + 1): for a million patients and the usual 16
/// characters 4·10⁻¹³; with the least, 8 characters, 0.45. The key is missing:
/// [`ShareError::PseudonymKeyMissing`].
///
/// # Citation
/// RFC 2104 (HMAC); ENISA, Pseudonymisation techniques and best practices, 2019, §5.1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Pseudonym {
    /// What the values name, such as `patient`: files that name it alike can be
    /// joined. The heading where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub namespace: Option<String>,
    /// The length of a pseudonym, 8 to 51.
    #[serde(default = "usual")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub characters: u32,
}

/// 80 bits.
const fn usual() -> u32 {
    16
}

impl Default for Pseudonym {
    fn default() -> Self {
        Self { namespace: None, characters: usual() }
    }
}

impl Pseudonym {
    /// Whether the length is one that can be made, and not so short that values must collide.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        // 51 · 5 = 255 of the 256 bits.
        (8..=51).contains(&self.characters)
    }

    pub(super) fn apply(&self, column: &Column, key: &PseudonymKey) -> Result<Column, ShareError> {
        let namespace = self.namespace.as_ref().unwrap_or(&column.name);
        let pseudonyms = replace(column, |text| self.name(key, namespace, text));
        let collided = column.distinct() - pseudonyms.distinct();
        if collided > 0 {
            let (column, values) = (column.name.clone(), collided as u64);
            return Err(ShareError::PseudonymsCollide { column, values, characters: self.characters });
        }
        Ok(pseudonyms)
    }

    fn name(&self, key: &PseudonymKey, namespace: &str, text: &str) -> String {
        let mut name = base32(&key.derive(Purpose::Pseudonym, &[namespace, text]));
        name.truncate(self.characters as usize);
        name
    }
}

/// RFC 4648, §6, in lower case and without padding; bits at the end that fill no character are left out.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let bit = |at: usize| bytes[at / 8] >> (7 - at % 8) & 1;
    (0..bytes.len() * 8 / 5)
        .map(|place| (0..5).fold(0, |value, at| value << 1 | bit(5 * place + at)))
        .map(|value| char::from(ALPHABET[usize::from(value)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pseudonyms(rule: &Pseudonym, heading: &str, cells: &[&str], key: u8) -> Vec<String> {
        let column = Column::from_texts(heading, cells.iter().copied());
        let made = rule.apply(&column, &PseudonymKey::new([key; 32])).unwrap();
        (0..cells.len()).map(|row| made.text(row).to_owned()).collect()
    }

    /// RFC 4648, §10, without what padding adds.
    #[test]
    fn base32_agrees_with_the_published_vectors() {
        assert_eq!(base32(b"fooba"), "mzxw6ytb");
        assert_eq!(base32(b"foo"), "mzxw");
        assert_eq!(base32(&[0xff; 32]).len(), 51);
    }

    #[test]
    fn one_patient_has_one_pseudonym_in_every_file() {
        let rule = Pseudonym { namespace: Some("patient".into()), ..Pseudonym::default() };
        let january = pseudonyms(&rule, "MRN", &["17", "", "Müller", "17"], 1);
        let february = pseudonyms(&rule, "patient_id", &["Müller", "99", "17"], 1);
        assert_eq!([&january[0], &january[2]], [&february[2], &february[0]]);
        assert_eq!(january[0], january[3]);
        assert_eq!(january[1], "", "missing stays missing");
        assert!(january[0].len() == 16 && january[0] != january[2]);
        let own = Pseudonym::default();
        assert_ne!(pseudonyms(&own, "MRN", &["17"], 1), pseudonyms(&own, "NHS", &["17"], 1));
        assert_ne!(pseudonyms(&own, "MRN", &["17"], 1), pseudonyms(&own, "MRN", &["17"], 2));
        let longer = Pseudonym { characters: 51, ..Pseudonym::default() };
        assert!(
            pseudonyms(&longer, "MRN", &["17"], 1)[0].starts_with(&pseudonyms(&own, "MRN", &["17"], 1)[0])
        );
    }

    /// Computed with Python's hmac module from the documented message.
    #[test]
    fn agrees_with_another_implementation() {
        let made = pseudonyms(&Pseudonym::default(), "mrn", &["354280"], 7);
        assert_eq!(made, ["jfjrct2nrkshhcsf"]);
    }

    #[test]
    fn values_that_collide_are_refused() {
        let cells: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        let column = Column::from_texts("mrn", cells.iter().map(String::as_str));
        let two = Pseudonym { characters: 2, ..Pseudonym::default() };
        let refused = two.apply(&column, &PseudonymKey::new([1; 32])).unwrap_err();
        assert!(matches!(refused, ShareError::PseudonymsCollide { values: 1.., characters: 2, .. }));
        assert!(!two.is_sound() && Pseudonym::default().is_sound());
    }
}
