//! The rules, and what breaks one.

use std::fmt;

/// A rule that a statement or a table can break. The words are those of the list of exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A primary key or unique index holds the column by which its table lies, and a primary key begins with it.
    Key,
    /// A statement names one county, or one key, for every table whose rows lie apart.
    County,
    /// No row changes the column by which it lies.
    Moves,
    /// What an insert takes for the same row is told apart within one county.
    Conflict,
    /// Rows are locked within one county.
    Lock,
    /// No insert stands in a `WITH`.
    With,
    /// An insert says its rows one by one, not as arrays, so that their county is seen.
    Arrays,
    /// Rows of a county and rows that lie by another key are not asked for together.
    Mixed,
    /// The database runs no function of ours and keeps no lock that belongs to no row.
    Function,
    /// Only a statement that names no county is asked of every county.
    Everywhere,
    /// Every table is declared.
    Undeclared,
    /// The statement is of a shape that the check cannot judge.
    Unread,
}

impl Rule {
    /// As in the list of exceptions.
    const fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::County => "county",
            Self::Moves => "moves",
            Self::Conflict => "conflict",
            Self::Lock => "lock",
            Self::With => "with",
            Self::Arrays => "arrays",
            Self::Mixed => "mixed",
            Self::Function => "function",
            Self::Everywhere => "everywhere",
            Self::Undeclared => "undeclared",
            Self::Unread => "unread",
        }
    }
}

/// What breaks a rule; written as in the list of exceptions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The statement, as short as it can be told from others.
    pub shape: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.rule.word(), self.shape)
    }
}
