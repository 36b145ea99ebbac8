//! What breaks the rules today, read from the list beside this file.

use std::sync::LazyLock;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Rule and statement, as a [`super::Finding`] is written.
    pub finding: String,
    /// Only PostgreSQL gets the statement.
    pub postgres_only: bool,
    /// What becomes of it.
    pub later: &'static str,
}

/// The list.
static LIST: LazyLock<Vec<Exception>> =
    LazyLock::new(|| include_str!("exceptions.txt").lines().filter_map(exception).collect());

/// What breaks the rules today.
#[must_use]
pub fn exceptions() -> &'static [Exception] {
    &LIST
}

/// A line: rule, statement, databases, what becomes of it. Lines that begin with `#` are words about the list.
fn exception(line: &'static str) -> Option<Exception> {
    let mut parts = line.splitn(4, '|').map(str::trim);
    let (rule, shape, databases, later) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let told = !rule.starts_with('#');
    told.then(|| Exception { finding: format!("{rule} | {shape}"), postgres_only: databases == "postgres", later })
}
