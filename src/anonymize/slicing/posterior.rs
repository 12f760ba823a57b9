//! The check of slicing: what can be linked to each row, kept exact as buckets split.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::limit::Limit;

/// For one sensitive heading, the weights that its values have for every row:
///
/// `G(t, s) = Σ_B Π_i f_i(t, B) · D(t, B)[s]`, so that `p(t, s) = G(t, s) / Σ_s G(t, s)`
///
/// where `f_i` is the share of a bucket's rows that agree with `t` in column
/// `i`, and `D` how the heading's values are distributed among those that agree
/// with `t` in the sensitive column. When a bucket splits, only rows that match
/// it change: every column value of theirs occurs in it. Rows that are alike in
/// every column have the same weights, which are kept once.
///
/// # Citation
/// Li, T. et al.: Slicing: a new approach for privacy preserving data
/// publishing, TKDE 24(3), 2012, sections 3.3 and 4.3, whose check looks at the
/// whole table for every split.
#[derive(Debug)]
pub(super) struct Posterior {
    limit: Limit,
    /// What is known of rows in each column; in the last, the sensitive one.
    columns: Vec<Column>,
    /// The sensitive value of each row.
    secret: Vec<u32>,
    values: usize,
    /// `G`: kinds of rows x values.
    weights: Vec<f64>,
    before: Tally,
    after: [Tally; 2],
    /// The kinds of rows that match the bucket under consideration.
    matching: Vec<u32>,
}

/// What is known of rows in one column.
#[derive(Debug)]
struct Column {
    /// Which slice of the table it is.
    slice: usize,
    of_row: Vec<u32>,
    of_kind: Vec<u32>,
    /// The kinds of rows that have each value: `kinds[starts[v]..starts[v + 1]]`.
    kinds: Vec<u32>,
    starts: Vec<usize>,
}

/// Rows of a bucket, and rows made up of them: for each its source in every slice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket<'a> {
    pub(super) rows: &'a [u32],
    pub(super) fakes: &'a [Vec<u32>],
}

/// How often values occur in a bucket.
#[derive(Clone, Debug, Default)]
struct Tally {
    rows: f64,
    /// For each column and value.
    counts: Vec<Vec<u32>>,
    /// The values that occur, for each column.
    occurring: Vec<Vec<u32>>,
    /// For each value of the last column and each sensitive value.
    pairs: Vec<u32>,
    occurring_pairs: Vec<usize>,
}

/// Weights that are kept at most: 512 MiB.
const MOST: usize = 1 << 26;

impl Posterior {
    /// One bucket of all `rows`. `known` has for each slice of which something
    /// is known its number and the value of each row; the sensitive one is last.
    /// `None` where there are too many values to keep weights of.
    pub(super) fn new(
        known: Vec<(usize, Vec<u32>)>,
        secret: Vec<u32>,
        limit: Limit,
        rows: &[u32],
    ) -> Option<Self> {
        let values = limit.table.len();
        let mut numbers: HashMap<Vec<u32>, u32, FixedState> = HashMap::with_hasher(FixedState::default());
        let mut kinds: Vec<Vec<u32>> = Vec::new();
        for &row in rows {
            let kind: Vec<u32> = known.iter().map(|(_, of_row)| of_row[row as usize]).collect();
            if !numbers.contains_key(&kind) {
                numbers.insert(kind.clone(), 0);
                kinds.push(kind);
            }
        }
        if kinds.len().checked_mul(values)? > MOST {
            return None;
        }
        let columns: Vec<Column> = known
            .into_iter()
            .enumerate()
            .map(|(at, (slice, of_row))| {
                Column::new(slice, of_row, kinds.iter().map(|kind| kind[at]).collect())
            })
            .collect();
        let counts: Vec<Vec<u32>> = columns.iter().map(|column| vec![0; column.starts.len() - 1]).collect();
        let last = counts.last()?.len();
        let tally = Tally {
            occurring: vec![Vec::new(); counts.len()],
            counts,
            pairs: vec![0; last * values],
            ..Tally::default()
        };
        let mut posterior = Self {
            limit,
            columns,
            secret,
            values,
            weights: vec![0.0; kinds.len() * values],
            before: tally.clone(),
            after: [tally.clone(), tally],
            matching: Vec::new(),
        };
        let [all, none] = &mut posterior.after;
        all.fill(&posterior.columns, &posterior.secret, values, Bucket { rows, fakes: &[] });
        none.fill(&posterior.columns, &posterior.secret, values, Bucket { rows: &[], fakes: &[] });
        posterior.matching = (0..).take(kinds.len()).collect();
        posterior.replace();
        Some(posterior)
    }

    /// The greatest probability with which a value is linked to a row.
    pub(super) fn greatest(&self) -> f64 {
        let greatest =
            |weights: &[f64]| weights.iter().copied().fold(0.0, f64::max) / weights.iter().sum::<f64>();
        self.weights.chunks_exact(self.values).map(greatest).fold(0.0, f64::max)
    }

