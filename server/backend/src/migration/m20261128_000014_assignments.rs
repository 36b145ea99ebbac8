//! Persons, accounts and assignments (任职): a role at a place for a time; invitations and second factors.
//!
//! An account of before is one person's, and its role becomes an assignment. It is in force as soon as the program has put
//! its keyed hash to it ([`crate::access::accounts::adopt`]), which this step cannot.

use sea_orm_migration::prelude::*;

use super::columns::{bigint, bigint_null, bytes, create, drop_all, index, key, required, table, text, text_null};
use super::columns::{uuid, uuid_null};
use crate::access::tables::{account, assignment, invitation, person, recovery_code, session, totp};
use crate::store::tables::setting;

/// Columns of before, in which an account had one role at one place.
const ROLE: &str = "role";
const DIVISION: &str = "division_code";
const DISABLED_AT: &str = "disabled_at";

/// The state of an assignment that has no hash yet.
const UNSIGNED: &str = "unsigned";

/// Roles that have another code since.
const RENAMED: [(&str, &str); 2] = [("county_officer", "county_reviewer"), ("admin", "account_admin")];

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite too: accounts without assignments open nothing.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use account::Column as A;
        let by_account = index(
            "assignment_account",
            assignment::Entity,
            vec![assignment::Column::CountyCode, assignment::Column::AccountId],
        );
        create(manager, new_tables(), vec![by_account]).await?;
        for column in [
            uuid_null(A::PersonId),
            text(A::State).default("active").take(),
            required(A::Demonstration).boolean().default(false).take(),
            bigint_null(A::UsedAt),
            uuid_null(A::SuspendedBy),
            text_null(A::SuspendedFor),
        ] {
            add(manager, account::Entity, column).await?;
        }
        carry_over(manager).await?;
        for column in [ROLE, DIVISION, DISABLED_AT] {
            manager.alter_table(Table::alter().table(account::Entity).drop_column(column).to_owned()).await?;
        }
        use session::Column as S;
        for column in [uuid_null(S::AccountId), bigint(S::MadeAt).default(0).take(), text(S::Agent).default("").take()]
        {
            add(manager, session::Entity, column).await?;
        }
        let by_account = index("session_account", session::Entity, vec![S::CountyCode, S::AccountId]);
        manager.create_index(by_account).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use account::Column as A;
        use assignment::Column as R;
        use session::Column as S;
        manager.drop_index(Index::drop().name("session_account").table(session::Entity).to_owned()).await?;
        for column in [S::AccountId, S::MadeAt, S::Agent] {
            manager.alter_table(Table::alter().table(session::Entity).drop_column(column).to_owned()).await?;
        }
        for column in [text(ROLE).default("").take(), text(DIVISION).default("").take(), bigint_null(DISABLED_AT)] {
            add(manager, account::Entity, column).await?;
        }
        for (before, now) in [(ROLE, R::Role), (DIVISION, R::PlaceCode)] {
            let first = Query::select()
                .expr(Expr::col(now).min())
                .from(assignment::Entity)
                .and_where(Expr::col((assignment::Entity, R::CountyCode)).equals((account::Entity, A::CountyCode)))
                .and_where(Expr::col((assignment::Entity, R::AccountId)).equals((account::Entity, A::Id)))
                .to_owned();
            let first = Expr::expr(SimpleExpr::SubQuery(None, Box::new(first.into()))).if_null("");
            let of_account = Query::update().table(account::Entity).value(before, first).to_owned();
            manager.execute(of_account).await?;
        }
        for column in [A::PersonId, A::State, A::Demonstration, A::UsedAt, A::SuspendedBy, A::SuspendedFor] {
            manager.alter_table(Table::alter().table(account::Entity).drop_column(column).to_owned()).await?;
        }
        let adopted = Query::delete()
            .from_table(setting::Entity)
            .and_where(Expr::col(setting::Column::Name).eq("access.assignments_adopted"))
            .to_owned();
        manager.execute(adopted).await?;
        drop_all(manager, new_tables()).await
    }
}

