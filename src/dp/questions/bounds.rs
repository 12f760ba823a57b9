use super::add;
use crate::dp::accuracy::half_width;
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::Question;
use crate::dp::release::{Estimate, Missing, Value};
use crate::table::Decimal;

/// Round numbers between 10 and 100.
const ROUND: [i64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];
/// The smallest round number is 10^−6.
const SMALLEST: u32 = 6;
/// Powers of ten from the smallest to the largest, 10^12.
const DECADES: u32 = 18;
/// Probability that a bound is reported where no row is.
const OUTSIDE: f64 = 0.05;

/// Bounds that hold nearly all of a column of numbers: round numbers, to be
/// declared as the bounds of later questions.
///
/// The rows are counted in bins between neighbouring round numbers (1, 1.2, 1.5, 2,
/// 2.5, 3, 4, 5, 6, 8 and their multiples by powers of ten from 10^−6 to 10^12, of
/// either sign, and 0). The bounds are the ends of the lowest and of the highest
/// bin whose noisy count is above a threshold; where no bin is, those of the
/// fullest one.
///
/// # Guarantee
/// The bins are disjoint, so one row moves one count by 1.
///
/// # Assumptions
/// None of its own: nothing is declared. Where a range is known from the quantity,
/// as ages are, declare it; that costs nothing.
///
/// # Utility
/// The threshold is ln(bins/0.05)/ε, about 9/ε rows for Laplace noise: with 95 %
/// probability no empty bin is above it. Cut off is what lies in bins beyond, each
/// of no more rows than the threshold and the error of a count: extreme values
/// first, and all of a column with fewer rows than that. The bounds themselves
/// are no estimates, and their error is 0.
///
/// # Errors
/// A column that holds no numbers.
///
/// # Citation
/// Wilson et al. 2020: Differentially Private SQL with Bounded User Contribution,
/// arXiv 1909.01917, Section 5.1.1, with finer bins than powers of two.
pub struct Bounds {
    column: String,
    /// Increasing, above 0.
    edges: Vec<Decimal>,
}

impl Bounds {
    pub(crate) fn new(column: String) -> Self {
        let decade = |power: u32| ROUND.map(|round| round_number(round, power));
        let edges = (0..DECADES).flat_map(decade).chain([round_number(10, DECADES)]).collect();
        Self { column, edges }
    }

    /// From the most negative to the most positive.
    fn bins(&self) -> usize {
        2 * self.edges.len()
    }

    fn bin(&self, value: Decimal) -> usize {
        let negative = value < Decimal::whole(0);
        let magnitude = if negative { minus(value) } else { value };
        // Closed at the end that is farther from 0; what lies beyond goes to the last bin.
        let at = self.edges.partition_point(|edge| *edge < magnitude).min(self.edges.len() - 1);
        if negative { self.edges.len() - 1 - at } else { self.edges.len() + at }
    }

    /// The lower end of a bin; of the bin behind the last, the upper end of the last.
    fn end(&self, bin: usize) -> Decimal {
        let middle = self.edges.len();
        match bin.cmp(&middle) {
            std::cmp::Ordering::Less => minus(self.edges[middle - 1 - bin]),
            std::cmp::Ordering::Equal => Decimal::whole(0),
            std::cmp::Ordering::Greater => self.edges[bin - middle - 1],
        }
    }

    /// The least count that no empty bin exceeds, with 95 % probability.
    fn threshold(&self, noise: Noise) -> f64 {
        let tail = (self.bins() as f64 / OUTSIDE).ln();
        match noise {
            // P(Z > t) ≤ exp(−t/scale)
            Noise::Laplace(noise) => (noise.scale() * tail).ceil(),
            // P(Z > t) ≤ exp(−t²/2σ²)
            Noise::Gaussian(noise) => (noise.standard_deviation() * (2.0 * tail).sqrt()).ceil(),
        }
    }
}

/// `round`·10^(power − 1)·10^−6
fn round_number(round: i64, power: u32) -> Decimal {
    let scale = SMALLEST + 1;
    if power <= scale {
        Decimal::new(round, scale - power)
    } else {
        Decimal::whole(round * 10i64.pow(power - scale))
    }
}

