//! Numbers in ranges that grow, each made of ranges of the step before.

use super::{Hierarchy, HierarchyError, Leaf, Place};
use crate::anonymize::fixed_intervals::{Interval, Ruler};
use crate::table::{Decimal, DecimalMark};

pub(super) fn build(
    origin: Decimal,
    widths: &[Decimal],
    (bottom, top): (Option<Decimal>, Option<Decimal>),
    leaves: &[Leaf],
    mark: DecimalMark,
) -> Result<Hierarchy, HierarchyError> {
    let sound = !widths.is_empty()
        && widths[0] > Decimal::whole(0)
        && widths.windows(2).all(|pair| pair[1] > pair[0] && pair[1].is_multiple_of(pair[0]))
        && bottom.zip(top).is_none_or(|(bottom, top)| bottom < top);
    if !sound {
        return Err(HierarchyError::Unsuited);
    }
    let rulers: Vec<Ruler> = widths.iter().map(|&width| Ruler::new(origin, width, bottom, top)).collect();
    let mut narrowest = Vec::with_capacity(leaves.len());
    let (mut first, mut crossing) = (None, 0);
    for (at, leaf) in leaves.iter().enumerate() {
        let held = match leaf.place {
            Place::Missing => Some(None),
            Place::Number(number) => rulers[0].interval(number).map(Some),
            Place::Between { lower, upper } => holds(&rulers[0], lower, upper).map(Some),
            Place::Word | Place::Day(_) => return Err(HierarchyError::Unsuited),
        };
        if held.is_none() {
            first.get_or_insert(at);
            crossing += 1;
        }
        narrowest.push(held.flatten());
    }
    if let Some(leaf) = first {
        return Err(HierarchyError::CutsIntervals { leaf, leaves: crossing });
    }
    // A range goes with the number that it begins with; the ends have none.
    let part = |step: usize, leaf: usize| {
        let range: Interval = narrowest[leaf]?;
        let begin = match range {
            Interval::At(index) => rulers[0].border(index),
            _ => None,
        };
        Some(begin.and_then(|begin| rulers[step].index(begin)).map_or(range, Interval::At))
    };
    let text = |step: usize, range: &Interval| rulers[step].label(*range, *range, mark);
    let texts = leaves.iter().map(|leaf| leaf.text.clone()).collect();
    Ok(Hierarchy::grow(texts, widths.len(), part, text).without_idle_heights())
}

/// The range of the ruler that holds an interval whole.
fn holds(ruler: &Ruler, lower: Option<Decimal>, upper: Option<Decimal>) -> Option<Interval> {
    let range = lower.map_or(Some(Interval::Bottom), |lower| ruler.interval(lower))?;
    let ends_within = match (upper, ruler.upper(range)) {
        (_, None) => true,
        (Some(upper), Some(border)) => upper <= border,
        (None, Some(_)) => false,
    };
    // An interval without a lower border is held by the lowest range alone.
    let begins_within = lower.is_some() || ruler.lower(range).is_none() && ruler.upper(range).is_some();
    (begins_within && ends_within).then_some(range)
}
