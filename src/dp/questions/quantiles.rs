use std::ops::Range;

use crate::dp::accuracy::{NORMAL_95, half_width};
use crate::dp::cells::{Cells, MOST_CANDIDATES};
use crate::dp::data::Data;
use crate::dp::error::AnswerError;
use crate::dp::grid::Grid;
use crate::dp::loss::{Epsilon, Loss, Rho};
use crate::dp::noise::selection::{exponential, permute_and_flip};
use crate::dp::noise::{Noise, RandomBits, ScoreSensitivity, Sensitivity};
use crate::dp::query::{Drawn, Expected, Needed, Promise, Query};
use crate::dp::question::{Bounded, Question};
use crate::dp::release::{Estimate, Mechanism, Missing, Value};
use crate::table::Decimal;

/// Most probabilities of one question.
const MOST: usize = 99;
/// One part in so many of the loss counts the rows.
const COUNTS: u64 = 64;
/// Probability that a stated error is exceeded: half of it for the count, half
/// for the cuts.
const OUTSIDE: f64 = 0.05;

/// Several quantiles of a column of numbers at once.
///
/// The middle probability is asked first: of all places to cut the grid in two,
/// the one whose rank is best is chosen with noise. The probabilities below it
/// are then asked of the rows below the cut, those above it of the rows above.
/// The rows of one point of the grid are spread over [`Cells`], so that a cut
/// can go through ties; a quantile is the point that its cut lies within.
///
/// # Guarantee
/// The question "where should share a/b of these rows lie below?" scores a cut by
/// −|b·(rows below) − a·(all rows)|, which one row moves by max(a, b − a) at most.
/// A row is in one part of each level of the recursion, so the m questions cost
/// as much as their ⌈log₂(m + 1)⌉ levels. Where one patient has k rows, of which
/// kᵢ are in part i, that part loses at most kᵢ/k of a level's ε, and the parts
/// together ε.
///
/// # Assumptions
/// The bounds and the probabilities are declared, not looked up. Neighbouring
/// tables differ by one row added or taken away; tables that differ in one value
/// would cost twice.
///
/// # Utility
/// A cut is off by ln(candidates/β)/ε′ rows with probability β at most, ε′ being
/// the ε of a level; rows are counted with a 64th of the loss, so that this
/// can be told as a share. Errors are told in the unit of the column as if the
/// rows lay evenly between neighbouring quantiles and the bounds: more
/// probabilities make them finer. Values rounded to the grid's step; answers
/// never decrease.
///
/// # Errors
/// No probability or more than 99, one outside 0..1 or not above the one before;
/// bounds or a step that make no grid of at most 65,535 steps; a column that holds
/// no numbers.
///
/// # Citation
/// Kaplan, Schnapp, Stemmer 2022: Differentially Private Approximate Quantiles,
/// arXiv 2110.05429; scores as in Smith 2011, Privacy-preserving Statistical
/// Estimation with Optimal Convergence Rates. Ours: the cells.
pub struct Quantiles {
    column: String,
    grid: Grid,
    probabilities: Vec<Decimal>,
    /// The probabilities times `whole`.
    parts: Vec<u64>,
    whole: u64,
}

impl Quantiles {
    pub(crate) fn new(of: &Bounded, probabilities: Vec<Decimal>) -> Result<Self, AnswerError> {
        let grid = Grid::of_at_most(of, MOST_CANDIDATES - 1)?;
        if !(1..=MOST).contains(&probabilities.len()) {
            return Err(AnswerError::BadNumberOfProbabilities { at_most: MOST });
        }
        let inside = |p: &Decimal| Decimal::whole(0) < *p && *p < Decimal::whole(1);
        if let Some(at) = probabilities.iter().position(|p| !inside(p)) {
            return Err(AnswerError::ProbabilityOutside { position: at + 1 });
        }
        if let Some(at) = probabilities.windows(2).position(|pair| pair[0] >= pair[1]) {
            return Err(AnswerError::ProbabilitiesNotIncreasing { position: at + 2 });
        }
        // Below 1, a decimal has at most 18 digits behind the point: all fit in 64 bits.
        let scale = probabilities.iter().map(|p| p.scale()).max().unwrap_or(0);
        let part = |p: &Decimal| p.mantissa().unsigned_abs() * 10u64.pow(scale - p.scale());
        let (parts, whole): (Vec<_>, _) = (probabilities.iter().map(part).collect(), 10u64.pow(scale));
        let common = parts.iter().fold(whole, |common, &part| gcd(common, part));
        let (parts, whole) = (parts.iter().map(|part| part / common).collect(), whole / common);
        Ok(Self { column: of.column.clone(), grid, probabilities, parts, whole })
    }

