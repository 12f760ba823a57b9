//! Cells that look like something, whatever their heading says.

use std::net::IpAddr;

use super::Meaning::{self, *};
use super::Role;
use crate::table::{Column, Format, Kind};

/// A meaning, how its cells look, and the share of values that must look so.
type Look = (Meaning, fn(&str) -> bool, f64);

/// Distinct values that are looked at: enough to tell, few enough to be quick.
const LOOKED_AT: usize = 2000;

/// Below this many rows "nearly all distinct" means nothing.
const ENOUGH_ROWS: usize = 20;

/// What the cells of a column look like.
pub(super) fn meaning(column: &Column, format: Format) -> Option<Meaning> {
    let share = |looks: fn(&str) -> bool| {
        let values = || column.dictionary.values().take(LOOKED_AT);
        values().filter(|(_, text)| looks(text)).count() as f64 / values().count().max(1) as f64
    };
    if column.distinct() == 0 {
        return None;
    }
    if format.kind == Kind::Date {
        return Some(if spans_lives(column, format) { BirthDate } else { EventDate });
    }
    if format.kind == Kind::Integer {
        return (share(is_padded_postcode) > 0.02 && share(|text| text.len() == 5) > 0.95)
            .then_some(Postcode);
    }
    let looks: [Look; 11] = [
        (Email, is_email, 0.3),
        (WebAddress, is_web_address, 0.5),
        (NetworkAddress, is_network_address, 0.5),
        (Photo, is_picture_file, 0.5),
        (VehicleNumber, is_vehicle_number, 0.7),
        (NationalNumber, is_national_number, 0.5),
        (RecordNumber, is_uuid, 0.5),
        (Phone, is_phone, 0.7),
        (Postcode, is_postcode, 0.7),
        (Address, is_address, 0.3),
        (Name, is_name, 0.3),
    ];
    // What many rows share points at none of them: "25000-34999" is no phone number.
    let shared = column.distinct() <= 64 && share_distinct(column) < 0.1;
    looks
        .into_iter()
        .filter(|(meaning, ..)| !shared || meaning.role() != Role::Identifier)
        .find(|&(_, looks, enough)| share(looks) >= enough)
        .map(|(meaning, ..)| meaning)
}

/// Whether nearly every row has a code of its own, as record numbers do.
///
/// Measurements are left out, which differ by precision alone: numbers with a
/// fraction, and integers that are neither counted up nor of five digits and more.
pub(super) fn is_almost_unique(column: &Column, format: Format) -> bool {
    let present = column.codes.iter().filter(|&&code| code != crate::table::MISSING).count();
    if present < ENOUGH_ROWS || matches!(format.kind, Kind::Real | Kind::Date) {
        return false;
    }
    let long = column.dictionary.values().take(LOOKED_AT).all(|(_, text)| text.len() >= 5);
    let distinct = share_distinct(column);
    (distinct >= 0.5 && long)
        || (distinct >= 0.9 && (format.kind != Kind::Integer || counts_up(column, format)))
}

/// Whether integers leave few gaps, as running numbers do.
fn counts_up(column: &Column, format: Format) -> bool {
    let numbers = format.sorted_positions(column);
    let range = numbers.last().unwrap_or(&0.0) - numbers.first().unwrap_or(&0.0);
    range < 1.5 * column.distinct() as f64
}

/// Distinct values for each present one, from 0 to 1.
pub(super) fn share_distinct(column: &Column) -> f64 {
    let present = column.codes.iter().filter(|&&code| code != crate::table::MISSING).count();
    column.distinct() as f64 / present.max(1) as f64
}

/// Dates over more than forty years are births; a hospital's events are closer together.
fn spans_lives(column: &Column, format: Format) -> bool {
    let days = format.sorted_positions(column);
    // A mistyped year or two must not decide.
    let at = |twentieth: usize| days.get(days.len() * twentieth / 20).copied().unwrap_or(0.0);
    at(19) - at(1) > 40.0 * 365.25
}

fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !text.contains(' '))
}

fn is_web_address(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
}

/// Internet addresses of both versions, and addresses of network cards.
fn is_network_address(text: &str) -> bool {
    let card = |sign: char| {
        let pair = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        text.split(sign).count() == 6 && text.split(sign).all(pair)
    };
    text.parse::<IpAddr>().is_ok() || card(':') || card('-')
}

