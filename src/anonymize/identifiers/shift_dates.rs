//! Dates moved by a secret number of days, one for each patient.

use serde::{Deserialize, Serialize};

use super::PseudonymKey;
use super::key::Purpose;
use crate::recipe::Fitted;
use crate::table::date::{self, DateOrder};
use crate::table::{Column, Dictionary, MISSING};

/// Moves every date of a patient by the same number of days, drawn evenly from
/// −`days` to +`days` by a keyed function of the patient.
///
/// With the same key a patient has the same offset in all date columns, in next
/// month's file and in every other one. Where the recipe names no patient
/// column, or a row has no patient, the offset is made of all the row's cells:
/// it holds within the row, not from one file to the next. Dates are moved
/// before anything else, so groups and intervals are made of moved dates; they
/// are written as `2020-12-31`.
///
/// # Guarantee
/// Without the key each of the 2·`days` + 1 offsets is equally likely for every
/// patient. Whole days between two dates of a patient are exact.
///
/// # Assumptions
/// Nobody knows a true date that stands beside its moved one: whoever does can
/// move the patient's others back. Intervals are released exactly, and a rare
/// one, such as a stay of 213 days, points at its patient. Seasons and weekdays
/// are hidden only as far as `days` reaches: a week hides no season, and a few
/// weeks no year. No date column may be released unmoved; the report warns. A
/// time of day, which no whole day would move, is left out.
///
/// # Utility
/// Stays, ages and times to an event are unchanged; calendar effects are lost.
///
/// # Errors
/// The key is missing: [`crate::anonymize::ShareError::PseudonymKeyMissing`].
///
/// # Citation
/// Hripcsak, G.; Mirhaji, P.; Low, A.; Malin, B.: Preserving temporal relations
/// in clinical data while maintaining privacy, JAMIA 23(6), 2016.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ShiftDates {
    /// The most days that a date is moved, 1 to 3650.
    pub days: u32,
}

impl ShiftDates {
    /// Whether dates are moved at all, and not out of the calendar.
    #[must_use]
    pub fn is_sound(self) -> bool {
        (1..=3650).contains(&self.days)
    }
}

/// The days by which each row's dates are moved.
pub(super) fn offsets(fitted: Fitted<'_>, shift: ShiftDates, key: &PseudonymKey) -> Vec<i32> {
    let Fitted { table, recipe } = fitted;
    let patient = recipe.patient.as_ref().and_then(|name| table.column(name));
    let mut of_code = vec![None; patient.map_or(0, |column| column.dictionary.len())];
    let mut texts = Vec::with_capacity(table.columns.len() + 1);
    let mut offset = |row: usize| match patient.map(|column| (column, column.codes[row])) {
        Some((column, code)) if code != MISSING => *of_code[code as usize].get_or_insert_with(|| {
            days(shift, key.derive(Purpose::DateShift, &["patient", column.text(row)]))
        }),
        _ => {
            texts.clear();
            texts.push("row");
            texts.extend(table.columns.iter().map(|column| column.text(row)));
            days(shift, key.derive(Purpose::DateShift, &texts))
        }
    };
    (0..table.rows).map(&mut offset).collect()
}

/// The first 64 bits of a code, modulo 2·days + 1, less days. The remainder
/// favours some offset by less than 2^-50.
fn days(shift: ShiftDates, code: [u8; 32]) -> i32 {
    let (words, _) = code.as_chunks::<8>();
    let choices = 2 * u64::from(shift.days) + 1;
    let choice = u64::from_le_bytes(words[0]) % choices;
    i32::try_from(choice).unwrap_or(0) - i32::try_from(shift.days).unwrap_or(0)
}

/// The column with every date moved; a cell that is no date is left blank.
pub(super) fn apply(column: &Column, order: DateOrder, offsets: &[i32]) -> Column {
    let mut read = vec![None; column.dictionary.len()];
    for (code, text) in column.dictionary.values() {
        read[code as usize] = date::days(text, order);
    }
    let mut dictionary = Dictionary::default();
    let moved = |(&code, &offset): (&u32, &i32)| {
        let days = read[code as usize]?.saturating_add(offset);
        dictionary.intern(&date::spell(days))
    };
    let mut moved = moved;
    let codes = column.codes.iter().zip(offsets).map(|cell| moved(cell).unwrap_or(MISSING)).collect();
    Column { name: column.name.clone(), codes, dictionary }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_even_and_reach_both_ends() {
        let (shift, key) = (ShiftDates { days: 3 }, PseudonymKey::new([5; 32]));
        let mut counts = [0u32; 7];
        for number in 0..7000 {
            let code = key.derive(Purpose::DateShift, &["patient", &number.to_string()]);
            counts[usize::try_from(days(shift, code) + 3).unwrap()] += 1;
        }
        // Chi-squared with 6 degrees of freedom exceeds 33 with a chance of 10^-5; the key is fixed.
        let chi: f64 = counts.iter().map(|&count| (f64::from(count) - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi < 33.0, "{counts:?}");
    }

    #[test]
    fn moves_dates_and_leaves_the_rest_blank() {
        let cells = ["2020-02-28", "28.02.2020 23:59", "", "9-9999", "1000-01-01", "Feb-20"];
        let column = Column::from_texts("admitted", cells);
        let moved = apply(&column, DateOrder::DayFirst, &[2, 2, 2, 2, -1, 2]);
        let texts: Vec<&str> = (0..6).map(|row| moved.text(row)).collect();
        assert_eq!(texts, ["2020-03-01", "2020-03-01", "", "", "0999-12-31", "2020-02-03"]);
    }

    #[test]
    fn limits_are_sound() {
        let sound = |days| ShiftDates { days }.is_sound();
        assert!(!sound(0) && sound(1) && sound(3650) && !sound(3651));
    }
}
