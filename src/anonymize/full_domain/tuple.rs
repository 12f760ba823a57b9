//! Rows reduced to one label a quasi-identifier, packed into one number.

/// Where a quasi-identifier's label lies in a tuple.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The number of the quasi-identifier.
    column: usize,
    /// How many bits lie below its label.
    shift: u32,
    /// As many ones as its label has bits.
    ones: u32,
}

impl Field {
    /// A label of ones alone.
    pub(super) fn ones(self) -> u32 {
        self.ones
    }

    /// Fields for labels below these numbers, side by side; how many bits they take in all.
    pub(super) fn layout(labels: impl IntoIterator<Item = u32>) -> (Vec<Self>, u32) {
        let (mut fields, mut bits) = (Vec::new(), 0);
        for (column, labels) in labels.into_iter().enumerate() {
            let width = u32::BITS - labels.saturating_sub(1).leading_zeros();
            let ones = u32::MAX.checked_shr(u32::BITS - width).unwrap_or(0);
            fields.push(Self { column, shift: bits, ones });
            bits += width;
        }
        (fields, bits)
    }
}

/// One label for each quasi-identifier. Equal tuples are one group.
pub(super) trait Tuple: Clone + Eq + Ord + std::fmt::Debug + 'static {
    /// The tuple whose labels are all 0.
    fn zero(columns: usize) -> Self;
    /// The label in a field.
    fn label(&self, field: Field) -> u32;
    /// The same tuple with another label in a field.
    fn with(self, field: Field, label: u32) -> Self;
    /// The same tuple with label 0 wherever the mask has it.
    fn masked(&self, mask: &Self) -> Self;
    /// A number whose upper bits are well mixed.
    fn hash(&self) -> u64;
}

/// 2^64 divided by the golden ratio (Knuth's multiplicative hashing).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

macro_rules! packed {
    ($($number:ty => $hash:expr),+ $(,)?) => {
        $(impl Tuple for $number {
            fn zero(_columns: usize) -> Self {
                0
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "a label has no more bits than `ones`")]
            fn label(&self, field: Field) -> u32 {
                self.checked_shr(field.shift).unwrap_or(0) as u32 & field.ones
            }

            #[inline]
            fn with(self, field: Field, label: u32) -> Self {
                // A field without bits may lie behind the last bit; its label is 0.
                let place = |label: u32| Self::from(label).checked_shl(field.shift).unwrap_or(0);
                self & !place(field.ones) | place(label)
            }

            #[inline]
            fn masked(&self, mask: &Self) -> Self {
                self & mask
            }

            #[inline]
            #[allow(clippy::cast_possible_truncation, reason = "both halves are taken")]
            fn hash(&self) -> u64 {
                $hash(*self)
            }
        })+
    };
}

packed! {
    u32 => |tuple: u32| u64::from(tuple).wrapping_mul(GOLDEN),
    u64 => |tuple: u64| (tuple ^ tuple >> 32).wrapping_mul(GOLDEN),
    u128 => |tuple: u128| {
        let halves = [(tuple >> 64) as u64, tuple as u64];
        (halves[0].wrapping_mul(GOLDEN).rotate_left(32) ^ halves[1]).wrapping_mul(GOLDEN)
    },
}

/// One number a label, where they do not fit into 128 bits.
impl Tuple for Box<[u32]> {
    fn zero(columns: usize) -> Self {
        vec![0; columns].into()
    }

    fn label(&self, field: Field) -> u32 {
        self[field.column]
    }

    fn with(mut self, field: Field, label: u32) -> Self {
        self[field.column] = label;
        self
    }

    fn masked(&self, mask: &Self) -> Self {
        self.iter().zip(mask).map(|(label, mask)| label & mask).collect()
    }

    fn hash(&self) -> u64 {
        let mix = |hash: u64, &label: &u32| (hash.rotate_left(29) ^ u64::from(label)).wrapping_mul(GOLDEN);
        self.iter().fold(0, mix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps_labels<T: Tuple>() {
        let (fields, bits) = Field::layout([1, 2, 5, 1, 100, 16]);
        assert_eq!(bits, 1 + 3 + 7 + 4);
        let labels = [0, 1, 4, 0, 99, 15];
        let tuple = fields
            .iter()
            .zip(labels)
            .fold(T::zero(6), |tuple, (&field, label)| tuple.with(field, 0).with(field, label));
        assert!(fields.iter().zip(labels).all(|(&field, label)| tuple.label(field) == label));
        assert_ne!(tuple, tuple.clone().with(fields[4], 98));
    }

    #[test]
    fn a_label_is_read_as_it_was_set_however_tuples_are_kept() {
        keeps_labels::<u32>();
        keeps_labels::<u64>();
        keeps_labels::<u128>();
        keeps_labels::<Box<[u32]>>();
    }
}
