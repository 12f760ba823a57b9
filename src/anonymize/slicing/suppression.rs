//! Rows that stick out of a column.

use super::super::Ground;

/// The rows that stay, and those that are left out (ascending): rows that have
/// a value of their own in some column, those with most such columns first, as
/// far as the ground lets them. Rows that stick out equally go in the order of
/// what they say. Where the others alone would break the policy, none is left out.
pub(super) fn leave_out(ground: &Ground, keys: &[(usize, Vec<u32>)]) -> (Vec<u32>, Vec<u32>) {
    let limit = ground.suppression_limit() as usize;
    let mut alone = vec![0u32; ground.rows as usize];
    for (_, of_row) in keys.iter().filter(|_| limit > 0) {
        let mut counts = vec![0u32; of_row.iter().max().map_or(0, |&last| last as usize + 1)];
        of_row.iter().for_each(|&value| counts[value as usize] += 1);
        for (alone, &value) in alone.iter_mut().zip(of_row) {
            *alone += u32::from(counts[value as usize] == 1);
        }
    }
    let mut outliers: Vec<u32> = (0..ground.rows).filter(|&row| alone[row as usize] > 0).collect();
    outliers.sort_by_cached_key(|&row| {
        let levels: Vec<u32> = ground.axes.iter().map(|axis| axis.levels[row as usize]).collect();
        (std::cmp::Reverse(alone[row as usize]), levels)
    });
    outliers.truncate(limit);
    outliers.sort_unstable();
    let stays = |row: &u32| outliers.binary_search(row).is_err();
    let rows: Vec<u32> = (0..ground.rows).filter(stays).collect();
    match ground.policy.refuser(&rows) {
        Some(_) => ((0..ground.rows).collect(), Vec::new()),
        None => (rows, outliers),
    }
}
