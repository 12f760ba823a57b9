//! Mean-square contingency: how strongly two columns depend on each other.

use crate::recipe::ColumnRule;
use crate::table::{Column, MISSING};

/// Intervals of equal width into which a numeric column is cut before it is compared.
pub const BINS: usize = 10;

/// A column as few classes: for every code the class that it falls into.
#[derive(Clone, Debug)]
pub struct Classes {
    /// The class of each code of the column's dictionary.
    pub of_code: Vec<u32>,
    /// How many classes there are; every class is below it.
    pub count: usize,
}

impl Classes {
    /// Cuts a numeric column into [`BINS`] intervals of equal width from its least
    /// to its greatest value, the last one closed; a category is its own class.
    /// What is missing, or does not read as the column's kind, is the last class.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn of(column: &Column, rule: &ColumnRule) -> Self {
        if !rule.format.kind.is_numeric() {
            let values = u32::try_from(column.distinct()).unwrap_or(u32::MAX);
            let class = |code| if code == MISSING { values } else { code - 1 };
            return Self { of_code: (0..=values).map(class).collect(), count: values as usize + 1 };
        }
        let positions = rule.format.positions(column);
        let present = || positions.iter().flatten().copied();
        let (low, high) = (present().fold(f64::MAX, f64::min), present().fold(f64::MIN, f64::max));
        let width = (high - low) / BINS as f64;
        let class = |position: &Option<f64>| match position {
            Some(position) if width > 0.0 => (((position - low) / width) as usize).min(BINS - 1) as u32,
            Some(_) => 0,
            None => BINS as u32,
        };
        Self { of_code: positions.iter().map(class).collect(), count: BINS + 1 }
    }

    /// The class of each row.
    #[must_use]
    pub fn of_rows(&self, column: &Column) -> Vec<u32> {
        column.codes.iter().map(|&code| self.of_code[code as usize]).collect()
    }
}

/// A larger table of frequencies is not written down; most of it would be empty.
const LARGEST_TABLE: usize = 1 << 20;

/// φ² of two columns whose rows have these classes: 0 where they are
/// independent, 1 where one tells the other.
#[must_use]
pub fn of_rows(a: (&[u32], usize), b: (&[u32], usize)) -> f64 {
    if a.1.saturating_mul(b.1) > LARGEST_TABLE {
        return of_many(a, b);
    }
    let mut joint = vec![0.0; a.1 * b.1];
    for (&i, &j) in a.0.iter().zip(b.0) {
        joint[i as usize * b.1 + j as usize] += 1.0;
    }
    phi_squared(&joint, b.1)
}

/// φ² from the pairs that occur: `Σᵢⱼ (fᵢⱼ − fᵢ· f·ⱼ)² / (fᵢ· f·ⱼ) = Σᵢⱼ nᵢⱼ² / (nᵢ· n·ⱼ) − 1`.
fn of_many(a: (&[u32], usize), b: (&[u32], usize)) -> f64 {
    let (mut of_a, mut of_b) = (vec![0.0; a.1], vec![0.0; b.1]);
    let mut pairs: Vec<(u32, u32)> = a.0.iter().copied().zip(b.0.iter().copied()).collect();
    for &(i, j) in &pairs {
        of_a[i as usize] += 1.0;
        of_b[j as usize] += 1.0;
    }
    pairs.sort_unstable();
    let occurring = |counts: &[f64]| counts.iter().filter(|&&count| count > 0.0).count();
    let least = occurring(&of_a).min(occurring(&of_b));
    if least < 2 {
        return 0.0;
    }
    let term = |alike: &[(u32, u32)]| {
        let (i, j) = alike[0];
        (alike.len() as f64).powi(2) / (of_a[i as usize] * of_b[j as usize])
    };
    (pairs.chunk_by(|one, next| one == next).map(term).sum::<f64>() - 1.0) / (least - 1) as f64
}

