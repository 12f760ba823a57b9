//! HIPAA's Safe Harbor as a preset.

use serde::{Deserialize, Serialize};

use super::{ColumnRule, Recipe};
use crate::anonymize::fixed_intervals::{Intervals, Representative};
use crate::anonymize::identifiers::{Treatment, is_zip_code};
use crate::table::roles::{self, Meaning, Reason, SafeHarborKind};
use crate::table::{Column, Decimal, Format, Kind, Role, Table};

/// A recipe that does what Safe Harbor asks, and what it found for it to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SafeHarbor {
    /// The recipe with the preset applied.
    pub recipe: Recipe,
    /// One line a column, in the order of the recipe.
    pub columns: Vec<SafeHarborColumn>,
    /// One line for each of the 18 kinds, in the order of the rule.
    pub kinds: Vec<SafeHarborMatches>,
    /// What the preset cannot do.
    pub caveats: Vec<SafeHarborCaveat>,
}

/// What Safe Harbor makes of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SafeHarborColumn {
    /// The heading.
    pub column: String,
    /// What is done with it.
    #[serde(rename = "kind")]
    pub action: SafeHarborAction,
    /// The kind of identifier that it was taken for; none where it matched none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub matched: Option<SafeHarborKind>,
}

/// The columns that were taken for a kind of identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SafeHarborMatches {
    /// The kind.
    #[serde(rename = "kind")]
    pub of: SafeHarborKind,
    /// Headings; none where no column matched.
    pub columns: Vec<String>,
}

/// What is done with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum SafeHarborAction {
    /// It matched nothing, and stays as the recipe had it.
    Keep,
    /// It is left out.
    Drop,
    /// Of its dates the year is left; the years of people who may be over 89 are one interval.
    Year,
    /// Ages over 89 are one interval.
    TopCode,
    /// Ages in groups already, of which no two lie above 89.
    AgeGroups,
    /// Of its ZIP codes the first three digits are left, or 000.
    ZipPrefix,
}

/// What Safe Harbor does not promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum SafeHarborCaveat {
    /// The rule's second half, 45 CFR 164.514(b)(2)(ii), is about what people know.
    ActualKnowledge,
    /// The rule's list says nothing of combinations.
    NotKAnonymity,
    /// The years of people over 89 are those of one year.
    MadeForYear {
        /// The year for which the preset was made.
        year: i32,
    },
}

/// Share of a column's values that must read as ZIP codes for it to hold them.
const ZIP_CODES: f64 = 0.9;

impl Recipe {
    /// Does with every column what HIPAA's Safe Harbor asks of it.
    ///
    /// Identifiers of the 18 kinds are left out: pseudonyms too, for a code that
    /// is derived from a record number is not allowed (45 CFR 164.514(c)). Of
    /// dates the year is left, of US ZIP codes three digits; ages over 89 and the
    /// years that tell of them become one interval. Nothing else changes: roles
    /// that the rule has nothing to do with, groups and models stay, and are
    /// applied to what the rule leaves.
    ///
    /// # Guarantee
    /// The first half of the rule for every column that is rightly recognised.
    ///
    /// # Assumptions
    /// Columns that match nothing hold none of the 18 kinds: the report names
    /// them to be checked. Whoever releases knows no way by which a person could
    /// be found in what is left; this is the rule's second half. It is no
    /// k-anonymity: year of birth, sex and three digits may point at one person.
    /// `year` is the present one; a recipe for next year is made next year.
    ///
    /// # Citation
    /// 45 CFR 164.514(b)(2); U.S. Department of Health and Human Services,
    /// Guidance regarding methods for de-identification of protected health
    /// information, 2012.
    #[must_use]
    pub fn safe_harbor(mut self, table: &Table, year: i32) -> SafeHarbor {
        let mut columns = Vec::new();
        for rule in &mut self.columns {
            let Some(column) = table.column(&rule.name) else { continue };
            let (_, reason) = roles::guess(column, rule.format);
            let found = SafeHarborKind::of(&rule.name, reason);
            // A column that the steward holds for an identifier is one, whatever it looks like;
            // a day is a day, whatever its heading says.
            let matched = match (found, rule.role, rule.format.kind) {
                (None, Role::Identifier, _) => Some(SafeHarborKind::Others),
                (None, _, Kind::Date) => Some(SafeHarborKind::Dates),
                _ => found,
            };
            let action =
                matched.map_or(SafeHarborAction::Keep, |kind| apply(kind, rule, column, reason, year));
            columns.push(SafeHarborColumn { column: rule.name.clone(), action, matched });
        }
        let kinds = SafeHarborKind::ALL.map(|of| {
            let of_kind = columns.iter().filter(|column| column.matched == Some(of));
            SafeHarborMatches { of, columns: of_kind.map(|column| column.column.clone()).collect() }
        });
        let caveats = vec![
            SafeHarborCaveat::ActualKnowledge,
            SafeHarborCaveat::NotKAnonymity,
            SafeHarborCaveat::MadeForYear { year },
        ];
        SafeHarbor { recipe: self, columns, kinds: kinds.into(), caveats }
    }
}

