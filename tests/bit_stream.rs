//! The same bits give the same noise, natively and in the browser.
//!
//! One stream of bits is fed through every sampler; what they give is compared
//! with a list that was written down once. `cargo test` does so on this machine,
//! and the tests of the boundary do so in a browser's worker.

use std::fmt::{Display, Write};

use lazaret::dp::Epsilon;
use lazaret::dp::noise::ScoreSensitivity::{General, Monotonic};
use lazaret::dp::noise::bernoulli::exp_minus;
use lazaret::dp::noise::selection::{exponential, permute_and_flip, weighted_exponential};
use lazaret::dp::noise::uniform::below;
use lazaret::dp::noise::{
    BitsError, DiscreteGaussian, DiscreteLaplace, RandomBits, RandomizedResponse, SparseVector,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

const WRITTEN: &str = include_str!("data/bit_stream.txt");

/// The highest bits of a multiplicative generator modulo 2^64, by Knuth.
struct Stream(u64);

impl RandomBits for Stream {
    fn bits(&mut self, count: u32) -> Result<u128, BitsError> {
        Ok((0..count).fold(0, |bits, _| {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bits << 1 | u128::from(self.0 >> 63)
        }))
    }
}

/// A line with a name and sixteen draws.
fn line<T: Display>(
    text: &mut String,
    name: &str,
    mut draw: impl FnMut(&mut Stream) -> Result<T, BitsError>,
) {
    let mut stream = Stream(1);
    write!(text, "{name}:").unwrap();
    for _ in 0..16 {
        write!(text, " {}", draw(&mut stream).unwrap()).unwrap();
    }
    text.push('\n');
}

fn drawn() -> String {
    let epsilon = |text: &str| text.parse::<Epsilon>().unwrap();
    let mut text = String::new();
    line(&mut text, "below 1000", |bits| below(1000, bits));
    line(&mut text, "below 2^128 − 1", |bits| below(u128::MAX, bits));
    line(&mut text, "exp(−2/3)", |bits| exp_minus(2, 3, bits));
    for (t, s) in [(1, 2), (5, 2), (1 << 80, 3)] {
        let noise = DiscreteLaplace::new(t, s).unwrap();
        line(&mut text, &format!("discrete Laplace {t}/{s}"), |bits| noise.sample(bits));
    }
    for (n, d) in [(1, 2), (25, 4), (1 << 100, 7)] {
        let noise = DiscreteGaussian::new(n, d).unwrap();
        line(&mut text, &format!("discrete Gaussian {n}/{d}"), |bits| noise.sample(bits));
    }
    let noise = DiscreteGaussian::calibrated(1 << 100, 1).unwrap();
    line(&mut text, "discrete Gaussian 2^100, 1e-9", |bits| noise.sample(bits));
    let (scores, weights) = ([-9, 12, 3, 7, 19, 18, 0], [5, 1, 4, 1, 2, 3, 9]);
    line(&mut text, "permute and flip", |bits| permute_and_flip(&scores, General(5), epsilon("1.5"), bits));
    line(&mut text, "exponential", |bits| exponential(&scores, Monotonic(5), epsilon("0.3"), bits));
    line(&mut text, "weighted exponential", |bits| {
        weighted_exponential(&scores, &weights, General(5), epsilon("2"), bits)
    });
    let response = RandomizedResponse::new(5, epsilon("1")).unwrap();
    line(&mut text, "randomized response", |bits| response.answer(2, bits));
    let vector = SparseVector::calibrated(General(1), 3, epsilon("1")).unwrap();
    line(&mut text, "sparse vector", |bits| {
        let mut above = vector.begin(10, bits)?;
        let mut places = 0;
        for answer in 0..20 {
            let hit = above.is_above(answer, bits)?;
            places = places << 1 | u32::from(hit == Some(true));
        }
        Ok(places)
    });
    text
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_same_bits_give_the_same_noise() {
    let drawn = drawn();
    assert!(drawn == WRITTEN, "the samplers have changed; they now give\n{drawn}");
}
