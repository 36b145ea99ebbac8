//! Pseudo-random numbers that are the same for the same seed on every machine (SplitMix64): for synthetic
//! data only, never for anything secret.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of a record.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed ^ stream.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        random.next();
        random
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which must not be zero.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub(super) fn per_mille(&mut self, share: usize) -> bool {
        self.below(1_000) < share
    }

    /// One of the items; the list must not be empty.
    pub(super) fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of the values; the list must not be empty.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        *self.one(items)
    }

    /// The place of one of the items, by their weights.
    pub(super) fn place<T>(&mut self, items: &[(T, usize)]) -> usize {
        let mut left = self.below(items.iter().map(|(_, weight)| weight).sum());
        for (at, (_, weight)) in items.iter().enumerate() {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return at,
            }
        }
        0
    }

    /// One of the values, by their weights.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, usize)]) -> T {
        items[self.place(items)].0
    }
}
