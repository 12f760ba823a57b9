//! What a made-up cell says: a category, a number of an interval, a day of a period.

use crate::dp::bins::{Bins, day};
use crate::dp::noise::uniform::below;
use crate::dp::noise::{BitsError, RandomBits};
use crate::table::{Decimal, date};

/// What the bins of a column hold.
pub(crate) enum Cells {
    /// One text for each bin.
    Texts(Vec<String>),
    /// Multiples of 10^−scale in each interval.
    Numbers { scale: u32, intervals: Vec<Run> },
    /// Days since 1970-01-01 in each period.
    Days(Vec<Run>),
}

/// The integers `from + i`, for `i` below `points`.
pub(crate) struct Run {
    from: i128,
    points: u128,
}

impl Cells {
    /// What the bins hold. Numbers have as many decimals as the edge with the most.
    pub fn new(bins: &Bins) -> Self {
        match bins {
            Bins::Categories { .. } => Self::Texts(bins.labels()),
            Bins::Edges { edges } => {
                let scale = edges.iter().map(|edge| edge.scale()).max().unwrap_or(0);
                // Below 10^36: both factors have at most 18 digits.
                let at_scale =
                    |edge: &Decimal| i128::from(edge.mantissa()) * 10i128.pow(scale - edge.scale());
                let mut intervals = runs(&edges.iter().map(at_scale).collect::<Vec<_>>());
                // The last interval has its upper edge.
                if let Some(last) = intervals.last_mut() {
                    last.points += 1;
                }
                Self::Numbers { scale, intervals }
            }
            Bins::Dates { dates } => {
                let days: Vec<i128> = dates.iter().filter_map(|date| day(date)).map(i128::from).collect();
                Self::Days(runs(&days))
            }
        }
    }

    /// The cell of a bin: its text, or one of its numbers or days, each as likely
    /// as any other. Empty where there is no such bin.
    pub fn draw(&self, bin: usize, source: &mut dyn RandomBits) -> Result<String, BitsError> {
        Ok(match self {
            Self::Texts(texts) => texts.get(bin).cloned().unwrap_or_default(),
            Self::Numbers { scale, intervals } => match intervals.get(bin) {
                Some(interval) => number(interval.draw(source)?, *scale),
                None => String::new(),
            },
            Self::Days(periods) => match periods.get(bin) {
                Some(period) => {
                    i32::try_from(period.draw(source)?).map_or_else(|_| String::new(), date::spell)
                }
                None => String::new(),
            },
        })
    }
}

/// The integers from each edge up to below the next.
fn runs(edges: &[i128]) -> Vec<Run> {
    edges.windows(2).map(|pair| Run { from: pair[0], points: pair[0].abs_diff(pair[1]) }).collect()
}

impl Run {
    fn draw(&self, source: &mut dyn RandomBits) -> Result<i128, BitsError> {
        Ok(self.from + i128::try_from(below(self.points, source)?).unwrap_or(0))
    }
}

/// `steps / 10^scale` in digits; of more than 18 digits the whole part alone.
fn number(steps: i128, scale: u32) -> String {
    match i64::try_from(steps) {
        Ok(mantissa) => Decimal::new(mantissa, scale).to_string(),
        Err(_) => (steps / 10i128.pow(scale)).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;
    use std::collections::BTreeSet;

    fn drawn(bins: &str, bin: usize) -> BTreeSet<String> {
        let cells = Cells::new(&serde_json::from_str(bins).unwrap());
        let mut source = SeededBits::new(1);
        (0..400).map(|_| cells.draw(bin, &mut source).unwrap()).collect()
    }

    #[test]
    fn numbers_have_the_decimals_of_the_edges() {
        assert_eq!(drawn(r#"{"edges":[0,3,5]}"#, 0), ["0", "1", "2"].map(String::from).into());
        assert_eq!(drawn(r#"{"edges":[0,3,5]}"#, 1), ["3", "4", "5"].map(String::from).into());
        let halves = drawn(r#"{"edges":[-1,-0.5,2]}"#, 0);
        assert_eq!(halves, ["-1", "-0.6", "-0.7", "-0.8", "-0.9"].map(String::from).into());
        assert_eq!(drawn(r#"{"edges":[0,3,5]}"#, 2), [String::new()].into());
        // Of 36 digits only the whole part is told.
        let wide = drawn(r#"{"edges":[1e-18,1e17]}"#, 0);
        assert!(
            wide.iter()
                .all(|text| text.parse::<i64>().is_ok_and(|n| (0..100_000_000_000_000_000).contains(&n)))
        );
    }

    #[test]
    fn days_lie_in_their_period() {
        let bins = r#"{"dates":["2020-02-28","2020-03-01","2020-03-02"]}"#;
        assert_eq!(drawn(bins, 0), ["2020-02-28", "2020-02-29"].map(String::from).into());
        assert_eq!(drawn(bins, 1), ["2020-03-01".to_owned()].into());
        assert_eq!(drawn(bins, 2), [String::new()].into());
    }

    #[test]
    fn categories_are_spelled_as_declared() {
        let bins = r#"{"categories":["M","F"],"other":true}"#;
        let texts: Vec<_> = (0..4).flat_map(|bin| drawn(bins, bin)).collect();
        assert_eq!(texts, ["M", "F", "other", ""]);
    }
}
