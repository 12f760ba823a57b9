//! The search for the transformation that loses least.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::candidates::Candidates;
use super::check::{Check, Checker, On, checker};
use super::descent::Descent;
use super::lattice::{Heights, Lattice, is_below};
use super::loss::Loss;
use crate::anonymize::Ground;

/// A lattice of more transformations than this is also searched from the top
/// down: there the proof that nothing is better may never come.
const LARGE: u64 = 1 << 20;

/// Best-first search: candidates come by the least that they can lose, and the
/// first that can lose no less than the best so far ends it.
///
/// A candidate is not tried by itself at first. Whatever lies above it
/// suppresses no more rows than it does, as far as models count whose property
/// outlasts any merging. So the search tries transformations above it, on a
/// path, for one that already suppresses too many: more than the limit, or more
/// than the best so far leaves the candidate. Such a witness dooms all below it.
#[derive(Debug)]
pub(super) struct Search {
    candidates: Candidates,
    /// The way down a large lattice.
    descent: Option<Descent>,
    /// Whether the next turn is the candidates'.
    is_candidates_turn: bool,
    checker: Box<dyn Checker>,
    tried: HashMap<Heights, Check, FixedState>,
    /// Coarsest transformations that suppress more rows than the limit.
    hopeless: Vec<Heights>,
    /// Others that suppress some, and how many.
    witnesses: Vec<(Heights, u32)>,
    best: Option<Best>,
    /// Whether few columns have been ruled out.
    begun: bool,
    /// What no transformation can lose less than that has not been ruled out.
    open: f64,
    /// Whether nothing can be better than the best.
    done: bool,
    /// Whether the search was cut short.
    ended: bool,
}

/// The best transformation so far.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub(super) heights: Heights,
    pub(super) loss: f64,
    /// The least that it could lose without suppression.
    bound: f64,
}

impl Search {
    /// A search that has tried the top, so that there is something to end with.
    pub(super) fn new(ground: &Ground, lattice: &Lattice, loss: &Loss) -> Self {
        let mut search = Self {
            candidates: Candidates::new(loss, &lattice.tops),
            descent: (lattice.nodes() > LARGE).then(Descent::default),
            is_candidates_turn: false,
            checker: checker(ground, lattice),
            tried: HashMap::default(),
            hopeless: Vec::new(),
            witnesses: Vec::new(),
            best: None,
            begun: false,
            open: 0.0,
            done: false,
            ended: false,
        };
        let top = search.try_one(&On { ground, lattice, loss }, &lattice.tops);
        if let Some(descent) = search.descent.as_mut().filter(|_| top.loss.is_finite()) {
            descent.add(lattice.tops.clone(), top.loss);
        }
        search
    }

    /// The best transformation so far.
    pub(super) fn best(&self) -> Option<&Best> {
        self.best.as_ref()
    }

    /// How many transformations were tried.
    pub(super) fn checked(&self) -> u64 {
        self.tried.len() as u64
    }

    /// How much less than the best so far could still be lost.
    pub(super) fn gap(&self) -> f64 {
        match &self.best {
            Some(best) if !self.done => (best.loss - self.open).max(0.0),
            _ => 0.0,
        }
    }

    /// How far the search is, 0 to 1: the least loss that is still open rises to the best so far.
    pub(super) fn progress(&self) -> f64 {
        match &self.best {
            _ if self.done || self.ended => 1.0,
            Some(best) if best.loss > 0.0 => (self.open / best.loss).min(0.99),
            _ => 0.0,
        }
    }

    /// The rows that a transformation suppresses.
    pub(super) fn suppressed(&mut self, on: &On<'_>, heights: &[u16]) -> Vec<u32> {
        self.checker.suppressed(on, heights)
    }

    /// Tries candidates until about so many tuples were looked at, or so many
    /// transformations were tried in all and one of them may be used.
    pub(super) fn step(&mut self, on: &On<'_>, budget: usize, checks: u64) {
        let before = self.tried.len();
        if !std::mem::replace(&mut self.begun, true) && !self.ended {
            self.rule_out_few_columns(on);
        }
        let spent = |search: &Self| (search.tried.len() - before).saturating_mul(search.checker.tuples());
        let mut passed = 0;
        while !self.done && !self.ended && spent(self).saturating_add(passed) < budget {
            if self.checked() >= checks && self.best.is_some() {
                self.ended = true;
                break;
            }
            passed += 1;
            self.advance(on);
        }
    }

    /// Ends the search with what it has found.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Tries each column by itself, all others generalized to nothing: a height
    /// that is hopeless there is hopeless everywhere. So are heights of pairs of
    /// columns, which without suppression rule out most transformations. What the
    /// least heights left have in groups is kept to make others' groups of.
    fn rule_out_few_columns(&mut self, on: &On<'_>) {
        let mut least = vec![0; on.lattice.tops.len()].into_boxed_slice();
        for column in 0..least.len() {
            least[column] = self.least_height(on, on.lattice.tops.clone(), column, 0);
        }
        self.try_one(on, &least);
        if on.ground.suppression_limit() > 0 || self.descent.is_some() {
            return;
        }
        for one in 0..least.len() {
            for other in 0..one {
                for height in least[one]..on.lattice.tops[one] {
                    let mut pair = on.lattice.tops.clone();
                    pair[one] = height;
                    self.least_height(on, pair, other, least[other]);
                }
            }
        }
    }

