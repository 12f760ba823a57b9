//! What becomes of a property when groups are merged: what a search may conclude from it.

/// What remains of a model's property when groups become one, the weaker first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Merging {
    /// Nothing is known.
    Unknown,
    /// Groups that all have the property have it together.
    KeptByAll,
    /// A group that has the property keeps it, whatever joins it.
    KeptByOne,
}
