//! The headings of a table as slicing sees them.

use super::super::{Axis, Ground};
use super::generalization::lowest_levels;
use crate::recipe::Fitted;
use crate::table::{Decimal, Role};
use crate::utility::correlation::Classes;

/// A released heading.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    /// Its place in the file.
    pub(super) place: usize,
    pub(super) role: Role,
    /// Its number among the ground's axes, where others may know it.
    pub(super) axis: Option<usize>,
}

/// A heading that nobody should learn, and how well it must be hidden.
#[derive(Clone, Debug)]
pub(super) struct Secret {
    /// The number of the attribute.
    pub(super) attribute: usize,
    /// Its value in each row, in the order of the heading's values.
    pub(super) levels: Vec<u32>,
    /// How many values there are.
    pub(super) values: usize,
    pub(super) l: Decimal,
}

/// The released headings in the order of the file.
pub(super) fn attributes(ground: &Ground, Fitted { table, recipe }: Fitted<'_>) -> Vec<Attribute> {
    let places = ground.axes.iter().map(|axis| axis.place).chain(ground.others.iter().map(|(at, _)| *at));
    let mut places: Vec<usize> = places.collect();
    places.sort_unstable();
    let attribute = |place: usize| {
        let name = table.columns[place].name.clone();
        let role = recipe.rule(&name)?.role;
        Some(Attribute { name, place, role, axis: ground.axes.iter().position(|axis| axis.place == place) })
    };
    places.into_iter().filter_map(attribute).collect()
}

/// The sensitive headings, laid out by their values as they are published: of
/// several that are published alike, the lowest.
pub(super) fn secrets(
    ground: &Ground,
    attributes: &[Attribute],
    Fitted { table, recipe }: Fitted<'_>,
    l: impl Fn(Role) -> Decimal,
) -> Vec<Secret> {
    let secret = |(at, attribute): (usize, &Attribute)| {
        let column = &table.columns[attribute.place];
        let axis = Axis::new(attribute.place, column, recipe.rule(&attribute.name)?);
        let released = ground.others.iter().find(|(place, _)| *place == attribute.place);
        let levels = released.map_or_else(|| axis.levels.clone(), |(_, column)| lowest_levels(&axis, column));
        let values = axis.len();
        Some(Secret { attribute: at, levels, values, l: l(attribute.role) })
    };
    let sensitive = attributes.iter().enumerate().filter(|(_, attribute)| attribute.role.is_sensitive());
    sensitive.filter_map(secret).collect()
}

/// The class of each row in each attribute, for their correlation.
pub(super) fn classes(
    attributes: &[Attribute],
    Fitted { table, recipe }: Fitted<'_>,
) -> Vec<(Vec<u32>, usize)> {
    let classes = |attribute: &Attribute| {
        let column = &table.columns[attribute.place];
        let classes = Classes::of(column, recipe.rule(&attribute.name)?);
        Some((classes.of_rows(column), classes.count))
    };
    attributes.iter().filter_map(classes).collect()
}
