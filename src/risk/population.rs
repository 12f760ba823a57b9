//! How many patients are unique in the population that the file is a sample of.

use std::collections::BTreeMap;

use crate::privacy::Groups;
use crate::table::Table;

/// How many classes of a sample have each size.
///
/// The estimators say which share of a population's patients is alone with its
/// quasi-identifiers, where the sample is a random one, `sampled` of the
/// population (above 0 and below 1). Where no class of the sample has one
/// patient, they all say 0: k-anonymous tables have no unique patients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// The classes of each size.
    classes_of: BTreeMap<u32, u32>,
}

impl Sizes {
    /// Counts the classes of a table by their patients; by their rows, where
    /// each row is a patient. Names that the table lacks are passed over.
    #[must_use]
    pub fn of<'a>(
        table: &Table,
        quasi_identifiers: impl IntoIterator<Item = &'a str>,
        patients: Option<&[u32]>,
    ) -> Self {
        let codes: Vec<&[u32]> =
            quasi_identifiers.into_iter().filter_map(|name| Some(&*table.column(name)?.codes)).collect();
        let groups = Groups::of(&codes, table.rows);
        let sizes = patients.map_or_else(|| groups.sizes.clone(), |patients| groups.distinct(patients));
        let mut classes_of = BTreeMap::new();
        for size in sizes {
            *classes_of.entry(size).or_insert(0) += 1;
        }
        Self { classes_of }
    }

    /// The share by the estimator that does best at this share of the population.
    ///
    /// # Citation
    /// Dankar, F. et al.: Estimating the re-identification risk of clinical data
    /// sets, BMC Medical Informatics and Decision Making 12:66, 2012: Pitman's
    /// up to a tenth. Above, where the paper takes the smaller of Zayatz's and
    /// of a negative binomial model's, this takes Zayatz's, the larger of the two.
    #[must_use]
    pub fn dankar(&self, sampled: f64) -> f64 {
        let pitman = if sampled <= 0.1 { self.pitman(sampled) } else { None };
        pitman.unwrap_or_else(|| self.zayatz(sampled))
    }

    /// The share by the chance that a patient who is unique in the sample is so in the population.
    ///
    /// # Citation
    /// Zayatz, L.: Estimation of the number of unique population elements using
    /// a sample, Proc. Survey Research Methods, ASA, 1991.
    #[must_use]
    pub fn zayatz(&self, sampled: f64) -> f64 {
        let (n, unique) = (self.patients(), self.unique());
        let population = n / sampled;
        // P(1 patient of a class of `size` in the population is in the sample), hypergeometric
        let choose =
            |of: f64, take: f64| ln_gamma(of + 1.0) - ln_gamma(take + 1.0) - ln_gamma(of - take + 1.0);
        let one_of = |size: f64| {
            if population - size < n - 1.0 {
                return 0.0;
            }
            size * (choose(population - size, n - 1.0) - choose(population, n)).exp()
        };
        let sum: f64 = self.pairs().map(|(size, classes)| classes * one_of(size)).sum();
        // P(unique in the population | unique in the sample), by Bayes
        let stays_unique = if sum > 0.0 { unique * one_of(1.0) / sum } else { 0.0 };
        unique / n.max(1.0) * stays_unique
    }

    /// The share in Pitman's model of the sizes of a population's classes, with
    /// its parameters fitted to the sample by maximum likelihood; none where the
    /// likelihood has no greatest value inside the model.
    ///
    /// # Citation
    /// Hoshino, N.: Applying Pitman's sampling formula to microdata disclosure
    /// risk assessment, Journal of Official Statistics 17(4), 2001.
    #[must_use]
    pub fn pitman(&self, sampled: f64) -> Option<f64> {
        if self.unique() == 0.0 {
            return Some(0.0);
        }
        let (theta, alpha) = self.fit_pitman()?;
        let population = self.patients() / sampled;
        // Γ(θ+1) / Γ(θ+α) · N^α unique patients of N
        let unique = ln_gamma(theta + 1.0) - ln_gamma(theta + alpha) + alpha * population.ln();
        Some((unique - population.ln()).exp().min(1.0))
    }

    /// θ and α where both derivatives of the likelihood are 0. For every α there
    /// is one best θ; along these the derivative by α falls, so its zero is found by halving.
    fn fit_pitman(&self) -> Option<(f64, f64)> {
        let larger = self.classes_larger_than();
        let mut theta = 1.0;
        let mut by_alpha = |alpha: f64| {
            theta = self.best_theta(alpha, theta)?;
            // Σ_{i<u} i/(θ+iα) - Σ_j classes of size j · Σ_{i<j} 1/(i-α), for u classes
            let gain: f64 = whole(self.classes()).map(|i| i / (theta + i * alpha)).sum();
            let loss: f64 = (1u32..).zip(&larger).map(|(i, classes)| classes / (f64::from(i) - alpha)).sum();
            Some((gain - loss, theta))
        };
        let (mut low, mut high) = (1e-6, 1.0 - 1e-6);
        if by_alpha(low)?.0 < 0.0 || by_alpha(high)?.0 > 0.0 {
            return None;
        }
        while high - low > 1e-12 {
            let middle = f64::midpoint(low, high);
            if by_alpha(middle)?.0 > 0.0 { low = middle } else { high = middle }
        }
        Some((by_alpha(low)?.1, low))
    }

    /// The θ where Σ_{i<u} 1/(θ+iα) = Σ_{i<n} 1/(θ+i), by Newton's method from a nearby θ.
    fn best_theta(&self, alpha: f64, near: f64) -> Option<f64> {
        let (n, u, mut theta) = (self.patients(), self.classes(), near);
        for _ in 0..200 {
            let (mut value, mut slope) = (0.0, 0.0);
            for i in whole(u) {
                let inverse = 1.0 / (theta + i * alpha);
                (value, slope) = (value + inverse, slope - inverse * inverse);
            }
            for i in whole(n) {
                let inverse = 1.0 / (theta + i);
                (value, slope) = (value - inverse, slope + inverse * inverse);
            }
            // Never more than a tenth of the way to 0, nor tenfold away from it; where
            // the curve rises it has no zero ahead, and θ falls.
            let newton = if slope < 0.0 { theta - value / slope } else { 0.0 };
            let next = newton.clamp(theta / 10.0, theta * 10.0);
            if !next.is_finite() {
                return None;
            }
            // Towards 0 there is no best θ: 0 itself is.
            if (next / theta - 1.0).abs() < 1e-12 || (next < theta && next < 1e-6) {
                return Some(next.max(1e-6));
            }
            theta = next;
        }
        Some(theta)
    }

    /// For each i from 1 on how many classes have more than i patients.
    fn classes_larger_than(&self) -> Vec<f64> {
        let largest = self.classes_of.keys().next_back().map_or(0, |&size| size);
        let (mut larger, mut left) =
            (Vec::new(), self.classes_of.values().map(|&c| f64::from(c)).sum::<f64>());
        for i in 1..largest {
            left -= f64::from(self.classes_of.get(&i).copied().unwrap_or(0));
            larger.push(left);
        }
        larger
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.classes_of.iter().map(|(&size, &classes)| (f64::from(size), f64::from(classes)))
    }

    fn classes(&self) -> f64 {
        self.pairs().map(|(_, classes)| classes).sum()
    }

    fn patients(&self) -> f64 {
        self.pairs().map(|(size, classes)| size * classes).sum()
    }

    fn unique(&self) -> f64 {
        self.classes_of.get(&1).map_or(0.0, |&classes| f64::from(classes))
    }
}

