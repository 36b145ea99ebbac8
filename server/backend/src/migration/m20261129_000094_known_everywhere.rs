//! The function that looks for hashes of the same child looks into every county, whichever the statement around it names:
//! it gives nothing but hashes that its caller had. PostgreSQL only.
//!
//! It sets `tongce.counties` and puts it back, because only a superuser may give a function a setting of its own.

use sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::prelude::*;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let every = "PERFORM set_config('tongce.counties', '*', true);";
        let back = "PERFORM set_config('tongce.counties', named, true);";
        run(manager, &function(every, back)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &function("", "")).await
    }
}

/// As the step that made it, with what stands before and behind the look-up.
fn function(before: &str, behind: &str) -> String {
    format!(
        "CREATE OR REPLACE FUNCTION known_hashes(anywhere bytea[], near bytea[], counties text[], most integer)
    RETURNS SETOF bytea LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
        place integer;
        named text := coalesce(current_setting('tongce.counties', true), '');
    BEGIN
        FOR place IN SELECT DISTINCT get_byte(h, 0) AS at FROM unnest(anywhere || near) AS h ORDER BY at LOOP
            PERFORM pg_advisory_xact_lock(1, place);
        END LOOP;
        {before}
        RETURN QUERY SELECT lookup.hash FROM lookup WHERE lookup.hash = ANY(anywhere)
            UNION ALL SELECT lookup.hash FROM unnest(near, counties) AS n(hash, county_code)
            JOIN lookup ON lookup.hash = n.hash AND lookup.county_code = n.county_code
            LIMIT most;
        {behind}
    END $$"
    )
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
