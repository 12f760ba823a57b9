//! What a cluster covers on each axis, small enough to be joined in a few steps.

use crate::anonymize::hierarchy::Hierarchy;
use crate::anonymize::{Axis, Publish};

/// What a cluster covers on one axis: a label, a range or a set, as [`Spans`] reads it.
pub(super) type Span = u64;

/// How spans are joined on each axis, and what they lose.
#[derive(Debug)]
pub(super) struct Spans(Vec<SpanAxis>);

#[derive(Debug)]
enum SpanAxis {
    /// A span is a label's number.
    Labels(Labels),
    /// A span is the lowest level above 32 bits of the highest.
    Range { lower: Vec<f64>, upper: Vec<f64>, missing: bool },
    /// A span has a bit for each level.
    Set { values: usize, missing: bool },
}

impl Spans {
    pub(super) fn new(axes: &[Axis], publish: Publish) -> Self {
        let of_axis = |axis: &Axis| match (publish, axis.hierarchy()) {
            (Publish::Labels, Some(hierarchy)) => SpanAxis::Labels(Labels::new(hierarchy)),
            _ if axis.is_set() && axis.len() <= 64 => SpanAxis::Set {
                values: axis.len() - usize::from(axis.has_missing()),
                missing: axis.has_missing(),
            },
            _ => {
                let (lower, upper) = axis.edges();
                SpanAxis::Range { lower, upper, missing: axis.has_missing() }
            }
        };
        Self(axes.iter().map(of_axis).collect())
    }

    /// How many axes there are.
    pub(super) fn axes(&self) -> usize {
        self.0.len()
    }

    /// The spans of one tuple.
    pub(super) fn of_levels<'a>(&'a self, levels: &'a [u32]) -> impl Iterator<Item = Span> + 'a {
        self.0.iter().zip(levels).map(|(axis, &level)| match axis {
            SpanAxis::Labels(labels) => u64::from(labels.of_leaf(level)),
            SpanAxis::Range { .. } => u64::from(level) << 32 | u64::from(level),
            SpanAxis::Set { .. } => 1 << level,
        })
    }

    /// For each axis the height at which two tuples have one label.
    pub(super) fn meets(&self, one: &[u32], other: &[u32], heights: &mut Vec<u16>) {
        let pairs = one.iter().zip(other);
        heights.extend(self.0.iter().zip(pairs).map(|(axis, (&one, &other))| match axis {
            SpanAxis::Labels(labels) => labels.meet(one, other),
            _ => u16::from(one != other),
        }));
    }

    /// For each axis the loss of the label above a leaf, at each height.
    pub(super) fn losses(&self, leaves: &[u32]) -> Vec<Vec<f64>> {
        let of_axis = |(axis, &leaf): (&SpanAxis, &u32)| match axis {
            SpanAxis::Labels(labels) => {
                labels.above(leaf).iter().map(|&label| labels.ncp[label as usize]).collect()
            }
            _ => vec![0.0, 1.0],
        };
        self.0.iter().zip(leaves).map(of_axis).collect()
    }

    /// The loss of spans, one for each axis: the sum of their NCP.
    pub(super) fn loss(&self, spans: &[Span]) -> f64 {
        self.0.iter().zip(spans).map(|(axis, &span)| axis.ncp(span)).sum()
    }

    /// The loss of the union of spans, or infinity once it is at least `enough`.
    pub(super) fn loss_joined(&self, one: &[Span], other: &[Span], enough: f64) -> f64 {
        let mut loss = 0.0;
        for ((axis, &one), &other) in self.0.iter().zip(one).zip(other) {
            loss += axis.ncp(axis.join(one, other));
            if loss >= enough {
                return f64::INFINITY;
            }
        }
        loss
    }

    /// Extends spans by others.
    pub(super) fn join(&self, into: &mut [Span], other: &[Span]) {
        for ((axis, one), &other) in self.0.iter().zip(into).zip(other) {
            *one = axis.join(*one, other);
        }
    }
}

impl SpanAxis {
    #[inline]
    fn join(&self, one: Span, other: Span) -> Span {
        match self {
            Self::Labels(labels) => labels.join(one, other),
            Self::Range { .. } => (one >> 32).min(other >> 32) << 32 | (one & LOW).max(other & LOW),
            Self::Set { .. } => one | other,
        }
    }

