//! What each column could tell about a person, and why we think so.
//!
//! A heading is believed first; then the cells. A guess errs on the careful
//! side, is always shown with its reason, and the steward has the last word.

mod content;
mod headings;
mod patient;
mod safe_harbor;

use serde::{Deserialize, Serialize};

use super::{Column, Format, Kind};

pub use safe_harbor::SafeHarborKind;

/// What a column's values do to a patient's privacy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Role {
    /// Points at one person by itself; never released as it is.
    Identifier,
    /// Known to others, and identifying together with its like.
    QuasiIdentifier,
    /// A quasi-identifier that nobody should learn either: part of the groups,
    /// and diverse within them.
    SemiSensitive,
    /// What nobody should learn about a known person.
    Sensitive,
    /// None of these; released as it is.
    Other,
}

impl Role {
    /// Whether others may know it of a person, so that it forms groups.
    #[must_use]
    pub const fn is_quasi_identifier(self) -> bool {
        matches!(self, Self::QuasiIdentifier | Self::SemiSensitive)
    }

    /// Whether nobody should learn it, so that models watch it.
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::Sensitive | Self::SemiSensitive)
    }
}

/// What a column seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum Meaning {
    Name,
    RecordNumber,
    NationalNumber,
    Email,
    Phone,
    Fax,
    Address,
    NetworkAddress,
    WebAddress,
    PlanNumber,
    AccountNumber,
    LicenceNumber,
    VehicleNumber,
    DeviceNumber,
    Biometric,
    Photo,
    Coordinates,
    BirthDate,
    EventDate,
    Postcode,
    Place,
    Age,
    Sex,
    Ethnicity,
    MaritalStatus,
    Occupation,
    Education,
    Language,
    Diagnosis,
    Outcome,
    Treatment,
    Money,
    Belief,
}

impl Meaning {
    /// The role that this meaning has by default.
    #[must_use]
    pub const fn role(self) -> Role {
        use Meaning as M;
        match self {
            M::Name | M::RecordNumber | M::NationalNumber | M::Email | M::Phone | M::Address => {
                Role::Identifier
            }
            M::Fax | M::NetworkAddress | M::WebAddress | M::Coordinates | M::Biometric | M::Photo => {
                Role::Identifier
            }
            M::PlanNumber | M::AccountNumber | M::LicenceNumber | M::VehicleNumber | M::DeviceNumber => {
                Role::Identifier
            }
            M::BirthDate | M::EventDate | M::Postcode | M::Place | M::Age | M::Sex | M::Ethnicity => {
                Role::QuasiIdentifier
            }
            M::MaritalStatus | M::Occupation | M::Education | M::Language => Role::QuasiIdentifier,
            M::Diagnosis | M::Outcome | M::Treatment | M::Money | M::Belief => Role::Sensitive,
        }
    }
}

/// Why a role was guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Reason {
    /// The heading is a word for it.
    Heading {
        /// What it is a word for.
        meaning: Meaning,
    },
    /// The cells look like it.
    Content {
        /// What they look like.
        meaning: Meaning,
    },
    /// The heading is a word for a patient's own number, and some patients have several rows.
    SeveralRows {
        /// Rows with a number.
        rows: u64,
        /// Different numbers.
        patients: u64,
    },
    /// Nearly every row has a value of its own.
    AlmostUnique,
    /// Free text, where names can stand.
    FreeText,
    /// Neither heading nor cells say anything.
    NothingKnown,
}

impl Reason {
    /// What the column seems to hold, where heading or cells say so.
    #[must_use]
    pub const fn meaning(self) -> Option<Meaning> {
        match self {
            Self::Heading { meaning } | Self::Content { meaning } => Some(meaning),
            _ => None,
        }
    }
}

/// Guesses a column's role, and says why.
#[must_use]
pub fn guess(column: &Column, format: Format) -> (Role, Reason) {
    if let Some(meaning) = headings::meaning(&column.name, column, format) {
        if let (Role::Identifier, Some((rows, patients))) = (meaning.role(), patient::several_rows(column)) {
            return (Role::Identifier, Reason::SeveralRows { rows, patients });
        }
        return (meaning.role(), Reason::Heading { meaning });
    }
    if let Some(meaning) = content::meaning(column, format) {
        return (meaning.role(), Reason::Content { meaning });
    }
    if content::is_almost_unique(column, format) {
        return (Role::Identifier, Reason::AlmostUnique);
    }
    if format.kind == Kind::Text {
        return (Role::Identifier, Reason::FreeText);
    }
    (Role::Other, Reason::NothingKnown)
}
