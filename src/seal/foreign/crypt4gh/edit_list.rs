//! Which bytes of the plaintext a header says to keep.

use std::ops::Range;

use super::SEGMENT;

/// Ranges of the plaintext, in their order.
pub(super) struct EditList(Vec<Range<u64>>);

impl EditList {
    /// From lengths that are in turn left out and kept; after a last one that is left out, all the rest is kept.
    pub(super) fn of_lengths(lengths: &[u64]) -> Self {
        let mut at = 0_u64;
        let ranges = lengths.chunks(2).map(|pair| {
            let start = at.saturating_add(pair[0]);
            at = pair.get(1).map_or(u64::MAX, |&kept| start.saturating_add(kept));
            start..at
        });
        Self(ranges.collect())
    }

    /// What to keep of a segment: ranges from 0 to 64 KiB.
    pub(super) fn kept(&self, segment: u64) -> impl Iterator<Item = Range<usize>> {
        let first = segment.saturating_mul(SEGMENT as u64);
        let within = move |at: u64| usize::try_from(at.saturating_sub(first)).unwrap_or(SEGMENT).min(SEGMENT);
        self.0[self.0.partition_point(|kept| kept.end <= first)..]
            .iter()
            .map(move |kept| within(kept.start)..within(kept.end))
            .take_while(|kept| kept.start < SEGMENT)
            .filter(|kept| !kept.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The algorithm of the specification, section 4.2, on the whole plaintext.
    fn applied(lengths: &[u64], input: &[u8]) -> Vec<u8> {
        let mut lengths = lengths.iter().map(|length| usize::try_from(*length).unwrap());
        let (mut output, mut at) = (Vec::new(), 0);
        while let Some(left_out) = lengths.next() {
            at = input.len().min(at + left_out);
            let end = lengths.next().map_or(input.len(), |kept| input.len().min(at + kept));
            output.extend_from_slice(&input[at..end]);
            at = end;
        }
        output
    }

    #[test]
    fn segments_keep_what_the_whole_does() {
        let input: Vec<u8> = (0..=250).cycle().take(3 * SEGMENT + 5).collect();
        let s = SEGMENT as u64;
        for lengths in [
            &[0][..],
            &[0, 10, 5, 7, 0, 1],
            &[s - 1, 2],
            &[s, s, s],
            &[2 * s + 3, 9, s],
            &[0, 0, 7, 0, 4, 3],
            &[5, u64::from(u32::MAX)],
            &[4 * s],
        ] {
            let list = EditList::of_lengths(lengths);
            let kept: Vec<u8> = (0..4)
                .flat_map(|segment| {
                    let part = &input[segment * SEGMENT..input.len().min((segment + 1) * SEGMENT)];
                    list.kept(segment as u64)
                        .flat_map(|kept| &part[kept.start.min(part.len())..kept.end.min(part.len())])
                        .collect::<Vec<_>>()
                })
                .copied()
                .collect();
            assert_eq!(kept, applied(lengths, &input), "{lengths:?}");
        }
        assert!(EditList::of_lengths(&[u64::MAX, u64::MAX, 1]).kept(u64::MAX).next().is_none());
    }
}
