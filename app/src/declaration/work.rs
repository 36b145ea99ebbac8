//! What is to be done about what a family's phone keeps.

/// What is to be done about answers of a family that the server does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Bring what this page leaves on the phone up to date.
    Keep,
    /// The same, and from now on whenever the page is left.
    Resume,
    /// Take over what others saved meanwhile.
    Reread,
}
