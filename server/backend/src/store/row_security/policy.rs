//! The policy on every table of a county, and the rights of the roles.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// Puts the policy on every table of a county that lacks it. The directory is none: it is asked by the hash of a token, and says
/// in which county to look.
///
/// It reads the catalogue, so that a table of a later step is not forgotten; done twice is done once. Without
/// `InitPlan`, that is the inner SELECTs, the setting would be read and cut for each row.
const POLICIES: &str = "DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'county_code'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
        AND c.relname <> 'directory'
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'counties')
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY counties ON %I USING (
            county_code = ANY ((SELECT string_to_array(current_setting(''tongce.counties'', true), '',''))::text[])
            OR (SELECT current_setting(''tongce.counties'', true) = ''*''))', name);
    END LOOP;
END $$";

/// The tables of the trail are written once; `audit_lane` is no part of it, it says which process lives.
const RIGHTS: &str = "DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tongce_app') THEN
        GRANT USAGE ON SCHEMA public TO tongce_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tongce_app;
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_event, audit_batch, audit_subjects, audit_head FROM tongce_app;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_archive FROM tongce_app;
        REVOKE INSERT, UPDATE, DELETE ON seaql_migrations FROM tongce_app;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tongce_read') THEN
        GRANT USAGE ON SCHEMA public TO tongce_read;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO tongce_read;
        REVOKE SELECT ON account, totp, recovery_code, invitation, session, client, client_token FROM tongce_read;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tongce_backup') THEN
        GRANT USAGE ON SCHEMA public TO tongce_backup;
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO tongce_backup;
    END IF;
END $$";

/// See [`POLICIES`] and [`RIGHTS`]; nothing on SQLite.
///
/// # Errors
/// If the database refuses, as when the role does not own the tables.
pub(crate) async fn protect<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(POLICIES).await?;
        db.execute_unprepared(RIGHTS).await?;
    }
    Ok(())
}

/// The tables of a county, and whether the policy is on each, also for its owner.
///
/// # Errors
/// If the database does not answer.
#[cfg(feature = "testing")]
pub async fn protected<C: ConnectionTrait>(db: &C) -> Result<Vec<(String, bool)>, DbErr> {
    let sql = "SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity \
               AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) FROM pg_class c \
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'county_code' \
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') \
               AND c.relname <> 'directory' ORDER BY 1";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
