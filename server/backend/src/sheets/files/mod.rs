//! The kinds of files that are read, each into a [`Book`](super::book::Book).
//!
//! | file | holds |
//! | --- | --- |
//! | `text` | encodings, separators, quotes |
//! | `xlsx` | workbooks of today, with calamine |
//! | `survey` | what calamine does not tell of them: hidden rows, merged cells |
//! | `xls` | workbooks of before 2007, with calamine |
//! | `records` | what calamine does not tell of them: encryption, hidden rows |
//! | `value` | a value of calamine as a cell |

pub(super) mod records;
mod survey;
mod text;
mod value;
mod xls;
mod xlsx;

pub(super) use text::read as read_text;
pub(super) use xls::read as read_xls;
pub(super) use xlsx::read as read_xlsx;
