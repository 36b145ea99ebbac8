//! Versions of the forms in which a declaration may come.

use super::VERSION;
use crate::form::FormKind;

/// The versions in which a declaration may come, the present one first. A phone that was away for long sends an older
/// one: of the versions ever released at least the two before the present stay here, and their fields stay known.
#[must_use]
pub const fn accepted(kind: FormKind) -> &'static [&'static str] {
    match kind {
        FormKind::Migrant | FormKind::LeftBehind => &[VERSION],
    }
}

/// Whether a declaration may come in this version of the form.
#[must_use]
pub fn accepts(kind: FormKind, version: &str) -> bool {
    accepted(kind).contains(&version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::form;

    /// Every version that was ever released, newest first: a new one is written here, and none is taken away.
    const RELEASED: &[&str] = &["2024-17"];

    #[test]
    fn the_present_version_and_the_two_before_it_are_accepted() {
        for kind in [FormKind::Migrant, FormKind::LeftBehind] {
            assert_eq!(accepted(kind)[0], form(kind).version);
            assert_eq!(RELEASED[0], form(kind).version, "a new version is written down");
            assert!(RELEASED[..RELEASED.len().min(3)].iter().all(|version| accepts(kind, version)));
            assert!(!accepts(kind, "2019-1") && !accepts(kind, ""));
        }
    }
}
