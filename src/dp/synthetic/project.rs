//! The nearest tables that could be counts: not negative, with given sums.

/// Rounds of the projection on two sets of sums. What is left then is far below a row.
const ROUNDS: usize = 60;

/// Moves values to the nearest ones (in the L2 norm) that are not negative and
/// sum to `total`.
///
/// All lose the same, but none falls below 0 (Duchi, Shalev-Shwartz, Singer,
/// Chandra 2008, Figure 1).
pub(super) fn onto_sum(values: &mut [f64], total: f64) {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let (mut sum, mut loss) = (0.0, 0.0);
    for (count, value) in (1u32..).zip(sorted) {
        sum += value;
        // With the `count` greatest left above 0, each loses (sum − total)/count.
        let candidate = (sum - total) / f64::from(count);
        if count == 1 || candidate < value {
            loss = candidate;
        } else {
            break;
        }
    }
    values.iter_mut().for_each(|value| *value = (*value - loss).max(0.0));
}

/// Moves a table, row by row, to the nearest one that is not negative and has
/// these sums of rows and of columns; both have the same total. The sums of
/// rows are exact, those of columns nearly.
///
/// Alternates between rows and columns, each time giving back what the last
/// turn took (Boyle, Dykstra 1986), so that it ends at the nearest table.
pub(super) fn onto_sums(table: &mut [f64], rows: &[f64], columns: &[f64]) {
    let width = columns.len();
    let mut taken = [vec![0.0; table.len()], vec![0.0; table.len()]];
    let mut column = vec![0.0; rows.len()];
    for _ in 0..ROUNDS {
        turn(table, &mut taken[1], |table| {
            for (at, &sum) in columns.iter().enumerate() {
                let cells = || (at..table.len()).step_by(width);
                column.iter_mut().zip(cells()).for_each(|(value, cell)| *value = table[cell]);
                onto_sum(&mut column, sum);
                let cells: Vec<usize> = cells().collect();
                cells.into_iter().zip(&column).for_each(|(cell, &value)| table[cell] = value);
            }
        });
        turn(table, &mut taken[0], |table| {
            table.chunks_exact_mut(width).zip(rows).for_each(|(row, &sum)| onto_sum(row, sum));
        });
    }
}

/// One projection of Dykstra's: `taken` is given back first and taken anew.
fn turn(table: &mut [f64], taken: &mut [f64], project: impl FnOnce(&mut [f64])) {
    table.iter_mut().zip(&*taken).for_each(|(value, taken)| *value -= taken);
    let before = table.to_vec();
    project(table);
    taken.iter_mut().zip(&*table).zip(before).for_each(|((taken, after), before)| *taken = after - before);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn squares(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
    }

    fn sums(table: &[f64], width: usize) -> (Vec<f64>, Vec<f64>) {
        let rows = table.chunks_exact(width).map(|row| row.iter().sum()).collect();
        (rows, (0..width).map(|at| table[at..].iter().step_by(width).sum()).collect())
    }

    proptest! {
        #[test]
        fn nothing_with_that_sum_is_nearer(
            values in prop::collection::vec(-50.0..100.0f64, 1..8), other in prop::collection::vec(0.01..10.0f64, 8), total in 0.0..200.0f64
        ) {
            let mut nearest = values.clone();
            onto_sum(&mut nearest, total);
            prop_assert!(nearest.iter().all(|&value| value >= 0.0));
            prop_assert!((nearest.iter().sum::<f64>() - total).abs() < 1e-9);
            let other = &other[..values.len()];
            let sum: f64 = other.iter().sum();
            let other: Vec<f64> = other.iter().map(|value| value / sum * total).collect();
            prop_assert!(squares(&values, &nearest) <= squares(&values, &other) + 1e-6);
        }

        #[test]
        fn tables_get_the_sums_and_stay_near(
            exact in prop::collection::vec(0.0..100.0f64, 12), noise in prop::collection::vec(-20.0..20.0f64, 12)
        ) {
            let (rows, columns) = sums(&exact, 4);
            let noisy: Vec<f64> = exact.iter().zip(&noise).map(|(value, noise)| value + noise).collect();
            let mut table = noisy.clone();
            onto_sums(&mut table, &rows, &columns);
            prop_assert!(table.iter().all(|&value| value >= 0.0));
            let found = sums(&table, 4);
            prop_assert!(squares(&found.0, &rows) < 1e-12);
            prop_assert!(squares(&found.1, &columns).sqrt() < 1.0, "{:?} {:?}", found.1, columns);
            // A projection on a convex set that holds the exact table brings nearer to it.
            prop_assert!(squares(&table, &exact) <= squares(&noisy, &exact) + 1e-6);
        }
    }
}
