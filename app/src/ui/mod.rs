//! Parts of a page that know no question, no server and no draft.

pub mod calls;
pub mod erase;
pub mod html;
pub mod icon;
pub mod keyed;
pub mod layout;
pub mod office;
pub mod once;
pub mod textarea;
pub mod time;
pub mod verdict;
