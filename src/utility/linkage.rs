//! Linkage form of the penalty: what a sliced release loses between columns.

use crate::anonymize::ColumnLoss;
use crate::privacy::Groups;
use crate::published::Coverage;
use crate::recipe::ColumnRule;
use crate::table::Table;
use crate::utility::ncp;

/// What someone who knows one column of a person learns of another: all that
/// the person's bucket holds of it. For each column that the rules name, the
/// range (of numbers) or the number of different values (of categories) in the
/// bucket, over that of the whole original column, averaged over rows.
///
/// A grouped release loses as much in this form as in the usual one; a sliced
/// release publishes values as they are, and loses the links between them.
/// A released column that the original lacks is passed over.
#[must_use]
pub fn ncp_link(original: &Table, released: &Table, bucket: &str, rules: &[&ColumnRule]) -> Vec<ColumnLoss> {
    let buckets =
        Groups::of(&released.column(bucket).map_or(vec![], |column| vec![&*column.codes]), released.rows);
    let loss = |rule: &&ColumnRule| {
        let (before, after) = (original.column(&rule.name)?, released.column(&rule.name)?);
        let coverage = Coverage::new(after, before, rule);
        let positions = rule.format.positions(before);
        let mut position_of_rank = vec![None; coverage.ranks()];
        for (code, position) in (0..).zip(&positions) {
            position_of_rank[coverage.rank(code) as usize] = *position;
        }
        let mut ranks: Vec<Vec<u32>> = vec![Vec::new(); buckets.sizes.len()];
        for (&bucket, &code) in buckets.class_of.iter().zip(&after.codes) {
            ranks[bucket as usize].extend(coverage.cover(code).ranks());
        }
        let range = |ranks: &mut dyn Iterator<Item = u32>| {
            let here = ranks.filter_map(|rank| position_of_rank[rank as usize]);
            here.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let length = |(low, high): (f64, f64)| (high - low).max(0.0);
        let line = length(range(&mut (0..).take(coverage.ranks())));
        let mut lost = 0.0;
        for (ranks, &size) in ranks.iter_mut().zip(&buckets.sizes) {
            ranks.sort_unstable();
            ranks.dedup();
            let ncp = if rule.format.kind.is_numeric() {
                ncp::of_interval(length(range(&mut ranks.iter().copied())), line)
            } else {
                ncp::of_set(ranks.len(), before.distinct())
            };
            lost += ncp * f64::from(size);
        }
        Some(ColumnLoss { name: rule.name.clone(), ncp: lost / released.rows.max(1) as f64 })
    };
    rules.iter().filter_map(loss).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn a_bucket_tells_what_all_its_rows_tell() {
        let column = |name, texts: [&str; 4]| Column::from_texts(name, texts);
        let table = |columns| Table { columns, rows: 4 };
        let original =
            table(vec![column("age", ["40", "45", "50", "60"]), column("town", ["a", "b", "c", "c"])]);
        let released = table(vec![
            column("age", ["45", "40", "60", "50"]),
            column("town", ["a", "b", "c", "c"]),
            column("bucket", ["1", "1", "2", "2"]),
        ]);
        let rules: Vec<ColumnRule> =
            original.columns.iter().map(|column| ColumnRule::guess(column).0).collect();
        let found = ncp_link(&original, &released, "bucket", &rules.iter().collect::<Vec<_>>());
        // Ages: 5 and 10 years of 20; towns: two of three, and one.
        assert_eq!((found[0].ncp, found[1].ncp), ((0.25 + 0.5) / 2.0, (2.0 / 3.0 + 0.0) / 2.0));
    }
}
