//! Fields that both forms have, declared once; and the conditions that several of them share.

pub mod child;
pub mod conditions;
pub mod disability;
pub mod family;
pub mod filing;
pub mod health;
pub mod help;
pub mod parent;
pub mod residence;
pub mod schooling;

pub use parent::{father, mother};
