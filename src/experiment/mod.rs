//! The second paper's claim, tested: does slicing teach classifiers more, and
//! lose less, than other methods?
//!
//! Each file is split into training and test rows. Each method releases the
//! training rows; classifiers learn from the release and are tested on the
//! rows that nobody touched. No setting is chosen by test rows: all but one are
//! fixed in [`contender`], and that one is chosen by training rows set aside.

pub mod contender;
pub mod datafly;
mod figures;
mod page;
mod receiver;
mod release;
mod run;
mod slices;
mod study;
pub mod synthetic;
mod verdict;

pub use contender::Contender;
pub use figures::{Accuracy, Figures};
pub use page::page;
pub use receiver::{From, Reading};
pub use run::{Results, run};
pub use study::Study;
pub use verdict::{Verdict, verdicts};
