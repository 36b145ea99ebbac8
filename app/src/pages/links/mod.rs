//! Paper of those who bring families in; the page of links is the office's.

pub mod poster;
