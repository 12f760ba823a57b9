//! Eigenvalues and eigenvectors of small symmetric matrices.

/// Rotations of all pairs are repeated at most so often; eight are enough for
/// matrices of any use here.
const MOST_SWEEPS: usize = 40;

/// A symmetric matrix as Σ λ·q·qᵀ.
#[derive(Clone, Debug)]
pub(crate) struct Spectrum {
    /// The eigenvalues λ, in no order.
    pub values: Vec<f64>,
    /// The eigenvector q of each, of length 1.
    pub vectors: Vec<Vec<f64>>,
}

impl Spectrum {
    /// By Jacobi's rotations (Golub, Van Loan 2013, Matrix Computations, Section
    /// 8.5). The matrix is given row by row.
    pub(crate) fn of(mut a: Vec<Vec<f64>>) -> Self {
        let n = a.len();
        let mut vectors: Vec<Vec<f64>> =
            (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        let size = a.iter().flatten().map(|entry| entry * entry).sum::<f64>();
        for _ in 0..MOST_SWEEPS {
            let off = (0..n).flat_map(|p| (0..p).map(move |q| (p, q))).map(|(p, q)| a[p][q] * a[p][q]);
            if off.sum::<f64>() <= 1e-30 * size {
                break;
            }
            for p in 0..n {
                for q in p + 1..n {
                    rotate(&mut a, &mut vectors, p, q);
                }
            }
        }
        Self { values: (0..n).map(|i| a[i][i]).collect(), vectors }
    }
}

/// Turns the axes p and q so that their entry becomes zero.
fn rotate(a: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    // t = tan of the angle, the smaller root of t² + 2·θ·t − 1 = 0
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cos = 1.0 / t.hypot(1.0);
    let sin = t * cos;
    let turn = |x: f64, y: f64| (cos * x - sin * y, sin * x + cos * y);
    for row in a.iter_mut() {
        (row[p], row[q]) = turn(row[p], row[q]);
    }
    for i in 0..a.len() {
        (a[p][i], a[q][i]) = turn(a[p][i], a[q][i]);
        (vectors[p][i], vectors[q][i]) = turn(vectors[p][i], vectors[q][i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_matrix(n in 1..7usize, entries in prop::collection::vec(-100.0..100.0f64, 49)) {
            let entry = |i: usize, j: usize| entries[7 * i.min(j) + i.max(j)];
            let matrix: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
            let Spectrum { values, vectors } = Spectrum::of(matrix.clone());
            for i in 0..n {
                for j in 0..n {
                    let sum: f64 = (0..n).map(|k| values[k] * vectors[k][i] * vectors[k][j]).sum();
                    prop_assert!((sum - matrix[i][j]).abs() < 1e-9, "{} {}", sum, matrix[i][j]);
                    let product: f64 = (0..n).map(|k| vectors[i][k] * vectors[j][k]).sum();
                    prop_assert!((product - f64::from(u8::from(i == j))).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn zero_and_diagonal_matrices_are_their_own() {
        assert_eq!(Spectrum::of(vec![]).values, [] as [f64; 0]);
        assert_eq!(Spectrum::of(vec![vec![0.0; 2]; 2]).values, [0.0, 0.0]);
        assert_eq!(Spectrum::of(vec![vec![2.0, 0.0], vec![0.0, -1.0]]).values, [2.0, -1.0]);
    }
}
