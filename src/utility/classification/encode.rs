//! Cells, as read or as published, turned into points.

use std::collections::HashMap;

use super::{ClassificationError, Predictor, Samples, UNKNOWN};
use crate::anonymize::Axis;
use crate::anonymize::hierarchy::HierarchyRule;
use crate::recipe::{ColumnRule, Fitted};
use crate::table::{Column, Format, Kind, MISSING, Role, Table, date};

/// A target has at most this many classes.
const CLASSES: usize = 50;

/// How the cells of a file, of its releases, and of rows not yet seen become points.
///
/// Numbers lie between 0 (the least of the file) and 1 (the greatest): an
/// interval is its middle. A category is 1 at its own coordinate; a set is an
/// equal share at each of its members', a label the same for the values below
/// it in the column's hierarchy. What says nothing is the mean of the other
/// cells, or an equal share at every category.
#[derive(Clone, Debug)]
pub struct Encoding {
    lines: Vec<Line>,
    target: String,
    classes: Vec<String>,
}

/// One column that a class may be told from.
#[derive(Clone, Debug)]
struct Line {
    rule: ColumnRule,
    /// The least and the greatest number.
    ends: Option<(f64, f64)>,
    /// The categories in the column's order.
    categories: Vec<String>,
    /// What a label of the hierarchy stands for.
    labels: HashMap<String, Vec<String>>,
}

impl Encoding {
    /// The encoding of a file whose column `target` is to be told from the others
    /// that the recipe releases.
    ///
    /// # Errors
    /// [`ClassificationError`] where there is no such column, or it has one class or too many.
    pub fn new(Fitted { table, recipe }: Fitted<'_>, target: &str) -> Result<Self, ClassificationError> {
        let Some(column) = table.column(target) else {
            return Err(ClassificationError::TargetMissing { column: target.to_owned() });
        };
        let counts = column.counts();
        let present = column.dictionary.values().filter(|&(code, _)| counts[code as usize] > 0);
        let mut classes: Vec<String> = present.map(|(_, text)| text.to_owned()).collect();
        classes.sort_unstable();
        if !(2..=CLASSES).contains(&classes.len()) {
            let (column, classes) = (target.to_owned(), classes.len() as u64);
            return Err(ClassificationError::Classes { column, classes, limit: CLASSES as u64 });
        }
        let others = table.columns.iter().enumerate().filter(|(_, column)| column.name != target);
        let lines = others.filter_map(|(place, column)| {
            let rule = recipe.rule(&column.name).filter(|rule| rule.role != Role::Identifier)?;
            Some(Line::new(place, column, rule))
        });
        Ok(Self { lines: lines.collect(), target: target.to_owned(), classes })
    }

    /// The classes by name, in the order of their numbers.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The samples of a table; a column that it lacks tells nothing. Rows
    /// without a class are left out, those of a class that is not known are not.
    ///
    /// # Errors
    /// [`ClassificationError::TargetMissing`] where the table lacks the target.
    pub fn samples(&self, table: &Table) -> Result<Samples, ClassificationError> {
        let target = table.column(&self.target);
        let target =
            target.ok_or_else(|| ClassificationError::TargetMissing { column: self.target.clone() })?;
        let rows: Vec<usize> = (0..table.rows).filter(|&row| target.codes[row] != MISSING).collect();
        let class_of = |code| {
            let found =
                self.classes.binary_search_by(|class| class.as_str().cmp(target.dictionary.text(code)));
            found.ok().and_then(|class| u32::try_from(class).ok()).unwrap_or(UNKNOWN)
        };
        let labels: Vec<u32> = rows.iter().map(|&row| class_of(target.codes[row])).collect();
        let predictors = self.lines.iter().map(|line| line.predictor(table.column(&line.rule.name), &rows));
        Ok(Samples::new(predictors.collect(), &labels, self.classes.len()))
    }
}

impl Line {
    fn new(place: usize, column: &Column, rule: &ColumnRule) -> Self {
        let mut axis = Axis::new(place, column, rule);
        let mut labels = HashMap::<String, Vec<String>>::new();
        let hierarchy = rule.hierarchy.clone().unwrap_or_else(|| HierarchyRule::suggest(column, rule));
        if axis.raise(&hierarchy).is_ok()
            && let Some(hierarchy) = axis.hierarchy()
        {
            for (leaf, text) in (0..).zip(axis.texts()) {
                for height in 1..=hierarchy.top() {
                    labels.entry(hierarchy.label(height, leaf).text.clone()).or_default().push(text.clone());
                }
            }
        }
        let numbers = rule.format.sorted_positions(column);
        let ends = numbers.first().copied().zip(numbers.last().copied());
        let categories = match ends {
            Some(_) => Vec::new(),
            None => axis.texts().into_iter().filter(|text| !text.is_empty()).collect(),
        };
        Self { rule: rule.clone(), ends, categories, labels }
    }

