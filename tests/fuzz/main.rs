//! Every parser against bad input: docs/fuzzing.md.
//!
//! LAZARET_FUZZ_SECONDS is how long each parser is tried, LAZARET_FUZZ_SEED with which inputs.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;
mod mutate;
#[path = "../sealed/mod.rs"]
mod sealed;
mod targets;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::Mutator;
use targets::Target;

/// No input of these lengths may take longer, in a program that is not optimized.
const SLOWEST: Duration = Duration::from_secs(10);
/// Inputs that are kept to be changed further.
const MOST_INPUTS: usize = 200;
const LONGEST_INPUT: usize = 100_000;

fn setting(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Changes seeds, and keeps what led to an outcome that was not seen before. Gives inputs tried and outcomes seen.
fn fuzz(target: &Target, mutator: &mut Mutator, time: Duration) -> (usize, usize) {
    let mut inputs = target.seeds.clone();
    for (number, seed) in inputs.iter().enumerate() {
        assert!(try_one(target, seed).starts_with("Ok"), "{}: seed {number} is refused", target.name);
    }
    let (mut tried, mut outcomes) = (0, HashSet::new());
    let until = Instant::now() + time;
    while Instant::now() < until {
        let mut input = mutator.pick(&inputs).clone();
        mutator.change(&mut input, &inputs, target.words);
        input.truncate(LONGEST_INPUT);
        tried += 1;
        if outcomes.insert(try_one(target, &input)) && inputs.len() < MOST_INPUTS {
            inputs.push(input);
        }
    }
    (tried, outcomes.len())
}

/// What becomes of an input, its numbers apart.
fn try_one(target: &Target, input: &[u8]) -> String {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let took = start.elapsed();
    match outcome {
        Ok(outcome) if took < SLOWEST => outcome.chars().filter(|it| !it.is_ascii_digit()).collect(),
        _ => {
            let hex: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
            panic!("{} fails or stalls ({took:?}) on {hex}", target.name);
        }
    }
}

#[test]
fn no_parser_panics_or_stalls() {
    let seconds = setting("LAZARET_FUZZ_SECONDS", 0.1);
    let targets = targets::all();
    for target in &targets {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small number that one gives"
        )]
        let mut mutator = Mutator::new(setting("LAZARET_FUZZ_SEED", 1.0) as u64);
        let (tried, outcomes) = fuzz(target, &mut mutator, Duration::from_secs_f64(seconds));
        println!("{:20} {tried:8} inputs, {outcomes:4} outcomes", target.name);
        assert!(tried > 0, "{} was not tried", target.name);
    }
}

/// A harness that sees no failure shows nothing.
#[test]
#[should_panic(expected = "a parser with a mistake fails or stalls")]
fn a_mistake_is_found() {
    let target = Target {
        name: "a parser with a mistake",
        seeds: vec![b"length 3: abc".to_vec()],
        words: &[],
        run: Box::new(|input| {
            let length = input.get(7).map_or(0, |digit| usize::from(digit.wrapping_sub(b'0')));
            let behind = input.get(10..).unwrap_or_default();
            if behind.is_empty() { "Ok".to_owned() } else { format!("Ok {:?}", &behind[..length]) }
        }),
    };
    fuzz(&target, &mut Mutator::new(1), Duration::from_secs(5));
}