/// 1, 2, 3, … below a number.
fn whole(below: f64) -> impl Iterator<Item = f64> {
    (1u32..).map(f64::from).take_while(move |&i| i < below)
}

/// ln Γ(x) for x > 0, by Stirling's series beyond 10.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < 10.0 {
        below += x.ln();
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factorials_are_gammas() {
        assert!((ln_gamma(5.0) - 24f64.ln()).abs() < 1e-12);
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-11);
        assert!((ln_gamma(21.0) - 2_432_902_008_176_640_000f64.ln()).abs() < 1e-12);
    }

    /// Estimates of ARX on the same classes: Adult on three and on six quasi-identifiers.
    #[test]
    fn agrees_with_arx() {
        let golden: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/data/arx.json")).unwrap();
        let mut compared = 0;
        for table in golden["own_risk"].as_array().unwrap() {
            let histogram: Vec<u32> = serde_json::from_value(table["histogram"].clone()).unwrap();
            let (pairs, []) = histogram.as_chunks::<2>() else { panic!("pairs") };
            let sizes = Sizes { classes_of: pairs.iter().map(|&[size, classes]| (size, classes)).collect() };
            for (name, expected) in table["population"].as_object().unwrap() {
                let sampled: f64 = name.rsplit('=').next().unwrap().parse().unwrap();
                let near = |ours: f64, theirs: &serde_json::Value, what: &str| {
                    let theirs = theirs.as_f64().unwrap();
                    assert!((ours - theirs).abs() <= 1e-6 * theirs, "{what} {sampled}: {ours} {theirs}");
                };
                near(sizes.zayatz(sampled), &expected["zayatz"], "zayatz");
                near(sizes.pitman(sampled).unwrap(), &expected["pitman"], "pitman");
                near(sizes.dankar(sampled), &expected["dankar"], "dankar");
                compared += 1;
            }
        }
        assert!(compared >= 24, "{compared}");
    }
}
