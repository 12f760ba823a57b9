//! Padmé: lengths that tell little.

/// The length that `length` bytes are padded to.
///
/// # Guarantee
/// Of a length below 2^L only O(log L) bits show: it has at most as many significant bits as its own
/// logarithm's logarithm has.
///
/// # Utility
/// At most 12 % longer, 6 % beyond a megabyte, 3 % beyond a gigabyte.
///
/// # Citation
/// Nikitin, Barman, Lueks, Underwood, Hubaux, Ford: Reducing Metadata Leakage from Encrypted Files and
/// Communication with PURBs, PoPETs 2019(4), algorithm 1.
#[must_use]
pub fn padme(length: u64) -> u64 {
    if length < 2 {
        return length;
    }
    // E = ⌊log₂ n⌋, S = ⌊log₂ E⌋ + 1; the last E − S bits become zero.
    let e = length.ilog2();
    let s = if e == 0 { 0 } else { e.ilog2() + 1 };
    let step = 1_u64 << (e - s.min(e));
    length.checked_next_multiple_of(step).unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_lengths_are_left_and_none_is_much_longer() {
        let mut seen = std::collections::BTreeSet::new();
        for length in 0..100_000_u64 {
            let padded = padme(length);
            assert!(padded >= length && padded - length <= length * 12 / 100, "{length} to {padded}");
            assert_eq!(padme(padded), padded);
            seen.insert(padded);
        }
        assert!(seen.len() < 300, "{}", seen.len());
        assert!(padme(1_000_000_007) < 1_031_000_000);
        assert_eq!(padme(u64::MAX), u64::MAX);
    }

    /// Worked by hand from the definition.
    #[test]
    fn known_lengths() {
        for (length, padded) in [(1, 1), (2, 2), (3, 3), (9, 10), (100, 104), (1000, 1024), (65_537, 67_584)]
        {
            assert_eq!(padme(length), padded, "{length}");
        }
    }
}
