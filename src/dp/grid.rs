//! Declared bounds turn numbers into integers.

use super::error::AnswerError;
use super::question::Bounded;
use crate::table::Decimal;

/// Most steps from the lower to the upper bound: sums over 2^64 rows and the
/// scale of the noise then stay within 128 bits.
const MOST_STEPS: u64 = 1 << 40;

/// Fewest steps of a grid whose step was not declared: rounding then moves a
/// value by at most 1/2000 of the range.
const ENOUGH_STEPS: i128 = 1000;

/// The points `lower + i·step`, for `i` in `0..=steps`.
///
/// # Assumptions
/// Bounds and step are declared from what the quantity can be, never chosen
/// after a look at the data. A step that was not declared is told from the
/// bounds alone: their last decimal, or the power of ten that gives at least
/// 1000 steps if that is finer.
///
/// # Utility
/// A finer step costs no accuracy: the noise grows with the number of steps
/// and each step shrinks by as much. Values outside the bounds move to the
/// nearest bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    lower: Decimal,
    upper: Decimal,
    step: Decimal,
    steps: u64,
}

impl Grid {
    /// The grid of declared bounds, in the unit of the column.
    ///
    /// # Errors
    /// Bounds that are reversed or equal; a step that is not positive, is longer
    /// than twice the range, or is shorter than 1/2^40 of it.
    pub fn new(lower: Decimal, upper: Decimal, step: Option<Decimal>) -> Result<Self, AnswerError> {
        if lower >= upper {
            return Err(AnswerError::BoundsReversed { lower, upper });
        }
        let step = step.unwrap_or_else(|| default_step(lower, upper));
        if step <= Decimal::whole(0) {
            return Err(AnswerError::StepNotPositive { step });
        }
        match u64::try_from(steps_between(lower, upper, step)) {
            Ok(0) => Err(AnswerError::StepTooLong { step, lower, upper }),
            Ok(steps @ 1..=MOST_STEPS) => Ok(Self { lower, upper, step, steps }),
            _ => Err(AnswerError::StepTooShort { step, at_most: MOST_STEPS }),
        }
    }

    /// The grid that a question declares.
    ///
    /// # Errors
    /// As for [`Grid::new`].
    pub fn of(declared: &Bounded) -> Result<Self, AnswerError> {
        Self::new(declared.lower, declared.upper, declared.step)
    }

    /// The grid that a question declares, for statistics that bear no more than so
    /// many steps: a step that was not declared is ten times longer as often as needed.
    ///
    /// # Errors
    /// As for [`Grid::new`]; a declared step that makes more steps than `at_most`.
    pub fn of_at_most(declared: &Bounded, at_most: u64) -> Result<Self, AnswerError> {
        let Bounded { lower, upper, step, .. } = *declared;
        let grid = Self::new(lower, upper, step.or_else(|| bearable_step(lower, upper, at_most)))?;
        match step {
            Some(step) if grid.steps > at_most => Err(AnswerError::StepTooShort { step, at_most }),
            _ => Ok(grid),
        }
    }

    /// The declaration of this grid, with nothing left to defaults.
    #[must_use]
    pub fn declared(&self, column: &str) -> Bounded {
        Bounded { column: column.to_owned(), lower: self.lower, upper: self.upper, step: Some(self.step) }
    }

    /// Distance of the bounds, in the unit of the column.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.upper.to_f64() - self.lower.to_f64()
    }

    /// The lower bound, in the unit of the column.
    #[must_use]
    pub const fn lower(&self) -> Decimal {
        self.lower
    }

    /// The upper bound, in the unit of the column.
    #[must_use]
    pub const fn upper(&self) -> Decimal {
        self.upper
    }

    /// Distance between two points, in the unit of the column.
    #[must_use]
    pub const fn step(&self) -> Decimal {
        self.step
    }

    /// Number of steps from the lower to the upper bound, R: at least 1.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// The steps from the lower bound to the point nearest to a value clamped
    /// to the bounds, in `0..=steps`. Halves are rounded up.
    #[must_use]
    pub fn place(&self, value: Decimal) -> u64 {
        let clamped = value.clamp(self.lower, self.upper);
        // Rounding is monotone: nothing lies above the place of the upper bound.
        u64::try_from(steps_between(self.lower, clamped, self.step)).unwrap_or(self.steps)
    }
}

/// `(to − from)/step` to the nearest integer, halves up; `from ≤ to`, `0 < step`.
fn steps_between(from: Decimal, to: Decimal, step: Decimal) -> i128 {
    let scale = from.scale().max(to.scale()).max(step.scale());
    let (distance, step) = (at_scale(to, scale) - at_scale(from, scale), at_scale(step, scale));
    // ⌊d/s + 1/2⌋ = ⌊(2d + s)/2s⌋, and 2d + s ≤ 5·10^36 < 2^127
    (2 * distance + step) / (2 * step)
}

/// `value · 10^scale`: below 10^36, as both factors have at most 18 digits.
fn at_scale(value: Decimal, scale: u32) -> i128 {
    i128::from(value.mantissa()) * 10i128.pow(scale - value.scale())
}

fn default_step(lower: Decimal, upper: Decimal) -> Decimal {
    let mut scale = lower.scale().max(upper.scale());
    while scale < 18 && at_scale(upper, scale) - at_scale(lower, scale) < ENOUGH_STEPS {
        scale += 1;
    }
    Decimal::new(1, scale)
}