    /// Whether the limit holds for all rows.
    pub(super) fn holds(&self) -> bool {
        self.weights.chunks_exact(self.values).all(|weights| self.limit.holds(weights))
    }

    /// Whether the limit still held if `parts` took a bucket's place. Every row
    /// that matches a part must match the bucket.
    pub(super) fn allows(&mut self, bucket: Bucket, parts: [Bucket; 2]) -> bool {
        let (columns, secret, values) = (&self.columns, &self.secret, self.values);
        self.before.fill(columns, secret, values, bucket);
        for (tally, part) in self.after.iter_mut().zip(parts) {
            tally.fill(columns, secret, values, part);
        }
        self.before.matching(columns, &mut self.matching);
        let mut changed = vec![0.0; values];
        self.matching.iter().all(|&kind| {
            self.changed(kind, &mut changed);
            self.limit.holds(&changed)
        })
    }

    /// Puts in place what [`Posterior::allows`] was asked last.
    pub(super) fn replace(&mut self) {
        let mut changed = vec![0.0; self.values];
        for at in 0..self.matching.len() {
            let kind = self.matching[at];
            self.changed(kind, &mut changed);
            let start = kind as usize * self.values;
            self.weights[start..start + self.values].copy_from_slice(&changed);
        }
    }

    /// How many rows were looked at last.
    pub(super) fn looked_at(&self) -> usize {
        self.matching.len()
    }

    /// The weights that a kind of rows has after the change:
    /// `G - f(B) · D(B) + f(B1) · D(B1) + f(B2) · D(B2)`.
    fn changed(&self, kind: u32, changed: &mut [f64]) {
        let start = kind as usize * self.values;
        changed.copy_from_slice(&self.weights[start..start + self.values]);
        for (tally, sign) in [(&self.before, -1.0), (&self.after[0], 1.0), (&self.after[1], 1.0)] {
            let Some(weight) = tally.weight(&self.columns, kind) else { continue };
            for (changed, &count) in changed.iter_mut().zip(tally.of_kind(&self.columns, kind, self.values)) {
                *changed += sign * weight * f64::from(count);
            }
        }
        for weight in changed {
            // What rounding left of nothing.
            *weight = weight.max(0.0);
        }
    }
}

impl Column {
    fn new(slice: usize, of_row: Vec<u32>, of_kind: Vec<u32>) -> Self {
        let values = of_row.iter().max().map_or(0, |&last| last as usize + 1);
        let mut starts = vec![0; values + 1];
        for &value in &of_kind {
            starts[value as usize + 1] += 1;
        }
        for value in 0..values {
            starts[value + 1] += starts[value];
        }
        let (mut next, mut kinds) = (starts.clone(), vec![0; of_kind.len()]);
        for (kind, &value) in (0..).zip(&of_kind) {
            kinds[next[value as usize]] = kind;
            next[value as usize] += 1;
        }
        Self { slice, of_row, of_kind, kinds, starts }
    }

    fn kinds(&self, value: u32) -> &[u32] {
        &self.kinds[self.starts[value as usize]..self.starts[value as usize + 1]]
    }
}

impl Tally {
    fn fill(&mut self, columns: &[Column], secret: &[u32], values: usize, bucket: Bucket) {
        for (counts, occurring) in self.counts.iter_mut().zip(&mut self.occurring) {
            occurring.drain(..).for_each(|value| counts[value as usize] = 0);
        }
        self.occurring_pairs.drain(..).for_each(|pair| self.pairs[pair] = 0);
        self.rows = (bucket.rows.len() + bucket.fakes.len()) as f64;
        let source = |column: &Column, at: usize| match bucket.rows.get(at) {
            Some(&row) => row as usize,
            None => bucket.fakes[at - bucket.rows.len()][column.slice] as usize,
        };
        let all = 0..bucket.rows.len() + bucket.fakes.len();
        for (column, (counts, occurring)) in
            columns.iter().zip(self.counts.iter_mut().zip(&mut self.occurring))
        {
            for at in all.clone() {
                let value = column.of_row[source(column, at)];
                let count = &mut counts[value as usize];
                if *count == 0 {
                    occurring.push(value);
                }
                *count += 1;
            }
        }
        let Some(last) = columns.last() else { return };
        for at in all {
            let row = source(last, at);
            let pair = last.of_row[row] as usize * values + secret[row] as usize;
            if self.pairs[pair] == 0 {
                self.occurring_pairs.push(pair);
            }
            self.pairs[pair] += 1;
        }
    }

