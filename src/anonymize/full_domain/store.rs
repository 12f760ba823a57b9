//! Groups that are kept, so that coarser ones need not be made from the bottom.

use std::rc::Rc;

use super::groups::Groups;
use super::lattice::{Heights, is_below};

/// Groups of transformations, as many as room was set aside for.
#[derive(Debug)]
pub(super) struct Store<T> {
    kept: Vec<Kept<T>>,
    /// Groups in all that may be kept besides the bottom's.
    room: usize,
    uses: u64,
}

#[derive(Debug)]
struct Kept<T> {
    heights: Heights,
    groups: Rc<Groups<T>>,
    /// When it was used last.
    used: u64,
}

/// Groups kept for each group of the bottom.
const ROOM: usize = 8;

/// A transformation is worth keeping that has at most this share of the groups it was made of.
const WORTHWHILE: f64 = 0.6;

impl<T> Store<T> {
    /// A store that always holds the groups of the bottom.
    pub(super) fn new(bottom: Heights, groups: Groups<T>) -> Self {
        let room = ROOM * groups.sizes.len();
        Self { kept: vec![Kept { heights: bottom, groups: Rc::new(groups), used: 0 }], room, uses: 0 }
    }

    /// The groups of the bottom.
    pub(super) fn bottom(&self) -> &Rc<Groups<T>> {
        &self.kept[0].groups
    }

    /// The fewest groups that the transformation can be made of.
    pub(super) fn nearest(&mut self, heights: &[u16]) -> (Heights, Rc<Groups<T>>) {
        self.uses += 1;
        let mut nearest = 0;
        for (at, kept) in self.kept.iter().enumerate().skip(1) {
            let smaller = kept.groups.sizes.len() < self.kept[nearest].groups.sizes.len();
            if smaller && is_below(&kept.heights, heights) {
                nearest = at;
            }
        }
        let nearest = &mut self.kept[nearest];
        nearest.used = self.uses;
        (nearest.heights.clone(), Rc::clone(&nearest.groups))
    }

    /// Keeps groups that were made of `of` others, if that is worth their room.
    pub(super) fn keep(&mut self, heights: &[u16], groups: Groups<T>, of: usize) {
        let size = groups.sizes.len();
        if size as f64 > WORTHWHILE * of as f64 || size > self.room {
            return;
        }
        self.kept.push(Kept { heights: heights.into(), groups: Rc::new(groups), used: self.uses });
        self.room -= size;
        while self.room < size && self.kept.len() > 2 {
            self.forget();
        }
    }

    /// Gives up what has not been used for longest.
    fn forget(&mut self) {
        let oldest = (1..self.kept.len()).min_by_key(|&at| self.kept[at].used);
        if let Some(oldest) = oldest {
            self.room += self.kept.swap_remove(oldest).groups.sizes.len();
        }
    }
}
