//! The 18 kinds of identifiers of HIPAA's Safe Harbor.

use serde::{Deserialize, Serialize};

use super::{Meaning, Reason, headings, patient};

/// What must leave a table by 45 CFR 164.514(b)(2)(i), in the order of its letters.
///
/// # Citation
/// 45 CFR 164.514(b)(2)(i)(A) to (R); U.S. Department of Health and Human
/// Services, Guidance regarding methods for de-identification of protected
/// health information, 2012.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum SafeHarborKind {
    /// (A) Names, of patients, relatives, employers and household members.
    Names,
    /// (B) Places smaller than a state.
    Places,
    /// (C) Elements of dates but the year, and ages over 89.
    Dates,
    /// (D)
    TelephoneNumbers,
    /// (E)
    FaxNumbers,
    /// (F)
    EmailAddresses,
    /// (G) The national numbers of other countries among them.
    SocialSecurityNumbers,
    /// (H)
    MedicalRecordNumbers,
    /// (I)
    HealthPlanNumbers,
    /// (J)
    AccountNumbers,
    /// (K)
    LicenceNumbers,
    /// (L) Licence plates among them.
    VehicleNumbers,
    /// (M) Serial numbers among them.
    DeviceNumbers,
    /// (N)
    WebAddresses,
    /// (O)
    NetworkAddresses,
    /// (P) Finger and voice prints among them.
    Biometrics,
    /// (Q) Full faces, and what is like them.
    Photographs,
    /// (R) Any other number, characteristic or code that is one person's own; free text, which may hold any.
    Others,
}

impl SafeHarborKind {
    /// All of them, in the order of the rule.
    pub const ALL: [Self; 18] = [
        Self::Names,
        Self::Places,
        Self::Dates,
        Self::TelephoneNumbers,
        Self::FaxNumbers,
        Self::EmailAddresses,
        Self::SocialSecurityNumbers,
        Self::MedicalRecordNumbers,
        Self::HealthPlanNumbers,
        Self::AccountNumbers,
        Self::LicenceNumbers,
        Self::VehicleNumbers,
        Self::DeviceNumbers,
        Self::WebAddresses,
        Self::NetworkAddresses,
        Self::Biometrics,
        Self::Photographs,
        Self::Others,
    ];

    /// The kind of a column, from its heading and what its role was guessed by.
    #[must_use]
    pub fn of(heading: &str, reason: Reason) -> Option<Self> {
        match reason {
            Reason::SeveralRows { .. } => Some(Self::MedicalRecordNumbers),
            Reason::AlmostUnique | Reason::FreeText => Some(Self::Others),
            Reason::Heading { meaning } | Reason::Content { meaning } => Self::of_meaning(heading, meaning),
            Reason::NothingKnown => None,
        }
    }

    fn of_meaning(heading: &str, meaning: Meaning) -> Option<Self> {
        use Meaning as M;
        Some(match meaning {
            M::Name => Self::Names,
            // The names of employers are among those that must go.
            M::Occupation if headings::words(heading).iter().any(|word| word == "employer") => Self::Names,
            M::Address | M::Coordinates | M::Postcode => Self::Places,
            M::Place => return (!is_large(heading)).then_some(Self::Places),
            M::BirthDate | M::EventDate | M::Age => Self::Dates,
            M::Phone => Self::TelephoneNumbers,
            M::Fax => Self::FaxNumbers,
            M::Email => Self::EmailAddresses,
            M::NationalNumber => Self::SocialSecurityNumbers,
            M::RecordNumber if patient::is_named(heading) => Self::MedicalRecordNumbers,
            M::RecordNumber => Self::Others,
            M::PlanNumber => Self::HealthPlanNumbers,
            M::AccountNumber => Self::AccountNumbers,
            M::LicenceNumber => Self::LicenceNumbers,
            M::VehicleNumber => Self::VehicleNumbers,
            M::DeviceNumber => Self::DeviceNumbers,
            M::WebAddress => Self::WebAddresses,
            M::NetworkAddress => Self::NetworkAddresses,
            M::Biometric => Self::Biometrics,
            M::Photo => Self::Photographs,
            M::Sex
            | M::Ethnicity
            | M::MaritalStatus
            | M::Occupation
            | M::Education
            | M::Language
            | M::Diagnosis
            | M::Outcome
            | M::Treatment
            | M::Money
            | M::Belief => return None,
        })
    }
}

