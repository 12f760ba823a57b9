//! Fixed intervals for numbers: the first half of the second paper's method.

mod cuts;
mod ruler;

use serde::{Deserialize, Serialize};

use crate::table::date;
use crate::table::{Decimal, Format, Kind};

pub use cuts::{Cuts, People};
pub(super) use ruler::comma;
pub use ruler::{Interval, Ruler};

/// Intervals of one width, laid from an origin: `[origin + i·width, origin + (i+1)·width)`.
///
/// Dates are cut by calendar year: origin and width then count years.
///
/// # Guarantee
/// Where origin and width are stated, the borders tell nothing about any patient.
/// Where they are left to the column, they tell its least and its greatest value,
/// and the report warns of it. A representative is never a lone person's value:
/// see [`Representative::Mean`].
///
/// # Assumptions
/// Whoever states origin, width and codes has not chosen them by single patients.
///
/// # Utility
/// A value loses the length of its interval over the length of the line, which
/// runs from the first interval that occurs to the last (the column's range,
/// where that is cut by count); a merged interval loses its own length.
///
/// # Errors
/// A cell that does not read as a number counts as missing.
///
/// # Citation
/// The "fixed-interval method" of attribute-focused anonymization; with bottom
/// and top codes as in Hundepool et al., Statistical Disclosure Control, 2012.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Intervals {
    /// A border between two intervals; the bottom code, else the column's least
    /// value, where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub origin: Option<Decimal>,
    /// The length of each; more than zero. Either this or `count` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub width: Option<Decimal>,
    /// How many intervals lie between the origin and the top code, else the
    /// column's greatest value, which the last one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub count: Option<u32>,
    /// All below is one interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub bottom: Option<Decimal>,
    /// All from here on is one interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub top: Option<Decimal>,
    /// Intervals of fewer patients are merged with the next, from the left; what
    /// remains at the right end joins its left neighbour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub merge_below: Option<u32>,
    /// What stands for the values of an interval.
    #[serde(default, skip_serializing_if = "Representative::is_label")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub publish: Representative,
}

/// What stands for the values of an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Representative {
    /// Its borders: `[40,50)`.
    #[default]
    Label,
    /// The number half-way between its borders; the label where an end is open.
    Midpoint,
    /// The mean of its values, where it is nobody's: of at least
    /// max(k, 3) patients, none of whom has half of the rows or more. Else the midpoint.
    Mean,
}

impl Representative {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
    const fn is_label(&self) -> bool {
        matches!(self, Self::Label)
    }
}

/// More intervals than anyone reads.
const MOST: u32 = 1000;

impl Intervals {
    /// Intervals of one public width from 0.
    #[must_use]
    pub fn every(width: Decimal) -> Self {
        Self { origin: Some(Decimal::whole(0)), width: Some(width), ..Self::default() }
    }

    /// So many intervals between the column's least and greatest value.
    #[must_use]
    pub fn into_equal(count: u32) -> Self {
        Self { count: Some(count), ..Self::default() }
    }

    /// Whether they cut at all: a width above zero or a count, the bottom below
    /// the top, whole years for dates.
    #[must_use]
    pub fn are_sound(&self, kind: Kind) -> bool {
        let whole = |decimal: Option<Decimal>| decimal.is_none_or(Decimal::is_whole);
        let years = [self.origin, self.width, self.bottom, self.top];
        let fits = kind != Kind::Date || (years.into_iter().all(whole) && self.publish.is_label());
        let cuts = match (self.width, self.count) {
            (Some(width), None) => width > Decimal::whole(0),
            (None, Some(count)) => {
                let start = self.origin.or(self.bottom);
                (1..=MOST).contains(&count) && start.zip(self.top).is_none_or(|(start, top)| start < top)
            }
            _ => false,
        };
        let ordered = self.bottom.zip(self.top).is_none_or(|(bottom, top)| bottom < top);
        kind.is_numeric() && fits && cuts && ordered
    }

    /// Origin and width, where both are stated and no patient moves a border.
    #[must_use]
    pub fn public_width(&self) -> Option<(Decimal, Decimal)> {
        self.merge_below.is_none().then_some(self.origin.or(self.bottom)?).zip(self.width)
    }

    /// The borders, where no value of the column moves them.
    #[must_use]
    pub fn stated(&self) -> Option<Ruler> {
        let (origin, width) = self.public_width()?;
        Some(Ruler::new(origin, width, self.bottom, self.top))
    }

    /// Whether the borders tell the column's least or greatest value.
    #[must_use]
    pub fn tell_extremes(&self) -> bool {
        (self.origin.is_none() && self.bottom.is_none()) || (self.count.is_some() && self.top.is_none())
    }

    /// The number that is cut: a date's year, else the number itself.
    pub(crate) fn number(text: &str, format: Format) -> Option<Decimal> {
        match format.kind {
            Kind::Date => {
                Some(Decimal::whole(i64::from(date::year_of(date::days(text, format.date_order)?))))
            }
            _ => format.decimal(text),
        }
    }

    /// The borders for a column of these numbers; `None` where there are none.
    fn ruler(&self, numbers: impl Iterator<Item = Decimal> + Clone, kind: Kind) -> Option<Ruler> {
        let (least, greatest) = (numbers.clone().min()?, numbers.clone().max()?);
        let origin = self.origin.or(self.bottom).unwrap_or(least);
        if let Some(width) = self.width {
            return Some(Ruler::new(origin, width, self.bottom, self.top));
        }
        let count = i64::from(self.count?);
        let end = self.top.unwrap_or(greatest);
        // A column of one value has no length of its own.
        let span = end.minus(origin).filter(|&span| span > Decimal::whole(0)).unwrap_or(Decimal::whole(1));
        if kind == Kind::Date {
            // Whole years, the last one included.
            let width = Decimal::whole((span.mantissa() + count).div_euclid(count));
            return Some(Ruler::new(origin, width, self.bottom, self.top));
        }
        let digits = numbers.map(Decimal::scale).max().unwrap_or(0);
        Some(Ruler::new(origin, span, self.bottom, self.top).cut(count, digits))
    }
}

#[cfg(test)]
mod tests;
