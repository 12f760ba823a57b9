//! `OpenDP`'s answers to four questions about a column of ages, native: what those of the page are set beside.
//!
//! Takes a file of one column and prints the best seconds of each question as
//! JSON. What favours `OpenDP` is left to it: the file is in memory as the type
//! that each question wants, and the mean and the variance are told the number of
//! rows, so that neither counts nor resizes.

use std::error::Error;
use std::time::Instant;

use opendp::core::Measurement;
use opendp::domains::{AtomDomain, VectorDomain};
use opendp::error::Fallible;
use opendp::measurements::{make_laplace, make_noisy_max};
use opendp::measures::MaxDivergence;
use opendp::metrics::{L1Distance, SymmetricDistance};
use opendp::transformations::{
    Pairwise, make_clamp, make_count, make_count_by_categories, make_find_bin, make_mean,
    make_quantile_score_candidates, make_variance,
};

/// Runs of each question, of which the best counts.
const ROUNDS: usize = 3;
const ALPHAS: [f64; 3] = [0.25, 0.5, 0.75];
const OLDEST: i32 = 110;

type Ages<T> = VectorDomain<AtomDomain<T>>;
type Question<T, Answer> = Measurement<Ages<T>, SymmetricDistance, MaxDivergence, Answer>;

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("which file?")?)?;
    let ages: Vec<i32> = text.lines().skip(1).map(str::parse).collect::<Result<_, _>>()?;
    let real: Vec<f64> = ages.iter().map(|&age| age.into()).collect();

    let count = best(|| count()?.invoke(&ages))?;
    let quantiles = best(|| ALPHAS.iter().try_for_each(|&alpha| quantile(alpha)?.invoke(&ages).map(drop)))?;
    let histogram = best(|| histogram()?.invoke(&ages))?;
    let moments = best(|| {
        mean(real.len())?.invoke(&real)?;
        variance(real.len())?.invoke(&real)
    })?;
    let all = count + quantiles + histogram + moments;
    println!(
        r#"{{ "rows": {}, "count": {count}, "quantiles": {quantiles}, "histogram": {histogram}, "moments": {moments}, "all": {all} }}"#,
        ages.len()
    );
    Ok(())
}

/// Seconds.
fn best<T>(answer: impl Fn() -> Fallible<T>) -> Fallible<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        std::hint::black_box(answer()?);
        best = best.min(started.elapsed().as_secs_f64());
    }
    Ok(best)
}

fn whole() -> Ages<i32> {
    VectorDomain::new(AtomDomain::default())
}

fn real(rows: usize) -> Ages<f64> {
    VectorDomain::new(AtomDomain::new_non_nan()).with_size(rows)
}

fn count() -> Fallible<Question<i32, i64>> {
    let counted = make_count::<_, i64>(whole(), SymmetricDistance)?;
    let noise = make_laplace(counted.output_domain.clone(), counted.output_metric.clone(), 1.0, None)?;
    counted >> noise
}

/// The place of the age in 0..=110 that is chosen.
fn quantile(alpha: f64) -> Fallible<Question<i32, usize>> {
    let scored = make_quantile_score_candidates(whole(), SymmetricDistance, (0..=OLDEST).collect(), alpha)?;
    let choice =
        make_noisy_max(scored.output_domain.clone(), scored.output_metric.clone(), MaxDivergence, 2.0, true)?;
    scored >> choice
}

/// Eleven bins of ten years.
fn histogram() -> Fallible<Question<i32, Vec<i64>>> {
    let edges = (10..OLDEST).step_by(10).collect();
    let binned = make_find_bin(whole(), SymmetricDistance, edges)?;
    let counted = make_count_by_categories::<L1Distance<i64>, _, i64>(
        binned.output_domain.clone(),
        SymmetricDistance,
        (0..11).collect(),
        false,
    )?;
    let noise = make_laplace(counted.output_domain.clone(), counted.output_metric.clone(), 1.0, None)?;
    binned >> counted >> noise
}

fn mean(rows: usize) -> Fallible<Question<f64, f64>> {
    let clamped = make_clamp(real(rows), SymmetricDistance, (0.0, OLDEST.into()))?;
    let mean = make_mean(clamped.output_domain.clone(), SymmetricDistance)?;
    let noise = make_laplace(mean.output_domain.clone(), mean.output_metric.clone(), 1.0, None)?;
    clamped >> mean >> noise
}

fn variance(rows: usize) -> Fallible<Question<f64, f64>> {
    let clamped = make_clamp(real(rows), SymmetricDistance, (0.0, OLDEST.into()))?;
    let variance = make_variance::<Pairwise<f64>>(clamped.output_domain.clone(), SymmetricDistance, 1)?;
    let noise = make_laplace(variance.output_domain.clone(), variance.output_metric.clone(), 1.0, None)?;
    clamped >> variance >> noise
}
