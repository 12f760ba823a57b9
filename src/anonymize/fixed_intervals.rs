//! Fixed intervals for numbers: the first half of the second paper's method.

use serde::{Deserialize, Serialize};

use crate::table::date;
use crate::table::{Decimal, DecimalMark, Format, Kind};

/// Intervals of one width, laid from an origin: `[origin + i·width, origin + (i+1)·width)`.
///
/// Origin and width are stated, not read from the data, so the borders tell
/// nothing about any patient. Dates are cut by calendar year: origin and width
/// then count years.
///
/// # Citation
/// The "fixed-interval method" of attribute-focused anonymization; with bottom
/// and top codes as in Hundepool et al., Statistical Disclosure Control, 2012.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Intervals {
    /// A border between two intervals.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub origin: Decimal,
    /// The length of each; more than zero.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub width: Decimal,
    /// All below is one interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub bottom: Option<Decimal>,
    /// All from here on is one interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub top: Option<Decimal>,
}

/// An interval of a number line: an index, or beyond the bottom or top code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interval {
    /// All below the bottom code.
    Bottom,
    /// The interval that begins at `origin + index·width`.
    At(i64),
    /// All from the top code on.
    Top,
}

/// Digits behind the point that intervals and values may have together, so
/// that all of them are whole numbers of one unit in an `i128`.
const UNIT: u32 = 18;

fn units(decimal: Decimal) -> i128 {
    i128::from(decimal.mantissa()) * 10i128.pow(UNIT - decimal.scale())
}

impl Intervals {
    /// Whether they cut at all: a width above zero, the bottom below the top,
    /// whole years for dates.
    #[must_use]
    pub fn are_sound(&self, kind: Kind) -> bool {
        let whole = kind != Kind::Date || (self.origin.is_whole() && self.width.is_whole());
        let ordered = self.bottom.zip(self.top).is_none_or(|(bottom, top)| bottom < top);
        kind.is_numeric() && self.width > Decimal::whole(0) && whole && ordered
    }

    /// The interval of a cell; `None` where it does not read as the format.
    #[must_use]
    pub fn interval(&self, text: &str, format: Format) -> Option<Interval> {
        let value = match format.kind {
            Kind::Date => Decimal::whole(i64::from(date::year_of(date::days(text, format.date_order)?))),
            _ => format.decimal(text)?,
        };
        Some(if self.bottom.is_some_and(|bottom| value < bottom) {
            Interval::Bottom
        } else if self.top.is_some_and(|top| value >= top) {
            Interval::Top
        } else {
            // floor((x - origin) / width), exactly
            let index = (units(value) - units(self.origin)).div_euclid(units(self.width));
            Interval::At(i64::try_from(index).ok()?)
        })
    }

    /// The lower border of an interval; none below the bottom code.
    #[must_use]
    pub fn lower(&self, interval: Interval) -> Option<Decimal> {
        match interval {
            Interval::Bottom => None,
            Interval::At(index) => {
                let border = self.border(index)?;
                Some(self.bottom.map_or(border, |bottom| bottom.max(border)))
            }
            Interval::Top => self.top,
        }
    }

    /// The upper border of an interval; none from the top code on.
    #[must_use]
    pub fn upper(&self, interval: Interval) -> Option<Decimal> {
        match interval {
            Interval::Bottom => self.bottom,
            Interval::At(index) => {
                let border = self.border(index.checked_add(1)?)?;
                Some(self.top.map_or(border, |top| top.min(border)))
            }
            Interval::Top => None,
        }
    }

    fn border(&self, index: i64) -> Option<Decimal> {
        let border = units(self.origin) + i128::from(index).checked_mul(units(self.width))?;
        // Back to as few digits as it needs.
        let (mut mantissa, mut scale) = (border, UNIT);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Some(Decimal::new(i64::try_from(mantissa).ok()?, scale))
    }

    /// The published name of the union of two intervals and all between them:
    /// `[40,50)`, `<18`, `>=90`, or `*` for the whole line.
    #[must_use]
    pub fn label(&self, first: Interval, last: Interval, mark: DecimalMark) -> String {
        let spell = |decimal: Decimal| decimal.spell(mark);
        match (self.lower(first), self.upper(last)) {
            (Some(lower), Some(upper)) => format!("[{}{}{})", spell(lower), comma(mark), spell(upper)),
            (Some(lower), None) => format!(">={}", spell(lower)),
            (None, Some(upper)) => format!("<{}", spell(upper)),
            (None, None) => "*".to_owned(),
        }
    }
}

/// What stands between two numbers: no comma where numbers hold one.
pub(super) const fn comma(mark: DecimalMark) -> char {
    match mark {
        DecimalMark::Point => ',',
        DecimalMark::Comma => ';',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn ages() -> Intervals {
        Intervals {
            origin: decimal("0"),
            width: decimal("5"),
            bottom: Some(decimal("18")),
            top: Some(decimal("90")),
        }
    }

    fn label(intervals: Intervals, text: &str, kind: Kind) -> String {
        let interval = intervals.interval(text, Format::plain(kind)).unwrap();
        intervals.label(interval, interval, DecimalMark::Point)
    }

    #[test]
    fn every_value_has_the_interval_that_holds_it() {
        for (text, expected) in [
            ("17", "<18"),
            ("18", "[18,20)"),
            ("20", "[20,25)"),
            ("24.99", "[20,25)"),
            ("89", "[85,90)"),
            ("90", ">=90"),
        ] {
            assert_eq!(label(ages(), text, Kind::Real), expected);
        }
        assert_eq!(ages().label(Interval::Bottom, Interval::Top, DecimalMark::Point), "*");
    }

    #[test]
    fn borders_are_exact_decimals() {
        let tenths = Intervals { origin: decimal("0"), width: decimal("0.1"), bottom: None, top: None };
        for i in -50i64..50 {
            let value = Decimal::new(i, 1);
            assert_eq!(tenths.interval(&value.to_string(), Format::plain(Kind::Real)), Some(Interval::At(i)));
        }
        assert_eq!(label(tenths, "0.3", Kind::Real), "[0.3,0.4)");
        let comma = Format { decimal_mark: DecimalMark::Comma, ..Format::plain(Kind::Real) };
        let interval = tenths.interval("0,35", comma).unwrap();
        assert_eq!(tenths.label(interval, interval, DecimalMark::Comma), "[0,3;0,4)");
    }

    #[test]
    fn dates_are_cut_by_years() {
        let decades = Intervals { origin: decimal("1900"), width: decimal("10"), bottom: None, top: None };
        assert_eq!(label(decades, "1941-05-13", Kind::Date), "[1940,1950)");
        assert!(decades.are_sound(Kind::Date));
        assert!(!Intervals { width: decimal("0.5"), ..decades }.are_sound(Kind::Date));
        assert!(!Intervals { width: decimal("0"), ..decades }.are_sound(Kind::Integer));
    }
}
