use super::add;
use crate::dp::accuracy::{NORMAL_95, combined_half_width};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::grid::Grid;
use crate::dp::noise::{Noise, Sensitivity};
use crate::dp::query::{Expected, Needed, VectorQuery};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Missing, Value};

/// Most steps R between the bounds, so that R² is at most 2^50.
const MOST_STEPS: u64 = 1 << 25;

/// What the numbers of the answer are.
const LABELS: [&str; 4] = ["count", "mean", "variance", "standard deviation"];

/// How many rows hold a number, and the mean, variance and standard deviation of
/// these numbers, from one noisy vector.
///
/// Every value becomes an integer x of 0..=R on the grid of the declared
/// bounds. Noise is added to
///
/// ```text
/// S₂ = Σx²    S₁ = Σ2x(R − x)    S₀ = Σ(R − x)²
/// ```
///
/// from which, with S = S₀ + S₁ + S₂,
///
/// ```text
/// n = S/R²    p = (S₂ + S₁/2)/S    q = S₂/S
/// mean = lower + R·step·p    variance = (R·step)²·(q − p²)
/// ```
///
/// The variance is the mean squared distance from the mean: its divisor is n,
/// not n − 1.
///
/// # Guarantee
/// One row moves the vector by (x², 2x(R − x), (R − x)²), three numbers that are
/// never negative and whose sum is R² whatever the value. So its L1 norm is R²,
/// its L2 norm at most R², and noise of scale R²/ε on each suffices.
///
/// # Assumptions
/// The bounds are declared, not looked up.
///
/// # Utility
/// Standard deviations, in terms of v = q − p²:
///
/// ```text
/// count     √2·√3/ε
/// mean      √2·range/(nε)·√((1−p)² + (1/2−p)² + p²)
/// variance  √2·range²/(nε)·√(((1−p)²−v)² + (p(1−p)+v)² + (p²−v)²)
/// ```
///
/// The mean is as good as if it were asked alone, or nearly so (by 12 % at the
/// bounds), and the others come with it. Three noisy numbers determine three
/// unknowns, so no weights could recombine them into better ones; and another
/// weight c of the middle number only adds noise: the L1 norm of a row,
/// R² + (c−1)·2x(R−x), is R² for all x only at c = 1, so that no part of the
/// sensitivity is wasted. Wide bounds harm the variance most, by their square.
///
/// # Errors
/// Bounds or a step that make no grid of at most 2^25 steps; a column that holds
/// no numbers.
///
/// # Citation
/// The vector is that of the Bernstein polynomials of degree 2, a simplex whose
/// sensitivity hull is the L1 ball: Hardt, Talwar: On the Geometry of
/// Differential Privacy (2010), arXiv 0907.3754; Awan, Slavković 2021, arXiv
/// 1801.09236.
pub struct Moments {
    column: String,
    grid: Grid,
}

impl Moments {
    pub(crate) fn new(of: &Bounded) -> Result<Self, AnswerError> {
        Ok(Self { grid: Grid::of_at_most(of, MOST_STEPS)?, column: of.column.clone() })
    }

    /// R², what every row adds.
    fn square(&self) -> u64 {
        self.grid.steps() * self.grid.steps()
    }

    /// R·step: the last point of the grid may lie half a step off the bound.
    fn reach(&self) -> f64 {
        self.grid.step().to_f64() * self.grid.steps() as f64
    }
}

impl VectorQuery for Moments {
    fn complete(&self) -> Question {
        Question::Moments(self.grid.declared(&self.column))
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::numbers(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::of_one_entry(self.square())
    }

    fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let mut sums = [0; 3];
        for (value, rows) in data.numbers(&self.column)?.numbers() {
            let x = self.grid.place(value);
            let rest = self.grid.steps() - x;
            let row = [x * x, 2 * x * rest, rest * rest];
            sums = std::array::from_fn(|entry| add(sums[entry], row[entry], rows));
        }
        Ok(sums.to_vec())
    }

    fn conclude(&self, noisy: &[i128], noise: Noise) -> Value {
        let [s2, s1, s0] = *noisy else { return Value::Numbers { numbers: Vec::new() } };
        let [s2, s1, s0] = [s2, s1, s0].map(|sum| sum as f64);
        let (lower, upper) = (self.grid.lower().to_f64(), self.grid.upper().to_f64());
        let count = (s2 + s1 + s0) / self.square() as f64;
        let shares = Shares::of([s2, s1, s0], noise);
        let square = self.reach().powi(2);
        let (variance, variance_error) = (square * shares.variance, square * shares.variance_error);
        let deviation = variance.sqrt();
        let mean = Estimate::new(
            (lower + self.reach() * shares.mean).clamp(lower, upper),
            (self.reach() * shares.mean_error).min(self.grid.length()),
        );
        // How patients were sampled is told from the noisy variance, where that is more than noise.
        let told = variance > variance_error;
        let numbers = [
            Estimate::new(count, count_error(self.square(), noise)),
            if told { mean.sampled(NORMAL_95 * deviation / count.sqrt()) } else { mean },
            Estimate::new(variance, variance_error),
            Estimate::new(deviation, root_error(variance, variance_error)),
        ];
        Value::Numbers {
            numbers: LABELS.into_iter().zip(numbers).map(|(label, number)| number.labelled(label)).collect(),
        }
    }