    /// ⌈log₂(m + 1)⌉, the levels of the recursion.
    fn levels(&self) -> u32 {
        usize::BITS - self.parts.len().leading_zeros()
    }

    /// The noise of the count of rows, and the loss of each level.
    fn plan(&self, Promise { loss, rows }: Promise) -> Result<(Noise, Loss), AnswerError> {
        // Pure ε serves where a δ is allowed, too.
        let portion = |numerator: u64, denominator: u64| {
            let part = |nano: u64| {
                u64::try_from(u128::from(nano) * u128::from(numerator) / u128::from(denominator)).ok()
            };
            match loss {
                Loss::Pure { epsilon } | Loss::Approximate { epsilon, .. } => {
                    Epsilon::from_nano(part(epsilon.nano())?).map(Loss::from)
                }
                Loss::Concentrated { rho } => Rho::from_nano(part(rho.nano())?).map(Loss::from),
            }
        };
        let count =
            portion(1, COUNTS).and_then(|loss| Noise::calibrated(Sensitivity::of_one_entry(1), loss, rows));
        let level = portion(COUNTS - 1, COUNTS * u64::from(self.levels()));
        let sensitivity = self.whole.checked_mul(rows);
        count.zip(level).filter(|_| sensitivity.is_some()).ok_or(AnswerError::NoiseTooWide)
    }

    /// The cuts of these probabilities, between the cuts that `outer` ends at.
    fn cut(
        &self,
        cells: &Cells,
        asked: Range<usize>,
        outer: [Cut; 2],
        choose: &mut Choose<'_>,
        cuts: &mut Vec<usize>,
    ) -> Result<(), AnswerError> {
        if asked.is_empty() {
            return Ok(());
        }
        let middle = asked.start.midpoint(asked.end);
        let [low, high] = outer;
        // The share a/b of the rows between.
        let (a, b) = (self.parts[middle] - low.part, high.part - low.part);
        let all = i128::from(cells.before(high.at) - cells.before(low.at));
        // Odd places are cuts within a point, even ones lie between cells of one side.
        let first = low.at | 1;
        let score = |at: usize| {
            let below = i128::from(cells.before(at) - cells.before(low.at));
            -(i128::from(b) * below - i128::from(a) * all).abs()
        };
        let scores: Vec<_> = (first..=high.at).step_by(2).map(score).collect();
        let at = first + 2 * choose(&scores, a.max(b - a))?;
        let chosen = Cut { at, part: self.parts[middle] };
        self.cut(cells, asked.start..middle, [low, chosen], choose, cuts)?;
        cuts.push(at);
        self.cut(cells, middle + 1..asked.end, [chosen, high], choose, cuts)
    }

    /// How many rows each quantile's rank is off, at most, with probability 97.5 %.
    fn rank_errors(&self, level: Loss, rows: u64) -> Vec<f64> {
        let candidates = ((self.grid.steps() + 1) * Cells::cuts_per_point(&self.grid)) as f64;
        let epsilon = level.selection_epsilon().map_or(f64::MIN_POSITIVE, Epsilon::to_f64);
        let tail = (candidates * f64::from(self.levels()) / (OUTSIDE / 2.0)).ln();
        let mut errors = vec![0.0; self.parts.len()];
        self.rank_errors_within(
            0..self.parts.len(),
            [(0, 0.0), (self.whole, 0.0)],
            tail * rows as f64 / epsilon,
            &mut errors,
        );
        errors
    }

