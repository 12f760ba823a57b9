//! One file for each statistic: its exact vector, its sensitivity, its reading.

mod bounds;
mod categories;
mod contingency;
mod count;
mod covariance;
mod groups;
mod histogram;
mod linear_regression;
mod logistic_regression;
mod mean;
mod mean_of_known_rows;
mod moments;
mod prevalence;
mod quantiles;
mod sum;
mod survival;
mod synthetic;

pub use bounds::Bounds;
pub use categories::Categories;
pub use contingency::Contingency;
pub use count::Count;
pub use covariance::Covariance;
pub use groups::Groups;
pub use histogram::Histogram;
pub use linear_regression::LinearRegression;
pub use logistic_regression::LogisticRegression;
pub use mean::Mean;
pub use mean_of_known_rows::MeanOfKnownRows;
pub use moments::Moments;
pub use prevalence::Prevalence;
pub use quantiles::Quantiles;
pub use sum::Sum;
pub use survival::Survival;
pub use synthetic::Synthetic;

/// Sums of rows; beyond what any memory can hold they stop growing, which
/// only brings neighbours closer together.
fn add(sum: i128, steps: u64, rows: u64) -> i128 {
    sum.saturating_add(i128::from(steps) * i128::from(rows))
}

#[cfg(test)]
mod heart_tests;
#[cfg(test)]
mod tests;
