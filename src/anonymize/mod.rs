//! One file per method of anonymization.
