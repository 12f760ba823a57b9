//! The settings that are tried: a recipe with group sizes, methods, intervals
//! and columns changed.

use serde::{Deserialize, Serialize};

use crate::anonymize::MethodRule;
use crate::anonymize::full_domain::FullDomainRule;
use crate::anonymize::local_recoding::LocalRecodingRule;
use crate::recipe::Recipe;
use crate::table::{Decimal, Role};

/// One thing in which a setting differs from the recipe that advice was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum Change {
    /// Another least size of groups.
    GroupSize { k: u32 },
    /// Another way of forming groups.
    Method { method: String },
    /// All intervals so many times as wide.
    WiderIntervals { times: u32 },
    /// A quasi-identifier left out.
    ColumnLeftOut { column: String },
}

/// A recipe to try, and how it differs from the first.
pub(super) type Setting = (Recipe, Vec<Change>);

/// Group sizes, besides the recipe's own.
const SIZES: [u32; 8] = [2, 3, 5, 7, 11, 15, 25, 50];

/// Transformations that full-domain generalization tries for a setting: its
/// best are found early, and the search has many settings to get through.
const CHECKS: u64 = 100;

/// All settings: every size with every method and interval, then the recipe
/// without each of its quasi-identifiers at every size from its own on.
pub(super) fn settings(recipe: &Recipe) -> Vec<Setting> {
    let own = recipe.share.k;
    let mut sizes: Vec<u32> = SIZES.into_iter().chain([own]).filter(|&k| k >= 2).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut all = Vec::new();
    for method in methods(recipe) {
        for times in [1, 2] {
            for &k in &sizes {
                let mut setting = (recipe.clone(), Vec::new());
                resize(&mut setting, k);
                if method != recipe.share.method {
                    let name = name_of(&method);
                    setting.0.share.method = method.clone();
                    setting.1.push(Change::Method { method: name });
                }
                if times == 1 || widen(&mut setting, times) {
                    all.push(setting);
                }
            }
        }
    }
    let quasi: Vec<String> = recipe.names(Role::QuasiIdentifier).map(str::to_owned).collect();
    if quasi.len() > 1 {
        for column in quasi {
            for &k in sizes.iter().filter(|&&k| k >= own) {
                let mut setting = (recipe.clone(), Vec::new());
                resize(&mut setting, k);
                for rule in setting.0.columns.iter_mut().filter(|rule| rule.name == column) {
                    rule.role = Role::Identifier;
                }
                setting.1.push(Change::ColumnLeftOut { column: column.clone() });
                all.push(setting);
            }
        }
    }
    all
}

/// The recipe's own method, then each other that releases groups, as it stands by default.
fn methods(recipe: &Recipe) -> Vec<MethodRule> {
    let own = &recipe.share.method;
    let full_domain = FullDomainRule { checks: Some(CHECKS), ..FullDomainRule::default() };
    let others = [
        MethodRule::default(),
        MethodRule::LocalRecoding(LocalRecodingRule::default()),
        MethodRule::FullDomain(full_domain),
    ];
    let others = others.into_iter().filter(|method| name_of(method) != name_of(own));
    std::iter::once(own.clone()).chain(others).collect()
}

fn name_of(method: &MethodRule) -> String {
    let written = serde_json::to_value(method).unwrap_or_default();
    written.get("kind").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn resize((recipe, changes): &mut Setting, k: u32) {
    if k != recipe.share.k {
        recipe.share.k = k;
        changes.push(Change::GroupSize { k });
    }
}

/// Widens the intervals of all quasi-identifiers; says whether there are any.
fn widen((recipe, changes): &mut Setting, times: u32) -> bool {
    let mut any = false;
    for rule in recipe.columns.iter_mut().filter(|rule| rule.role.is_quasi_identifier()) {
        let Some(intervals) = &mut rule.interval else { continue };
        let wider =
            |width: Decimal| Some(Decimal::new(width.mantissa().checked_mul(times.into())?, width.scale()));
        any |= intervals.width.is_some() || intervals.count.is_some_and(|count| count >= times);
        intervals.width = intervals.width.and_then(wider).or(intervals.width);
        intervals.count = intervals.count.map(|count| (count / times).max(1));
    }
    changes.push(Change::WiderIntervals { times });
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::ColumnRule;
    use crate::table::{Column, Dialect, Table};

    #[test]
    fn tries_sizes_intervals_and_columns() {
        let ages: Vec<String> = (20..80).map(|age| age.to_string()).collect();
        let sexes = (0..60).map(|row| if row % 2 == 0 { "F" } else { "M" });
        let columns = vec![
            Column::from_texts("age", ages.iter().map(String::as_str)),
            Column::from_texts("sex", sexes),
        ];
        let table = Table { columns, rows: 60 };
        let mut recipe = Recipe::starting(&ColumnRule::guess_all(&table), Dialect::default());
        recipe.share.k = 25;
        let all = settings(&recipe);
        // Three methods, each with eight sizes and intervals as they are and twice as wide; two columns
        // left out at two sizes.
        assert_eq!(all.len(), 3 * 2 * 8 + 2 * 2);
        assert!(all.contains(&(recipe.clone(), vec![])), "the recipe itself is among them");
        for (at, (changed, changes)) in all.iter().enumerate() {
            assert_eq!(changes.is_empty(), *changed == recipe);
            assert!(all[..at].iter().all(|(other, _)| other != changed), "each is tried once");
        }
    }
}
