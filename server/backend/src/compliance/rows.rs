//! Counts of a county: each by two columns, within an instant and another where rows have one.

use sea_orm::sea_query::IntoColumnRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};

use crate::access::tables::assignment;
use crate::audit::tables::{audit_batch, audit_event};
use crate::auditing::tables::alert;
use crate::breaches::tables::breach;
use crate::erasure::tables::{erasure_batch, erasure_hold, erasure_item};
use crate::error::Result;
use crate::exports::tables::export;
use crate::grants::tables::access_grant;

/// Rows with the same two codes.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Count {
    /// The first code.
    pub(super) one: String,
    /// The second.
    pub(super) other: String,
    /// How many rows.
    pub(super) count: i64,
}

/// Events with the same codes.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Events {
    pub(super) kind: String,
    pub(super) outcome: String,
    pub(super) role: String,
    pub(super) purpose: String,
    pub(super) count: i64,
}

type Span = (i64, i64);

async fn counted<E, C>(
    db: &C,
    select: Select<E>,
    one: impl ColumnTrait + IntoColumnRef,
    other: impl ColumnTrait + IntoColumnRef,
) -> Result<Vec<Count>>
where
    E: EntityTrait,
    C: ConnectionTrait,
{
    let grouped = select.select_only().column_as(one, "one").column_as(other, "other").column_as(one.count(), "count");
    Ok(grouped.group_by(one).group_by(other).into_model().all(db).await?)
}

/// Assignments of now, by role and state.
pub(super) async fn assignments<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<Count>> {
    use assignment::Column as A;
    let select = assignment::Entity::find().filter(A::CountyCode.eq(county));
    counted(db, select, A::Role, A::State).await
}

/// Requests and emergencies, by kind and state.
pub(super) async fn grants<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<Vec<Count>> {
    use access_grant::Column as G;
    let select = access_grant::Entity::find().filter(G::CountyCode.eq(county));
    counted(db, select.filter(G::AskedAt.gte(from)).filter(G::AskedAt.lt(until)), G::Kind, G::State).await
}

/// Exports, by purpose and state.
pub(super) async fn exports<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<Vec<Count>> {
    use export::Column as X;
    let select = export::Entity::find().filter(X::CountyCode.eq(county));
    counted(db, select.filter(X::AskedAt.gte(from)).filter(X::AskedAt.lt(until)), X::Purpose, X::State).await
}

/// Lists of erasures, by origin and state.
pub(super) async fn batches<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<Vec<Count>> {
    use erasure_batch::Column as B;
    let select = erasure_batch::Entity::find().filter(B::CountyCode.eq(county));
    counted(db, select.filter(B::MadeAt.gte(from)).filter(B::MadeAt.lt(until)), B::Origin, B::State).await
}

/// Erased records, by rule.
pub(super) async fn erased<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<Vec<Count>> {
    use erasure_item::Column as I;
    let select = erasure_item::Entity::find().filter(I::CountyCode.eq(county));
    counted(db, select.filter(I::ErasedAt.gte(from)).filter(I::ErasedAt.lt(until)), I::Rule, I::State).await
}

/// Holds that were placed, by state of now.
pub(super) async fn holds<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<Vec<Count>> {
    use erasure_hold::Column as H;
    let select = erasure_hold::Entity::find().filter(H::CountyCode.eq(county));
    counted(db, select.filter(H::PlacedAt.gte(from)).filter(H::PlacedAt.lt(until)), H::State, H::UntilOn).await
}

/// Notices about reading, by rule; the second code is empty while one is open.
pub(super) async fn alerts<C: ConnectionTrait>(
    db: &C,
    county: &str,
    (from, until): Span,
    open: bool,
) -> Result<Vec<Count>> {
    use alert::Column as A;
    let select = alert::Entity::find().filter(A::CountyCode.eq(county));
    let select = select.filter(A::RaisedAt.gte(from)).filter(A::RaisedAt.lt(until));
    let select = select.filter(if open { A::ClosedAt.is_null() } else { A::ClosedAt.is_not_null() });
    counted(db, select, A::Rule, A::Role).await
}

/// Breaches that were found.
pub(super) async fn breaches<C: ConnectionTrait>(
    db: &C,
    county: &str,
    (from, until): Span,
) -> Result<Vec<breach::Model>> {
    use breach::Column as B;
    let select = breach::Entity::find().filter(B::CountyCode.eq(county));
    Ok(select.filter(B::FoundAt.gte(from)).filter(B::FoundAt.lt(until)).all(db).await?)
}

/// Events of the trail.
pub(super) async fn events<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<Vec<Events>> {
    use audit_event::Column as E;
    Ok(audit_event::Entity::find()
        .select_only()
        .columns([E::Kind, E::Outcome, E::Role, E::Purpose])
        .column_as(E::Kind.count(), "count")
        .filter(E::CountyCode.eq(county))
        .filter(E::At.gte(from))
        .filter(E::At.lt(until))
        .group_by(E::Kind)
        .group_by(E::Outcome)
        .group_by(E::Role)
        .group_by(E::Purpose)
        .into_model()
        .all(db)
        .await?)
}

/// How many batches of the trail were sealed.
pub(super) async fn sealed<C: ConnectionTrait>(db: &C, county: &str, (from, until): Span) -> Result<u64> {
    use audit_batch::Column as B;
    use sea_orm::PaginatorTrait as _;
    let select = audit_batch::Entity::find().filter(B::CountyCode.eq(county));
    Ok(select.filter(B::At.gte(from)).filter(B::At.lt(until)).count(db).await?)
}
