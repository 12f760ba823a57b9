//! One budget for several questions, divided where it helps most.

use super::Epsilon;

/// A question among others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// How much its squared error counts beside those of the others.
    pub weight: f64,
    /// Its expected error at ε = 1, from declarations alone, in its own unit:
    /// that of a histogram is 1, that of a sum the range of its column.
    pub error: f64,
}

impl Claim {
    /// A claim whose error counts in units of one that can be tolerated: years
    /// of age and shares of patients then weigh against each other.
    #[must_use]
    pub fn tolerating(tolerated: f64, error: f64) -> Self {
        Self { weight: tolerated.powi(-2), error }
    }
}

/// Divides ε so that the weighed sum of squared errors is least.
///
/// Minimizing Σ wᵢ·(Δᵢ/εᵢ)² with Σ εᵢ fixed gives εᵢ ∝ (wᵢ·Δᵢ²)^⅓.
///
/// # Guarantee
/// The parts sum to `total` or up to a billionth for each claim less: never to more.
///
/// # Errors
/// `None` where a weight or an error is not a positive number, or a part is
/// smaller than any ε.
///
/// # Citation
/// Lagrange's multipliers: 2·wᵢΔᵢ²/εᵢ³ is the same for every question.
#[must_use]
pub fn split(total: Epsilon, claims: &[Claim]) -> Option<Vec<Epsilon>> {
    let shares: Vec<f64> = claims.iter().map(|claim| (claim.weight * claim.error.powi(2)).cbrt()).collect();
    let sum: f64 = shares.iter().sum();
    let part = |share: &f64| {
        // Rounded down, to billionths.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let nano = (share / sum * total.nano() as f64) as u64;
        let is_number = share.is_finite() && *share > 0.0;
        is_number.then(|| Epsilon::from_nano(nano)).flatten()
    };
    let parts: Vec<Epsilon> = shares.iter().map(part).collect::<Option<_>>()?;
    let spent: u64 = parts.iter().map(|part| part.nano()).sum();
    (spent <= total.nano()).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Decimal;
    use proptest::prelude::*;

    fn claims(pairs: &[(f64, f64)]) -> Vec<Claim> {
        pairs.iter().map(|&(weight, error)| Claim { weight, error }).collect()
    }

    /// Σ w·(Δ/ε)²
    fn loss(claims: &[Claim], parts: &[f64]) -> f64 {
        claims.iter().zip(parts).map(|(claim, part)| claim.weight * (claim.error / part).powi(2)).sum()
    }

    proptest! {
        #[test]
        fn no_other_split_is_better(
            pairs in prop::collection::vec((0.01..100.0, 0.01..100.0), 2..8),
            total in 1..3000u64,
            (from, to) in (0..8usize, 0..8usize),
        ) {
            let claims = claims(&pairs);
            let total = Epsilon::try_from(Decimal::new(total.cast_signed(), 3)).unwrap();
            let parts: Vec<u64> = split(total, &claims).unwrap().iter().map(|part| part.nano()).collect();
            let spent: u64 = parts.iter().sum();
            prop_assert!(spent <= total.nano() && spent + claims.len() as u64 >= total.nano());
            let parts: Vec<f64> = parts.iter().map(|&nano| nano as f64).collect();
            let mut moved = parts.clone();
            let by = moved[from % claims.len()] / 10.0;
            moved[from % claims.len()] -= by;
            moved[to % claims.len()] += by;
            prop_assert!(loss(&claims, &moved) >= loss(&claims, &parts) * (1.0 - 1e-6));
        }
    }

    #[test]
    fn equal_claims_get_equal_parts() {
        let ranges = [110.0, 100.0, 1.0].map(|range| Claim::tolerating(range, range));
        let parts = split(Epsilon::ONE, &ranges).unwrap();
        assert!(parts.iter().all(|part| part.nano() == 333_333_333), "{parts:?}");
    }

    #[test]
    fn what_is_no_claim_is_refused() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(split(Epsilon::ONE, &claims(&[(1.0, 1.0), (bad, 1.0)])), None, "{bad}");
        }
        let tiny: Epsilon = "1e-9".parse().unwrap();
        assert_eq!(split(tiny, &claims(&[(1.0, 1.0), (1.0, 1.0)])), None);
        assert_eq!(split(tiny, &[]), Some(Vec::new()));
    }
}
