//! What the synthesizer learns of one row, and that it never fails.

use proptest::prelude::*;

use super::plan::one_entry_each;
use super::tree::{all_pairs, distance};
use super::{Model, Plan, Records, fit};
use crate::dp::loss::Loss;
use crate::dp::noise::bits::chosen::SeededBits;

fn loss(json: &str) -> Loss {
    serde_json::from_str(json).unwrap()
}

fn columns(rows: &[Vec<u32>], sizes: &[usize]) -> Records {
    let column = |at: usize| rows.iter().map(|row| row[at]).collect();
    Records::new((0..sizes.len()).map(column).collect(), sizes.to_vec())
}

/// Sizes of columns, and rows of them.
fn table() -> impl Strategy<Value = (Vec<usize>, Vec<Vec<u32>>)> {
    prop::collection::vec(1..5usize, 1..6).prop_flat_map(|sizes| {
        let row: Vec<_> = sizes.iter().map(|&size| 0..u32::try_from(size).unwrap()).collect();
        (Just(sizes), prop::collection::vec(row, 0..40))
    })
}

fn fitted(records: &Records, loss_of: &str, seed: u64) -> Model {
    let plan = Plan::new(loss(loss_of), records.sizes().len(), 1).unwrap();
    fit(records, &plan, &mut SeededBits::new(seed)).unwrap()
}

/// All counts of some tables, one behind the other.
fn stacked(records: &Records, pairs: &[[usize; 2]]) -> (Vec<i128>, Vec<i128>) {
    let columns = (0..records.sizes().len()).flat_map(|at| records.marginal(at)).collect();
    (columns, pairs.iter().flat_map(|&pair| records.pair(pair)).collect())
}

proptest! {
    #[test]
    fn a_patient_moves_no_more_than_the_noise_hides(
        (sizes, rows) in table(), of_patient in 1..4usize, seed in any::<u64>()
    ) {
        // The last rows are one patient's.
        let rest = &rows[..rows.len() - of_patient.min(rows.len())];
        let moved = (rows.len() - rest.len()) as u64;
        let (more, less) = (columns(&rows, &sizes), columns(rest, &sizes));
        let chosen: Vec<[usize; 2]> = fitted(&less, r#"{"epsilon":1}"#, seed).pairs().collect();
        let (of_more, of_less) = (stacked(&more, &chosen), stacked(&less, &chosen));
        for (more, less, tables) in [(of_more.0, of_less.0, sizes.len()), (of_more.1, of_less.1, chosen.len())] {
            let differences = || more.iter().zip(&less).map(|(a, b)| a.abs_diff(*b));
            let bound = one_entry_each(tables as u64);
            prop_assert!(differences().sum::<u128>() <= u128::from(bound.l1 * moved));
            prop_assert!(differences().map(|d| d * d).sum::<u128>() <= bound.squared_l2 * u128::from(moved * moved));
        }
        // Scores, against one table of what is expected.
        for pair in all_pairs(sizes.len()) {
            let expected: Vec<i128> = (0..more.pair(pair).len() as i128).map(|cell| cell % 7).collect();
            let score = |records: &Records| distance(&records.pair(pair), &expected);
            prop_assert!(score(&more).abs_diff(score(&less)) <= u128::from(moved));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter((sizes, rows) in table(), seed in any::<u64>()) {
        let draw = |rows: &[Vec<u32>]| {
            let mut source = SeededBits::new(seed);
            let records = columns(rows, &sizes);
            let plan = Plan::new(loss(r#"{"rho":0.5}"#), sizes.len(), 1).unwrap();
            fit(&records, &plan, &mut source).unwrap().sample(50, &mut source).unwrap()
        };
        let reversed: Vec<_> = rows.iter().rev().cloned().collect();
        prop_assert_eq!(draw(&rows), draw(&reversed));
    }

    #[test]
    fn the_pairs_span_all_columns_and_every_row_is_whole((sizes, rows) in table(), seed in any::<u64>(), loud in any::<bool>()) {
        let model = fitted(&columns(&rows, &sizes), if loud { r#"{"epsilon":0.01}"# } else { r#"{"epsilon":5}"# }, seed);
        prop_assert_eq!(model.pairs().count(), sizes.len() - 1);
        let mut reached = vec![0];
        for [parent, child] in model.pairs() {
            prop_assert!(reached.contains(&parent) && !reached.contains(&child));
            reached.push(child);
        }
        let drawn = model.sample(30, &mut SeededBits::new(seed)).unwrap();
        prop_assert_eq!(drawn.len(), sizes.len());
        for (column, &size) in drawn.iter().zip(&sizes) {
            prop_assert!(column.len() == 30 && column.iter().all(|&code| (code as usize) < size));
        }
    }

    #[test]
    fn without_noise_columns_and_measured_pairs_are_exact((sizes, rows) in table(), seed in any::<u64>()) {
        let records = columns(&rows, &sizes);
        let model = fitted(&records, r#"{"epsilon":1000}"#, seed);
        prop_assert_eq!(model.rows(), rows.len() as u64);
        let drawn = model.sample(rows.len(), &mut SeededBits::new(seed)).unwrap();
        let drawn = Records::new(drawn, sizes.clone());
        for column in 0..sizes.len() {
            prop_assert_eq!(drawn.marginal(column), records.marginal(column));
        }
        for pair in model.pairs() {
            prop_assert_eq!(drawn.pair(pair), records.pair(pair));
        }
    }
}

#[test]
fn poor_tables_are_no_failure() {
    for (sizes, rows) in [
        (vec![3], vec![]),
        (vec![1], vec![vec![0]; 10]),
        (vec![1, 1, 1], vec![]),
        (vec![2, 3], vec![]),
        (vec![2, 3, 4], vec![vec![1, 2, 3]; 20]),
    ] {
        for loss in [r#"{"epsilon":0.000001}"#, r#"{"epsilon":1}"#, r#"{"rho":0.001}"#, r#"{"epsilon":1000}"#]
        {
            let model = fitted(&columns(&rows, &sizes), loss, 1);
            for rows in [0, 1, 17] {
                let drawn = model.sample(rows, &mut SeededBits::new(2)).unwrap();
                assert!(drawn.iter().all(|column| column.len() == rows), "{sizes:?} {loss}");
            }
        }
    }
}

#[test]
fn the_pairs_that_depend_most_are_chosen() {
    // A chain 0 – 2 – 1 of columns that copy each other seven times in ten, and one apart.
    let copy = |from: u32, at: u32| if at % 10 < 7 { from } else { (from + 1 + at % 2) % 3 };
    let rows: Vec<Vec<u32>> = (0..3000u32)
        .map(|row| {
            let second = copy(row % 3, row / 3);
            vec![row % 3, copy(second, row / 30), second, row / 1500]
        })
        .collect();
    let records = columns(&rows, &[3, 3, 3, 2]);
    let chosen = |seed| {
        let mut pairs: Vec<[usize; 2]> = fitted(&records, r#"{"epsilon":5}"#, seed).pairs().collect();
        pairs.iter_mut().for_each(|pair| pair.sort_unstable());
        pairs
    };
    for seed in 0..20 {
        let pairs = chosen(seed);
        assert!(pairs.contains(&[0, 2]) && pairs.contains(&[1, 2]), "{pairs:?}");
    }
}
