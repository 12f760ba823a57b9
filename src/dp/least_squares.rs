//! Least squares from noisy second moments.

use super::accuracy::NORMAL_95;
use super::noise::Noise;
use super::release::Estimate;
use super::second_moments::{Coordinate, Moments, SecondMoments};
use super::spectrum::Spectrum;

/// The slopes of the last coordinate on all others.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    /// In units of half the ranges.
    pub slopes: Vec<f64>,
    /// The inverse of the predictors' covariances.
    pub inverse: Vec<Vec<f64>>,
    /// How far the slopes may be damped, where none is above 1.
    pub damped: Vec<f64>,
    /// Variance of the last coordinate that the slopes explain.
    pub explained: f64,
}

/// Solves the normal equations Σ·slopes = c, where Σ holds the predictors' noisy
/// covariances and c those with the target.
///
/// Noise of standard deviation √3·σ/n on the entries of Σ moves an eigenvalue
/// by about √k times as much. Eigenvalues below that are set to it: directions
/// in which the predictors vary less than the noise are damped, and all others
/// left alone. It depends on the noise and the noisy vector only.
///
/// # Citation
/// A ridge of the size of the noise, added only where it is needed: Wang 2018,
/// arXiv 1803.02596, Algorithm 2; here in each direction by itself.
pub(crate) fn fit(moments: &Moments, noise: Noise) -> Fit {
    let k = moments.means.len().saturating_sub(1);
    let floor = (3.0 * k as f64).sqrt() * SecondMoments::deviation(moments.rows, noise);
    let covariances: Vec<_> = moments.covariances[..k].iter().map(|row| row[..k].to_vec()).collect();
    let with_target: Vec<_> = moments.covariances[..k].iter().map(|row| row[k]).collect();
    let spectrum = Spectrum::of(covariances);
    let (mut inverse, mut damped) = (vec![vec![0.0; k]; k], vec![0.0; k]);
    for (value, vector) in spectrum.values.iter().zip(&spectrum.vectors) {
        // Σ⁻¹ = Σ q·qᵀ/λ
        let kept = value.max(floor).max(f64::MIN_POSITIVE);
        for i in 0..k {
            for j in 0..k {
                inverse[i][j] += vector[i] * vector[j] / kept;
            }
            damped[i] += vector[i].abs() * (1.0 - value.max(0.0) / kept);
        }
    }
    let slopes: Vec<f64> = inverse.iter().map(|row| dot(row, &with_target)).collect();
    let explained = dot(&slopes, &with_target);
    Fit { slopes, inverse, damped, explained }
}

/// A line, or plane, over the predictors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub predictors: &'a [Coordinate],
    /// The predictors' means come first.
    pub moments: &'a Moments,
    /// What a slope of 1 rises over half the range of a predictor.
    pub rise: f64,
}

impl Line<'_> {
    /// Intercept and slopes in the units of the columns, of slopes in units of half
    /// the ranges and the height above the means.
    pub(crate) fn coefficients(self, slopes: &[f64], height: f64) -> Vec<f64> {
        let slopes = self.in_units(slopes);
        [vec![height - dot(&slopes, &self.means())], slopes].concat()
    }

    /// The estimates of coefficients: damped slopes, and with them the intercept,
    /// may be further off than noise alone takes them. `variance` is that of the
    /// height above the means, from sampling patients.
    pub(crate) fn estimates(
        self,
        coefficients: &[f64],
        errors: &[f64],
        fit: &Fit,
        variance: f64,
    ) -> Vec<Estimate> {
        let damped = self.in_units(&fit.damped);
        let of_intercept = self.means().iter().zip(&damped).map(|(mean, damped)| mean.abs() * damped).sum();
        let labels = self.predictors.iter().map(Coordinate::column);
        let mut damped = std::iter::once(of_intercept).chain(damped);
        let mut deviations = self.deviations(fit, variance).into_iter();
        std::iter::once("intercept")
            .chain(labels)
            .zip(coefficients.iter().zip(errors))
            .map(|(label, (&value, error))| {
                let (damped, deviation) =
                    (damped.next().unwrap_or_default(), deviations.next().unwrap_or_default());
                Estimate::new(value, error + damped).labelled(label).sampled(NORMAL_95 * deviation)
            })
            .collect()
    }

    /// Standard deviations of intercept and slopes from sampling patients.
    fn deviations(self, fit: &Fit, variance: f64) -> Vec<f64> {
        // At x = 0, which lies z half ranges off the means: variance·(1 + zᵀΣ⁻¹z)
        let halves = self.predictors.iter().map(Coordinate::half);
        let z: Vec<f64> = self.means().iter().zip(halves).map(|(mean, half)| mean / half).collect();
        let spread: f64 = fit.inverse.iter().zip(&z).map(|(row, z_i)| z_i * dot(row, &z)).sum();
        // Of a slope: variance·(Σ⁻¹)ᵢᵢ
        let slopes = fit.inverse.iter().enumerate().map(|(at, row)| (variance * row[at]).sqrt());
        let slopes = self.in_units(&slopes.collect::<Vec<_>>());
        [vec![self.rise * (variance * (1.0 + spread)).sqrt()], slopes].concat()
    }

    /// The predictors' means, in the units of the columns.
    fn means(self) -> Vec<f64> {
        self.predictors
            .iter()
            .zip(&self.moments.means)
            .map(|(predictor, &mean)| predictor.value(mean))
            .collect()
    }

    fn in_units(self, slopes: &[f64]) -> Vec<f64> {
        self.predictors
            .iter()
            .zip(slopes)
            .map(|(predictor, slope)| slope * self.rise / predictor.half())
            .collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
