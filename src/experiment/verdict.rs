//! Where the claim holds, against what.

use serde::Serialize;

use super::contender::Protection;
use super::figures::{Accuracy, Figures, mean, standard_error};
use super::{Contender, Reading, Results};

/// The claim: so much more accuracy, relative to the other method's.
pub const ACCURACY_GAIN: f64 = 0.13;

/// The claim: so much less loss, in points of NCP.
pub const LOSS_REDUCTION: f64 = 0.12;

/// One method against one baseline on the same splits, with the same k where both have one.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// The file.
    pub study: &'static str,
    /// The method.
    pub contender: Contender,
    /// How the releases were read; the baseline's, which has no buckets, as it was published.
    pub reading: Reading,
    /// What it is compared with.
    pub baseline: Contender,
    /// The baseline's group size.
    pub k: u32,
    /// Whether both promise the same: k, and 1/l.
    pub equal_privacy: bool,
    /// Accuracy gained, relative to the baseline's.
    pub gain: f64,
    /// Accuracy gained, in points of 0 to 1.
    pub points: f64,
    /// The standard error of `points` over splits; none for one split.
    pub standard_error: Option<f64>,
    /// Loss saved, in points of NCP, 0 to 1.
    pub loss_saved: f64,
    /// Loss saved, relative to the baseline's.
    pub loss_saved_relative: f64,
    /// Whether accuracy gains 13 % or more.
    pub accuracy_holds: bool,
    /// Whether loss falls by 12 points or more.
    pub loss_holds: bool,
}

/// Every contender of the second paper against every baseline.
#[must_use]
pub fn verdicts(results: &Results) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for baseline in results.figures.iter().filter(|figures| figures.contender.is_baseline()) {
        for contender in results.figures.iter().filter(|figures| figures.contender.is_claimed()) {
            let same_k = contender.k.is_none() || baseline.k.is_none() || contender.k == baseline.k;
            if contender.study != baseline.study || !same_k {
                continue;
            }
            for accuracy in &contender.accuracy {
                let published = Reading { redrawn: false, ..accuracy.reading };
                if let Some(other) = baseline.by(published) {
                    verdicts.extend(judge(contender, accuracy, baseline, other));
                }
            }
        }
    }
    verdicts
}

fn judge(contender: &Figures, accuracy: &Accuracy, baseline: &Figures, other: &Accuracy) -> Option<Verdict> {
    // Splits can only be compared one by one where neither refused any.
    let paired = contender.refused == 0 && baseline.refused == 0;
    let differences: Vec<f64> = accuracy.splits.iter().zip(&other.splits).map(|(a, b)| a - b).collect();
    let points = paired.then(|| mean(&differences))?;
    let gain = points / other.mean;
    let loss_saved = baseline.ncp_value - contender.ncp_value;
    Some(Verdict {
        study: contender.study,
        contender: contender.contender,
        reading: accuracy.reading,
        baseline: baseline.contender,
        k: baseline.k.or(contender.k)?,
        equal_privacy: alike(contender.contender.protection(), baseline.contender.protection()),
        gain,
        points,
        standard_error: standard_error(&differences),
        loss_saved,
        loss_saved_relative: if baseline.ncp_value > 0.0 { loss_saved / baseline.ncp_value } else { 0.0 },
        accuracy_holds: gain >= ACCURACY_GAIN,
        loss_holds: loss_saved >= LOSS_REDUCTION,
    })
}

/// Whether two protections promise a group size and a bound on links, both.
fn alike(a: Protection, b: Protection) -> bool {
    let both = [Protection::DiverseGroup, Protection::DiverseColumns];
    both.contains(&a) && both.contains(&b)
}
