//! How much privacy may be spent on a table, and how much has been.

use serde::{Deserialize, Serialize};

use super::Loss;
use super::parameter::{NANO, from_atto, from_nano};
use crate::dp::among::Among;
use crate::table::Decimal;

/// The privacy budget of one table, which refuses when it is spent.
///
/// The total decides how costs are counted: in ε, in ε and δ, or in ρ.
///
/// # Guarantee
/// By sequential composition the releases charged here are together private
/// with the total loss, however the later questions were chosen in the light
/// of the earlier answers. Questions about disjoint parts of the patients
/// compose in parallel: of them only the dearest part counts.
///
/// # Assumptions
/// Every release about the same patients is charged to the same budget. It is
/// neither `Clone` nor `Copy`, so a program cannot spend it twice by accident;
/// whoever stores and restores it must not do so either. Parts count as
/// disjoint only where one patient has one row: the caller passes no part
/// otherwise.
///
/// # Utility
/// Sums are exact: ten times 0.1 fits in 1.
///
/// # Errors
/// [`BudgetError`] when the question costs more than is left, or in a measure
/// that this total does not count; nothing is spent then.
///
/// # Citation
/// Dwork, Roth 2014, The Algorithmic Foundations of Differential Privacy,
/// Theorem 3.14; adaptive choice of questions: Rogers, Roth, Ullman, Vadhan
/// 2016, arXiv 1605.08294; of ρ: Bun, Steinke 2016, Lemma 1.7 and Proposition
/// 1.4; disjoint parts: McSherry 2009, Theorem 4, adaptively: Smith, Stephens,
/// Zhao 2022, arXiv 2109.09078.
#[derive(Debug, PartialEq, Eq)]
pub struct Budget {
    total: Loss,
    charges: Vec<Charge>,
}

/// What one release cost, and whom it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Charge {
    cost: Cost,
    among: Option<Among>,
    /// Parts are held against each other within one frame only.
    frame: usize,
}

/// A loss in the units of a budget: billionths of ε or ρ, and 10^−18 of δ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cost {
    nano: u64,
    atto: u64,
}

impl Cost {
    const fn plus(self, other: Self) -> Self {
        Self { nano: self.nano.saturating_add(other.nano), atto: self.atto.saturating_add(other.atto) }
    }

    fn most(self, other: Self) -> Self {
        Self { nano: self.nano.max(other.nano), atto: self.atto.max(other.atto) }
    }

    const fn minus(self, other: Self) -> Self {
        Self { nano: self.nano.saturating_sub(other.nano), atto: self.atto.saturating_sub(other.atto) }
    }

    const fn fits(self, total: Self) -> bool {
        self.nano <= total.nano && self.atto <= total.atto
    }
}

/// Why nothing is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// The question costs more than is left.
    #[error("{asked} was asked of a budget with {left} left")]
    Spent {
        /// The ε or ρ of the question.
        asked: Decimal,
        /// The ε or ρ that is left to spend.
        left: Decimal,
    },
    /// The question's loss cannot be counted against this total.
    #[error("the budget does not count losses of this kind")]
    OtherMeasure,
}

impl Budget {
    /// A budget of which nothing is spent.
    #[must_use]
    pub const fn new(total: Loss) -> Self {
        Self { total, charges: Vec::new() }
    }

    /// May be spent in all.
    #[must_use]
    pub const fn total(&self) -> Loss {
        self.total
    }

    /// Records that a loss is spent, on a part of the patients where one is
    /// given. To be called before the noise is drawn, so that no failure on the
    /// way gives a second try for free.
    ///
    /// # Errors
    /// When less is left; nothing is spent then.
    pub fn spend(&mut self, loss: Loss, among: Option<Among>) -> Result<(), BudgetError> {
        self.spend_within(0, loss, among)
    }

    /// The same where the parts of different frames may overlap, whatever they
    /// are called: those of two versions of a table.
    pub(crate) fn spend_within(
        &mut self,
        frame: usize,
        loss: Loss,
        among: Option<Among>,
    ) -> Result<(), BudgetError> {
        self.charges = self.charged(frame, loss, among)?;
        Ok(())
    }

    /// Whether [`Budget::spend_within`] would refuse.
    pub(crate) fn check(&self, frame: usize, loss: Loss, among: Option<Among>) -> Result<(), BudgetError> {
        self.charged(frame, loss, among).map(|_| ())
    }

    /// The charges with one more.
    fn charged(&self, frame: usize, loss: Loss, among: Option<Among>) -> Result<Vec<Charge>, BudgetError> {
        let cost = self.cost(loss).ok_or(BudgetError::OtherMeasure)?;
        let charge = Charge { cost, among, frame };
        let charges = self.charges.iter().cloned().chain([charge]).collect::<Vec<_>>();
        if spent(&charges).fits(self.limit()) {
            return Ok(charges);
        }
        Err(BudgetError::Spent { asked: from_nano(cost.nano), left: from_nano(self.left().nano) })
    }

