//! What a finished table keeps of every model, measured by its texts alone.
//!
//! Nothing here is shared with the methods that form groups, nor with the
//! models that judge them: what they promise is measured by code that knows
//! only the definitions. Definitions are over classes (rows with the same
//! quasi-identifiers) and take the worst of them.

mod classes;
mod values;

use serde::{Deserialize, Serialize};

use crate::table::{Column, Table};
use classes::Classes;
use values::Values;

/// What a table keeps of the models that are about groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Measured {
    /// Classes of rows with the same quasi-identifiers.
    pub classes: u64,
    /// Patients of the smallest class: k.
    pub k: u32,
    /// The least number of people of the population who fit a class, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub k_map: Option<u64>,
    /// The estimated share of patients who are unique in the population, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub population_uniqueness: Option<f64>,
    /// One for each watched column.
    pub columns: Vec<MeasuredColumn>,
}

/// What a table keeps of the models that watch a column. Shares are of
/// patients; a missing value is one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct MeasuredColumn {
    /// The heading.
    pub column: String,
    /// The least number of different values in a class.
    pub distinct_l: u32,
    /// e to the least entropy of a class.
    pub entropy_l: f64,
    /// For some l the least c that recursive diversity may not reach: the
    /// greatest r1 / (r_l + … + r_m).
    pub recursive: Vec<RecursiveC>,
    /// The greatest share of a value in a class: α, and one over probabilistic l.
    pub greatest_share: f64,
    /// The greatest distance of a class from the whole table, any two values being equally far.
    pub t: f64,
    /// The same for values in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub t_ordered: Option<f64>,
    /// The same for values in a hierarchy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub t_hierarchical: Option<f64>,
    /// The greatest relative gain of a value's share: basic β.
    pub beta: f64,
    /// The same, if no gain exceeds -ln of the value's share of the whole table: enhanced β.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub enhanced_beta: Option<f64>,
    /// The greatest |log2(q/p)| of a value that occurs in a class: δ must be above it.
    pub delta: f64,
}

/// The c of recursive (c,l)-diversity for an l.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RecursiveC {
    /// The place from which counts are summed.
    pub l: u32,
    /// c must be above it; none where a class has fewer than l values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub c: Option<f64>,
}

/// A column to be measured.
#[derive(Clone, Debug)]
pub struct Observed<'a> {
    /// The value of each row of the measured table.
    pub values: &'a Column,
    /// The value of each row of the whole table, with which classes are compared.
    pub whole: &'a Column,
    /// The codes of `whole` in their order, for the ordered distance.
    pub order: Option<Vec<u32>>,
    /// For each height from 1 on the branch of each code of `whole`, for the hierarchical distance.
    pub branches: Option<Vec<Vec<u32>>>,
    /// The l for which recursive diversity is measured.
    pub recursive_l: Vec<u32>,
}

impl<'a> Observed<'a> {
    /// A column compared with itself, with no distances but the equal one.
    #[must_use]
    pub fn plain(column: &'a Column) -> Self {
        Self { values: column, whole: column, order: None, branches: None, recursive_l: vec![2, 3] }
    }
}

/// Which rows are one patient's, in the measured table and in the whole one;
/// none where each row is a patient.
#[derive(Clone, Copy, Debug, Default)]
pub struct Patients<'a> {
    /// The number of the patient of each measured row.
    pub measured: Option<&'a [u32]>,
    /// The same for each row of the whole table.
    pub whole: Option<&'a [u32]>,
}

/// Measures the classes of a table. Names that it lacks are passed over.
#[must_use]
pub fn measure<'a>(
    table: &Table,
    quasi_identifiers: impl IntoIterator<Item = &'a str>,
    patients: Patients<'_>,
    columns: &[Observed<'_>],
) -> Measured {
    let quasi: Vec<&Column> = quasi_identifiers.into_iter().filter_map(|name| table.column(name)).collect();
    let classes = Classes::of(&quasi, table.rows, patients.measured);
    let one_class =
        Classes::of(&[], columns.first().map_or(0, |column| column.whole.codes.len()), patients.whole);
    let of_column = |column: &Observed| {
        let whole = one_class.histograms(&column.whole.codes);
        let in_whole = |&code: &u32| column.whole.dictionary.code(column.values.dictionary.text(code));
        let codes: Vec<u32> = column.values.codes.iter().filter_map(in_whole).collect();
        let values = Values::new(&whole, column.whole.dictionary.len(), one_class.sizes.first());
        values.measure(column, &classes.histograms(&codes), &classes.sizes)
    };
    Measured {
        classes: classes.sizes.len() as u64,
        k: classes.sizes.iter().copied().min().unwrap_or(0),
        k_map: None,
        population_uniqueness: None,
        columns: columns.iter().map(of_column).collect(),
    }
}