    /// `outer` is the part and the error in rows of the cuts around; `unit` the error
    /// of one cut in its own part, for max(a, b − a)/b = 1/2.
    fn rank_errors_within(&self, asked: Range<usize>, outer: [(u64, f64); 2], unit: f64, errors: &mut [f64]) {
        if asked.is_empty() {
            return;
        }
        let middle = asked.start.midpoint(asked.end);
        let [low, high] = outer;
        let share = (self.parts[middle] - low.0) as f64 / (high.0 - low.0) as f64;
        // The score gap 2Δ·tail/ε, in rows; and what the cuts around are off.
        let own = 2.0 * share.max(1.0 - share) * unit;
        let error = own + (1.0 - share) * low.1 + share * high.1;
        errors[middle] = error;
        let chosen = (self.parts[middle], error);
        self.rank_errors_within(asked.start..middle, [low, chosen], unit, errors);
        self.rank_errors_within(middle + 1..asked.end, [chosen, high], unit, errors);
    }

    fn probability(&self, at: usize) -> f64 {
        self.parts[at] as f64 / self.whole as f64
    }

    fn label(&self, at: usize) -> String {
        // A percentage to the digits of the declaration.
        let p = self.probabilities[at];
        p.times(100).map_or_else(|| p.to_string(), |percent| format!("{percent} %"))
    }
}

/// The place of one of several scores, given the most that one row moves them.
type Choose<'a> = dyn FnMut(&[i128], u64) -> Result<usize, AnswerError> + 'a;

/// A place to cut, and which part of the whole lies before it.
#[derive(Clone, Copy)]
struct Cut {
    at: usize,
    part: u64,
}

impl Query for Quantiles {
    fn complete(&self) -> Question {
        let probabilities = self.probabilities.clone();
        Question::Quantiles { of: self.grid.declared(&self.column), probabilities }
    }

    fn needs(&self) -> Vec<Needed> {
        vec![Needed::numbers(&self.column)]
    }

    fn missing(&self) -> Missing {
        Missing::ContributesNothing
    }

    fn check(&self, promise: Promise) -> Result<(), AnswerError> {
        self.plan(promise).map(|_| ())
    }

    fn draw(
        &self,
        data: &Data<'_>,
        promise: Promise,
        source: &mut dyn RandomBits,
    ) -> Result<Drawn, AnswerError> {
        let (noise, level) = self.plan(promise)?;
        let epsilon = level.selection_epsilon().ok_or(AnswerError::NoiseTooWide)?;
        let cells = Cells::of(data.numbers(&self.column)?, &self.grid);
        let count = i128::from(cells.before(cells.len())).saturating_add(noise.sample(source)?);
        let mechanism = match level {
            Loss::Concentrated { .. } => Mechanism::Exponential,
            _ => Mechanism::PermuteAndFlip,
        };
        let mut choose = |scores: &[i128], sensitivity: u64| {
            let sensitivity = ScoreSensitivity::General(sensitivity.saturating_mul(promise.rows));
            Ok(match mechanism {
                Mechanism::Exponential => exponential(scores, sensitivity, epsilon, source)?,
                _ => permute_and_flip(scores, sensitivity, epsilon, source)?,
            })
        };
        let mut cuts = Vec::new();
        let outer = [Cut { at: 0, part: 0 }, Cut { at: cells.len(), part: self.whole }];
        self.cut(&cells, 0..self.parts.len(), outer, &mut choose, &mut cuts)?;
        let points: Vec<_> = cuts.iter().map(|&cut| cells.point(cut)).collect();
        Ok(Drawn {
            value: self.conclude(&points, count, noise, level, promise.rows),
            mechanism,
            // Of a rank, in rows.
            sensitivity: promise.rows as f64,
            scale: promise.rows as f64 / epsilon.to_f64(),
        })
    }