    /// A loss as this budget counts it; `None` where it cannot.
    fn cost(&self, loss: Loss) -> Option<Cost> {
        match (self.total, loss) {
            (Loss::Pure { .. } | Loss::Approximate { .. }, Loss::Pure { epsilon }) => {
                Some(Cost { nano: epsilon.nano(), atto: 0 })
            }
            (Loss::Approximate { .. }, Loss::Approximate { epsilon, delta }) => {
                Some(Cost { nano: epsilon.nano(), atto: delta.atto() })
            }
            (Loss::Concentrated { .. }, Loss::Concentrated { rho }) => {
                Some(Cost { nano: rho.nano(), atto: 0 })
            }
            (Loss::Concentrated { .. }, Loss::Pure { epsilon }) => {
                // ε-differential privacy is ε²/2-zCDP; rounded up.
                let squared = u128::from(epsilon.nano()) * u128::from(epsilon.nano());
                let nano = squared.div_ceil(2 * u128::from(NANO));
                Some(Cost { nano: u64::try_from(nano).ok()?, atto: 0 })
            }
            _ => None,
        }
    }

    fn limit(&self) -> Cost {
        match self.total {
            Loss::Pure { epsilon } => Cost { nano: epsilon.nano(), atto: 0 },
            Loss::Approximate { epsilon, delta } => Cost { nano: epsilon.nano(), atto: delta.atto() },
            Loss::Concentrated { rho } => Cost { nano: rho.nano(), atto: 0 },
        }
    }

    fn left(&self) -> Cost {
        self.limit().minus(spent(&self.charges))
    }

    /// The numbers for the screen.
    #[must_use]
    pub fn state(&self) -> BudgetState {
        let [total, spent, left] = [self.limit(), spent(&self.charges), self.left()];
        let delta = matches!(self.total, Loss::Approximate { .. });
        BudgetState {
            total: from_nano(total.nano),
            spent: from_nano(spent.nano),
            left: from_nano(left.nano),
            delta_total: delta.then(|| from_atto(total.atto)),
            delta_left: delta.then(|| from_atto(left.atto)),
            concentrated: matches!(self.total, Loss::Concentrated { .. }),
        }
    }
}

/// Sequential over the charges about everybody, over frames, and over the
/// columns that part the patients; parallel over the disjoint parts of a column.
fn spent(charges: &[Charge]) -> Cost {
    let mut spent = Cost::default();
    let mut parted: Vec<(usize, &str)> = Vec::new();
    for charge in charges {
        match &charge.among {
            None => spent = spent.plus(charge.cost),
            Some(among) if !parted.contains(&(charge.frame, among.column())) => {
                parted.push((charge.frame, among.column()));
            }
            Some(_) => {}
        }
    }
    parted.into_iter().fold(spent, |spent, parted| spent.plus(spent_on_parts(charges, parted)))
}

/// The dearest place of a column. Costs change only where a part begins: a
/// value that some part names, or the lower bound of an interval. Values and
/// intervals of the same column are added, as if they always overlapped.
fn spent_on_parts(charges: &[Charge], parted: (usize, &str)) -> Cost {
    let charges: Vec<_> = charges
        .iter()
        .filter_map(|charge| Some((charge.cost, charge.frame, charge.among.as_ref()?)))
        .filter(|(_, frame, among)| (*frame, among.column()) == parted)
        .map(|(cost, _, among)| (cost, among))
        .collect();
    let (mut values, mut intervals) = (Cost::default(), Cost::default());
    for (_, place) in &charges {
        match place {
            Among::Values { values: named, .. } => {
                for value in named {
                    let holds = |among: &Among| matches!(among, Among::Values { values, .. } if values.contains(value));
                    values = values.most(sum(&charges, holds));
                }
            }
            Among::Interval { from: place, .. } => {
                let holds = |among: &Among| matches!(among, Among::Interval { from, below, .. } if from <= place && place < below);
                intervals = intervals.most(sum(&charges, holds));
            }
        }
    }
    values.plus(intervals)
}

/// The costs of the charges whose part holds a place.
fn sum(charges: &[(Cost, &Among)], holds: impl Fn(&Among) -> bool) -> Cost {
    charges.iter().filter(|(_, among)| holds(among)).fold(Cost::default(), |sum, (cost, _)| sum.plus(*cost))
}