    /// The kinds of rows whose every value occurs: those with a value of the
    /// column whose values are rarest are looked up, the other columns tested.
    fn matching(&self, columns: &[Column], matching: &mut Vec<u32>) {
        matching.clear();
        let found = |at: &usize| -> usize {
            self.occurring[*at].iter().map(|&value| columns[*at].kinds(value).len()).sum()
        };
        let Some(rarest) = (0..columns.len()).min_by_key(found) else { return };
        for &value in &self.occurring[rarest] {
            let occurs = |&kind: &u32| {
                columns
                    .iter()
                    .zip(&self.counts)
                    .all(|(column, counts)| counts[column.of_kind[kind as usize] as usize] > 0)
            };
            matching.extend(columns[rarest].kinds(value).iter().copied().filter(occurs));
        }
    }

    /// `Π f_i / |B|` over the columns that are not sensitive; `None` where a kind does not match.
    fn weight(&self, columns: &[Column], kind: u32) -> Option<f64> {
        let (_, others) = columns.split_last()?;
        let mut weight = 1.0 / self.rows;
        for (column, counts) in others.iter().zip(&self.counts) {
            match counts[column.of_kind[kind as usize] as usize] {
                0 => return None,
                count => weight *= f64::from(count) / self.rows,
            }
        }
        (self.rows > 0.0).then_some(weight)
    }

    /// How often each sensitive value stands beside the kind's value of the sensitive column.
    fn of_kind(&self, columns: &[Column], kind: u32, values: usize) -> &[u32] {
        let value = columns.last().map_or(0, |last| last.of_kind[kind as usize] as usize);
        &self.pairs[value * values..(value + 1) * values]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The weights of a row from their definition, bucket by bucket.
    fn from_scratch(buckets: &[Vec<u32>], known: &[Vec<u32>], secret: &[u32], row: usize) -> Vec<f64> {
        let mut weights = vec![0.0; 3];
        for bucket in buckets.iter().filter(|bucket| !bucket.is_empty()) {
            let (own, others) = known.split_last().unwrap();
            let alike = |column: &Vec<u32>| {
                bucket.iter().filter(|&&other| column[other as usize] == column[row]).count() as f64
            };
            let degree: f64 = others.iter().map(|column| alike(column) / bucket.len() as f64).product();
            for &other in bucket.iter().filter(|&&other| own[other as usize] == own[row]) {
                // f_own · D[s] = |own, s| / |B|
                weights[secret[other as usize] as usize] += degree / bucket.len() as f64;
            }
        }
        weights
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Splits are tried one after another, some taken and some not; what is
        /// kept is always what the definition says.
        #[test]
        fn stays_what_the_definition_says(
            cells in prop::collection::vec((0u32..3, 0u32..3, 0u32..2, 0u32..3), 4..30),
            splits in prop::collection::vec((0usize..8, any::<u32>(), any::<bool>()), 0..8),
        ) {
            let known: Vec<Vec<u32>> = vec![
                cells.iter().map(|cell| cell.0).collect(),
                cells.iter().map(|cell| cell.1).collect(),
                cells.iter().map(|cell| cell.2).collect(),
            ];
            let secret: Vec<u32> = cells.iter().map(|cell| cell.3).collect();
            let all: Vec<u32> = (0..).take(cells.len()).collect();
            let limit = Limit { l: 1.5, t: None, table: vec![1.0 / 3.0; 3] };
            let columns = known.iter().cloned().enumerate().collect();
            let mut posterior = Posterior::new(columns, secret.clone(), limit.clone(), &all).unwrap();
            let mut buckets = vec![all];
            for (at, mask, taken) in splits {
                let at = at % buckets.len();
                let bucket = buckets[at].clone();
                let (left, right): (Vec<u32>, Vec<u32>) =
                    bucket.iter().partition(|&&row| mask >> (row % 32) & 1 == 1);
                if left.is_empty() || right.is_empty() {
                    continue;
                }
                let whole = |rows| Bucket { rows, fakes: &[] };
                let allowed = posterior.allows(whole(&bucket), [whole(&left), whole(&right)]);
                let mut after = buckets.clone();
                after[at] = left;
                after.push(right);
                let matches = |row: usize| known.iter().all(|column| {
                    bucket.iter().any(|&other| column[other as usize] == column[row])
                });
                let holds = (0..cells.len())
                    .filter(|&row| matches(row))
                    .all(|row| limit.holds(&from_scratch(&after, &known, &secret, row)));
                prop_assert_eq!(allowed, holds);
                if taken {
                    // Also where the limit breaks: the weights must be right anyway.
                    posterior.replace();
                    buckets = after;
                }
            }
            let mut greatest = 0.0f64;
            for row in 0..cells.len() {
                let weights = from_scratch(&buckets, &known, &secret, row);
                let sum: f64 = weights.iter().sum();
                greatest = weights.iter().fold(greatest, |max, weight| max.max(weight / sum));
            }
            prop_assert!((posterior.greatest() - greatest).abs() < 1e-9);
        }
    }
}
