//! The steps that bring a database to the shape of the rooms' tables, on SQLite and on PostgreSQL.
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
mod m20261128_000012_link_makers;
mod m20261128_000013_known_browsers;
mod m20261128_000014_assignments;
mod m20261128_000020_trail;
mod m20261128_000030_grants;
mod m20261128_000040_account_days;
mod m20261128_000041_hand_overs;
mod m20261128_000050_trail_search;
mod m20261128_000051_alerts;
mod m20261128_000060_record_keys;
mod m20261128_000070_clients;
mod m20261128_000071_bound_links;
mod m20261129_000080_notice_versions;
mod m20261129_000081_requests;
mod m20261129_000082_protective_measures;
mod m20261129_000085_erasures;
mod m20261129_000086_exports;
mod m20261129_000087_breaches;
mod m20261129_000090_link_notes;
mod m20261129_000094_known_everywhere;
mod m20261129_000095_archives;
mod m20261129_000098_passkeys;
mod m20261129_000099_identity_providers;
mod m20261201_000100_county;
mod m20261201_000101_comparison;

use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};
use sea_orm_migration::prelude::*;

use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::row_security::{self, Role};
use crate::store::rows::settings;
use crate::{access, consent, divisions, links, register, rotation};

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
            Box::new(m20261128_000012_link_makers::Migration),
            Box::new(m20261128_000013_known_browsers::Migration),
            Box::new(m20261128_000014_assignments::Migration),
            Box::new(m20261128_000020_trail::Migration),
            Box::new(m20261128_000030_grants::Migration),
            Box::new(m20261128_000040_account_days::Migration),
            Box::new(m20261128_000041_hand_overs::Migration),
            Box::new(m20261128_000050_trail_search::Migration),
            Box::new(m20261128_000051_alerts::Migration),
            Box::new(m20261128_000060_record_keys::Migration),
            Box::new(m20261128_000070_clients::Migration),
            Box::new(m20261128_000071_bound_links::Migration),
            Box::new(m20261129_000080_notice_versions::Migration),
            Box::new(m20261129_000081_requests::Migration),
            Box::new(m20261129_000082_protective_measures::Migration),
            Box::new(m20261129_000085_erasures::Migration),
            Box::new(m20261129_000086_exports::Migration),
            Box::new(m20261129_000087_breaches::Migration),
            Box::new(m20261129_000090_link_notes::Migration),
            Box::new(m20261129_000094_known_everywhere::Migration),
            Box::new(m20261129_000095_archives::Migration),
            Box::new(m20261129_000098_passkeys::Migration),
            Box::new(m20261129_000099_identity_providers::Migration),
            Box::new(m20261201_000100_county::Migration),
            Box::new(m20261201_000101_comparison::Migration),
        ]
    }
}

/// The steps that this database lacks, in order; on PostgreSQL with the rights of the roles and the policies of new tables.
///
/// Only the owner of the tables may, who is held by the policies like everybody, so the transaction sees every county. A
/// program under a role that may less finds nothing to do, or says what it lacks.
async fn up(store: &Store) -> Result<()> {
    let db = store.db.bare();
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(Migrator::up(db, None).await?);
    }
    let owner = Role::of(db).await?.is_none_or(|role| role.owner || role.superuser);
    let tables = SchemaManager::new(db).has_table("seaql_migrations").await?;
    if tables && !owner {
        let missing = Migrator::get_pending_migrations_read_only(db).await?.len();
        return if missing == 0 {
            Ok(())
        } else {
            Err(Error::internal("run `tongce migrate` as the owner of the tables"))
        };
    }
    let tx = db.begin().await?;
    tx.execute_unprepared("SET LOCAL tongce.counties = '*'").await?;
    Migrator::up(&tx, None).await?;
    row_security::protect(&tx).await?;
    Ok(tx.commit().await?)
}

/// Brings the tables to the present shape, gives accounts of earlier versions their assignments, loads the
/// division table, keeps the text of the notice in force, seals what links are for and gives records of earlier versions their look-up hashes, unless
/// that is done already.
///
/// # Errors
/// If a step fails; the steps before it stay.
pub async fn migrate(store: &Store) -> Result<()> {
    up(store).await?;
    access::accounts::adopt(store).await?;
    divisions::names::load(store).await?;
    consent::adopt(store).await?;
    seal_link_notes(store).await?;
    register::backfill::run(store).await
}

/// What links are for stood in clear in an earlier version. Done once.
async fn seal_link_notes(store: &Store) -> Result<()> {
    const DONE: &str = "link_notes";
    if settings::get(&store.db, DONE).await?.is_some() {
        return Ok(());
    }
    let mut county = String::new();
    while let Some(next) = rotation::rows::counties::after(&store.db, &county).await? {
        links::note::seal_earlier(store, &next).await?;
        county = next;
    }
    settings::set_once(&*store.statement().await, DONE, "sealed").await?;
    Ok(())
}
