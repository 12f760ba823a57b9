//! Rows as points, and how far they are from each other.

use std::cmp::Reverse;

use crate::anonymize::Axis;

/// A row for each point, a coordinate for each axis.
#[derive(Debug)]
pub(super) struct Space {
    axes: Vec<Coordinates>,
    /// rows × axes.
    points: Vec<f64>,
}

/// What a coordinate is.
#[derive(Clone, Copy, Debug)]
enum Coordinates {
    /// A share of the line, 0 to 1; not a number where the value is missing.
    Number,
    /// The level, one of so many.
    Category { levels: usize },
}

impl Space {
    pub(super) fn new(axes: &[Axis]) -> Self {
        let rows = axes.first().map_or(0, |axis| axis.levels.len());
        let mut points = vec![0.0; rows * axes.len()];
        for (at, axis) in axes.iter().enumerate() {
            let of_level = coordinates(axis);
            for (point, &level) in points.chunks_mut(axes.len()).zip(&axis.levels) {
                point[at] = of_level[level as usize];
            }
        }
        let kind = |axis: &Axis| match axis.is_set() {
            true => Coordinates::Category { levels: axis.len() },
            false => Coordinates::Number,
        };
        Self { axes: axes.iter().map(kind).collect(), points }
    }

    pub(super) fn point(&self, row: u32) -> &[f64] {
        &self.points[row as usize * self.axes.len()..][..self.axes.len()]
    }

    /// The square of the distance of two points.
    pub(super) fn distance(&self, one: &[f64], other: &[f64]) -> f64 {
        let pairs = self.axes.iter().zip(one.iter().zip(other));
        pairs.map(|(axis, (&one, &other))| axis.apart(one, other)).sum()
    }

    /// Of these rows (at least one) the first that is farthest from a point.
    pub(super) fn farthest(&self, from: &[f64], rows: &[u32]) -> u32 {
        let mut farthest = (f64::NEG_INFINITY, 0);
        for &row in rows {
            let distance = self.distance(from, self.point(row));
            if distance > farthest.0 {
                farthest = (distance, row);
            }
        }
        farthest.1
    }

    /// The centre of these rows: of numbers the mean, of categories the most
    /// frequent, the first of equals.
    pub(super) fn centroid(&self, rows: &[u32]) -> Vec<f64> {
        let on = |at: usize| rows.iter().map(move |&row| self.point(row)[at]);
        self.axes.iter().enumerate().map(|(at, axis)| axis.centre(on(at))).collect()
    }
}

impl Coordinates {
    /// The square of the distance on one axis, 0 to 1.
    #[inline]
    fn apart(self, one: f64, other: f64) -> f64 {
        match self {
            Self::Category { .. } => f64::from(one.to_bits() != other.to_bits()),
            // A missing value is alike only to a missing value.
            Self::Number if one.is_nan() || other.is_nan() => f64::from(one.is_nan() != other.is_nan()),
            Self::Number => (one - other) * (one - other),
        }
    }

    fn centre(self, values: impl Iterator<Item = f64> + Clone) -> f64 {
        match self {
            Self::Number => {
                let (mut sum, mut numbers, mut missing) = (0.0, 0u32, 0u32);
                for value in values {
                    match value.is_nan() {
                        true => missing += 1,
                        false => (sum, numbers) = (sum + value, numbers + 1),
                    }
                }
                if missing > numbers { f64::NAN } else { sum / f64::from(numbers) }
            }
            Self::Category { levels } => {
                let mut counts = vec![0u32; levels];
                let levels = values.map(level);
                levels.clone().for_each(|level| counts[level] += 1);
                levels.max_by_key(|&level| (counts[level], Reverse(level))).map_or(0.0, |level| level as f64)
            }
        }
    }
}

/// The coordinate of each level.
fn coordinates(axis: &Axis) -> Vec<f64> {
    if axis.is_set() {
        return (0..axis.len()).map(|level| level as f64).collect();
    }
    let (positions, _) = axis.edges();
    let (Some(&first), Some(&last)) = (positions.first(), positions.last()) else { return Vec::new() };
    let whole = if last > first { last - first } else { 1.0 };
    let mut made: Vec<f64> = positions.iter().map(|position| (position - first) / whole).collect();
    if axis.has_missing() {
        made[0] = f64::NAN;
    }
    made
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "made from a level")]
fn level(coordinate: f64) -> usize {
    coordinate as usize
}
