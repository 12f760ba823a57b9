//! How much of the journal one answer has.

/// An answer ends with the entry that makes it longer, in bytes.
const LONG: i64 = 8 << 20;

/// How many entries, of these lengths and in this order, an answer has.
pub(crate) fn fitting(lengths: impl IntoIterator<Item = i64>) -> usize {
    let mut bytes = 0;
    let fits = |length: &i64| {
        let fits = bytes < LONG;
        bytes += length;
        fits
    };
    lengths.into_iter().take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_with_what_makes_it_long() {
        assert_eq!(fitting([]), 0);
        assert_eq!(fitting([LONG - 1, 5, 1]), 2);
        assert_eq!(fitting([LONG + 1, 5]), 1);
    }
}
