//! The part of a US ZIP code that HIPAA's Safe Harbor lets pass.

use super::treatment::replace;
use crate::table::Column;

/// Three-digit zones that hold 20,000 people or fewer.
const SMALL_ZONES: [&str; 17] = [
    "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
    "890", "893",
];

/// The first three digits of a US ZIP code, `000` for zones of few people, and
/// nothing of a text that is no ZIP code.
///
/// Codes that a spreadsheet has robbed of their zeros in front are given them
/// back: `2139` reads as `02139`.
///
/// # Guarantee
/// What 45 CFR 164.514(b)(2)(i)(B) asks of ZIP codes. Not k-anonymity.
///
/// # Assumptions
/// The zones of 20,000 people or fewer are those of the 2000 census, as the
/// guidance lists them.
///
/// # Citation
/// U.S. Department of Health and Human Services, Guidance regarding methods for
/// de-identification of protected health information, 2012, §3.2.
pub(super) fn apply(column: &Column) -> Column {
    replace(column, |text| prefix(text).unwrap_or_default())
}

/// Whether a text is a US ZIP code, with or without the four digits behind a
/// dash, and with or without the zero in front.
#[must_use]
pub fn is_zip_code(text: &str) -> bool {
    text.len() > 3 && prefix(text).is_some()
}

/// The published digits of a ZIP code: of five digits, of four where the zero
/// in front is lost, of either with four more behind a dash, or of three.
fn prefix(text: &str) -> Option<String> {
    let (zip, add_on) = text.split_once('-').unwrap_or((text, "0000"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(zip) || !digits(add_on) || add_on.len() != 4 {
        return None;
    }
    let zone = match zip.len() {
        // A prefix already.
        3 => zip.to_owned(),
        4 => format!("0{}", &zip[..2]),
        // ZIP+4 may lack its dash.
        5 | 9 => zip[..3].to_owned(),
        _ => return None,
    };
    Some(if SMALL_ZONES.contains(&zone.as_str()) { "000".to_owned() } else { zone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishes_three_digits_and_hides_small_zones() {
        for (text, expected) in [
            ("02139", Some("021")),
            ("2139", Some("021")),
            ("021", Some("021")),
            ("036", Some("000")),
            ("94110-1234", Some("941")),
            ("941101234", Some("941")),
            ("03601", Some("000")),
            ("3601", Some("000")),
            ("89301", Some("000")),
            ("LA4", None),
            ("12", None),
            ("123456", None),
            ("12345-12", None),
            ("１２３４５", None),
            ("", None),
        ] {
            assert_eq!(prefix(text).as_deref(), expected, "{text}");
        }
        let column = Column::from_texts("zip", ["02139", "", "Boston"]);
        let treated = apply(&column);
        assert_eq!([0, 1, 2].map(|row| treated.text(row)), ["021", "", ""]);
    }
}