async fn add<T: IntoTableRef>(manager: &SchemaManager<'_>, table: T, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

fn new_tables() -> Vec<TableCreateStatement> {
    let persons = {
        use person::Column::*;
        let columns = vec![text(CountyCode), uuid(Id), bytes(PersonKey), bigint(CreatedAt), text_null(LeftOn)];
        table(person::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
    };
    let assignments = {
        use assignment::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(Id),
            uuid(AccountId),
            text(Role),
            text(PlaceCode),
            text(FromDay),
            text(ToDay),
            text(State),
            uuid_null(GrantedBy),
            bigint(GrantedAt),
            uuid_null(ConfirmedBy),
            bigint_null(EndedAt),
            bytes(Mac),
        ];
        table(assignment::Entity, columns).primary_key(&mut key(vec![CountyCode, Id])).take()
    };
    let invitations = {
        use invitation::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(AccountId),
            bytes(TokenHash),
            uuid_null(MadeBy),
            required(Resets).boolean().take(),
            uuid_null(ConfirmedBy),
            bigint(MadeAt),
            bigint(EndsAt),
        ];
        table(invitation::Entity, columns).primary_key(&mut key(vec![CountyCode, AccountId])).take()
    };
    let generators = {
        use totp::Column::*;
        let columns = vec![
            text(CountyCode),
            uuid(AccountId),
            bytes(Sealed),
            text(KeyId),
            bigint_null(ConfirmedAt),
            bigint(LastStep),
        ];
        table(totp::Entity, columns).primary_key(&mut key(vec![CountyCode, AccountId])).take()
    };
    let codes = {
        use recovery_code::Column::*;
        let columns = vec![text(CountyCode), uuid(AccountId), text(Selector), text(Hash)];
        table(recovery_code::Entity, columns).primary_key(&mut key(vec![CountyCode, AccountId, Selector])).take()
    };
    vec![persons, assignments, invitations, generators, codes]
}

/// Each account's person and assignment, under the account's own id.
async fn carry_over(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    use account::Column as A;
    use assignment::Column as R;
    use person::Column as P;
    let mut persons = Query::insert();
    persons.into_table(person::Entity).columns([P::CountyCode, P::Id, P::PersonKey, P::CreatedAt]);
    let rows = Query::select()
        .columns([A::CountyCode, A::Id])
        .expr(Expr::value(Vec::<u8>::new()))
        .column(A::CreatedAt)
        .from(account::Entity)
        .to_owned();
    // As many columns on both sides, here and below.
    let _ = persons.select_from(rows);
    manager.execute(persons).await?;

    let renamed = RENAMED
        .into_iter()
        .fold(CaseStatement::new(), |case, (before, now)| case.case(Expr::col(ROLE).eq(before), Expr::value(now)));
    let mut assignments = Query::insert();
    assignments.into_table(assignment::Entity).columns([
        R::CountyCode,
        R::Id,
        R::AccountId,
        R::PlaceCode,
        R::GrantedAt,
        R::Role,
        R::State,
        R::FromDay,
        R::ToDay,
        R::Mac,
    ]);
    let rows = Query::select()
        .columns([
            A::CountyCode.into_iden(),
            A::Id.into_iden(),
            A::Id.into_iden(),
            DIVISION.into_iden(),
            A::CreatedAt.into_iden(),
        ])
        .expr(renamed.finally(Expr::col(ROLE)))
        .expr(Expr::value(UNSIGNED))
        .expr(Expr::value(""))
        .expr(Expr::value(""))
        .expr(Expr::value(Vec::<u8>::new()))
        .from(account::Entity)
        .and_where(Expr::col(DISABLED_AT).is_null())
        // It no longer says enough: whoever had it is given a department.
        .and_where(Expr::col(ROLE).ne("department_officer"))
        .to_owned();
    let _ = assignments.select_from(rows);
    manager.execute(assignments).await?;

    let owned = Query::update().table(account::Entity).value(A::PersonId, Expr::col(A::Id)).to_owned();
    manager.execute(owned).await?;
    let suspended = Query::update()
        .table(account::Entity)
        .value(A::State, "suspended")
        .and_where(Expr::col(DISABLED_AT).is_not_null())
        .to_owned();
    manager.execute(suspended).await?;
    let shown = Query::update()
        .table(account::Entity)
        .value(A::Demonstration, true)
        .and_where(Expr::col(A::DisplayName).like("%（示例）"))
        .to_owned();
    manager.execute(shown).await
}
