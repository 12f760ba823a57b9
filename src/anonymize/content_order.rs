//! An order of rows that depends on what they say, and not on the file's order.

use std::collections::BTreeMap;

use super::Ground;

/// All rows, ordered by their levels on the axes, first axis first; rows that
/// are alike there by a hash of their other texts, so that rows with one
/// sensitive value do not come to stand together; rows that are alike there too
/// by their patient, patients ordered by what their rows say.
///
/// Rows that still are alike are interchangeable.
pub(super) fn content_order(ground: &Ground) -> Vec<u32> {
    let key = |row: u32| {
        let row = row as usize;
        let levels: Vec<u32> = ground.axes.iter().map(|axis| axis.levels[row]).collect();
        let others = ground.others.iter().map(|(_, column)| column.text(row).bytes().chain([0xff]));
        (levels, fnv_1a(others.flatten()))
    };
    let mut keys: Vec<_> = (0..ground.rows).map(|row| (key(row), row)).collect();
    keys.sort_unstable();
    let mut order: Vec<u32> = keys.iter().map(|&(_, row)| row).collect();
    if let Some(patients) = ground.policy.patients() {
        // The rows alike are one content, numbered in order.
        let mut content = vec![0u32; keys.len()];
        for pair in keys.windows(2) {
            let [(before, earlier), (here, row)] = pair else { continue };
            content[*row as usize] = content[*earlier as usize] + u32::from(before != here);
        }
        let mut of_patient: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &row in &order {
            of_patient.entry(patients[row as usize]).or_default().push(content[row as usize]);
        }
        order.sort_by_cached_key(|&row| {
            let patient = patients[row as usize];
            (content[row as usize], of_patient[&patient].clone(), patient)
        });
    }
    order
}

/// The Fowler-Noll-Vo hash, the same on every machine.
fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
