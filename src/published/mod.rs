//! What a released cell says: which values of another column it may stand for.
//!
//! A release writes `[40,45)`, `<18`, `A | B`, `first … last`, a label of a
//! hierarchy, `x or missing` or `*` where a value stood. Whoever holds another
//! file reads them as sets of its values; so do the attacks and the measures.

mod labels;
mod reader;

use crate::recipe::ColumnRule;
use crate::table::{Column, MISSING};
use reader::Reader;

/// The values of one column (of a file that an attacker or a reader holds), in
/// their order, and which of them each value of a released column covers.
///
/// Rank 0 is the missing value; the others follow by number, or by the stated
/// order and then by alphabet. A text that does not read as the column's kind
/// counts as missing, as it does for every method.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The rank of each code of the other column.
    rank_of_code: Vec<u32>,
    /// How many ranks there are, the missing one included.
    ranks: u32,
    /// What each code of the released column covers.
    of_code: Vec<Cover>,
}

/// What one released text covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// Half-open ranges of ranks, ascending and disjoint.
    ranges: Vec<(u32, u32)>,
    /// Normalized certainty penalty, 0 (untouched) to 1 (nothing known).
    pub ncp: f64,
}

impl Cover {
    /// Whether the rank is covered.
    #[must_use]
    pub fn contains(&self, rank: u32) -> bool {
        self.ranges.iter().any(|&(start, end)| (start..end).contains(&rank))
    }

    /// The covered ranks, ascending.
    pub fn ranks(&self) -> impl Iterator<Item = u32> {
        self.ranges.iter().flat_map(|&(start, end)| start..end)
    }

    /// How many ranks are covered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranges.iter().map(|&(start, end)| (end - start) as usize).sum()
    }

    /// Whether nothing of the other column is covered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    fn new(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.retain(|(start, end)| start < end);
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (start, end) in ranges {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        Self { ranges: merged, ncp: 0.0 }
    }
}

impl Coverage {
    /// Reads every value of `released` as a set of values of `other`, which the rule describes.
    #[must_use]
    pub fn new(released: &Column, other: &Column, rule: &ColumnRule) -> Self {
        let reader = Reader::new(other, rule);
        let mut of_code = vec![Cover::default(); released.dictionary.len()];
        of_code[MISSING as usize] = Cover::new(vec![(0, 1)]);
        for (code, text) in released.dictionary.values() {
            of_code[code as usize] = reader.read(text);
        }
        Self { rank_of_code: reader.rank_of_code, ranks: reader.ranks, of_code }
    }

    /// What a code of the released column covers.
    #[must_use]
    pub fn cover(&self, code: u32) -> &Cover {
        &self.of_code[code as usize]
    }

    /// The rank of a code of the other column.
    #[must_use]
    pub fn rank(&self, code: u32) -> u32 {
        self.rank_of_code[code as usize]
    }

    /// How many ranks there are, the missing one included.
    #[must_use]
    pub fn ranks(&self) -> usize {
        self.ranks as usize
    }

    /// Whether a released code may stand for a code of the other column.
    #[must_use]
    pub fn covers(&self, released: u32, other: u32) -> bool {
        self.cover(released).contains(self.rank(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anonymize::fixed_intervals::Intervals;
    use crate::anonymize::hierarchy::HierarchyRule;
    use crate::table::{Decimal, Format, Kind};

    fn rule(kind: Kind) -> ColumnRule {
        let column = Column::from_texts("c", []);
        let (rule, _) = ColumnRule::guess(&column);
        ColumnRule { format: Format::plain(kind), ..rule }
    }

    /// The texts of `other` that a released text covers.
    fn covered(released: &str, other: &[&str], rule: &ColumnRule) -> Vec<String> {
        let other = Column::from_texts("c", other.iter().copied());
        let released = Column::from_texts("c", [released]);
        let coverage = Coverage::new(&released, &other, rule);
        let covers = |&&code: &&u32| coverage.covers(released.codes[0], code);
        other.codes.iter().filter(covers).map(|&code| other.dictionary.text(code).to_owned()).collect()
    }

    #[test]
    fn intervals_cover_their_numbers() {
        let (ages, rule) = (["39", "40", "44.9", "45", "", "forty"], rule(Kind::Real));
        for (text, expected) in [
            ("[40,45)", vec!["40", "44.9"]),
            ("[40,45]", vec!["40", "44.9", "45"]),
            ("<40", vec!["39"]),
            (">=44.9", vec!["44.9", "45"]),
            ("45.0", vec!["45"]),
            ("", vec!["", "forty"]),
            ("[39,40] or missing", vec!["39", "40", "", "forty"]),
            ("*", vec!["39", "40", "44.9", "45", "", "forty"]),
            ("50", vec![]),
            ("[a,b)", vec![]),
        ] {
            assert_eq!(covered(text, &ages, &rule), expected, "{text}");
        }
    }

    #[test]
    fn a_number_stands_for_itself_even_where_there_are_intervals() {
        let five = Decimal::whole(5);
        let cuts = Intervals::every(five);
        let rule = ColumnRule { interval: Some(cuts), ..rule(Kind::Integer) };
        assert_eq!(covered("40", &["39", "40", "44", "45"], &rule), ["40"]);
        assert_eq!(covered("[40,45)", &["39", "40", "44", "45"], &rule), ["40", "44"]);
    }

    #[test]
    fn years_cover_their_days() {
        let days = ["1939-12-31", "1940-01-01", "1949-12-31", "1950-01-01"];
        assert_eq!(covered("[1940,1950)", &days, &rule(Kind::Date)), days[1..3]);
        assert_eq!(covered("[1940-01-01,1950-01-01]", &days, &rule(Kind::Date)), days[1..]);
        assert_eq!(covered("<1940", &days, &rule(Kind::Date)), days[..1]);
    }

    #[test]
    fn sets_and_runs_cover_their_categories() {
        let mut rule = rule(Kind::Category);
        let towns = ["a", "b", "c", "d", "a | d"];
        assert_eq!(covered("a | c", &towns, &rule), ["a", "c"]);
        assert_eq!(covered("b … d", &towns, &rule), ["b", "c", "d"]);
        assert_eq!(covered("a | d", &towns, &rule), ["a", "d", "a | d"], "both readings");
        assert_eq!(covered("a | c or missing", &["a", "b", "c", ""], &rule), ["a", "c", ""]);
        rule.order = ["d", "b", "a", "c"].map(str::to_owned).to_vec();
        assert_eq!(covered("d … a", &["a", "b", "c", "d"], &rule), ["a", "b", "d"]);
    }

    #[test]
    fn labels_cover_the_leaves_below_them() {
        let line = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let lines =
            vec![line(["flu", "lung", "*"]), line(["asthma", "lung", "*"]), line(["gout", "joint", "*"])];
        let rule = ColumnRule { hierarchy: Some(HierarchyRule::Table { lines }), ..rule(Kind::Category) };
        let ills = ["gout", "flu", "asthma", "plague"];
        assert_eq!(covered("lung", &ills, &rule), ["flu", "asthma"]);
        assert_eq!(covered("gout", &ills, &rule), ["gout"]);
        assert_eq!(covered("plague", &ills, &rule), ["plague"], "not listed, so itself alone");
    }
}
