//! Cells of a table that leaves for a spreadsheet program: text that such a program would read as a formula is kept text.

use std::borrow::Cow;

/// What makes a formula of a cell when it stands first (OWASP, CSV injection).
const BEGINS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text as a cell shows it and computes nothing: with an apostrophe before what would begin a formula. Text that looks
/// as if it had one already gets another, so that [`from_cell`] gives the same text back.
#[must_use]
pub fn to_cell(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`to_cell`] wrote.
#[must_use]
pub fn from_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| looks_like_formula(text)).unwrap_or(cell)
}

fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(BEGINS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t_76_a_formula_leaves_as_text_and_comes_back_as_it_was() {
        for formula in ["=HYPERLINK(\"x\")", "+1", "-2", "@a", "\t=1", "\r", "'=already"] {
            let cell = to_cell(formula);
            assert!(cell.starts_with('\''), "{cell:?}");
            assert_eq!(from_cell(&cell), formula);
        }
        for text in ["", "王小明", "'quoted'", "a=b", "13800138000", "''"] {
            assert_eq!(to_cell(text), text);
            assert_eq!(from_cell(text), text);
        }
    }
}
