//! The lesson's views: made-up patients only, no table and no release.
//!
//! Where a view draws, `seed` names the run; without one it is drawn afresh.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

pub mod cipher;

use super::failure::{give, thrown};
use crate::dp::noise::BitsError;
use crate::dp::{AnswerError, Delta, Epsilon, ParameterError};
use crate::lesson::averaging::{self, AveragingLesson, Ledger};
use crate::lesson::clipping::{self, ClippingLesson};
use crate::lesson::difference::{self, DifferenceLesson};
use crate::lesson::floating_point::{self, FloatingPointLesson};
use crate::lesson::local::{self, LocalLesson};
use crate::lesson::noise::{self, NoiseLesson};
use crate::lesson::posterior::{self, PosteriorLesson};
use crate::lesson::reconstruction::{self, ReconstructionLesson};
use crate::lesson::releases::{self, ReleasesLesson};
use crate::lesson::source::LessonBits;
use crate::lesson::splitting::{self, SplittingLesson};
use crate::lesson::ward::Ward;
use crate::table::Decimal;

/// A privacy parameter as the page has it.
fn read<T: TryFrom<Decimal, Error = ParameterError>>(parameter: f64) -> Result<T, JsValue> {
    let decimal = Decimal::from_f64(parameter).ok_or(ParameterError::NotANumber);
    decimal.and_then(T::try_from).map_err(thrown)
}

/// What a run drew.
fn drawn<T: Tsify + serde::Serialize>(run: Result<T, BitsError>) -> Result<Ts<T>, JsValue> {
    give(&run.map_err(AnswerError::from).map_err(thrown)?)
}

/// Two neighbouring wards' answers.
///
/// # Errors
/// A [`ParameterError`] as an object.
#[wasm_bindgen]
pub fn lesson_noise(epsilon: f64) -> Result<Ts<NoiseLesson>, JsValue> {
    give(&noise::noise(read(epsilon)?))
}

/// A hundred releases, and how many are within a margin.
///
/// # Errors
/// A [`ParameterError`] or [`AnswerError`] as an object.
#[wasm_bindgen]
pub fn lesson_releases(epsilon: f64, margin: u32, seed: Option<u32>) -> Result<Ts<ReleasesLesson>, JsValue> {
    drawn(releases::releases(read(epsilon)?, margin, &mut LessonBits::new(seed)))
}

/// What an attacker may believe at most, who believed `prior` before.
///
/// # Errors
/// A [`ParameterError`] as an object.
#[wasm_bindgen]
pub fn lesson_posterior(prior: f64, epsilon: f64) -> Result<Ts<PosteriorLesson>, JsValue> {
    give(&posterior::posterior(prior, read::<Epsilon>(epsilon)?.to_f64()))
}

/// The count with Ms X less the count without her.
///
/// # Errors
/// As for [`lesson_releases`].
#[wasm_bindgen]
pub fn lesson_difference(epsilon: f64, seed: Option<u32>) -> Result<Ts<DifferenceLesson>, JsValue> {
    drawn(difference::difference(read(epsilon)?, &mut LessonBits::new(seed)))
}

/// The same question `times` times. `ledger` is 0 for none, 1 for one that
/// remembers answers, 2 for one that refuses when ε `total` is spent.
///
/// # Errors
/// As for [`lesson_releases`].
#[wasm_bindgen]
pub fn lesson_averaging(
    epsilon: f64,
    times: u32,
    ledger: u32,
    total: f64,
    seed: Option<u32>,
) -> Result<Ts<AveragingLesson>, JsValue> {
    let ledger = match ledger {
        0 => Ledger::None,
        1 => Ledger::Remembers,
        _ => Ledger::Refuses,
    };
    drawn(averaging::averaging(read(epsilon)?, times, ledger, read(total)?, &mut LessonBits::new(seed)))
}

/// Secrets solved from noisy counts of random groups.
///
/// # Errors
/// As for [`lesson_releases`].
#[wasm_bindgen]
pub fn lesson_reconstruction(
    questions: u32,
    scale: f64,
    seed: Option<u32>,
) -> Result<Ts<ReconstructionLesson>, JsValue> {
    drawn(reconstruction::reconstruction(questions, scale, &mut LessonBits::new(seed)))
}

/// A mean at every upper bound.
///
/// # Errors
/// As for [`lesson_noise`].
#[wasm_bindgen]
pub fn lesson_clipping(epsilon: f64, patients: usize) -> Result<Ts<ClippingLesson>, JsValue> {
    give(&clipping::clipping(read(epsilon)?, patients))
}

/// One budget over many questions.
///
/// # Errors
/// As for [`lesson_noise`].
#[wasm_bindgen]
pub fn lesson_splitting(epsilon: f64, delta: f64) -> Result<Ts<SplittingLesson>, JsValue> {
    give(&splitting::splitting(read(epsilon)?, read::<Delta>(delta)?))
}

/// Noise on each patient against noise on the count.
///
/// # Errors
/// As for [`lesson_releases`].
#[wasm_bindgen]
pub fn lesson_local(epsilon: f64, patients: usize, seed: Option<u32>) -> Result<Ts<LocalLesson>, JsValue> {
    drawn(local::local(read(epsilon)?, patients, &mut LessonBits::new(seed)))
}

/// The sum of the stays of so many patients, in days.
#[wasm_bindgen]
#[must_use]
pub fn lesson_sum(patients: usize) -> u32 {
    Ward::of(patients).stays.iter().sum()
}

/// Last digits that tell, of floating-point noise and of ours.
///
/// # Errors
/// As for [`lesson_releases`].
#[wasm_bindgen]
pub fn lesson_floating_point(epsilon: f64, seed: Option<u32>) -> Result<Ts<FloatingPointLesson>, JsValue> {
    drawn(floating_point::floating_point(read(epsilon)?, &mut LessonBits::new(seed)))
}