    /// The least height of a column, from one upwards, that is not hopeless.
    fn least_height(&mut self, on: &On<'_>, mut heights: Heights, column: usize, from: u16) -> u16 {
        heights[column] = from;
        while heights[column] < on.lattice.tops[column]
            && self.try_one(on, &heights).lasting > on.ground.suppression_limit()
        {
            heights[column] += 1;
        }
        heights[column]
    }

    fn advance(&mut self, on: &On<'_>) {
        self.is_candidates_turn = !self.is_candidates_turn;
        let lower = self.descent.as_mut().filter(|_| !self.is_candidates_turn).and_then(Descent::next);
        match lower {
            Some(lower) => self.descend(on, lower),
            None => self.advance_candidates(on),
        }
    }

    /// Tries transformations right below one that may be used.
    fn descend(&mut self, on: &On<'_>, lower: Vec<Heights>) {
        for heights in lower {
            if self.tried.contains_key(&heights) || self.is_hopeless(&heights) {
                continue;
            }
            // Even one that loses more than the best may lead down to a better one.
            let loss = self.try_within(on, &heights, f64::INFINITY).loss;
            if let Some(descent) = self.descent.as_mut().filter(|_| loss.is_finite()) {
                descent.add(heights, loss);
            }
        }
    }

    fn advance_candidates(&mut self, on: &On<'_>) {
        let Some(candidate) = self.candidates.next() else {
            self.done = true;
            return;
        };
        self.open = on.loss.at_least(&candidate, 0);
        if self
            .best
            .as_ref()
            .is_some_and(|best| self.open > best.loss || self.open == best.loss && self.open > best.bound)
        {
            self.done = true;
        } else if !self.is_doomed(on, &candidate) && !self.tried.contains_key(&candidate) {
            self.climb(on, &candidate);
        }
    }

    /// Looks for the coarsest witness against a candidate on a path above it;
    /// tries the candidate itself where there is none.
    fn climb(&mut self, on: &On<'_>, candidate: &Heights) {
        let path = self.path(on, candidate);
        // Below `low` all are witnesses, from `high` on none is.
        let (mut low, mut high) = (0, path.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let lasting = self.try_one(on, &path[middle]).lasting;
            if self.dooms(on, candidate, lasting) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
    }

    /// From the candidate upwards, by the cheapest step each time, as far as
    /// something better than the best so far can be.
    fn path(&self, on: &On<'_>, candidate: &Heights) -> Vec<Heights> {
        let mut path = vec![candidate.clone()];
        let enough = self.enough();
        loop {
            let from = &path[path.len() - 1];
            let next = (0..from.len())
                .filter(|&column| from[column] < on.lattice.tops[column])
                .map(|column| {
                    let mut above = from.clone();
                    above[column] += 1;
                    (on.loss.at_least(&above, 0), above)
                })
                .min_by(|(a, _), (b, _)| a.total_cmp(b));
            match next {
                Some((least, above)) if least <= enough => path.push(above),
                _ => return path,
            }
        }
    }

    fn try_one(&mut self, on: &On<'_>, heights: &Heights) -> Check {
        self.try_within(on, heights, self.enough())
    }

    /// Tries a transformation whose loss need not be told if it is above `enough`.
    fn try_within(&mut self, on: &On<'_>, heights: &Heights, enough: f64) -> Check {
        if let Some(&check) = self.tried.get(heights) {
            return check;
        }
        let check = self.checker.check(on, heights, enough);
        self.tried.insert(heights.clone(), check);
        if check.lasting > on.ground.suppression_limit() {
            self.hopeless.retain(|known| !is_below(known, heights));
            self.hopeless.push(heights.clone());
        } else if check.lasting > 0 {
            self.witnesses.push((heights.clone(), check.lasting));
        }
        if check.loss.is_finite() {
            let bound = on.loss.at_least(heights, 0);
            let found = Best { heights: heights.clone(), loss: check.loss, bound };
            if self.best.as_ref().is_none_or(|best| found.is_better_than(best)) {
                self.best = Some(found);
            }
        }
        check
    }

    /// A loss above this one is of no use.
    fn enough(&self) -> f64 {
        self.best.as_ref().map_or(f64::INFINITY, |best| best.loss)
    }

    /// Whether a transformation that suppresses at least so many rows is of no use.
    fn dooms(&self, on: &On<'_>, candidate: &[u16], suppressed: u32) -> bool {
        suppressed > on.ground.suppression_limit()
            || suppressed > 0 && on.loss.at_least(candidate, suppressed) > self.enough()
    }

    fn is_hopeless(&self, candidate: &[u16]) -> bool {
        self.hopeless.iter().any(|above| is_below(candidate, above))
    }

    fn is_doomed(&self, on: &On<'_>, candidate: &[u16]) -> bool {
        let most = || {
            let above = self.witnesses.iter().filter(|(witness, _)| is_below(candidate, witness));
            above.map(|&(_, suppressed)| suppressed).max().unwrap_or(0)
        };
        self.is_hopeless(candidate) || self.dooms(on, candidate, most())
    }
}

impl Best {
    /// Less loss first, then less generalization, then the first by heights.
    fn is_better_than(&self, other: &Self) -> bool {
        let order = self.loss.total_cmp(&other.loss).then_with(|| self.bound.total_cmp(&other.bound));
        order.then_with(|| self.heights.cmp(&other.heights)).is_lt()
    }
}