fn is_picture_file(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "heic"))
}

/// A vehicle identification number by ISO 3779: 17 digits and capitals but I, O and Q.
fn is_vehicle_number(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() && !b"IOQ".contains(&byte);
    text.len() == 17
        && text.bytes().all(fits)
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The shape of a text: `9` for a digit, `A` for a letter, signs as they are.
fn shape(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            _ if letter.is_ascii_digit() => '9',
            _ if letter.is_alphabetic() => 'A',
            _ => letter,
        })
        .collect()
}

/// US social security, UK national health and insurance, passport-like numbers.
fn is_national_number(text: &str) -> bool {
    matches!(
        shape(text).as_str(),
        "999-99-9999" | "999 999 9999" | "AA999999A" | "AA 99 99 99 A" | "9999 9999 9999"
    )
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        && text.matches('-').count() == 4
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text.bytes().all(|byte| byte.is_ascii_digit() || b" +-()./x".contains(&byte))
        && text.bytes().any(|byte| b" +-()/".contains(&byte))
}

/// Postcodes with letters or a dash: British, Canadian, Dutch, Irish, US ZIP+4.
fn is_postcode(text: &str) -> bool {
    let shape = shape(text);
    let british = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]
        .iter()
        .any(|outward| shape.strip_prefix(outward).is_some_and(|rest| matches!(rest, "" | " 9AA" | "9AA")));
    // "A9" alone is also a ward or an ICD chapter: only whole or two-letter areas count.
    (british && (shape.len() > 3 || shape.starts_with("AA")))
        || matches!(
            shape.as_str(),
            "A9A 9A9" | "A9A9A9" | "9999 AA" | "9999AA" | "99999-9999" | "A-9999" | "D-99999"
        )
}

/// Five digits that begin with a zero: no number is written so.
fn is_padded_postcode(text: &str) -> bool {
    text.len() == 5 && text.starts_with('0')
}

#[rustfmt::skip]
const STREETS: &[&str] = &[
    "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "court", "ct", "way", "unit",
    "suite", "apt", "plaza", "terrace", "close", "crescent", "boulevard", "blvd", "row", "grove", "gardens",
    "square", "rue", "via", "calle", "strasse", "straße", "str", "weg", "platz", "gasse", "allee", "mews",
    "walk", "park", "square",
];

fn is_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    let numbered = lower.split([' ', ',']).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let street = lower.split([' ', ',', '.']).any(|word| {
        STREETS.contains(&word)
            || ["strasse", "straße", "straat", "gasse", "weg"].iter().any(|end| word.ends_with(end))
    });
    numbered && street && lower.contains(' ')
}

/// Given names that are common in many countries' registers.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "aaron", "abdul", "adam", "ahmed", "alan", "albert", "alexander", "ali", "alice", "amanda", "amit", "amy",
    "ana", "andrea", "andrew", "angela", "anil", "anita", "ann", "anna", "anne", "anthony", "antonio",
    "arthur", "barbara", "benjamin", "betty", "brian", "carlos", "carol", "caroline", "catherine", "charles",
    "chen", "christian", "christina", "christine", "christopher", "claudia", "daniel", "david", "deborah",
    "deepak", "diana", "donald", "donna", "dorothy", "edward", "elena", "elizabeth", "emily", "emma", "eric",
    "eva", "fatima", "fernando", "francis", "frank", "gary", "george", "gerald", "grace", "hannah", "hans",
    "hassan", "heather", "helen", "henry", "ibrahim", "ines", "irene", "isabella", "jack", "jacob", "james",
    "jan", "jane", "janet", "jason", "jean", "jennifer", "jessica", "joan", "joe", "johannes", "john",
    "jonathan", "jorge", "jose", "joseph", "joshua", "juan", "julia", "julie", "karen", "karl", "katherine",
    "kathleen", "kenneth", "kevin", "khan", "klaus", "kumar", "larry", "laura", "lee", "li", "lily", "linda",
    "lisa", "louis", "lucia", "luis", "luke", "manuel", "margaret", "maria", "marie", "mark", "martha",
    "martin", "mary", "matthew", "max", "melissa", "michael", "michelle", "miguel", "mohamed", "mohammed",
    "muhammad", "nancy", "natalie", "nicholas", "nicole", "olga", "oliver", "olivia", "omar", "pamela",
    "patricia", "patrick", "paul", "pedro", "peter", "petra", "philip", "priya", "rachel", "rahul", "raj",
    "rajesh", "ralph", "raymond", "rebecca", "richard", "robert", "roger", "ronald", "rosa", "ruth", "ryan",
    "samuel", "sandra", "sanjay", "sara", "sarah", "scott", "sharon", "shirley", "singh", "smith", "sofia",
    "sophie", "stefan", "stephanie", "stephen", "steven", "sunita", "susan", "teresa", "thomas", "timothy",
    "tom", "ursula", "victoria", "vijay", "virginia", "wang", "wei", "werner", "william", "wolfgang", "yusuf",
    "zhang", "müller", "schmidt",
];

