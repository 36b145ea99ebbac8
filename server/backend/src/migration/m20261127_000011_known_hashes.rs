//! Two processes that take in one child at the same moment see each other: whoever brings a hash waits for the
//! transaction that brings it already, and then looks.
//!
//! PostgreSQL only. It is a function because a statement looks at the register as it was when it began, and each
//! statement of a function looks anew.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// The locks are those of `declare::rows::arrivals::lock_hashes`, taken in the same order. One of 256 is enough for a hash: who
/// waits for somebody else's waits as long as one commit takes.
const KNOWN_HASHES: &str = "CREATE FUNCTION known_hashes(anywhere bytea[], near bytea[], counties text[], most integer)
    RETURNS SETOF bytea LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
        place integer;
    BEGIN
        FOR place IN SELECT DISTINCT get_byte(h, 0) AS at FROM unnest(anywhere || near) AS h ORDER BY at LOOP
            PERFORM pg_advisory_xact_lock(1, place);
        END LOOP;
        RETURN QUERY SELECT lookup.hash FROM lookup WHERE lookup.hash = ANY(anywhere)
            UNION ALL SELECT lookup.hash FROM unnest(near, counties) AS n(hash, county_code)
            JOIN lookup ON lookup.hash = n.hash AND lookup.county_code = n.county_code
            LIMIT most;
    END $$";

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, KNOWN_HASHES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP FUNCTION known_hashes(bytea[], bytea[], text[], integer)").await
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
