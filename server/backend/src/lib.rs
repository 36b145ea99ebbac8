//! The register's store: entities and migrations, one query a purpose, and the services that pages,
//! programs and the command line call.
//!
//! Read in this order: [`store`] (what a service needs), `service/` (what users do), `query/` (every
//! database call), `entity/` and `migration/` (the tables).

pub mod divisions;
