//! The results in a few sentences: the seed's own comparison, and the one at equal privacy.

use crate::experiment::{Contender, From, Verdict};

/// One line for each method of the paper against Mondrian: under the same k and
/// l, and, for intervals alone, as the paper's abstract compares.
pub(super) fn lines<'a>(verdicts: &'a [Verdict], study: &'a str) -> impl Iterator<Item = String> + 'a {
    let told = move |contender: Contender, baseline: Contender| {
        let of = |from: From| -> Vec<&Verdict> {
            let compared = |verdict: &&Verdict| {
                verdict.study == study
                    && (verdict.contender, verdict.baseline) == (contender, baseline)
                    && verdict.reading.from == from
                    && !verdict.reading.redrawn
            };
            verdicts.iter().filter(compared).collect()
        };
        let (quasi, all) = (of(From::QuasiIdentifiers), of(From::AllColumns));
        let privacy = if quasi.first()?.equal_privacy { "at equal privacy" } else { "at unequal privacy" };
        Some(format!(
            "- {}, against {}, {privacy}: accuracy {} from quasi-identifiers and {} from all columns; {} points of NCP saved.",
            contender.title(),
            baseline.title(),
            range(&quasi, |verdict| 100.0 * verdict.gain, " %"),
            range(&all, |verdict| 100.0 * verdict.gain, " %"),
            range(&quasi, |verdict| 100.0 * verdict.loss_saved, ""),
        ))
    };
    [
        (Contender::FixedIntervals, Contender::Mondrian),
        (Contender::ImprovedSlicing, Contender::DiverseMondrian),
        (Contender::TargetSlicing, Contender::DiverseMondrian),
    ]
    .into_iter()
    .filter_map(move |(contender, baseline)| told(contender, baseline))
}

/// From the least to the greatest over k.
fn range(verdicts: &[&Verdict], of: impl Fn(&Verdict) -> f64, unit: &str) -> String {
    let values: Vec<f64> = verdicts.iter().map(|verdict| of(verdict)).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("{least:+.0} to {greatest:+.0}{unit}")
}
