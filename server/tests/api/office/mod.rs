//! Pages of the office, as a browser without a script meets them.

mod accounts;
mod audit;
mod grants;
mod links;
mod reveal;
mod sheets;
mod sign_in;
