//! The rules by which the register can be spread over machines (docs/adr/0022-distribution-rules.md): the tables, and
//! whether what the list excepts still occurs. The statements themselves are judged wherever a test asks something of a
//! store, see [`backend::testing::distribution`].

#![expect(clippy::unwrap_used, reason = "a panic is the failure report")]

mod exceptions;
mod row_security;
mod schema;
mod tokens;
