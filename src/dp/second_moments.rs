//! Counts, means, variances and covariances of several columns, from one integer
//! vector.

use std::collections::HashSet;

use super::data::{Data, Key};
use super::error::AnswerError;
use super::grid::Grid;
use super::noise::{Noise, Sensitivity};
use super::query::Needed;
use super::question::Bounded;

/// Steps from the lower to the upper bound of every column, M. Columns are
/// brought to this one scale so that none is noisier than another; it moves a
/// value by at most 1/20,000 of its range.
const STEPS: u64 = 10_000;

/// Most columns of one question.
const MOST_COLUMNS: usize = 20;

/// A column as a number from −1 to 1: v = 2y/M − 1, where y in 0..=M is a place
/// between its bounds.
#[derive(Clone, Debug)]
pub(crate) enum Coordinate {
    /// A number, from the lower bound to the upper bound.
    Number { column: String, grid: Grid },
    /// 1 for rows that hold the category, −1 for rows that hold another.
    Indicator { column: String, category: String },
}

impl Coordinate {
    /// The coordinate of a column of numbers.
    pub(crate) fn of(of: Bounded) -> Result<Self, AnswerError> {
        Ok(Self::Number { grid: Grid::of(&of)?, column: of.column })
    }

    pub(crate) fn column(&self) -> &str {
        match self {
            Self::Number { column, .. } | Self::Indicator { column, .. } => column,
        }
    }

    /// The declaration with nothing left to defaults, of a column of numbers.
    pub(crate) fn declared(&self) -> Option<Bounded> {
        match self {
            Self::Number { column, grid } => Some(grid.declared(column)),
            Self::Indicator { .. } => None,
        }
    }

    /// Half the range, in the unit of the column; an indicator goes from 0 to 1.
    pub(crate) fn half(&self) -> f64 {
        match self {
            Self::Number { grid, .. } => grid.step().to_f64() * grid.steps() as f64 / 2.0,
            Self::Indicator { .. } => 0.5,
        }
    }

    /// What v stands for, in the unit of the column.
    pub(crate) fn value(&self, v: f64) -> f64 {
        let lower = match self {
            Self::Number { grid, .. } => grid.lower().to_f64(),
            Self::Indicator { .. } => 0.0,
        };
        lower + self.half() * (1.0 + v)
    }

    /// Whether v is −1 or 1 in every row.
    fn is_binary(&self) -> bool {
        match self {
            Self::Number { grid, .. } => grid.steps() == 1,
            Self::Indicator { .. } => true,
        }
    }

    /// Number of entries of its squares.
    fn squares(&self) -> usize {
        if self.is_binary() { 2 } else { 3 }
    }

    fn needed(&self) -> Needed {
        match self {
            Self::Number { column, .. } => Needed::numbers(column),
            Self::Indicator { column, .. } => Needed::any(column),
        }
    }

    /// y of each row; `None` where the row has no value.
    fn places<'a>(
        &'a self,
        data: &'a Data<'_>,
    ) -> Result<Box<dyn Iterator<Item = Option<u64>> + 'a>, AnswerError> {
        Ok(match self {
            Self::Number { column, grid } => {
                // ⌊place·M/R + 1/2⌋; R ≤ 2^40, so nothing overflows.
                let steps = grid.steps();
                let scaled = move |place: u64| (2 * place * STEPS + steps) / (2 * steps);
                Box::new(data.numbers(column)?.places(grid).map(move |place| place.map(scaled)))
            }
            Self::Indicator { column, category } => {
                let readings = data.column(column)?;
                let asked = readings.key(category);
                let place = move |key: Key<'_>| Some(if key == asked { STEPS } else { 0 });
                Box::new(readings.row_by_row(place))
            }
        })
    }
}

/// The second moments of k columns.
///
/// For every column the vector holds Σy², Σ(M − y)² and Σ2y(M − y); the last is
/// left out where it can only be 0, in columns of two values. For every pair of
/// columns it holds Σ(2y − M)(2z − M). Rows count that have a value in every
/// column.
///
/// # Guarantee
/// One row moves the three sums of a column by M² in all, whatever its value, for
/// y² + (M − y)² + 2y(M − y) = M²; and the sum of a pair by M² at most. So the L1
/// sensitivity is M²·k(k + 1)/2. In the L2 norm each of these k(k + 1)/2 parts
/// moves by M² at most as well, so the squared sensitivity is M⁴·k(k + 1)/2.
///
/// # Utility
/// With noise of standard deviation σ on every entry, in units of M², a mean of v
/// has √2·σ/n, a variance √3·σ/n and a covariance σ/n: half of what four products
/// for each pair would give, and the number of rows comes for free.
///
/// # Citation
/// The three squares are Bernstein's polynomials, whose sum is constant; their
/// sensitivity hull is a simplex, as for the mean: Hardt, Talwar 2010, arXiv
/// 0907.3754.
#[derive(Clone, Debug)]
pub(crate) struct SecondMoments {
    pub coordinates: Vec<Coordinate>,
}

/// Moments of the coordinates v.
#[derive(Clone, Debug)]
pub(crate) struct Moments {
    /// Number of rows, at least 1.
    pub rows: f64,
    /// Of each v, from −1 to 1.
    pub means: Vec<f64>,
    /// Of each two v; the variances may be negative where noise outweighs them.
    pub covariances: Vec<Vec<f64>>,
}

