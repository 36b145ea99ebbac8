//! The `tongce` program.

fn main() {}
