//! The township's review page (`/review`): the queue, one record, and what a reviewer does with it. Ordinary Leptos,
//! built with `view!`; everything else of officials is a document.

pub mod filter_address;
pub mod filter_form;
pub mod frame;
pub mod functions;
pub mod guide;
pub mod marks;
pub mod outcome;
pub mod page;
pub mod record;
pub mod rows;
pub mod state;
pub mod township;
pub mod unsure;