/// Headings of places that are no smaller than a state, or no place at all.
fn is_large(heading: &str) -> bool {
    const LARGE: [&str; 7] = ["state", "province", "country", "bundesland", "rural", "urban", "native"];
    headings::words(heading).iter().all(|word| LARGE.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::guess;
    use super::*;
    use crate::table::{Column, Format};

    fn kind(heading: &str, cells: &[&str]) -> Option<SafeHarborKind> {
        let column = Column::from_texts(heading, cells.iter().copied());
        SafeHarborKind::of(heading, guess(&column, Format::guess(&column)).1)
    }

    #[test]
    fn every_kind_is_found_by_its_heading() {
        use SafeHarborKind as K;
        for (expected, headings) in [
            (K::Names, ["Last name", "Employer"]),
            (K::Places, ["County", "ZIP code"]),
            (K::Dates, ["DOB", "Age"]),
            (K::TelephoneNumbers, ["Phone (home)", "mobile"]),
            (K::FaxNumbers, ["Fax", "fax number"]),
            (K::EmailAddresses, ["E-Mail", "email address"]),
            (K::SocialSecurityNumbers, ["SSN", "social security number"]),
            (K::MedicalRecordNumbers, ["MRN", "patient_id"]),
            (K::HealthPlanNumbers, ["Member ID", "health plan beneficiary no"]),
            (K::AccountNumbers, ["Account No.", "IBAN"]),
            (K::LicenceNumbers, ["drivers license", "DEA number"]),
            (K::VehicleNumbers, ["license plate", "VIN"]),
            (K::DeviceNumbers, ["device serial number", "pacemaker serial"]),
            (K::WebAddresses, ["URL", "website"]),
            (K::NetworkAddresses, ["ip_address", "MAC address"]),
            (K::Biometrics, ["fingerprint", "voice print"]),
            (K::Photographs, ["photo", "portrait file"]),
            (K::Others, ["encounter id", "claim id"]),
        ] {
            for heading in headings {
                assert_eq!(kind(heading, &["x", "y"]), Some(expected), "{heading}");
            }
        }
        let all: BTreeSet<String> = K::ALL.iter().map(|kind| format!("{kind:?}")).collect();
        assert_eq!(all.len(), 18);
    }

    #[test]
    fn some_kinds_are_found_by_their_cells() {
        use SafeHarborKind as K;
        for (expected, cells) in [
            (K::EmailAddresses, ["ann.lee@clinic.org", "bob@x.com"]),
            (K::SocialSecurityNumbers, ["999-52-7304", "123-45-6789"]),
            (K::NetworkAddresses, ["192.168.0.1", "2001:db8::1"]),
            (K::NetworkAddresses, ["00:1B:44:11:3A:B7", "00-1b-44-11-3a-b8"]),
            (K::WebAddresses, ["https://a.org/7", "www.b.org"]),
            (K::VehicleNumbers, ["1HGCM82633A004352", "JH4KA7561PC008269"]),
            (K::Photographs, ["p0001.jpg", "p0002.JPEG"]),
            (K::Dates, ["2017-04-01", "2018-04-05"]),
            (K::Places, ["02139", "10001"]),
        ] {
            assert_eq!(kind("column 1", &cells), Some(expected), "{cells:?}");
        }
    }

    #[test]
    fn what_the_rule_lets_pass_matches_nothing() {
        for heading in ["State", "native country", "RURAL", "sex", "race", "diagnosis", "chol", "occupation"]
        {
            assert_eq!(kind(heading, &["x", "y"]), None, "{heading}");
        }
        assert_eq!(kind("state of health at birthplace", &["x", "y"]), Some(SafeHarborKind::Places));
        assert_eq!(kind("time", &["12:30:45", "08:15:00"]), None);
    }
}