/// The default step, or the least power of ten times it that makes no more than
/// `at_most` steps. `None` for bounds that make no grid.
fn bearable_step(lower: Decimal, upper: Decimal, at_most: u64) -> Option<Decimal> {
    if lower >= upper {
        return None;
    }
    let bears = |step: &Decimal| steps_between(lower, upper, *step) <= i128::from(at_most);
    std::iter::successors(Some(default_step(lower, upper)), |step| step.times(10)).find(bears)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn grid(lower: &str, upper: &str, step: &str) -> Result<Grid, AnswerError> {
        Grid::new(d(lower), d(upper), Some(d(step)))
    }

    #[test]
    fn places_clamps_and_rounds_halves_up() {
        let ages = grid("0", "110", "1").unwrap();
        assert_eq!(ages.steps(), 110);
        for (value, place) in
            [("-5", 0), ("0", 0), ("0.4999", 0), ("0.5", 1), ("61.4", 61), ("110", 110), ("1e17", 110)]
        {
            assert_eq!(ages.place(d(value)), place, "{value}");
        }
        let below = grid("-1.5", "1", "0.5").unwrap();
        assert_eq!(["-1.5", "-1.25", "-1.2501", "0", "1"].map(|v| below.place(d(v))), [0, 1, 0, 3, 5]);
    }

    #[test]
    fn the_default_step_comes_from_the_bounds() {
        for (lower, upper, step) in [
            ("0", "110", "0.1"),
            ("0", "1", "0.001"),
            ("0", "5000", "1"),
            ("0.25", "1000", "0.01"),
            ("1e-18", "2e-18", "1e-18"),
        ] {
            assert_eq!(Grid::new(d(lower), d(upper), None).map(|g| g.step()), Ok(d(step)), "{lower} {upper}");
        }
    }

    #[test]
    fn a_default_step_is_as_long_as_the_statistic_needs() {
        let at_most = |lower: &str, upper: &str, step: Option<&str>, at_most| {
            let [lower, upper] = [lower, upper].map(d);
            let declared = Bounded { column: String::new(), lower, upper, step: step.map(d) };
            Grid::of_at_most(&declared, at_most).map(|grid| (grid.step(), grid.steps()))
        };
        assert_eq!(at_most("0", "110", None, 1100), Ok((d("0.1"), 1100)));
        assert_eq!(at_most("0", "110", None, 1099), Ok((d("1"), 110)));
        assert_eq!(at_most("0.25", "1e9", None, 1 << 20), Ok((d("1000"), 1_000_000)));
        assert_eq!(at_most("-1e17", "1e17", None, 1000), Ok((d("1e15"), 200)));
        let refused = at_most("0", "110", Some("0.01"), 1100);
        assert_eq!(refused, Err(AnswerError::StepTooShort { step: d("0.01"), at_most: 1100 }));
        assert!(matches!(at_most("1", "0", None, 1000), Err(AnswerError::BoundsReversed { .. })));
    }

    #[test]
    fn refuses_what_is_no_grid() {
        assert!(matches!(grid("1", "0", "1"), Err(AnswerError::BoundsReversed { .. })));
        assert!(matches!(grid("1", "1", "1"), Err(AnswerError::BoundsReversed { .. })));
        assert!(matches!(grid("0", "1", "0"), Err(AnswerError::StepNotPositive { .. })));
        assert!(matches!(grid("0", "1", "-1"), Err(AnswerError::StepNotPositive { .. })));
        assert!(matches!(grid("0", "1", "3"), Err(AnswerError::StepTooLong { .. })));
        assert!(matches!(grid("0", "1", "1e-15"), Err(AnswerError::StepTooShort { .. })));
        assert!(matches!(grid("-1e17", "1e17", "1e-18"), Err(AnswerError::StepTooShort { .. })));
        assert!(matches!(Grid::new(d("0"), d("1e17"), None), Err(AnswerError::StepTooShort { .. })));
    }

    proptest! {
        #[test]
        fn every_number_has_its_nearest_place(
            lower in any::<i64>(), upper in any::<i64>(), step in any::<i64>(), value in any::<i64>(),
            scales in prop::array::uniform4(0..=18u32)
        ) {
            let decimal = |mantissa: i64, scale| Decimal::new(mantissa % 10i64.pow(18), scale);
            let [lower, upper, step, value] = [
                decimal(lower, scales[0]), decimal(upper, scales[1]), decimal(step, scales[2]), decimal(value, scales[3]),
            ];
            if let Ok(grid) = Grid::new(lower, upper, Some(step)) {
                let place = grid.place(value);
                prop_assert!(place <= grid.steps());
                prop_assert_eq!(grid.place(lower), 0);
                prop_assert_eq!(grid.place(upper), grid.steps());
                let clamped = value.clamp(lower, upper).to_f64();
                let exact = (clamped - lower.to_f64()) / step.to_f64();
                // What doubles lose in the difference above.
                let loss = 1e-15 * (lower.to_f64().abs() + upper.to_f64().abs()) / step.to_f64() + 1e-9;
                prop_assert!((exact - place as f64).abs() <= 0.5 + loss);
            }
        }
    }
}