    #[inline]
    fn ncp(&self, span: Span) -> f64 {
        match self {
            Self::Labels(labels) => labels.ncp[index(span)],
            Self::Range { lower, upper, missing } => {
                let (low, high) = (index(span >> 32), index(span & LOW));
                let whole = upper[upper.len() - 1] - lower[usize::from(*missing).min(lower.len() - 1)];
                match () {
                    () if *missing && low == 0 => f64::from(high > 0),
                    () if whole > 0.0 => (upper[high] - lower[low]) / whole,
                    () => 0.0,
                }
            }
            Self::Set { values, missing } => match span.count_ones() as usize {
                0 | 1 => 0.0,
                _ if *missing && span & 1 == 1 => 1.0,
                listed if listed <= Axis::LISTED => listed as f64 / *values as f64,
                _ => f64::from(64 - span.leading_zeros() - span.trailing_zeros()) / *values as f64,
            },
        }
    }
}

const LOW: u64 = u32::MAX as u64;

#[allow(clippy::cast_possible_truncation, reason = "numbers of levels and labels are 32 bits")]
fn index(number: u64) -> usize {
    number as usize
}

/// The labels of a hierarchy, all heights in one numbering.
#[derive(Debug)]
struct Labels {
    heights: usize,
    /// leaves × heights: the number of the label.
    above: Vec<u32>,
    /// For each label a leaf below it and its height.
    at: Vec<(u32, u32)>,
    ncp: Vec<f64>,
    /// leaves × leaves: where two leaves meet; empty where the leaves are many.
    meets: Vec<u16>,
}

/// Of so many leaves all pairs are tabulated.
const TABULATED: usize = 512;

impl Labels {
    fn new(hierarchy: &Hierarchy) -> Self {
        let heights = hierarchy.top() + 1;
        let leaves = hierarchy.height(0).of_leaf.len();
        let mut made = Self {
            heights,
            above: vec![0; leaves * heights],
            at: Vec::new(),
            ncp: Vec::new(),
            meets: Vec::new(),
        };
        for height in 0..heights {
            let first = made.at.len();
            let step = hierarchy.height(height);
            made.ncp.extend(step.labels.iter().map(|label| hierarchy.ncp(label)));
            made.at.resize(made.ncp.len(), (0, 0));
            for (leaf, &label) in step.of_leaf.iter().enumerate() {
                let number = first + label as usize;
                made.at[number] = (small(leaf), small(height));
                made.above[leaf * heights + height] = small(number);
            }
        }
        if leaves <= TABULATED {
            let pairs = (0..small(leaves)).flat_map(|one| (0..small(leaves)).map(move |other| (one, other)));
            made.meets = pairs.map(|(one, other)| made.climb(one, other)).collect();
        }
        made
    }

    /// The labels above a leaf, at each height.
    fn above(&self, leaf: u32) -> &[u32] {
        &self.above[leaf as usize * self.heights..][..self.heights]
    }

    /// The height at which two leaves have one label.
    #[inline]
    fn meet(&self, one: u32, other: u32) -> u16 {
        let leaves = self.above.len() / self.heights;
        match self.meets.get(one as usize * leaves + other as usize) {
            Some(&height) => height,
            None => self.climb(one, other),
        }
    }

    fn climb(&self, one: u32, other: u32) -> u16 {
        let pairs = self.above(one).iter().zip(self.above(other));
        let meet = pairs.take_while(|(one, other)| one != other).count();
        u16::try_from(meet.min(self.heights - 1)).unwrap_or(u16::MAX)
    }

    fn of_leaf(&self, leaf: u32) -> u32 {
        self.above[leaf as usize * self.heights]
    }

    /// The lowest label above two labels.
    #[inline]
    fn join(&self, one: Span, other: Span) -> Span {
        if one == other {
            return one;
        }
        let ((one, low), (other, high)) = (self.at[index(one)], self.at[index(other)]);
        let (one, other) = (self.above(one), self.above(other));
        let lowest = low.max(high) as usize;
        let meet = (lowest..self.heights).find(|&height| one[height] == other[height]);
        u64::from(one[meet.unwrap_or(self.heights - 1)])
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