    fn expected(&self, rows: u64, promise: Promise) -> Result<Vec<Expected>, AnswerError> {
        let (_, level) = self.plan(promise)?;
        let range = self.grid.length();
        // As if the rows lay evenly between the bounds.
        let error_95 = |error: f64| range * (error / rows as f64).min(1.0);
        let errors = self.rank_errors(level, promise.rows).into_iter().enumerate();
        Ok(errors
            .map(|(at, error)| Expected { label: self.label(at), error_95: error_95(error), range })
            .collect())
    }
}

impl Quantiles {
    /// The answer and its errors, from noisy numbers alone.
    fn conclude(&self, points: &[u64], count: i128, noise: Noise, level: Loss, rows: u64) -> Value {
        let (lower, upper) = (self.grid.lower().to_f64(), self.grid.upper().to_f64());
        let value = |point: &u64| (lower + self.grid.step().to_f64() * *point as f64).min(upper);
        let values: Vec<_> = points.iter().map(value).collect();
        // No fewer rows than that, with probability 97.5 %.
        let rows_at_least = (count as f64 - half_width(noise)).max(0.0);
        let curve =
            Curve::through(lower, upper, (0..values.len()).map(|at| (self.probability(at), values[at])));
        let estimate = |(at, error): (usize, f64)| {
            let p = self.probability(at);
            let within = |share: f64| {
                let [below, above] = [p - share, p + share].map(|p| curve.value(p.clamp(0.0, 1.0)));
                (values[at] - below).max(above - values[at])
            };
            let estimate = Estimate::new(values[at], within(error / rows_at_least)).labelled(self.label(at));
            if error < rows_at_least {
                // The binomial deviation of a rank, √(p(1−p)/n).
                estimate.sampled(within(NORMAL_95 * (p * (1.0 - p) / rows_at_least).sqrt()))
            } else {
                estimate
            }
        };
        Value::Numbers {
            numbers: self.rank_errors(level, rows).into_iter().enumerate().map(estimate).collect(),
        }
    }
}

/// Values over probabilities, straight between the points known.
struct Curve(Vec<(f64, f64)>);

impl Curve {
    fn through(lower: f64, upper: f64, quantiles: impl Iterator<Item = (f64, f64)>) -> Self {
        Self(std::iter::once((0.0, lower)).chain(quantiles).chain(std::iter::once((1.0, upper))).collect())
    }

    fn value(&self, p: f64) -> f64 {
        let at = self.0.partition_point(|point| point.0 < p).clamp(1, self.0.len() - 1);
        let ((p0, v0), (p1, v1)) = (self.0[at - 1], self.0[at]);
        v0 + (v1 - v0) * (p - p0) / (p1 - p0)
    }
}

const fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;
    use crate::table::{Column, Format, Kind};
    use proptest::prelude::*;

    /// The scores and sensitivities of all choices, where the choices are given.
    fn scores(of: &Quantiles, values: &[i64], choices: &[usize]) -> Vec<(Vec<i128>, u64)> {
        let texts: Vec<_> = values.iter().map(i64::to_string).collect();
        let column = Column::from_texts("c", texts.iter().map(String::as_str));
        let data = Data::new(values.len(), vec![(&column, Format::plain(Kind::Integer))]);
        let cells = Cells::of(data.numbers("c").unwrap(), &of.grid);
        let mut seen = Vec::new();
        let mut choose = |scores: &[i128], sensitivity| {
            seen.push((scores.to_vec(), sensitivity));
            Ok(choices[seen.len() - 1] % scores.len())
        };
        let outer = [Cut { at: 0, part: 0 }, Cut { at: cells.len(), part: of.whole }];
        of.cut(&cells, 0..of.parts.len(), outer, &mut choose, &mut Vec::new()).unwrap();
        seen
    }

    proptest! {
        #[test]
        fn one_row_moves_one_choice_of_each_level_by_the_sensitivity(
            values in prop::collection::vec(-2..12i64, 1..60),
            probabilities in prop::collection::btree_set(1..1000i64, 1..8),
            choices in prop::array::uniform8(0..1000usize),
        ) {
            let [lower, upper, step] = [0, 9, 1].map(Decimal::whole);
            let of = Bounded { column: "c".into(), lower, upper, step: Some(step) };
            let of = Quantiles::new(&of, probabilities.into_iter().map(|p| Decimal::new(p, 3)).collect()).unwrap();
            let (more, less) = (scores(&of, &values, &choices), scores(&of, &values[1..], &choices));
            let mut moved = 0;
            for ((more, sensitivity), (less, _)) in more.iter().zip(&less) {
                let most = more.iter().zip(less).map(|(more, less)| more.abs_diff(*less)).max().unwrap();
                prop_assert!(most <= u128::from(*sensitivity));
                moved += u32::from(most > 0);
            }
            prop_assert!(moved <= of.levels(), "{moved}");
        }
    }

    fn quartiles(upper: i64, step: Decimal) -> Quantiles {
        let [lower, upper] = [0, upper].map(Decimal::whole);
        let of = Bounded { column: "c".into(), lower, upper, step: Some(step) };
        Quantiles::new(&of, [25, 50, 75].map(|percent| Decimal::new(percent, 2)).to_vec()).unwrap()
    }

    fn draws(of: &Quantiles, texts: &[String], loss: &str, draws: u64) -> Vec<Vec<Estimate>> {
        let column = Column::from_texts("c", texts.iter().map(String::as_str));
        let data = Data::new(texts.len(), vec![(&column, Format::plain(Kind::Real))]);
        let promise = Promise { loss: serde_json::from_str(loss).unwrap(), rows: 1 };
        let mut source = SeededBits::new(3);
        let mut draw = || match of.draw(&data, promise, &mut source).unwrap().value {
            Value::Numbers { numbers } => numbers,
            other => panic!("{other:?}"),
        };
        (0..draws).map(|_| draw()).collect()
    }

    /// The errors of draws against quantiles looked up in the sorted values.
    fn errors(answers: &[Vec<Estimate>], exact: [f64; 3]) -> Vec<(f64, bool)> {
        let error = |(number, exact): (&Estimate, f64)| {
            ((number.value - exact).abs(), (number.value - exact).abs() <= number.error_95 + 1e-9)
        };
        answers.iter().flat_map(|answer| answer.iter().zip(exact).map(error).collect::<Vec<_>>()).collect()
    }

    /// So many rows of a column, evenly from the whole table.
    fn baseline(column: usize, rows: usize) -> Vec<i64> {
        let table: Vec<_> =
            include_str!("../../../tests/data/dp_baseline_15757.csv").lines().skip(1).collect();
        let row = |at: usize| table[at * table.len() / rows];
        (0..rows).map(|at| row(at).split(',').nth(column).unwrap().parse().unwrap()).collect()
    }

    /// Inverse distribution function of values.
    fn exact(values: &[f64]) -> [f64; 3] {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        [1, 2, 3].map(|quarters| sorted[(quarters * values.len()).div_ceil(4) - 1])
    }

    fn rmse(errors: &[(f64, bool)]) -> f64 {
        (errors.iter().map(|error| error.0.powi(2)).sum::<f64>() / errors.len() as f64).sqrt()
    }

    fn held(errors: &[(f64, bool)]) -> f64 {
        errors.iter().filter(|error| error.1).count() as f64 / errors.len() as f64
    }

    #[test]
    fn ties_do_not_bias_whole_numbers() {
        // (column, upper bound, rows, ε, largest RMSE): no worse than jitter and rounding.
        for (column, upper, rows, loss, most) in [
            (2, 58, 15_757, r#"{"epsilon":0.1}"#, 0.0),
            (2, 58, 15_757, r#"{"epsilon":1}"#, 0.0),
            (2, 58, 1000, r#"{"epsilon":0.1}"#, 0.45),
            (2, 58, 1000, r#"{"epsilon":0.5}"#, 0.1),
            (1, 98, 15_757, r#"{"epsilon":1}"#, 0.09),
            (0, 110, 15_757, r#"{"epsilon":0.1}"#, 0.05),
            (0, 110, 1000, r#"{"epsilon":0.1}"#, 1.35),
            (0, 110, 1000, r#"{"rho":0.02}"#, 1.35),
        ] {
            let values = baseline(column, rows);
            let texts: Vec<_> = values.iter().map(i64::to_string).collect();
            let exact = exact(&values.iter().map(|&value| value as f64).collect::<Vec<_>>());
            let errors = errors(&draws(&quartiles(upper, Decimal::whole(1)), &texts, loss, 200), exact);
            println!(
                "column {column}, {rows} rows, {loss}: RMSE {:.3}, held {}",
                rmse(&errors),
                held(&errors)
            );
            assert!(rmse(&errors) <= 1.15 * most, "{column} {rows} {loss}: {}", rmse(&errors));
            assert!(held(&errors) > 0.93, "{column} {rows} {loss}: {}", held(&errors));
        }
    }

    #[test]
    fn continuous_quartiles_are_as_good_as_published() {
        for (rows, loss, most) in [
            (100, r#"{"epsilon":1}"#, 1.13),
            (1000, r#"{"epsilon":0.1}"#, 0.9),
            (1000, r#"{"epsilon":0.5}"#, 0.25),
        ] {
            // Ages with even fractions: a multiple of an irrational number, modulo 1.
            let ages = baseline(0, rows).into_iter().enumerate();
            let values: Vec<f64> = ages
                .map(|(row, age)| age as f64 - 0.5 + (row as f64 * 0.618_033_988_749_895).fract())
                .collect();
            let texts: Vec<_> = values.iter().map(|value| format!("{value:.4}")).collect();
            let errors =
                errors(&draws(&quartiles(110, Decimal::new(1, 1)), &texts, loss, 400), exact(&values));
            let mae = errors.iter().map(|error| error.0).sum::<f64>() / errors.len() as f64;
            println!("{rows} rows, {loss}: MAE {mae:.3}, held {}", held(&errors));
            assert!(mae <= 1.15 * most, "{rows} {loss}: {mae}");
            assert!(held(&errors) > 0.93);
        }
    }

    #[test]
    fn answers_never_decrease_and_poor_tables_are_answered() {
        let of = quartiles(110, Decimal::whole(1));
        for texts in
            [&[][..], &["".into()], &["x".into(), "".into()], &["5".into()], &["1e17".into(), "-1e17".into()]]
        {
            for loss in [
                r#"{"epsilon":0.01}"#,
                r#"{"epsilon":1000}"#,
                r#"{"rho":0.5}"#,
                r#"{"epsilon":1,"delta":1e-6}"#,
            ] {
                for answer in draws(&of, texts, loss, 5) {
                    assert!(answer.is_sorted_by(|a, b| a.value <= b.value), "{answer:?}");
                    assert!(answer.iter().all(|number| (0.0..=110.0).contains(&number.value)
                        && (0.0..=110.0).contains(&number.error_95)));
                    let labels: Vec<_> = answer.iter().map(|number| number.label.as_str()).collect();
                    assert_eq!(labels, ["25 %", "50 %", "75 %"]);
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        let ask = |probabilities: &[&str]| {
            let [lower, upper] = [0, 110].map(Decimal::whole);
            let of = Bounded { column: "c".into(), lower, upper, step: None };
            Quantiles::new(&of, probabilities.iter().map(|p| p.parse().unwrap()).collect())
                .map(|of| (of.parts, of.whole))
                .map_err(|error| serde_json::to_value(error).unwrap())
        };
        assert_eq!(ask(&["0.25", "0.5", "0.75"]), Ok((vec![1, 2, 3], 4)));
        assert_eq!(ask(&["0.000000000000000001"]), Ok((vec![1], 1_000_000_000_000_000_000)));
        let kind =
            |probabilities: &[&str]| ask(probabilities).unwrap_err()["kind"].as_str().unwrap().to_owned();
        assert_eq!(kind(&[]), "bad-number-of-probabilities");
        assert_eq!(kind(&["0.5"; 100]), "bad-number-of-probabilities");
        assert_eq!(kind(&["0.5", "1"]), "probability-outside");
        assert_eq!(kind(&["0"]), "probability-outside");
        assert_eq!(kind(&["0.5", "0.5"]), "probabilities-not-increasing");
    }
}