    fn expected(&self, rows: u64, noise: Noise) -> Vec<Expected> {
        let n = rows as f64;
        let sum = n * self.square() as f64;
        // The sums of squares under Utility are greatest at p = 0 and v = 0.
        let mean_error = (combined_half_width(&[1.0, 0.5, 0.0], noise) / sum).min(1.0);
        let variance_error = (combined_half_width(&[1.0], noise) / sum + mean_error.powi(2)).min(0.25);
        let reach = self.reach();
        let errors = [
            (count_error(self.square(), noise), n),
            (reach * mean_error, reach),
            (reach.powi(2) * variance_error, reach.powi(2) / 4.0),
            // At worst the variance is 0 and found to be as large as its error.
            (reach * variance_error.sqrt(), reach / 2.0),
        ];
        LABELS
            .into_iter()
            .zip(errors)
            .map(|(label, (error_95, range))| Expected { label: label.to_owned(), error_95, range })
            .collect()
    }
}

/// The error of S/R².
fn count_error(square: u64, noise: Noise) -> f64 {
    combined_half_width(&[1.0; 3], noise) / square as f64
}

/// How far √v can be from the root of a variance that is v ± error.
fn root_error(variance: f64, error: f64) -> f64 {
    let root = variance.sqrt();
    (root - (variance - error).max(0.0).sqrt()).max((variance + error).sqrt() - root)
}

/// Mean and variance of x/R, with their 95 % errors.
struct Shares {
    mean: f64,
    mean_error: f64,
    variance: f64,
    variance_error: f64,
}

