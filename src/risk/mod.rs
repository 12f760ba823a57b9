//! One file per attacker.
