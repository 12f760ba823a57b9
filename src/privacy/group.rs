//! What a model may know of a group of rows.

/// A group of rows, reduced to what models judge: how many patients it has, and
/// how often each value of the watched columns occurs among them.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// Patients in the group; rows, where each row is a patient.
    pub size: u32,
    /// One histogram for each column that the policy watches.
    pub histograms: &'a [Histogram],
}

/// The values of a column in a group: (code, patients who have it), in any
/// order, each code once, no count of 0.
pub type Histogram = Vec<(u32, u32)>;

/// How many patients have the most frequent value.
pub(super) fn greatest(values: &Histogram) -> u32 {
    values.iter().map(|&(_, count)| count).max().unwrap_or(0)
}