/// Changes a rule to what a kind asks for.
fn apply(
    kind: SafeHarborKind,
    rule: &mut ColumnRule,
    column: &Column,
    reason: Reason,
    year: i32,
) -> SafeHarborAction {
    let is_age = matches!(reason, Reason::Heading { meaning: Meaning::Age });
    let is_number = matches!(rule.format.kind, Kind::Integer | Kind::Real);
    match kind {
        SafeHarborKind::Places if holds_zip_codes(column) && rule.role != Role::Identifier => {
            rule.format = Format::plain(Kind::Category);
            (rule.interval, rule.hierarchy) = (None, None);
            rule.treatment = Some(Treatment::ZipPrefix);
            SafeHarborAction::ZipPrefix
        }
        SafeHarborKind::Dates if rule.role == Role::Identifier => drop(rule),
        SafeHarborKind::Dates if is_age && is_number => {
            // 90 and more is the one category that the rule allows above 89.
            let ninety = Decimal::whole(90);
            let interval = rule.interval.get_or_insert(Intervals::every(Decimal::whole(1)));
            interval.top = Some(interval.top.map_or(ninety, |top| top.min(ninety)));
            interval.bottom = interval.bottom.filter(|bottom| *bottom < ninety);
            // A mean of the oldest would be an age over 89.
            interval.publish = Representative::Label;
            (rule.treatment, rule.hierarchy) = (None, None);
            SafeHarborAction::TopCode
        }
        SafeHarborKind::Dates if is_age && groups_above_89(column) <= 1 => SafeHarborAction::AgeGroups,
        SafeHarborKind::Dates
            if rule.format.kind == Kind::Date || is_number && holds_years(column, rule.format) =>
        {
            let mut interval = Intervals::every(Decimal::whole(1));
            // Who was born 89 years ago is 89 at the most; one year earlier may be 90.
            interval.bottom = Some(Decimal::whole(i64::from(year) - 89));
            rule.interval = Some(interval);
            (rule.treatment, rule.hierarchy) = (None, None);
            SafeHarborAction::Year
        }
        _ => drop(rule),
    }
}

fn drop(rule: &mut ColumnRule) -> SafeHarborAction {
    rule.role = Role::Identifier;
    rule.treatment = Some(Treatment::Drop);
    SafeHarborAction::Drop
}

fn holds_zip_codes(column: &Column) -> bool {
    let fitting = column.dictionary.values().filter(|(_, text)| is_zip_code(text)).count();
    fitting > 0 && fitting as f64 >= ZIP_CODES * column.distinct() as f64
}

/// Whether all numbers are years of our time; others may be months, or days written as one number.
fn holds_years(column: &Column, format: Format) -> bool {
    format.sorted_positions(column).iter().all(|year| (1800.0..2200.0).contains(year))
}

/// How many different groups reach above 89: `90+` and `85-94` do, `[80-90)` does not.
fn groups_above_89(column: &Column) -> usize {
    let reaches = |text: &str| {
        let mut numbers =
            text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok());
        let first: Option<u32> = numbers.next();
        let last = numbers.next_back().or(first);
        first.is_some_and(|first| first >= 90) || last.is_some_and(|last| last > 90)
    };
    column.dictionary.values().filter(|(_, text)| reaches(text)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Dialect;

    fn preset(columns: &[(&str, &[&str])]) -> SafeHarbor {
        let rows = columns[0].1.len();
        let columns = columns.iter().map(|(name, cells)| Column::from_texts(name, cells.iter().copied()));
        let table = Table { columns: columns.collect(), rows };
        let recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
        let made = recipe.safe_harbor(&table, 2026);
        assert!(made.recipe.fit(&table).is_ok());
        made
    }

    fn action(name: &str, cells: &[&str]) -> SafeHarborAction {
        preset(&[(name, cells)]).columns[0].action
    }

    #[test]
    fn each_column_gets_what_its_kind_asks_for() {
        use SafeHarborAction as A;
        assert_eq!(action("SSN", &["123-45-6789", ""]), A::Drop);
        assert_eq!(action("City", &["Boston", "Lynn"]), A::Drop);
        assert_eq!(action("State", &["MA", "NH"]), A::Keep);
        assert_eq!(action("ZIP", &["02139", "10001"]), A::ZipPrefix);
        assert_eq!(action("ZIP", &["2139", "10001-1234"]), A::ZipPrefix);
        assert_eq!(action("ZIP", &["LA4", "RM17"]), A::Drop, "no ZIP codes");
        assert_eq!(action("admission date", &["2017-04-01", "2018-04-05"]), A::Year);
        assert_eq!(action("year of birth", &["1941", "1990"]), A::Year);
        assert_eq!(action("admission date", &["3", "11"]), A::Drop, "months");
        assert_eq!(action("age", &["40", "93"]), A::TopCode);
        assert_eq!(action("age", &["[80-90)", "[90-100)"]), A::AgeGroups);
        assert_eq!(action("age", &["85-89", "90-94", "95-99"]), A::Drop, "two groups above 89");
        assert_eq!(action("chol", &["200", "250"]), A::Keep);
        assert_eq!(action("sex", &["F", "M"]), A::Keep);
    }

    #[test]
    fn every_kind_is_reported_also_where_nothing_matched() {
        let made =
            preset(&[("First name", &["Ann"]), ("Fax", &["1"]), ("LAST", &["Lee"]), ("chol", &["200"])]);
        assert_eq!(made.kinds.len(), 18);
        assert_eq!(made.kinds[0].columns, ["First name", "LAST"]);
        assert_eq!(made.kinds[4].columns, ["Fax"]);
        assert_eq!(made.kinds.iter().map(|kind| kind.columns.len()).sum::<usize>(), 3);
        assert!(made.caveats.contains(&SafeHarborCaveat::ActualKnowledge));
    }

    #[test]
    fn what_the_steward_holds_for_an_identifier_goes() {
        let table = Table { columns: vec![Column::from_texts("study arm", ["a", "b"])], rows: 2 };
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
        recipe.columns[0].role = Role::Identifier;
        let made = recipe.safe_harbor(&table, 2026);
        assert_eq!(made.columns[0].matched, Some(SafeHarborKind::Others));
        assert_eq!(made.columns[0].action, SafeHarborAction::Drop);
    }
}