    fn predictor(&self, column: Option<&Column>, rows: &[usize]) -> Predictor {
        let nothing = Column { codes: vec![MISSING], ..Column::default() };
        let (column, codes) = match column {
            Some(column) => (column, rows.iter().map(|&row| column.codes[row]).collect()),
            None => (&nothing, vec![MISSING; rows.len()]),
        };
        let texts = (0..column.dictionary.len()).map(|code| u32::try_from(code).unwrap_or(MISSING));
        let texts = texts.map(|code| column.dictionary.text(code));
        if let Some(ends) = self.ends {
            let mut points: Vec<Option<f64>> = texts.map(|text| self.number(text, ends)).collect();
            let known =
                |codes: &[u32]| codes.iter().filter_map(|&code| points[code as usize]).collect::<Vec<_>>();
            let mut known = known(&codes);
            // Summed in ascending order, so that the order of rows does not matter.
            known.sort_unstable_by(f64::total_cmp);
            let mean = if known.is_empty() { 0.5 } else { known.iter().sum::<f64>() / known.len() as f64 };
            let points = points.iter_mut().map(|point| point.unwrap_or(mean)).collect();
            return Predictor::new(true, 1, codes, points);
        }
        let mut points = Vec::with_capacity(column.dictionary.len() * self.categories.len());
        for text in texts {
            let members = self.members(text);
            let share = 1.0 / members.len().max(1) as f64;
            let start = points.len();
            points.resize(start + self.categories.len(), 0.0);
            members.into_iter().for_each(|member| points[start + member] = share);
        }
        Predictor::new(false, self.categories.len(), codes, points)
    }

    /// Where a cell lies between the least number (0) and the greatest (1).
    fn number(&self, text: &str, (low, high): (f64, f64)) -> Option<f64> {
        let middle = |(a, b): (f64, f64)| f64::midpoint(a, b);
        let text = text.strip_suffix(" or missing").unwrap_or(text);
        let at = read(text, self.rule.format, low, high).map(middle).or_else(|| {
            // The middle of all that the label stands for.
            let leaves = self.labels.get(text)?.iter();
            let ends: Vec<(f64, f64)> =
                leaves.filter_map(|leaf| read(leaf, self.rule.format, low, high)).collect();
            let least = ends.iter().map(|end| end.0).min_by(f64::total_cmp)?;
            let greatest = ends.iter().map(|end| end.1).max_by(f64::total_cmp)?;
            Some(middle((least, greatest)))
        })?;
        Some(if high > low { (at - low) / (high - low) } else { 0.5 })
    }

    /// The categories that a cell may stand for. A category that the file does
    /// not have stands for none; a cell that says nothing, for all.
    fn members(&self, text: &str) -> Vec<usize> {
        let find = |text: &str| self.categories.iter().position(|category| category == text);
        let all = || (0..self.categories.len()).collect();
        if let Some(category) = find(text) {
            return vec![category];
        }
        let text = text.strip_suffix(" or missing").unwrap_or(text);
        if text.is_empty() || text == "*" {
            return all();
        }
        if let Some((first, last)) = text.split_once(" … ")
            && let (Some(first), Some(last)) = (find(first), find(last))
        {
            return (first..=last).collect();
        }
        match self.labels.get(text) {
            Some(leaves) => leaves.iter().filter_map(|leaf| find(leaf)).collect(),
            None => text.split(" | ").filter_map(find).collect(),
        }
    }
}

/// The ends of what a published number says: `5`, `[5,10)`, `[5,10]`, `<5`, `>=5`.
/// A year stands for its first day where days are counted.
fn read(text: &str, format: Format, low: f64, high: f64) -> Option<(f64, f64)> {
    let position = |text: &str| {
        let year = || text.parse::<i32>().ok().filter(|_| format.kind == Kind::Date);
        let first_day = || date::days(&format!("{:04}-01-01", year()?), format.date_order).map(f64::from);
        format.position(text).or_else(first_day)
    };
    if let Some(number) = position(text) {
        return Some((number, number));
    }
    if let Some(end) = text.strip_prefix(">=") {
        return position(end).map(|end| (end, high.max(end)));
    }
    if let Some(end) = text.strip_prefix('<') {
        return position(end).map(|end| (low.min(end), end));
    }
    let inside = text.strip_prefix('[')?.strip_suffix([')', ']'])?;
    let (from, to) = inside.split_once(';').or_else(|| inside.split_once(','))?;
    Some((position(from)?, position(to)?))
}
