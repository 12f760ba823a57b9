//! How large the groups are in which rows cannot be told apart.

/// Discernibility: every row is charged the size of its group, and a row that
/// was left out the size of the whole table:
///
/// `DM = Σ |G|² + suppressed · n`
///
/// # Citation
/// Bayardo, R.; Agrawal, R.: Data privacy through optimal k-anonymization, ICDE
/// 2005, section 2.2.
#[must_use]
pub fn discernibility(group_sizes: &[u32], suppressed: u64) -> u64 {
    let released: u64 = group_sizes.iter().map(|&size| u64::from(size)).sum();
    let squares: u64 = group_sizes.iter().map(|&size| u64::from(size).pow(2)).sum();
    squares + suppressed * (released + suppressed)
}

/// Average group size over the least that is allowed; 1 is the best possible:
///
/// `C_AVG = n / (#G · k)`
///
/// # Citation
/// LeFevre, K.; DeWitt, D.; Ramakrishnan, R.: Mondrian multidimensional
/// k-anonymity, ICDE 2006, section 2.
#[must_use]
pub fn average_class_size(group_sizes: &[u32], k: u32) -> f64 {
    let released: u64 = group_sizes.iter().map(|&size| u64::from(size)).sum();
    released as f64 / (group_sizes.len().max(1) as f64 * f64::from(k.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_each_row_its_group() {
        assert_eq!(discernibility(&[2, 3], 0), 13);
        assert_eq!(discernibility(&[2, 3], 1), 13 + 6);
        assert_eq!(average_class_size(&[2, 4], 2), 1.5);
        assert_eq!((discernibility(&[], 0), average_class_size(&[], 5)), (0, 0.0));
    }
}
