//! The steps that bring a database to the shape of [`crate::entity`], on SQLite and on PostgreSQL.
//!
//! A step that has run anywhere is never edited; a change is a new step.

mod columns;
mod m20261121_000001_register;
mod m20261122_000002_field_work;
mod m20261122_000003_departures;
mod m20261122_000004_sealed_values;
mod m20261127_000005_drafts;
mod m20261127_000006_same_child;
mod m20261127_000007_session_ends;
mod m20261127_000010_notices;
mod m20261127_000011_known_hashes;
mod m20261127_000011_link_tokens;
mod m20261127_000011_phone_tokens;
mod m20261127_000011_session_counties;

use sea_orm_migration::prelude::*;

/// All steps in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_register::Migration),
            Box::new(m20261122_000002_field_work::Migration),
            Box::new(m20261122_000003_departures::Migration),
            Box::new(m20261122_000004_sealed_values::Migration),
            Box::new(m20261127_000005_drafts::Migration),
            Box::new(m20261127_000006_same_child::Migration),
            Box::new(m20261127_000007_session_ends::Migration),
            Box::new(m20261127_000010_notices::Migration),
            Box::new(m20261127_000011_link_tokens::Migration),
            Box::new(m20261127_000011_phone_tokens::Migration),
            Box::new(m20261127_000011_session_counties::Migration),
            Box::new(m20261127_000011_known_hashes::Migration),
        ]
    }
}