impl SecondMoments {
    /// Of at least so many columns, no two of them the same.
    pub(crate) fn new(coordinates: Vec<Coordinate>, at_least: usize) -> Result<Self, AnswerError> {
        let columns = coordinates.len();
        if columns < at_least {
            return Err(AnswerError::TooFewColumns { columns, at_least });
        }
        if columns > MOST_COLUMNS {
            return Err(AnswerError::TooManyColumns { columns, at_most: MOST_COLUMNS });
        }
        let mut seen = HashSet::new();
        match coordinates.iter().find(|coordinate| !seen.insert(coordinate.column())) {
            Some(repeated) => Err(AnswerError::ColumnRepeated { column: repeated.column().to_owned() }),
            None => Ok(Self { coordinates }),
        }
    }

    /// The last column, and the ones before it; there is at least one column.
    pub(crate) fn target_and_predictors(&self) -> (&Coordinate, &[Coordinate]) {
        let (predictors, target) = self.coordinates.split_at(self.coordinates.len() - 1);
        (&target[0], predictors)
    }

    pub(crate) fn needs(&self) -> Vec<Needed> {
        self.coordinates.iter().map(Coordinate::needed).collect()
    }

    /// The most that one row more or less moves the vector.
    pub(crate) fn sensitivity(&self) -> Sensitivity {
        let columns = self.coordinates.len() as u64;
        let (parts, part) = (columns * (columns + 1) / 2, STEPS * STEPS);
        Sensitivity { l1: parts * part, squared_l2: u128::from(parts) * u128::from(part).pow(2) }
    }

    /// The vector of a table.
    pub(crate) fn exact(&self, data: &Data<'_>) -> Result<Vec<i128>, AnswerError> {
        let places = self.coordinates.iter().map(|coordinate| coordinate.places(data));
        let mut places = places.collect::<Result<Vec<_>, _>>()?;
        let mut vector = vec![0; self.entries()];
        let mut row = Vec::with_capacity(places.len());
        for _ in 0..data.rows() {
            row.clear();
            // All columns move on, also where one has no value.
            row.extend(places.iter_mut().filter_map(|places| places.next().flatten()));
            if row.len() == places.len() {
                vector.iter_mut().zip(self.entries_of(&row)).for_each(|(sum, entry)| *sum += entry);
            }
        }
        Ok(vector)
    }

    /// What a row adds to the vector.
    fn entries_of(&self, row: &[u64]) -> impl Iterator<Item = i128> {
        let (m, row) = (i128::from(STEPS), row.iter().map(|&y| i128::from(y)));
        let squares = self.coordinates.iter().zip(row.clone()).flat_map(move |(coordinate, y)| {
            [y * y, (m - y) * (m - y), 2 * y * (m - y)].into_iter().take(coordinate.squares())
        });
        let centered = row.map(move |y| 2 * y - m);
        let pairs = centered
            .clone()
            .enumerate()
            .flat_map(move |(at, v)| centered.clone().skip(at + 1).map(move |w| v * w));
        squares.chain(pairs)
    }

    /// Number of entries of the vector.
    fn entries(&self) -> usize {
        let columns = self.coordinates.len();
        self.coordinates.iter().map(Coordinate::squares).sum::<usize>() + columns * (columns - 1) / 2
    }

    /// What an exact or noisy vector tells.
    pub(crate) fn read(&self, vector: &[f64]) -> Moments {
        let columns = self.coordinates.len();
        let mut entries = vector.iter().map(|entry| entry / (STEPS * STEPS) as f64);
        let mut next = || entries.next().unwrap_or_default();
        let (mut sums, mut squares) = (Vec::with_capacity(columns), vec![vec![0.0; columns]; columns]);
        // Every column tells the number of rows: the fewer entries, the better.
        let (mut rows, mut weights) = (0.0, 0.0);
        for (at, coordinate) in self.coordinates.iter().enumerate() {
            // With u = y/M: u², (1 − u)² and 2u(1 − u).
            let (above, below) = (next(), next());
            let between = if coordinate.is_binary() { 0.0 } else { next() };
            let weight = 1.0 / coordinate.squares() as f64;
            rows += weight * (above + below + between);
            weights += weight;
            // v = u² − (1 − u)² and v² = u² + (1 − u)² − 2u(1 − u)
            sums.push(above - below);
            squares[at][at] = above + below - between;
        }
        for (i, j) in (0..columns).flat_map(|i| (i + 1..columns).map(move |j| (i, j))) {
            squares[i][j] = next();
            squares[j][i] = squares[i][j];
        }
        let rows = if weights > 0.0 { (rows / weights).max(1.0) } else { 1.0 };
        let means: Vec<f64> = sums.iter().map(|sum| (sum / rows).clamp(-1.0, 1.0)).collect();
        let covariance = |i: usize, j: usize| squares[i][j] / rows - means[i] * means[j];
        let covariances = (0..columns).map(|i| (0..columns).map(|j| covariance(i, j)).collect()).collect();
        Moments { rows, means, covariances }
    }

    /// The standard deviation of the noise of a mean of products of two v.
    pub(crate) fn deviation(rows: f64, noise: Noise) -> f64 {
        noise.standard_deviation() / ((STEPS * STEPS) as f64 * rows)
    }

    /// The vector of a table of so many rows that are spread evenly between the
    /// bounds, no column depending on another: for errors before anything is spent.
    pub(crate) fn even(&self, rows: u64) -> Vec<f64> {
        let all = rows as f64 * (STEPS * STEPS) as f64;
        let squares = self.coordinates.iter().map(Coordinate::squares);
        let mut vector: Vec<f64> =
            squares.flat_map(|squares| std::iter::repeat_n(all / squares as f64, squares)).collect();
        vector.resize(self.entries(), 0.0);
        vector
    }
}
