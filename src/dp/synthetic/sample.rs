//! Made-up rows, drawn from a model: nothing but the model is looked at.

use super::model::{Edge, Model};
use crate::dp::noise::bits::{BitsError, RandomBits};
use crate::dp::noise::uniform::below;

impl Model {
    /// Draws `rows` rows: for each column the bin of every row.
    ///
    /// Rows are not drawn one by one: of n rows with one value of the parent,
    /// n·P(child | parent) are given each value of the child, rounded at random
    /// to a neighbouring integer, so that sampling adds hardly any error
    /// (McKenna, Miklau, Sheldon 2021, Section 4).
    ///
    /// # Errors
    /// When the source of bits fails.
    pub fn sample(&self, rows: usize, source: &mut dyn RandomBits) -> Result<Vec<Vec<u32>>, BitsError> {
        let is_child = |column| self.edges.iter().any(|edge| edge.child == column);
        let mut codes = vec![Vec::new(); self.codes.len()];
        for (column, shares) in self.codes.iter().enumerate().filter(|&(column, _)| !is_child(column)) {
            codes[column] = draw(rows, shares, source)?;
        }
        for Edge { parent, child, table } in &self.edges {
            let width = self.codes[*child].len();
            let share = |code: usize| &table[code * width..(code + 1) * width];
            codes[*child] = draw_given(&codes[*parent], self.codes[*parent].len(), share, source)?;
        }
        codes.iter().enumerate().map(|(column, codes)| self.bins(column, codes, source)).collect()
    }

    /// A bin for every code: of rare bins that share one, each by its share.
    fn bins(&self, column: usize, codes: &[u32], source: &mut dyn RandomBits) -> Result<Vec<u32>, BitsError> {
        let (merge, bins) = (&self.merges[column], &self.bins[column]);
        let shares: Vec<Vec<f64>> = (0..merge.size)
            .map(|code| {
                let of_code =
                    |(&to, &rows): (&u32, &f64)| if to as usize == code { rows.max(1e-9) } else { 0.0 };
                merge.to.iter().zip(bins).map(of_code).collect()
            })
            .collect();
        draw_given(codes, merge.size, |code| &shares[code], source)
    }
}

/// For every row a value drawn by the shares that belong to its given code.
fn draw_given<'a>(
    given: &[u32],
    codes: usize,
    shares: impl Fn(usize) -> &'a [f64],
    source: &mut dyn RandomBits,
) -> Result<Vec<u32>, BitsError> {
    let mut rows_of = vec![Vec::new(); codes];
    given.iter().enumerate().for_each(|(row, &code)| rows_of[code as usize].push(row));
    let mut drawn = vec![0; given.len()];
    for (code, rows) in rows_of.into_iter().enumerate() {
        let values = draw(rows.len(), shares(code), source)?;
        rows.into_iter().zip(values).for_each(|(row, value)| drawn[row] = value);
    }
    Ok(drawn)
}

/// `n` values in random order, each about as often as its share says.
fn draw(n: usize, shares: &[f64], source: &mut dyn RandomBits) -> Result<Vec<u32>, BitsError> {
    let mut values = Vec::with_capacity(n);
    for (value, count) in (0..).zip(apportion(n, shares, source)?) {
        values.resize(values.len() + count, value);
    }
    // Fisher and Yates: every order is as likely as any other.
    for last in (1..values.len()).rev() {
        let other = below(last as u128 + 1, source)?;
        values.swap(last, usize::try_from(other).unwrap_or(last));
    }
    Ok(values)
}

/// Counts that sum to `n`, each a neighbouring integer of its share of `n`, and
/// on average its share: ⌊C_k + u⌋ − ⌊C_(k−1) + u⌋ for running sums C and one
/// uniform u. Shares that are all 0 count as equal.
fn apportion(n: usize, shares: &[f64], source: &mut dyn RandomBits) -> Result<Vec<usize>, BitsError> {
    let sum: f64 = shares.iter().sum();
    let u = source.bits(53)? as f64 / (1u64 << 53) as f64;
    let (mut running, mut given) = (0.0, 0);
    let counts = shares.iter().enumerate().map(|(at, share)| {
        running += if sum > 0.0 { share / sum } else { 1.0 / shares.len() as f64 };
        // A sum of shares is 1 but for its last digits.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to n")]
        let upto =
            if at + 1 == shares.len() { n } else { ((running * n as f64 + u) as usize).clamp(given, n) };
        upto - std::mem::replace(&mut given, upto)
    });
    Ok(counts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::SeededBits;

    #[test]
    fn counts_are_neighbouring_integers_of_their_shares() {
        let (shares, mut source) = ([3.0, 0.0, 1.0, 2.5], SeededBits::new(1));
        let (n, draws) = (11, 20_000);
        let mut sums = [0; 4];
        for _ in 0..draws {
            let counts = apportion(n, &shares, &mut source).unwrap();
            assert_eq!(counts.iter().sum::<usize>(), n);
            for (at, count) in counts.into_iter().enumerate() {
                let exact = shares[at] / 6.5 * n as f64;
                assert!((count as f64 - exact).abs() < 1.0, "{at}: {count} {exact}");
                sums[at] += count;
            }
        }
        for (sum, share) in sums.into_iter().zip(shares) {
            let exact = share / 6.5 * n as f64;
            // A count varies by less than 1/4; five standard errors.
            assert!(
                (f64::from(u32::try_from(sum).unwrap()) / f64::from(draws) - exact).abs() < 0.018,
                "{sum} {exact}"
            );
        }
    }

    #[test]
    fn orders_are_drawn_evenly() {
        let mut source = SeededBits::new(2);
        let mut first = [0; 2];
        for _ in 0..10_000 {
            first[draw(4, &[1.0, 1.0], &mut source).unwrap()[0] as usize] += 1;
        }
        assert!(first[0] > 4_750 && first[0] < 5_250, "{first:?}");
    }
}