fn minus(value: Decimal) -> Decimal {
    Decimal::new(-value.mantissa(), value.scale())
}

impl VectorQuery for Bounds {
    fn complete(&self) -> Question {
        Question::Bounds { column: self.column.clone() }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::numbers(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(1)
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let mut counts = vec![0; self.bins()];
        for (value, rows) in data.numbers(&self.column)?.numbers() {
            let bin = self.bin(value);
            counts[bin] = add(counts[bin], 1, rows);
        }
        Ok(counts)
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let fullest = noisy.iter().copied().max().unwrap_or(0);
        let least = self.threshold(noise).min(fullest as f64 - 1.0);
        let is_full = |count: &i128| *count as f64 > least;
        let lowest = noisy.iter().position(is_full).unwrap_or(0);
        let highest = noisy.iter().rposition(is_full).unwrap_or(0);
        let [lower, upper] =
            [self.end(lowest), self.end(highest + 1)].map(|bound| Estimate::new(bound.to_f64(), 0.0));
        Value::Numbers { numbers: vec![lower.labelled("lower"), upper.labelled("upper")] }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        // Rows that a bin beyond the bounds may hold.
        let error_95 = self.threshold(noise) + half_width(noise);
        vec![Expected { label: "rows beyond".to_owned(), error_95, range: rows as f64 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::Loss;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::table::{Column, Format, Kind};

    fn bounds(texts: &[&str], loss: &str, seed: u64) -> [f64; 2] {
        let of = Bounds::new("c".into());
        let column = Column::from_texts("c", texts.iter().copied());
        let data = Data::new(texts.len(), vec![(&column, Format::plain(Kind::Real))]);
        let loss: Loss = serde_json::from_str(loss).unwrap();
        let noise = Noise::calibrated(of.sensitivity(), loss, 1).unwrap();
        let mut source = SeededBits::new(seed);
        let exact = of.exact(&data).unwrap();
        let noisy: Vec<_> = exact.iter().map(|count| count + noise.sample(&mut source).unwrap()).collect();
        match of.conclude(&noisy, noise) {
            Value::Numbers { numbers } => [numbers[0].value, numbers[1].value],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_ends_are_round_numbers_around_the_values() {
        let [exactly, loss] = [1, 2].map(|_| r#"{"epsilon":1000}"#);
        assert_eq!(bounds(&["7", "110", "x", ""], exactly, 1), [6.0, 120.0]);
        assert_eq!(bounds(&["0", "1"], exactly, 1), [0.0, 1.0]);
        assert_eq!(bounds(&["0"], exactly, 1), [0.0, 1e-6]);
        assert_eq!(bounds(&["-0.13", "0.02"], loss, 1), [-0.15, 0.02]);
        assert_eq!(bounds(&["-3", "-2"], loss, 1), [-3.0, -1.5]);
        assert_eq!(bounds(&["1e17", "-1e17", "1e-18"], loss, 1), [-1e12, 1e12]);
    }

    #[test]
    fn every_bin_begins_where_the_one_before_ends() {
        let of = Bounds::new("c".into());
        for bin in 0..of.bins() {
            let (from, to) = (of.end(bin), of.end(bin + 1));
            assert!(from < to, "{bin}");
            let inside = if bin < of.edges.len() { from } else { to };
            assert_eq!(of.bin(inside), bin);
        }
    }

    #[test]
    fn empty_bins_are_seldom_taken_for_full() {
        let ages: Vec<_> = (0..4000).map(|row| (40 + row % 35).to_string()).collect();
        let texts: Vec<_> = ages.iter().map(String::as_str).collect();
        for loss in [r#"{"epsilon":0.1}"#, r#"{"rho":0.005}"#] {
            let wrong = (0..400).filter(|&seed| bounds(&texts, loss, seed) != [30.0, 80.0]).count();
            // Four standard errors above 5 %.
            assert!(wrong <= 20 + 17, "{loss}: {wrong}");
        }
    }

    #[test]
    fn an_empty_column_has_bounds_too() {
        let [lower, upper] = bounds(&[], r#"{"epsilon":0.1}"#, 5);
        assert!(lower < upper && lower.is_finite() && upper.is_finite());
    }
}