/// φ² of a table of joint frequencies (rows x `columns`, any scale):
///
/// `φ²(A, B) = 1 / (min(d₁, d₂) − 1) · Σᵢⱼ (fᵢⱼ − fᵢ· f·ⱼ)² / (fᵢ· f·ⱼ)`
///
/// with d₁, d₂ the numbers of values that occur. 0 where a column has only one value.
///
/// # Citation
/// Cramér, H.: Mathematical Methods of Statistics, 1946, section 21.9, as used by
/// Li, T. et al.: Slicing: a new approach for privacy preserving data publishing,
/// TKDE 24(3), 2012, section 4.1.
#[must_use]
pub fn phi_squared(joint: &[f64], columns: usize) -> f64 {
    let total: f64 = joint.iter().sum();
    let lines = || joint.chunks_exact(columns);
    let of_line: Vec<f64> = lines().map(|line| line.iter().sum::<f64>() / total).collect();
    let of_column: Vec<f64> =
        (0..columns).map(|j| lines().map(|line| line[j]).sum::<f64>() / total).collect();
    let occurring = |shares: &[f64]| shares.iter().filter(|&&share| share > 0.0).count();
    let least = occurring(&of_line).min(occurring(&of_column));
    if least < 2 {
        return 0.0;
    }
    let mut sum = 0.0;
    for (line, &row_share) in lines().zip(&of_line) {
        for (&frequency, &column_share) in line.iter().zip(&of_column) {
            let expected = row_share * column_share;
            if expected > 0.0 {
                // (fᵢⱼ − fᵢ· f·ⱼ)² / (fᵢ· f·ⱼ)
                sum += (frequency / total - expected).powi(2) / expected;
            }
        }
    }
    sum / (least - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_from_independent_to_determined() {
        let coin = [0, 0, 1, 1];
        assert_eq!(of_rows((&coin, 2), (&[0, 1, 0, 1], 2)), 0.0);
        assert_eq!(of_rows((&coin, 2), (&[5, 5, 3, 3], 6)), 1.0, "values that do not occur do not count");
        assert_eq!(of_rows((&coin, 2), (&[1, 1, 1, 1], 2)), 0.0, "one value tells nothing");
        // A 2 x 2 table by hand: f = ((.5, .25), (0, .25)); χ²/n = 1/3.
        assert!((phi_squared(&[2.0, 1.0, 0.0, 1.0], 2) - 1.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn many_values_need_no_table() {
        let rows = 0..500u32;
        let (a, b): (Vec<u32>, Vec<u32>) = rows.map(|row| (row * row % 7, row * 31 % 13 / 2)).unzip();
        let (small, large) = ((&a[..], 7), (&b[..], 7));
        assert!((of_rows(small, large) - of_many(small, large)).abs() < 1e-12);
        let names: Vec<u32> = (0..100_000).collect();
        assert!((of_rows((&names, 100_000), (&names, 100_000)) - 1.0).abs() < 1e-9);
        assert_eq!(of_rows((&names, 100_000), (&vec![3; 100_000], 100)), 0.0);
    }

    #[test]
    fn agrees_with_the_reference_on_heart() {
        let path = |name| format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path("heart_297.csv")).unwrap();
        let mut loader = crate::table::Loader::new(bytes.len() as u64, None);
        loader.push(&bytes).unwrap();
        let table = loader.finish().unwrap().table;
        let golden: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path("heart.json")).unwrap()).unwrap();
        let numeric: Vec<String> = serde_json::from_value(golden["heart"]["numeric_qi"].clone()).unwrap();
        let expected = &golden["heart"]["phi2_bins10"];
        let names: Vec<String> = serde_json::from_value(expected["names"].clone()).unwrap();
        let columns: Vec<(Vec<u32>, usize)> = names
            .iter()
            .map(|name| {
                let column = table.column(name).unwrap();
                let (mut rule, _) = ColumnRule::guess(column);
                if !numeric.contains(name) {
                    rule.format = crate::table::Format::plain(crate::table::Kind::Category);
                }
                let classes = Classes::of(column, &rule);
                (classes.of_rows(column), classes.count)
            })
            .collect();
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in columns.iter().enumerate() {
                let found = of_rows((&a.0, a.1), (&b.0, b.1));
                let expected = expected["matrix"][i][j].as_f64().unwrap();
                assert!((found - expected).abs() < 1e-9, "{} {}: {found} {expected}", names[i], names[j]);
            }
        }
    }
}
