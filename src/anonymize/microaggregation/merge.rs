//! Groups that the policy refuses join the nearest.

use super::space::Space;
use crate::privacy::Policy;

struct Group {
    rows: Vec<u32>,
    centroid: Vec<f64>,
    stands: bool,
}

impl Group {
    fn new(rows: Vec<u32>, space: &Space, policy: &Policy) -> Self {
        Self { centroid: space.centroid(&rows), stands: policy.allows(&rows), rows }
    }
}

/// Merges every group that may not stand with the one whose centre is nearest,
/// until all may or one is left.
pub(super) fn until_allowed(groups: Vec<Vec<u32>>, space: &Space, policy: &Policy) -> Vec<Vec<u32>> {
    let mut groups: Vec<Group> = groups.into_iter().map(|rows| Group::new(rows, space, policy)).collect();
    while groups.len() > 1
        && let Some(refused) = groups.iter().position(|group| !group.stands)
    {
        let mut joined = groups.remove(refused);
        let distance = |group: &Group| space.distance(&joined.centroid, &group.centroid);
        let nearest = groups.iter().map(distance).enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((nearest, _)) = nearest {
            joined.rows.append(&mut groups[nearest].rows);
            groups[nearest] = Group::new(joined.rows, space, policy);
        }
    }
    groups.into_iter().map(|group| group.rows).collect()
}
