//! The layout of the file of divisions, and why such a file cannot be read or made.

/// Layout of the file. Raise it with every change here, and write it into `data/divisions.address`.
pub(super) const LAYOUT: u8 = 1;

/// Why an index cannot be read or made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackedError {
    /// Of another layout, or no such file at all.
    #[error("this is no file of divisions of layout {LAYOUT}")]
    OtherLayout,
    /// Cut off, or damaged.
    #[error("the file of divisions is damaged")]
    Damaged,
    /// More than the file's numbers can count.
    #[error("the table of divisions has too many characters")]
    TooLarge,
}
