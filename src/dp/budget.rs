//! How much privacy may be spent on a table, and how much has been.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::epsilon::{Epsilon, to_decimal, to_nano};
use crate::table::Decimal;

/// The privacy budget of one table, which refuses when it is spent.
///
/// # Guarantee
/// By sequential composition, releases that each spend their ε here are
/// together `total`-differentially private, however the later questions were
/// chosen in the light of the earlier answers.
///
/// # Assumptions
/// Every release about the same patients spends from the same budget. It is
/// neither `Clone` nor `Copy`, so a program cannot spend it twice by accident;
/// whoever stores and restores it must not do so either.
///
/// # Utility
/// Sums are exact: ten times 0.1 fits in 1.
///
/// # Errors
/// [`BudgetError`] when the question costs more than is left; nothing is spent
/// then.
///
/// # Citation
/// Dwork, Roth 2014, The Algorithmic Foundations of Differential Privacy,
/// Theorem 3.14; adaptive choice of questions: Rogers, Roth, Ullman, Vadhan
/// 2016, arXiv 1605.08294.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Budget {
    /// May be spent in all.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    total: Epsilon,
    /// Has been spent, in billionths; in JSON a number like the total.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
    spent: u64,
}

/// The question costs more than is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{asked} was asked of a budget with {left} left")]
pub struct BudgetError {
    /// The ε of the question.
    pub asked: Decimal,
    /// What is left to spend.
    pub left: Decimal,
}

impl Budget {
    /// A budget of which nothing is spent.
    #[must_use]
    pub const fn new(total: Epsilon) -> Self {
        Self { total, spent: 0 }
    }

    /// May be spent in all.
    #[must_use]
    pub const fn total(&self) -> Epsilon {
        self.total
    }

    /// Has been spent.
    #[must_use]
    pub fn spent(&self) -> Decimal {
        to_decimal(self.spent)
    }

    /// Is left to spend.
    #[must_use]
    pub fn left(&self) -> Decimal {
        to_decimal(self.left_nano())
    }

    /// Records that `epsilon` is spent. To be called before the noise is drawn,
    /// so that no failure on the way gives a second try for free.
    ///
    /// # Errors
    /// When less than `epsilon` is left; nothing is spent then.
    pub fn spend(&mut self, epsilon: Epsilon) -> Result<(), BudgetError> {
        if epsilon.nano() > self.left_nano() {
            return Err(BudgetError { asked: epsilon.into(), left: self.left() });
        }
        self.spent += epsilon.nano();
        Ok(())
    }

    fn left_nano(&self) -> u64 {
        self.total.nano().saturating_sub(self.spent)
    }
}

fn write<S: Serializer>(spent: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    to_decimal(*spent).serialize(serializer)
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    to_nano(Decimal::deserialize(deserializer)?)
        .ok_or_else(|| de::Error::custom("a spent budget is not negative and has at most 9 decimals"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn epsilon(text: &str) -> Epsilon {
        text.parse().unwrap()
    }

    #[test]
    fn ten_tenths_fit_in_one_and_no_more() {
        let mut budget = Budget::new(epsilon("1.0"));
        for _ in 0..10 {
            budget.spend(epsilon("0.1")).unwrap();
        }
        assert_eq!((budget.spent(), budget.left()), (Decimal::whole(1), Decimal::whole(0)));
        let refused = budget.spend(epsilon("0.000000001")).unwrap_err();
        assert_eq!(refused.left, Decimal::whole(0));
    }

    proptest! {
        #[test]
        fn never_overspends_and_never_refuses_what_fits(
            total in 1..2000u64, spends in prop::collection::vec(1..500u64, 0..40)
        ) {
            let thousandths = |n: u64| Epsilon::try_from(Decimal::new(n.cast_signed(), 3)).unwrap();
            let mut budget = Budget::new(thousandths(total));
            let mut spent = 0;
            for spend in spends {
                let fits = spent + spend <= total;
                prop_assert_eq!(budget.spend(thousandths(spend)).is_ok(), fits);
                if fits { spent += spend; }
                prop_assert_eq!(budget.spent(), Decimal::new(spent.cast_signed(), 3));
                prop_assert!(budget.spent() <= budget.total().into());
            }
            let json = serde_json::to_string(&budget).unwrap();
            prop_assert_eq!(serde_json::from_str::<Budget>(&json).unwrap(), budget);
        }
    }

    #[test]
    fn a_restored_budget_cannot_gain() {
        assert!(serde_json::from_str::<Budget>(r#"{"total":1,"spent":-1}"#).is_err());
        let mut over: Budget = serde_json::from_str(r#"{"total":1,"spent":2}"#).unwrap();
        assert_eq!(over.left(), Decimal::whole(0));
        assert!(over.spend(epsilon("0.1")).is_err());
    }
}
