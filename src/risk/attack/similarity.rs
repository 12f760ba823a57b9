//! Similarity: a class whose values differ, and yet are much alike.

use serde::{Deserialize, Serialize};

use super::{classes, histograms, rows_where};
use crate::anonymize::Axis;
use crate::recipe::ColumnRule;
use crate::table::{MISSING, Table};

/// What classes of near values give away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Similarity {
    /// The sensitive column.
    pub column: String,
    /// How values are near to each other.
    pub nearness: Nearness,
    /// Rows of the table.
    pub rows: u64,
    /// Rows whose class holds several values, all of them near.
    pub disclosed: u64,
    /// How many such classes there are.
    pub classes: u64,
}

/// When values of a column are near to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Nearness {
    /// They lie in a tenth of the column's range.
    Range,
    /// They have one label of the column's hierarchy, below its top.
    Branch,
    /// Nothing is known of it: the column has neither numbers nor a hierarchy.
    Unknown,
}

/// The share of a column's range within which numbers count as near.
const NEAR: f64 = 0.1;

/// Looks for classes that hold several values, all near to each other: who finds
/// the class does not know the value, but what it amounts to ("a disease of the
/// stomach", "a low income").
///
/// # Guarantee
/// Every disclosed row is disclosed for certain, to within the branch or a tenth of the range.
///
/// # Assumptions
/// As for [`super::homogeneity()`]. The hierarchy groups what an attacker finds alike.
///
/// # Utility
/// Shows what l-diversity leaves open; t-closeness with an ordered or
/// hierarchical distance bounds it. Classes with one value are left to [`super::homogeneity()`].
///
/// # Errors
/// [`Nearness::Unknown`] where the column has neither numbers nor a hierarchy of
/// three steps or more that lists its values: nothing can be said then.
///
/// # Citation
/// Li, N.; Li, T.; Venkatasubramanian, S.: t-closeness, ICDE 2007, section 3.1
/// (similarity attack).
#[must_use]
pub fn similarity(table: &Table, quasi_identifiers: &[&str], rule: &ColumnRule) -> Similarity {
    let mut found = Similarity {
        column: rule.name.clone(),
        nearness: Nearness::Unknown,
        rows: table.rows as u64,
        disclosed: 0,
        classes: 0,
    };
    let Some(column) = table.column(&rule.name) else { return found };
    let groups = classes(table, quasi_identifiers.iter().copied());
    let histograms = histograms(&groups, column);
    let several = |class: usize| histograms[class].len() > 1;
    let near: Vec<bool> = if let Some(label) = branches(table, rule) {
        found.nearness = Nearness::Branch;
        let one_label = |codes: &[(u32, u32)]| {
            codes.windows(2).all(|pair| label[pair[0].0 as usize] == label[pair[1].0 as usize])
        };
        histograms.iter().map(|histogram| one_label(histogram)).collect()
    } else if rule.format.kind.is_numeric() {
        found.nearness = Nearness::Range;
        let positions = rule.format.positions(column);
        let range = |codes: &mut dyn Iterator<Item = u32>| {
            // A missing value is near to none.
            codes
                .map(|code| positions[code as usize])
                .try_fold((f64::MAX, f64::MIN), |(low, high), position| {
                    position.map(|position| (low.min(position), high.max(position)))
                })
        };
        let all = range(&mut (0..).zip(&positions).filter_map(|(code, position)| position.map(|_| code)));
        let (low, high) = all.unwrap_or((0.0, 0.0));
        let is_near = |(from, to): (f64, f64)| to - from <= NEAR * (high - low);
        let of_class = |histogram: &Vec<(u32, u32)>| range(&mut histogram.iter().map(|&(code, _)| code));
        histograms.iter().map(|histogram| of_class(histogram).is_some_and(is_near)).collect()
    } else {
        return found;
    };
    found.disclosed = rows_where(&groups, |class| several(class) && near[class]);
    found.classes = (0..near.len()).filter(|&class| several(class) && near[class]).count() as u64;
    found
}

/// The label of each code at the highest step below the top; `None` without
/// a hierarchy that has one.
fn branches(table: &Table, rule: &ColumnRule) -> Option<Vec<u32>> {
    let column = table.column(&rule.name)?;
    let mut axis = Axis::new(0, column, &ColumnRule { interval: None, ..rule.clone() });
    axis.raise(rule.hierarchy.as_ref()?).ok()?;
    let hierarchy = axis.hierarchy()?;
    let step = hierarchy.top().checked_sub(1).filter(|&step| step > 0)?;
    let mut labels = vec![MISSING; column.dictionary.len()];
    for (&code, &level) in column.codes.iter().zip(&axis.levels) {
        labels[code as usize] = hierarchy.height(step).of_leaf[level as usize];
    }
    Some(labels)
}

#[cfg(test)]
mod tests {
    use super::super::tests::ward;
    use super::*;
    use crate::anonymize::hierarchy::HierarchyRule;

    #[test]
    fn near_numbers_are_as_good_as_one() {
        let ward = ward();
        let (cost, _) = ColumnRule::guess(ward.column("cost").unwrap());
        let found = similarity(&ward, &["age"], &cost);
        assert_eq!((found.nearness, found.disclosed, found.classes), (Nearness::Range, 4, 1));
        assert_eq!(similarity(&ward, &[], &cost).disclosed, 0);
    }

    #[test]
    fn values_of_one_branch_are_as_good_as_one() {
        let ward = ward();
        let (mut illness, _) = ColumnRule::guess(ward.column("illness").unwrap());
        assert_eq!(similarity(&ward, &["age"], &illness).nearness, Nearness::Unknown);
        let line = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let lines =
            vec![line(["flu", "lung", "*"]), line(["asthma", "lung", "*"]), line(["gout", "joint", "*"])];
        illness.hierarchy = Some(HierarchyRule::Table { lines: lines.clone() });
        let found = similarity(&ward, &["age"], &illness);
        assert_eq!((found.nearness, found.disclosed), (Nearness::Branch, 0), "the first class has one value");
        let lines =
            lines.into_iter().map(|mut line| [line.remove(0), "ill".into(), "*".into()].to_vec()).collect();
        illness.hierarchy = Some(HierarchyRule::Table { lines });
        assert_eq!(similarity(&ward, &["age"], &illness).disclosed, 4);
    }
}
