//! The order in which a column's values are published inside a bucket.

use crate::dp::noise::bits::{BitsError, RandomBits};
use crate::dp::noise::uniform::below;

/// A bucket of this many rows or more is drawn once more where most rows would
/// keep what is theirs.
const WORTH_ANOTHER: usize = 4;

/// The rows in a random order (Fisher-Yates): which row's value stands in each
/// row's place. Drawn once more where more than half of at least four rows would
/// keep their own.
pub(super) fn permuted(rows: &[u32], bits: &mut (impl RandomBits + ?Sized)) -> Result<Vec<u32>, BitsError> {
    let drawn = draw(rows, bits)?;
    let kept = drawn.iter().zip(rows).filter(|(source, row)| source == row).count();
    if rows.len() >= WORTH_ANOTHER && 2 * kept > rows.len() { draw(rows, bits) } else { Ok(drawn) }
}

fn draw(rows: &[u32], bits: &mut (impl RandomBits + ?Sized)) -> Result<Vec<u32>, BitsError> {
    let mut order = rows.to_vec();
    for last in (1..order.len()).rev() {
        order.swap(last, pick(last + 1, bits)?);
    }
    Ok(order)
}

/// A number below `n`, each equally likely.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn pick(n: usize, bits: &mut (impl RandomBits + ?Sized)) -> Result<usize, BitsError> {
    Ok(below(n as u128, bits)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::noise::bits::chosen::{SeededBits, every_string};
    use std::collections::HashMap;

    #[test]
    fn every_order_of_three_is_equally_likely() {
        let (decided, undecided) = every_string(14, |bits| draw(&[7, 8, 9], bits));
        assert_eq!(decided.len(), 6);
        for (order, mass) in decided {
            assert!(mass <= 1.0 / 6.0 && 1.0 / 6.0 <= mass + undecided, "{order:?}: {mass}");
        }
    }

    #[test]
    fn nothing_is_lost_and_few_rows_keep_their_own() {
        let rows: Vec<u32> = (0..4).collect();
        let mut bits = SeededBits::new(1);
        let mut kept = HashMap::new();
        for _ in 0..4000 {
            let mut order = permuted(&rows, &mut bits).unwrap();
            *kept.entry(order.iter().zip(&rows).filter(|(a, b)| a == b).count()).or_insert(0) += 1;
            order.sort_unstable();
            assert_eq!(order, rows);
        }
        // All four stay: once in 24 draws, and then once more: 4000 / 576 = 7.
        assert!(kept[&4] < 25, "{kept:?}");
    }
}
