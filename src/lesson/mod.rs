//! The offline lesson: what differential privacy promises, shown on made-up patients.
//!
//! Every file is one view: a calculation of what is true on paper, or a run of
//! the samplers that releases use. Nothing here is a release. No function takes
//! a [`Table`](crate::table::Table), so no steward's patient can come in; the
//! only patients are those of [`ward`], who do not exist.
//!
//! - [`source`]: bits that can be drawn again, for runs that are to be repeated.
//! - [`law`]: the discrete Laplace distribution on paper.
//! - [`cipher`]: what encryption costs, and what it gives away when it is misused.
//! - A new view is a file here, a function in `wasm/lesson.rs`, and a file in
//!   `www/lesson/` with its line in `www/lesson/views.ts`.

pub mod averaging;
pub mod cipher;
pub mod clipping;
pub mod difference;
pub mod floating_point;
pub mod law;
pub mod local;
pub mod noise;
pub mod posterior;
pub mod reconstruction;
pub mod releases;
pub mod source;
pub mod splitting;
pub mod ward;