/// The state of a budget, for the screen: in ε, or in ρ where it is concentrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BudgetState {
    /// May be spent in all.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub total: Decimal,
    /// Has been spent.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub spent: Decimal,
    /// Is left to spend.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    pub left: Decimal,
    /// The δ that may be spent in all, where one is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub delta_total: Option<Decimal>,
    /// The δ that is left to spend, where one is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number", optional))]
    pub delta_left: Option<Decimal>,
    /// Whether the numbers are ρ.
    pub concentrated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dp::Epsilon;
    use proptest::prelude::*;

    fn loss(json: &str) -> Loss {
        serde_json::from_str(json).unwrap()
    }

    fn epsilon(text: &str) -> Loss {
        text.parse::<Epsilon>().unwrap().into()
    }

    fn ward(values: &[&str]) -> Option<Among> {
        let values = values.iter().map(|&value| value.to_owned()).collect();
        Some(Among::Values { column: "ward".into(), values })
    }

    fn ages(from: i64, below: i64) -> Option<Among> {
        let [from, below] = [from, below].map(Decimal::whole);
        Some(Among::Interval { column: "age".into(), from, below })
    }

    #[test]
    fn ten_tenths_fit_in_one_and_no_more() {
        let mut budget = Budget::new(epsilon("1.0"));
        for _ in 0..10 {
            budget.spend(epsilon("0.1"), None).unwrap();
        }
        assert_eq!((budget.state().spent, budget.state().left), (Decimal::whole(1), Decimal::whole(0)));
        let refused = budget.spend(epsilon("0.000000001"), None).unwrap_err();
        assert_eq!(refused, BudgetError::Spent { asked: from_nano(1), left: Decimal::whole(0) });
    }

    proptest! {
        #[test]
        fn never_overspends_and_never_refuses_what_fits(
            total in 1..2000u64, spends in prop::collection::vec(1..500u64, 0..40)
        ) {
            let thousandths = |n: u64| Loss::from(Epsilon::try_from(Decimal::new(n.cast_signed(), 3)).unwrap());
            let mut budget = Budget::new(thousandths(total));
            let mut spent = 0;
            for spend in spends {
                let fits = spent + spend <= total;
                prop_assert_eq!(budget.spend(thousandths(spend), None).is_ok(), fits);
                if fits { spent += spend; }
                prop_assert_eq!(budget.state().spent, Decimal::new(spent.cast_signed(), 3));
            }
        }

        /// Against the definition: the most that any one patient loses.
        #[test]
        fn disjoint_parts_cost_what_the_dearest_patient_loses(
            parts in prop::collection::vec((0..10i64, 1..6i64, 1..100u64), 0..12)
        ) {
            let mut budget = Budget::new(epsilon("1000"));
            for &(from, length, nano) in &parts {
                budget.spend(Epsilon::from_nano(nano).unwrap().into(), ages(from, from + length)).unwrap();
            }
            let loses = |age: i64| parts.iter().filter(|(from, length, _)| (*from..from + length).contains(&age)).map(|part| part.2).sum::<u64>();
            prop_assert_eq!(budget.state().spent, from_nano((0..20).map(loses).max().unwrap()));
        }
    }

    #[test]
    fn parts_add_to_what_is_about_everybody_and_to_other_columns() {
        let mut budget = Budget::new(epsilon("10"));
        for among in [None, ward(&["A"]), ward(&["B"]), ward(&["B", "C"]), ages(0, 18), ages(18, 65)] {
            budget.spend(epsilon("1"), among).unwrap();
        }
        // Everybody 1, ward B 2, one of the ages 1.
        assert_eq!(budget.state().spent, Decimal::whole(4));
    }

    #[test]
    fn measures_that_do_not_mix_are_refused() {
        let mut pure = Budget::new(epsilon("1"));
        let mut approximate = Budget::new(loss(r#"{"epsilon":1,"delta":1e-6}"#));
        let mut concentrated = Budget::new(loss(r#"{"rho":0.5}"#));
        let gaussian = loss(r#"{"rho":0.1}"#);
        let threshold = loss(r#"{"epsilon":0.5,"delta":6e-7}"#);
        assert_eq!(pure.spend(gaussian, None), Err(BudgetError::OtherMeasure));
        assert_eq!(pure.spend(threshold, None), Err(BudgetError::OtherMeasure));
        assert_eq!(approximate.spend(gaussian, None), Err(BudgetError::OtherMeasure));
        assert_eq!(concentrated.spend(threshold, None), Err(BudgetError::OtherMeasure));
        approximate.spend(threshold, None).unwrap();
        assert!(approximate.spend(threshold, None).is_err(), "the δ is spent");
        // 1²/2 = 0.5
        concentrated.spend(epsilon("1"), None).unwrap();
        assert_eq!(concentrated.state().left, Decimal::whole(0));
    }
}
