//! What a column is, and how it is released.

use serde::{Deserialize, Serialize};

use crate::anonymize::fixed_intervals::Intervals;
use crate::anonymize::hierarchy::HierarchyRule;
use crate::anonymize::identifiers::Treatment;
use crate::table::roles::{self, Meaning, Reason};
use crate::table::{Column, Decimal, Format, Kind, Role, Table};

/// What a column is, and how it is released.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ColumnRule {
    /// The heading.
    pub name: String,
    /// How its cells read.
    pub format: Format,
    /// What it could tell about a person.
    pub role: Role,
    /// What becomes of its cells before anything else; an identifier without one is dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub treatment: Option<Treatment>,
    /// The intervals into which its numbers are put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub interval: Option<Intervals>,
    /// How its values grow coarser, step by step; suggested from the column where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub hierarchy: Option<HierarchyRule>,
    /// Categories in their order; those not named follow by alphabet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub order: Vec<String>,
}

impl ColumnRule {
    /// The rules that a file's columns suggest, and why their roles were guessed.
    #[must_use]
    pub fn guess_all(table: &Table) -> Vec<(Self, Reason)> {
        table.columns.iter().map(Self::guess).collect()
    }

    /// The rule that a column suggests, and why its role was guessed.
    #[must_use]
    pub fn guess(column: &Column) -> (Self, Reason) {
        let format = Format::guess(column);
        let (role, reason) = roles::guess(column, format);
        // Digits or not, a postcode is no number: it has a beginning, but no middle.
        let format =
            if reason.meaning() == Some(Meaning::Postcode) { Format::plain(Kind::Category) } else { format };
        let interval = match (role, reason) {
            (Role::QuasiIdentifier, Reason::Heading { meaning: Meaning::Age })
                if format.kind.is_numeric() =>
            {
                Some(Intervals::every(Decimal::whole(5)))
            }
            (Role::QuasiIdentifier, _) => suggest_interval(column, format),
            _ => None,
        };
        (
            Self {
                name: column.name.clone(),
                format,
                role,
                treatment: None,
                interval,
                hierarchy: None,
                order: Vec::new(),
            },
            reason,
        )
    }

    /// Whether the column is in a release: all but identifiers that are dropped.
    #[must_use]
    pub fn is_released(&self) -> bool {
        match self.treatment {
            None => self.role != Role::Identifier,
            Some(Treatment::Drop) => false,
            Some(_) => true,
        }
    }
}

/// A round width (1, 2 or 5 times a power of ten) that cuts the middle nine
/// tenths of a column into twenty intervals at the most; single years for dates
/// that lie close together, five years otherwise. Only the width depends on the data.
fn suggest_interval(column: &Column, format: Format) -> Option<Intervals> {
    let positions = format.sorted_positions(column);
    let at = |twentieth: usize| positions.get(positions.len() * twentieth / 20).copied();
    let spread = at(19)? - at(1)?;
    match format.kind {
        Kind::Date => Some(Intervals::every(Decimal::whole(if spread > 20.0 * 365.25 { 5 } else { 1 }))),
        Kind::Integer | Kind::Real => {
            let fits = |width: &Decimal| {
                spread / width.to_f64() <= 20.0 && (format.kind == Kind::Real || width.is_whole())
            };
            Decimal::rounds().find(fits).map(Intervals::every)
        }
        Kind::Category | Kind::Text => None,
    }
}
