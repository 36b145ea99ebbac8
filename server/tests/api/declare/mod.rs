//! `/declare…`: a family fills in without any script: pages by GET, answers by POST.

mod browser;
mod registers;
mod screening;
mod settings;
