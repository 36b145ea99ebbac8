//! What PostgreSQL holds back from the server's role, whatever a statement says.

use backend::audit;
use backend::declare::submissions::{By, submit};
use backend::register::tables::record;
use backend::store::row_security::protected;
use backend::testing::{TestStore, migrant, program, stores, submission};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, QueryFilter, Statement,
};

const NANKAI: &str = "120104";

/// The stores on PostgreSQL of this run, each with a record of Nankai.
async fn registers() -> Vec<(TestStore, record::Model)> {
    let mut registers = Vec::new();
    for test in stores().await.unwrap() {
        if test.store.db.get_database_backend() != DbBackend::Postgres {
            continue;
        }
        let id = test.store.new_id();
        submit(&test.store, submission(id, migrant(1), id.as_bytes()), By::Client(&program(&test.store)))
            .await
            .unwrap();
        audit::seal(&test.store).await.unwrap();
        let row = record::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!(row.county_code, NANKAI);
        registers.push((test, row));
    }
    registers
}

async fn count(db: &impl ConnectionTrait, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// Why the database refuses a statement, in a transaction that names Nankai.
async fn refusal(db: &DatabaseConnection, sql: &str) -> String {
    let sql = format!("BEGIN; SET LOCAL tongce.counties = '{NANKAI}'; {sql}; COMMIT");
    let refused = db.execute_unprepared(&sql).await.unwrap_err().to_string();
    db.execute_unprepared("ROLLBACK").await.unwrap();
    refused
}

#[tokio::test]
async fn every_table_of_a_county_has_the_policy_for_its_owner_too() {
    for (test, _) in registers().await {
        let tables = protected(&test.store.db).await.unwrap();
        assert!(tables.len() > 20, "{tables:?}");
        let without: Vec<_> = tables.iter().filter(|(_, protected)| !protected).collect();
        assert!(without.is_empty(), "{without:?}");
    }
}

/// T-28: who says no county sees none.
#[tokio::test]
async fn the_servers_role_sees_nothing_before_it_names_a_county() {
    for (test, _) in registers().await {
        let db = test.as_role("tongce_app").await.unwrap();
        for table in ["record", "submission", "lookup", "audit_event", "event"] {
            assert_eq!(count(&db, table).await, 0, "{table}");
        }
        let tx = format!("BEGIN; SET LOCAL tongce.counties = '{NANKAI}'; SELECT 1 / count(*) FROM record; COMMIT");
        db.execute_unprepared(&tx).await.unwrap();
        assert_eq!(count(&db, "record").await, 0, "the setting ends with the transaction");
        db.close().await.unwrap();
    }
}

/// T-29: a record of another county does not move here, nor does one of here move there.
#[tokio::test]
async fn no_statement_takes_a_record_to_another_county() {
    for (test, row) in registers().await {
        let db = test.as_role("tongce_app").await.unwrap();
        let take = |named: &str, to: &str| {
            format!(
                "BEGIN; SET LOCAL tongce.counties = '{named}'; \
                 UPDATE record SET county_code = '{to}' WHERE id = '{}'; COMMIT",
                row.id
            )
        };
        assert_eq!(db.execute_unprepared(&take("120101", "120101")).await.unwrap().rows_affected(), 0);
        let refused = db.execute_unprepared(&take(NANKAI, "120101")).await.unwrap_err().to_string();
        assert!(refused.contains("row-level security"), "{refused}");
        db.close().await.unwrap();
        let row = record::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!(row.county_code, NANKAI);
    }
}

#[tokio::test]
async fn a_statement_that_forgot_its_county_gets_nothing_in_and_outside_of_a_transaction() {
    use record::Column as R;
    for (test, row) in registers().await {
        let store = test.as_server().await.unwrap();
        let forgot = || record::Entity::find().filter(R::Id.eq(row.id));
        let names = |county: &str| forgot().filter(R::CountyCode.eq(county));
        assert_eq!(forgot().all(&store.db).await.unwrap(), []);
        assert_eq!(names(NANKAI).all(&store.db).await.unwrap().len(), 1);
        // What it says besides opens no other county.
        let or_any = Condition::any().add(R::CountyCode.eq("120105")).add(R::Id.eq(row.id));
        assert_eq!(record::Entity::find().filter(or_any).all(&store.db).await.unwrap(), []);

        let tx = store.begin().await.unwrap();
        assert_eq!(names(NANKAI).all(&*tx).await.unwrap().len(), 1);
        assert_eq!(forgot().all(&*tx).await.unwrap(), [], "the statement before named it, this one does not");
        assert_eq!(record::Entity::delete_many().filter(R::Id.eq(row.id)).exec(&*tx).await.unwrap().rows_affected, 0);
        assert_eq!(names(NANKAI).all(&*tx).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        // Every connection of the pool is as it was.
        for _ in 0..20 {
            assert_eq!(count(store.db.bare(), "record").await, 0);
        }
        store.db.close().await.unwrap();
    }
}

/// T-65: the server's role lacks the right, the owner meets the trigger.
#[tokio::test]
async fn nobody_changes_or_removes_an_event() {
    for (test, _) in registers().await {
        let changes = ["UPDATE audit_event SET kind = 'print'", "DELETE FROM audit_event", "TRUNCATE audit_event"];
        for (role, word) in [("tongce_app", "permission denied"), ("postgres", "written once")] {
            let db = test.as_role(role).await.unwrap();
            for change in changes {
                let refused = refusal(&db, change).await;
                assert!(refused.contains(word), "{role}, {change}: {refused}");
            }
            db.close().await.unwrap();
        }
    }
}

#[tokio::test]
async fn each_role_has_what_it_needs_and_no_more() {
    for (test, _) in registers().await {
        let app = test.as_role("tongce_app").await.unwrap();
        for change in [
            "ALTER TABLE record DISABLE ROW LEVEL SECURITY",
            "DROP POLICY counties ON record",
            "ALTER TABLE audit_event DISABLE TRIGGER ALL",
            "CREATE TABLE other (id integer)",
            "INSERT INTO seaql_migrations VALUES ('x', 1)",
            "SET ROLE tongce_backup",
        ] {
            let refused = refusal(&app, change).await;
            assert!(refused.contains("must be owner") || refused.contains("permission denied"), "{change}: {refused}");
        }
        let read = test.as_role("tongce_read").await.unwrap();
        assert!(refusal(&read, "SELECT * FROM account").await.contains("permission denied"));
        assert!(refusal(&read, "DELETE FROM record").await.contains("read-only"));
        assert_eq!(count(&read, "record").await, 0);
        // A copy that lacked rows without saying so would be no copy.
        let backup = test.as_role("tongce_backup").await.unwrap();
        assert_eq!(count(&backup, "record").await, 1);
        assert!(refusal(&backup, "DELETE FROM record").await.contains("permission denied"));
        for db in [app, read, backup] {
            db.close().await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_program_knows_which_roles_may_too_much() {
    for (test, _) in registers().await {
        assert_eq!(test.owner().await.unwrap().role().await.unwrap().unwrap().too_much(), Some("is a superuser"));
        let server = test.as_server().await.unwrap();
        let role = server.role().await.unwrap().unwrap();
        assert_eq!((role.name.as_str(), role.too_much()), ("tongce_app", None));
        // It finds the tables as they should be, and changes none.
        backend::migration::migrate(&server).await.unwrap();
    }
}
