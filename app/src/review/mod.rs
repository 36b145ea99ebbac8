//! The township's review page (`/review`): the queue, one entry, and what a reviewer does with it. Ordinary Leptos,
//! built with `view!`; everything else of officials is a document.

pub mod filter_address;
pub mod filter_form;
pub mod frame;
pub mod functions;
pub mod guide;
pub mod marks;
pub mod page;
pub mod record;
pub mod rows;
pub mod state;
pub mod told;
pub mod township;
pub mod unsure;
