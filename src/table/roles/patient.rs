//! Columns that tell which rows are one patient's.

use super::headings::{contains, words};
use crate::table::{Column, MISSING};

/// Words for numbers that a patient keeps from visit to visit. An encounter, a
/// claim, a case or an insurance contract is none: a patient has several, or
/// shares it with a family.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "patient id", "patient no", "patient nr", "patient number", "patient nbr", "patientid", "patient identifier",
    "patient key", "pid", "person id", "subject id", "subject no", "participant id", "participant no", "mrn",
    "mrd", "medical record", "hospital no", "hospital number", "uhid", "nhs no", "nhs number", "patientennummer",
    "numero de dossier", "numero paciente",
];

/// Whether a heading is a word for a patient's own number.
pub(super) fn is_named(heading: &str) -> bool {
    let words = words(heading);
    words == ["patient"] || PHRASES.iter().any(|phrase| contains(&words, phrase))
}

/// Rows with a value and the patients to whom they belong, where the column
/// names patients and some have several rows.
pub(super) fn several_rows(column: &Column) -> Option<(u64, u64)> {
    let rows = column.codes.iter().filter(|&&code| code != MISSING).count() as u64;
    let patients = column.distinct() as u64;
    // "id" alone may number anything: one that numbers sites or studies has few values for all rows.
    let numbers_rows = words(&column.name) == ["id"] && patients >= 20 && rows <= 20 * patients;
    ((is_named(&column.name) || numbers_rows) && patients > 1 && patients < rows).then_some((rows, patients))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeats(heading: &str, patients: u32, visits: u32) -> bool {
        let texts: Vec<String> = (0..patients * visits).map(|row| (row / visits).to_string()).collect();
        several_rows(&Column::from_texts(heading, texts.iter().map(String::as_str))).is_some()
    }

    #[test]
    fn only_a_patients_own_number_that_repeats_counts() {
        for heading in ["MRN", "patient_nbr", "PatientID", "MRD No.", "Patient", "NHS number", "id"] {
            assert!(repeats(heading, 30, 3), "{heading}");
            assert!(!repeats(heading, 30, 1), "{heading}: one row each");
        }
        for heading in
            ["encounter id", "visit number", "claim id", "patient name", "policy number", "site id"]
        {
            assert!(!repeats(heading, 30, 3), "{heading}");
        }
        assert!(!repeats("id", 5, 100) && !repeats("id", 30, 100), "numbers of something else");
        assert!(!repeats("mrn", 1, 30), "one value for all");
    }
}
