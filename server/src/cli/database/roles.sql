-- Roles of Tongce on PostgreSQL. Run as a superuser, once for a cluster; done twice is done once.
-- Rights on tables are given by `tongce migrate`, which runs as tongce_owner.
--
--   tongce_owner   owns the tables: `tongce migrate`, `tongce audit archive`
--   tongce_app     the server and every other command: no change of a table, none of what is written once
--   tongce_read    reports: reads, but no accounts, sessions or secrets; names its counties with
--                  SET tongce.counties = '120104'
--   tongce_backup  pg_dump and replication: the only one that sees all counties without naming them
--
-- Passwords are not set here. Give them with \password, or let pg_hba.conf know the users of the machine.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['tongce_owner', 'tongce_app', 'tongce_read', 'tongce_backup'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', name);
        END IF;
        EXECUTE format('ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE', name);
    END LOOP;
END $$;
ALTER ROLE tongce_owner NOBYPASSRLS NOREPLICATION;
ALTER ROLE tongce_app NOBYPASSRLS NOREPLICATION;
ALTER ROLE tongce_read NOBYPASSRLS NOREPLICATION;
ALTER ROLE tongce_read SET default_transaction_read_only = on;
ALTER ROLE tongce_backup BYPASSRLS REPLICATION;
