//! One file per privacy model.
