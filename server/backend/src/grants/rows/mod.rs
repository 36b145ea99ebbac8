//! Every database call of this room.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::grants::tables::{access_grant, grant_holder};
use crate::store::inserts;

/// Writes a grant.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, grant: &access_grant::Model) -> Result<()> {
    inserts::write::<access_grant::Entity, _>(db, [grant]).await
}

/// Writes what a person may open.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn hold<C: ConnectionTrait>(db: &C, rows: &[grant_holder::Model]) -> Result<()> {
    inserts::write::<grant_holder::Entity, _>(db, rows).await
}

/// A grant of a county.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<access_grant::Model>> {
    Ok(access_grant::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// The grants of a county in these states, the oldest first.
///
/// # Errors
/// If the database refuses.
pub async fn in_states<C: ConnectionTrait>(
    db: &C,
    county: &str,
    states: &[&str],
    limit: u64,
) -> Result<Vec<access_grant::Model>> {
    use access_grant::Column as G;
    let found = access_grant::Entity::find().filter(G::CountyCode.eq(county)).filter(G::State.is_in(states.to_vec()));
    Ok(found.order_by_asc(G::AskedAt).limit(limit).all(db).await?)
}

/// The grants of this kind that are about exactly one record.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn of_record<C: ConnectionTrait>(
    db: &C,
    county: &str,
    kind: &str,
    record: Uuid,
) -> Result<Vec<access_grant::Model>> {
    use access_grant::Column as G;
    let found = access_grant::Entity::find().filter(G::CountyCode.eq(county)).filter(G::Kind.eq(kind));
    Ok(found.filter(G::Records.eq(record.as_bytes().to_vec())).all(db).await?)
}

/// Writes a grant as it is now; false when somebody else decided meanwhile.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn decide<C: ConnectionTrait>(db: &C, from: &str, grant: access_grant::Model) -> Result<bool> {
    use access_grant::Column as G;
    let done = access_grant::Entity::update_many()
        .col_expr(G::State, Expr::value(grant.state))
        .col_expr(G::EndsAt, Expr::value(grant.ends_at))
        .col_expr(G::DecidedBy, Expr::value(grant.decided_by))
        .col_expr(G::DecidedAt, Expr::value(grant.decided_at))
        .filter(G::CountyCode.eq(grant.county_code))
        .filter(G::Id.eq(grant.id))
        .filter(G::State.eq(from))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// What a person may open at an instant.
///
/// # Errors
/// If the database refuses.
pub async fn held<C: ConnectionTrait>(
    db: &C,
    (county, person): (&str, Uuid),
    now: i64,
) -> Result<Vec<grant_holder::Model>> {
    use grant_holder::Column as H;
    let found = grant_holder::Entity::find().filter(H::CountyCode.eq(county)).filter(H::PersonId.eq(person));
    Ok(found.filter(H::EndsAt.gt(now)).order_by_asc(H::EndsAt).all(db).await?)
}

/// Lets a person open a record by a grant, also again: until the end of `row`.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn hold_again<C: ConnectionTrait>(db: &C, row: grant_holder::Model) -> Result<()> {
    use grant_holder::Column as H;
    let longer = grant_holder::Entity::update_many()
        .col_expr(H::EndsAt, Expr::value(row.ends_at))
        .filter(H::CountyCode.eq(row.county_code.as_str()))
        .filter(H::PersonId.eq(row.person_id))
        .filter(H::GrantId.eq(row.grant_id))
        .filter(H::RecordId.eq(row.record_id))
        .exec(db)
        .await?;
    if longer.rows_affected == 0 { hold(db, &[row]).await } else { Ok(()) }
}

/// Ends what a person may open by a grant.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn end<C: ConnectionTrait>(
    db: &C,
    (county, person, grant): (&str, Uuid, Uuid),
    now: i64,
) -> Result<()> {
    use grant_holder::Column as H;
    grant_holder::Entity::update_many()
        .col_expr(H::EndsAt, Expr::value(now))
        .filter(H::CountyCode.eq(county))
        .filter(H::PersonId.eq(person))
        .filter(H::GrantId.eq(grant))
        .exec(db)
        .await?;
    Ok(())
}
