//! Decisions of a township's reviewers.
