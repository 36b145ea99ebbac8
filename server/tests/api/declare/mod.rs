//! `/declare…`: a family fills in without any script: pages by GET, answers by POST.

pub(crate) mod browser;
mod given_back;
mod guardians;
mod my_child;
pub(crate) mod registers;
mod screening;
mod settings;
mod turns;
