//! The discrete Laplace distribution on paper: what the sampler's draws follow.

/// `P(x) = (1−q)/(1+q) · q^|x|` on the integers, with `q = exp(−1/scale)`.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    q: f64,
    /// 1 − q, which for a long scale is too near to 0 to be had by subtraction.
    p: f64,
}

impl Law {
    /// The distribution of that scale, which is Δ/ε: sensitivity over ε.
    #[must_use]
    pub fn of_scale(scale: f64) -> Self {
        Self { q: (-1.0 / scale).exp(), p: -(-1.0 / scale).exp_m1() }
    }

    /// The probability of noise `x`.
    #[must_use]
    pub fn probability(self, x: i32) -> f64 {
        self.p / (1.0 + self.q) * self.q.powi(x.saturating_abs())
    }

    /// The probability that the noise is at most `margin` either way.
    #[must_use]
    pub fn within(self, margin: u32) -> f64 {
        // P(|X| > m) = 2 q^(m+1) / (1+q)
        1.0 - 2.0 * self.q.powf(f64::from(margin) + 1.0) / (1.0 + self.q)
    }

    /// The standard deviation, √(2q)/(1−q).
    #[must_use]
    pub fn deviation(self) -> f64 {
        (2.0 * self.q).sqrt() / self.p
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_over_the_integers_give_the_closed_forms() {
        for scale in [0.2, 1.0, 2.5, 20.0] {
            let law = Law::of_scale(scale);
            let reach = 1000;
            let sum =
                |of: &dyn Fn(i32) -> f64| (-reach..=reach).map(|x| of(x) * law.probability(x)).sum::<f64>();
            assert!((sum(&|_| 1.0) - 1.0).abs() < 1e-12, "{scale}");
            assert!((sum(&|x| f64::from(x).powi(2)).sqrt() / law.deviation() - 1.0).abs() < 1e-9, "{scale}");
            for margin in [0, 1, 3] {
                let inside = sum(&|x| f64::from(u8::from(x.unsigned_abs() <= margin)));
                assert!((inside - law.within(margin)).abs() < 1e-12, "{scale} ± {margin}");
            }
        }
    }
}
