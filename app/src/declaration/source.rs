//! Where a family's declaration comes from.

use domain::form::FormKind;

use super::Declaration;

/// Where a page's declaration comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The family's link.
    Link,
    /// Nowhere: a form of this kind to practise on.
    Practice(FormKind),
}

impl Source {
    /// Whether the declaration is the one that the source would give.
    #[must_use]
    pub fn is(self, declaration: &Declaration) -> bool {
        match self {
            Self::Link => true,
            Self::Practice(kind) => declaration.kind() == Some(kind),
        }
    }
}
