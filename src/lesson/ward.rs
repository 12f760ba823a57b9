//! The patients of the lesson, who do not exist.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::{Bernoulli, Distribution, LogNormal};

/// The one ward of the lesson is always the same.
const SEED: u64 = 1403;

/// A made-up ward; patient 0 is Ms X.
#[derive(Clone, Debug, PartialEq)]
pub struct Ward {
    /// Who has diabetes.
    pub diabetes: Vec<bool>,
    /// Days that each stayed, 1 to 120: most a few, some for months.
    pub stays: Vec<u32>,
}

impl Ward {
    /// The first `patients` of the ward.
    #[must_use]
    pub fn of(patients: usize) -> Self {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let share = Bernoulli::from_ratio(3, 10).ok();
        let stay = LogNormal::new(1.5, 1.0).ok();
        let mut ward = Self { diabetes: Vec::new(), stays: Vec::new() };
        for patient in 0..patients {
            let ill = share.is_some_and(|share| share.sample(&mut generator));
            let days = stay.map_or(1.0, |stay| generator.sample::<f64, _>(stay)).ceil().clamp(1.0, 120.0);
            ward.diabetes.push(ill || patient == 0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            ward.stays.push(days as u32);
        }
        ward
    }

    /// How many have diabetes.
    #[must_use]
    pub fn ill(&self) -> u32 {
        self.diabetes.iter().map(|&ill| u32::from(ill)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_always_the_same_ward() {
        let (small, large) = (Ward::of(80), Ward::of(1000));
        assert_eq!(small.diabetes[..], large.diabetes[..80]);
        assert_eq!(small.stays[..], large.stays[..80]);
        // 1000 coins of 0.3 have standard deviation 14.5.
        assert!(large.diabetes[0] && large.ill().abs_diff(300) < 60, "{}", large.ill());
        assert!(large.stays.iter().all(|days| (1..=120).contains(days)));
    }
}