fn is_name(text: &str) -> bool {
    let mut words = text.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()).peekable();
    let capital = words.peek().is_some_and(|word| word.starts_with(char::is_uppercase));
    capital
        && text.len() <= 60
        // Synthetic patients carry a number behind their names.
        && words.any(|word| NAMES.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks_like(cells: &[&str]) -> Option<Meaning> {
        let column = Column::from_texts("column 1", cells.iter().copied());
        meaning(&column, Format::guess(&column))
    }

    #[test]
    fn recognises_identifiers_without_a_heading() {
        assert_eq!(looks_like(&["ann.lee@clinic.org", "bob@x.com", "c.d@e.fr"]), Some(Email));
        assert_eq!(looks_like(&["+44 20 7946 0958", "(212) 555-0134", "030/1234567"]), Some(Phone));
        assert_eq!(looks_like(&["Mary Smith", "John Ngo", "Oskar Weber", "Peter Rabe"]), Some(Name));
        assert_eq!(
            looks_like(&["315 Heathcote Well Unit 65", "12 Main St", "941 Brown Road"]),
            Some(Address)
        );
        assert_eq!(looks_like(&["Hauptstraße 5", "Gartenweg 12 a"]), Some(Address));
        assert_eq!(looks_like(&["999-52-7304", "123-45-6789"]), Some(NationalNumber));
        assert_eq!(looks_like(&["6310efc1-0a81-76ce-bcdc-8f2995ff9fee"]), Some(RecordNumber));
    }

    #[test]
    fn recognises_dates_and_places() {
        assert_eq!(looks_like(&["1941-05-13", "2006-09-06", "1990-01-01", "1925-03-04"]), Some(BirthDate));
        assert_eq!(looks_like(&["2017-04-01", "2018-04-05", "2019-02-02"]), Some(EventDate));
        assert_eq!(looks_like(&["LA4 1AB", "RM17", "SW1A 1AA"]), Some(Postcode));
        assert_eq!(looks_like(&["02139", "10001", "94110", "01002"]), Some(Postcode));
    }

    #[test]
    fn leaves_measurements_and_codes_alone() {
        assert_eq!(looks_like(&["120", "130", "145"]), None);
        assert_eq!(looks_like(&["M", "F"]), None);
        assert_eq!(looks_like(&["DISCHARGE", "EXPIRY", "DAMA"]), None);
        assert_eq!(looks_like(&["[40-50)", "[50-60)"]), None);
        assert_eq!(looks_like(&["I10", "E11", "J45"]), None);
    }

    #[test]
    fn a_few_values_for_all_identify_nobody() {
        let incomes = ["25000-34999", "35000-44999"].repeat(100);
        assert_eq!(looks_like(&incomes), None);
        assert_eq!(looks_like(&incomes[..2]), Some(Phone), "the caution where rows are few");
    }

    #[test]
    fn record_numbers_are_almost_unique() {
        let numbers: Vec<String> = (0..100).map(|n| (354_280 + 7 * n).to_string()).collect();
        let column = Column::from_texts("c", numbers.iter().map(String::as_str));
        assert!(is_almost_unique(&column, Format::guess(&column)));
        let ages: Vec<String> = (0..100).map(|n| (n % 60).to_string()).collect();
        let column = Column::from_texts("c", ages.iter().map(String::as_str));
        assert!(!is_almost_unique(&column, Format::guess(&column)));
    }
}
