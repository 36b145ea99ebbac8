//! The register's first tables.
//!
//! No foreign keys stand between the tables that a submission fills: one transaction of one writer makes
//! their rows together, a move to another county changes the county code of all of them together, and on
//! a store that is distributed by county a cross-county reference could not be enforced anyway.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::columns::{
    bigint, bigint_null, bytes, bytes_null, create, drop_all, index, int, key, required, table, text, text_null, uuid,
    uuid_null,
};
use crate::access::tables::{account, session, sign_in_attempt};
use crate::audit::tables::event;
use crate::declare::tables::draft;
use crate::divisions::tables::division;
use crate::links::tables::link;
use crate::register::tables::{duplicate_candidate, lookup, record, submission};
use crate::store::tables::setting;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(manager.get_database_backend()), indexes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, tables(manager.get_database_backend())).await
    }
}

fn tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    let mut tables = vec![divisions(), settings()];
    tables.extend(staff());
    tables.extend([links(), drafts(), records(), submissions()]);
    for mut narrow in [lookups(), candidates(), events()] {
        if backend == DbBackend::Sqlite {
            // These are found by their primary key only: one tree instead of a table and an index.
            narrow.extra("WITHOUT ROWID");
        }
        tables.push(narrow);
    }
    tables
}

fn divisions() -> TableCreateStatement {
    use division::Column::*;
    table(
        division::Entity,
        vec![
            text(Code),
            text(Name),
            text(Level),
            text(Kind),
            text_null(Parent),
            text_null(ValidFrom),
            text_null(ValidTo),
            text(Successors),
            text(Initials),
            text(Path),
        ],
    )
    .primary_key(&mut key(vec![Code]))
    .take()
}

fn settings() -> TableCreateStatement {
    use setting::Column::*;
    table(setting::Entity, vec![text(Name), text(Value)]).primary_key(&mut key(vec![Name])).take()
}

fn staff() -> [TableCreateStatement; 3] {
    let accounts = {
        use account::Column::*;
        table(
            account::Entity,
            vec![
                text(CountyCode),
                uuid(Id),
                text(Username),
                text(DisplayName),
                text("role"),
                text("division_code"),
                text(PasswordHash),
                bigint(CreatedAt),
                bigint_null("disabled_at"),
            ],
        )
        .primary_key(&mut key(vec![Id]))
        .take()
    };
    let sessions = {
        use session::Column::*;
        table(session::Entity, vec![text(Id), bytes(Data), bigint(ExpiresAt)]).primary_key(&mut key(vec![Id])).take()
    };
    let attempts = {
        use sign_in_attempt::Column::*;
        table(sign_in_attempt::Entity, vec![text(Subject), int(Failures), bigint(LastAt), bigint(BlockedUntil)])
            .primary_key(&mut key(vec![Subject]))
            .take()
    };
    [accounts, sessions, attempts]
}