impl Shares {
    /// From the noisy sums (S₂, S₁, S₀).
    ///
    /// With the noise (Z₂, Z₁, Z₀) of these sums, S being the noisy total, and
    /// the exact p and q, two identities hold:
    ///
    /// ```text
    /// S·(p̂ − p) = (1−p)·Z₂ + (1/2−p)·Z₁ − p·Z₀
    /// S·(q̂ − q) = (1−q)·Z₂ − q·Z₁ − q·Z₀
    /// v̂ − v = (q̂ − q) − 2p̂·(p̂ − p) + (p̂ − p)²
    /// ```
    ///
    /// The norms of the coefficients are convex in the exact p and q, so they are
    /// largest at the ends of the intervals that hold p and q.
    fn of([s2, s1, s0]: [f64; 3], noise: Noise) -> Self {
        let total = s2 + s1 + s0;
        if total <= 0.0 {
            // Nothing to divide: the middle of all that is possible.
            return Self { mean: 0.5, mean_error: 0.5, variance: 0.125, variance_error: 0.125 };
        }
        let (mean, square) = ((s2 + s1 / 2.0) / total, s2 / total);
        let of_mean = |p: f64| [1.0 - p, 0.5 - p, -p];
        let of_square = |q: f64| [1.0 - q, -q, -q];
        let width = |coefficients: [f64; 3]| combined_half_width(&coefficients, noise) / total;
        let ends = |middle: f64, first: f64| [middle - first, middle + first].map(|end| end.clamp(0.0, 1.0));
        let means = ends(mean, width(of_mean(0.0)));
        let squares = ends(square, width(of_square(1.0)));
        let mean_error = means.map(|p| width(of_mean(p))).into_iter().fold(0.0, f64::max);
        let linear = means.iter().flat_map(|&p| {
            squares.map(|q| {
                let (of_mean, of_square) = (of_mean(p), of_square(q));
                width(std::array::from_fn(|entry| of_square[entry] - 2.0 * mean * of_mean[entry]))
            })
        });
        let variance_error = linear.fold(0.0, f64::max) + mean_error * mean_error;
        Self {
            mean: mean.clamp(0.0, 1.0),
            mean_error: mean_error.min(1.0),
            // No spread between two bounds is greater than half at each.
            variance: (square - mean * mean).clamp(0.0, 0.25),
            variance_error: variance_error.min(0.25),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::Loss;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::table::{Column, Decimal, Format, Kind};

    fn ages() -> Moments {
        let [lower, upper, step] = [0, 110, 1].map(Decimal::whole);
        Moments::new(&Bounded { column: "c".into(), lower, upper, step: Some(step) }).unwrap()
    }

    /// Noisy answers about a column of whole numbers.
    fn answers(values: &[i64], loss: &str, draws: u64) -> Vec<Vec<Estimate>> {
        let moments = ages();
        let loss: Loss = serde_json::from_str(loss).unwrap();
        let texts: Vec<_> = values.iter().map(i64::to_string).collect();
        let column = Column::from_texts("c", texts.iter().map(String::as_str));
        let data = Data::new(values.len(), vec![(&column, Format::plain(Kind::Integer))]);
        let exact = moments.exact(&data).unwrap();
        let noise = Noise::calibrated(moments.sensitivity(), loss, 1).unwrap();
        let mut source = SeededBits::new(17);
        let mut answer = || {
            let noisy: Vec<_> = exact.iter().map(|sum| sum + noise.sample(&mut source).unwrap()).collect();
            match moments.conclude(&noisy, noise) {
                Value::Numbers { numbers } => numbers,
                other => panic!("{other:?}"),
            }
        };
        (0..draws).map(|_| answer()).collect()
    }

    /// By the definitions.
    fn exact(values: &[i64]) -> [f64; 4] {
        let n = values.len() as f64;
        let mean = values.iter().sum::<i64>() as f64 / n;
        let variance = values.iter().map(|&x| (x as f64 - mean).powi(2)).sum::<f64>() / n;
        [n, mean, variance, variance.sqrt()]
    }

    #[test]
    fn without_noise_the_numbers_are_those_of_the_definitions() {
        let values: Vec<i64> = (0..5000).map(|i| (i * i) % 111).collect();
        let exact = exact(&values);
        for (number, exact) in answers(&values, r#"{"epsilon":1000}"#, 1).remove(0).iter().zip(exact) {
            assert!((number.value - exact).abs() <= 0.01, "{number:?} {exact}");
            assert!(number.error_95 < 0.02, "{number:?}");
        }
    }

    #[test]
    fn what_is_stated_holds() {
        let many = |values: &[i64], times| values.repeat(times);
        let tables = [
            many(&[40, 62, 62, 75], 250),
            many(&[62], 1000),
            many(&[0, 110], 60),
            many(&[0], 100),
            many(&[110, 109], 20),
            many(&[30, 31, 90], 4),
            vec![50],
        ];
        for values in tables {
            for loss in [r#"{"epsilon":1}"#, r#"{"epsilon":0.1}"#, r#"{"rho":0.02}"#] {
                let exact = exact(&values);
                let answers = answers(&values, loss, 4000);
                for (at, label) in LABELS.into_iter().enumerate() {
                    let held = |answer: &&Vec<Estimate>| {
                        (answer[at].value - exact[at]).abs() <= answer[at].error_95 + 1e-9
                    };
                    let share = answers.iter().filter(held).count() as f64 / 4000.0;
                    // Four standard errors of a share of 0.95.
                    assert!(share > 0.95 - 0.0138, "{label}, {loss}, {} rows: {share}", values.len());
                }
            }
        }
    }

    #[test]
    fn nothing_worse_happens_than_is_expected_at_worst() {
        for values in [vec![0; 500], [0, 110].repeat(250), vec![62; 500]] {
            let loss: Loss = serde_json::from_str(r#"{"epsilon":1}"#).unwrap();
            let noise = Noise::calibrated(ages().sensitivity(), loss, 1).unwrap();
            let expected = VectorQuery::expected(&ages(), 500, noise);
            let (exact, answers) = (exact(&values), answers(&values, r#"{"epsilon":1}"#, 2000));
            for (at, expected) in expected.iter().enumerate() {
                let within =
                    |answer: &&Vec<Estimate>| (answer[at].value - exact[at]).abs() <= expected.error_95;
                let held = answers.iter().filter(within).count() as f64 / 2000.0;
                assert!(held > 0.95 - 0.02, "{}: {held}", expected.label);
            }
        }
    }

    #[test]
    fn a_finer_step_costs_no_accuracy() {
        let spread = |step: Option<Decimal>| {
            let [lower, upper] = [0, 110].map(Decimal::whole);
            let moments = Moments::new(&Bounded { column: "c".into(), lower, upper, step }).unwrap();
            let loss: Loss = serde_json::from_str(r#"{"epsilon":1}"#).unwrap();
            let noise = Noise::calibrated(moments.sensitivity(), loss, 1).unwrap();
            VectorQuery::expected(&moments, 1000, noise)[1].error_95
        };
        let (coarse, fine) = (spread(Some(Decimal::whole(1))), spread(Some(Decimal::new(1, 5))));
        assert!((coarse - fine).abs() < 1e-3 * coarse, "{coarse} {fine}");
    }
}
