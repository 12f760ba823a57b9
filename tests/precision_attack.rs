//! The precision attack: which numbers a release can be at all, at the level of
//! their last binary digits, must not depend on who is in the table.
//!
//! Mironov 2012; Haney, Desfontaines, Hartman, Shrestha, Hay 2022, arXiv
//! 2207.13793. Noise in floating point falls to it at once, and the same attack
//! finds nothing in our releases.

use lazaret::dp::{Asked, Budget, Data, Epsilon, SystemBits, Value, answer};
use lazaret::table::{Column, Format, Kind};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

const RELEASES: u32 = 20_000;

/// The attack. For each k, and two neighbouring tables: how often is a release a
/// multiple of 2^−k, and how often not? At ε = 1 no event may be more than e
/// times as likely beside the one table as beside the other; the largest excess
/// is given, in standard deviations.
fn attack(mut release: impl FnMut(bool) -> f64) -> f64 {
    let outputs = [false, true].map(|larger| (0..RELEASES).map(|_| release(larger)).collect::<Vec<f64>>());
    let mut excess = f64::NEG_INFINITY;
    for k in -4..=60 {
        let [a, b] = outputs.each_ref().map(|outputs| {
            outputs.iter().filter(|&output| (output * 2f64.powi(k)).fract() == 0.0).count() as f64
        });
        let all = f64::from(RELEASES);
        for (often, seldom) in [(a, b), (b, a), (all - a, all - b), (all - b, all - a)] {
            let e = 1f64.exp();
            // The variance of `often − e·seldom`, of two Poisson numbers, is at most this.
            excess = excess.max((often - e * seldom) / (often + e * e * seldom).max(1.0).sqrt());
        }
    }
    excess
}

/// Laplace noise of ε = 1 as it is often written: x ± ln U in doubles.
fn naive(x: f64, rng: &mut Xoshiro256PlusPlus) -> f64 {
    let word = rng.next_u64();
    let uniform = ((word >> 11) + 1) as f64 / 2f64.powi(53);
    if word & 1 == 1 { x + uniform.ln() } else { x - uniform.ln() }
}

#[test]
fn noise_in_floating_point_falls_at_once() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let excess = attack(|larger| naive(f64::from(u8::from(larger)), &mut rng));
    assert!(excess > 50.0, "{excess}");
}

/// The largest excess over releases of one question about a column with and
/// without its last row.
fn excess_of_releases(question: &str, cells: &[&str]) -> f64 {
    let columns =
        [&cells[..cells.len() - 1], cells].map(|cells| Column::from_texts("AGE", cells.iter().copied()));
    let asked: Asked = serde_json::from_str(question).unwrap();
    let mut bits = SystemBits::default();
    attack(|larger| {
        let column = &columns[usize::from(larger)];
        let data = Data::new(column.codes.len(), vec![(column, Format::plain(Kind::Integer))]);
        let mut budget = Budget::new(Epsilon::ONE.into());
        let Value::Number(number) = answer(&data, &asked, &mut budget, &mut bits).unwrap().value else {
            panic!("one number was asked")
        };
        number.value
    })
}

#[test]
fn releases_give_the_attack_nothing() {
    for (question, cells) in [
        (r#"{"question":"count","epsilon":1}"#, vec!["1"]),
        (r#"{"question":"count","epsilon":1}"#, vec!["1", "1"]),
        (r#"{"question":"mean","column":"AGE","lower":0,"upper":110,"epsilon":1}"#, vec!["1", "110"]),
        (
            r#"{"question":"mean","column":"AGE","lower":0,"upper":1,"step":0.001,"epsilon":1}"#,
            vec!["0", "1", "1"],
        ),
    ] {
        let excess = excess_of_releases(question, &cells);
        assert!(excess < 6.0, "{question}: {excess}");
    }
}
