//! The treatments as the steward asks for them, and their run over a table.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Mask, Pseudonym, PseudonymKey, ShiftDates, shift_dates, zip_prefix};
use crate::anonymize::{ShareError, Supplies};
use crate::recipe::{ColumnRule, Fitted};
use crate::table::{Column, Dictionary, Kind, MISSING, Role, Table};

/// What becomes of a column's cells before anything else is done with them.
/// Missing cells stay missing under all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Treatment {
    /// The column is left out, as an identifier without a treatment is.
    Drop,
    /// All but some characters are hidden.
    Mask(Mask),
    /// Each value is replaced by a name that only the key's owner can make.
    Pseudonym(Pseudonym),
    /// All dates of a patient are moved by one secret number of days.
    ShiftDates(ShiftDates),
    /// Of a US ZIP code, what HIPAA's Safe Harbor lets pass.
    ZipPrefix,
}

impl Treatment {
    /// Whether it can be applied to a column of this rule: what it publishes
    /// must still read as the column's kind, unless the column is an
    /// identifier, whose cells nothing reads.
    #[must_use]
    pub fn suits(&self, rule: &ColumnRule) -> bool {
        let as_text = rule.role == Role::Identifier || !rule.format.kind.is_numeric();
        match self {
            Self::Drop => rule.role == Role::Identifier,
            Self::Mask(_) | Self::ZipPrefix => as_text,
            Self::Pseudonym(pseudonym) => as_text && pseudonym.is_sound(),
            Self::ShiftDates(shift) => rule.format.kind == Kind::Date && shift.is_sound(),
        }
    }

    /// Whether it takes a key.
    #[must_use]
    pub const fn needs_key(&self) -> bool {
        matches!(self, Self::Pseudonym(_) | Self::ShiftDates(_))
    }
}

/// The table with its cells treated; the same table where no column has a treatment.
///
/// # Errors
/// [`ShareError::PseudonymKeyMissing`] where a treatment needs the key, and as
/// each treatment says.
pub(in crate::anonymize) fn treat<'a>(
    fitted: Fitted<'a>,
    supplies: &Supplies,
) -> Result<Cow<'a, Table>, ShareError> {
    let mut treated = Cow::Borrowed(fitted.table);
    let mut offsets = None;
    for (at, column) in fitted.table.columns.iter().enumerate() {
        let Some(rule) = fitted.recipe.rule(&column.name) else { continue };
        let key = || -> Result<&PseudonymKey, ShareError> {
            let missing = || ShareError::PseudonymKeyMissing { column: column.name.clone() };
            supplies.pseudonym_key.as_ref().ok_or_else(missing)
        };
        let cells = match &rule.treatment {
            None | Some(Treatment::Drop) => continue,
            Some(Treatment::Mask(mask)) => mask.apply(column)?,
            Some(Treatment::ZipPrefix) => zip_prefix::apply(column),
            Some(Treatment::Pseudonym(pseudonym)) => pseudonym.apply(column, key()?)?,
            Some(Treatment::ShiftDates(shift)) => {
                let key = key()?;
                // All shifted columns of a recipe have one limit, so one offset a row serves them all.
                let offsets = offsets.get_or_insert_with(|| shift_dates::offsets(fitted, *shift, key));
                shift_dates::apply(column, rule.format.date_order, offsets)
            }
        };
        treated.to_mut().columns[at] = cells;
    }
    Ok(treated)
}

/// A column whose values are each replaced by another text.
pub(super) fn replace(column: &Column, mut text: impl FnMut(&str) -> String) -> Column {
    let mut dictionary = Dictionary::default();
    let mut new_codes = vec![MISSING; column.dictionary.len()];
    for (code, value) in column.dictionary.values() {
        // Codes never grow in number, so there is always room for one.
        new_codes[code as usize] = dictionary.intern(&text(value)).unwrap_or(MISSING);
    }
    let codes = column.codes.iter().map(|&code| new_codes[code as usize]).collect();
    Column { name: column.name.clone(), codes, dictionary }
}