fn links() -> TableCreateStatement {
    use link::Column::*;
    table(
        link::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            text(Kind),
            text(DivisionCode),
            uuid_null(Holder),
            bytes(TokenHash),
            text(Note),
            uuid_null(CreatedBy),
            bigint(CreatedAt),
            text(ExpiresOn),
            bigint_null(RevokedAt),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn drafts() -> TableCreateStatement {
    use draft::Column::*;
    table(
        draft::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            uuid(LinkId),
            uuid(Holder),
            uuid_null(RecordId),
            bigint(Revision),
            text_null(Form),
            text(NoticeVersion),
            bigint(ConsentAt),
            bytes(Sealed),
            text(KeyId),
            bigint(CreatedAt),
            bigint(UpdatedAt),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn records() -> TableCreateStatement {
    use record::Column::*;
    table(
        record::Entity,
        vec![
            text(CountyCode),
            uuid(Id),
            text(TownshipCode),
            text_null(VillageCode),
            text(Form),
            text(State),
            text(Class),
            int(Version),
            uuid(SubmissionId),
            text(ReceiptNo),
            uuid_null(LinkId),
            uuid_null(Holder),
            uuid_null(SubmittedBy),
            bigint(EnteredAt),
            bigint(MovedAt),
            int(Findings),
            required(Alert).boolean().take(),
            int(Duplicates),
            uuid_null(ClaimedBy),
            text_null(ClaimedName),
            bigint_null(ClaimedUntil),
            text_null(OfferedTo),
            text_null(OfferedFrom),
            bytes(Summary),
            text(KeyId),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, Id]))
    .take()
}

fn submissions() -> TableCreateStatement {
    use submission::Column::*;
    table(
        submission::Entity,
        vec![
            text(CountyCode),
            uuid(RecordId),
            int(Version),
            uuid(Id),
            text(Form),
            text(FormVersion),
            text(Channel),
            bytes(BodyHash),
            bytes(Document),
            text(KeyId),
            bigint(SubmittedAt),
            uuid_null(SubmittedBy),
            uuid_null(LinkId),
            text_null(NoticeVersion),
            bigint_null(ConsentAt),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, RecordId, Version]))
    .take()
}

fn lookups() -> TableCreateStatement {
    use lookup::Column::*;
    table(
        lookup::Entity,
        vec![bytes(Hash), text(CountyCode), text(TownshipCode), uuid(RecordId), required(Kind).small_integer().take()],
    )
    .primary_key(&mut key(vec![Hash, CountyCode, TownshipCode, RecordId]))
    .take()
}

fn candidates() -> TableCreateStatement {
    use duplicate_candidate::Column::*;
    table(
        duplicate_candidate::Entity,
        vec![
            text(CountyCode),
            uuid(RecordId),
            uuid(OtherId),
            text(OtherCounty),
            text(MatchedBy),
            ColumnDef::new(SameChild).boolean().take(),
            uuid_null(DecidedBy),
            bigint_null(DecidedAt),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, RecordId, OtherId]))
    .take()
}

fn events() -> TableCreateStatement {
    use event::Column::*;
    table(
        event::Entity,
        vec![
            text(CountyCode),
            uuid(RecordId),
            uuid(Id),
            bigint(At),
            uuid_null(ActorId),
            text(ActorName),
            text(Action),
            text_null(FromState),
            text(ToState),
            int(Version),
            bytes_null(Note),
            text_null(KeyId),
        ],
    )
    .primary_key(&mut key(vec![CountyCode, RecordId, Id]))
    .take()
}

fn indexes() -> Vec<IndexCreateStatement> {
    use record::Column as R;
    vec![
        index("division_parent", division::Entity, vec![division::Column::Parent]),
        index("account_username", account::Entity, vec![account::Column::Username]).unique().take(),
        index("session_expires_at", session::Entity, vec![session::Column::ExpiresAt]),
        index("link_token_hash", link::Entity, vec![link::Column::TokenHash]).unique().take(),
        index("link_id", link::Entity, vec![link::Column::Id]).unique().take(),
        index("link_division", link::Entity, vec![link::Column::DivisionCode, link::Column::Id]),
        index("draft_holder", draft::Entity, vec![draft::Column::Holder, draft::Column::Id]),
        // The queue of a township and of a county, in the order of entry (keyset paging). What the queue
        // filters and counts by is part of the index, so that rows which do not show are never read.
        index(
            "record_township_queue",
            record::Entity,
            vec![
                R::CountyCode,
                R::TownshipCode,
                R::State,
                R::EnteredAt,
                R::Id,
                R::Form,
                R::Class,
                R::VillageCode,
                R::Findings,
                R::Alert,
                R::Duplicates,
            ],
        ),
        index("record_county_queue", record::Entity, vec![R::CountyCode, R::State, R::EnteredAt, R::Id]),
        index("record_receipt_no", record::Entity, vec![R::ReceiptNo]).unique().take(),
        index("record_holder", record::Entity, vec![R::Holder]).and_where(Expr::col(R::Holder).is_not_null()).take(),
        index("record_link", record::Entity, vec![R::LinkId]).and_where(Expr::col(R::LinkId).is_not_null()).take(),
        index("record_offered_to", record::Entity, vec![R::OfferedTo])
            .and_where(Expr::col(R::OfferedTo).is_not_null())
            .take(),
        index("submission_id", submission::Entity, vec![submission::Column::Id]).unique().take(),
    ]
}
