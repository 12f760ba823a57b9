//! Made-up patients, tested: how near are their counts to those of the real
//! ones, and what do classifiers learn of them?
//!
//! Each file is split into rows that patients are made up from and rows that
//! nobody touches. What is measured is the table that leaves, read again.

mod bits;
mod contender;
mod marginals;
mod page;
mod run;
mod study;

pub use contender::Contender;
pub use page::page;
pub use run::{Figures, Results, run};
pub use study::Study;
