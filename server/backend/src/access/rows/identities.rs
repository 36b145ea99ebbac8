//! Providers of identities, the accounts bound to them, and what their claims propose.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::access::tables::{directory, identity_link, identity_proposal, identity_provider, identity_spent};
use crate::error::Result;
use crate::store::inserts;

/// Writes a new provider.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_provider<C: ConnectionTrait>(db: &C, row: &identity_provider::Model) -> Result<()> {
    inserts::write::<identity_provider::Entity, _>(db, [row]).await
}

/// Writes a provider as it is now.
///
/// # Errors
/// If the database refuses, or it is not there.
pub(crate) async fn write_provider<C: ConnectionTrait>(db: &C, row: identity_provider::Model) -> Result<()> {
    identity_provider::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// One of them.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn provider<C: ConnectionTrait>(
    db: &C,
    (county, id): (&str, Uuid),
) -> Result<Option<identity_provider::Model>> {
    Ok(identity_provider::Entity::find_by_id((county.to_owned(), id)).one(db).await?)
}

/// Those of a county, newest first.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn providers<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<identity_provider::Model>> {
    use identity_provider::Column as P;
    Ok(identity_provider::Entity::find().filter(P::CountyCode.eq(county)).order_by_desc(P::Id).all(db).await?)
}

/// The bonds of an account.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn links<C: ConnectionTrait>(
    db: &C,
    (county, account): (&str, Uuid),
) -> Result<Vec<identity_link::Model>> {
    use identity_link::Column as L;
    let own = identity_link::Entity::find().filter(L::CountyCode.eq(county)).filter(L::AccountId.eq(account));
    Ok(own.all(db).await?)
}

/// Writes a bond, and the way from its subject to it; says whether the subject was free.
///
/// # Errors
/// If the database refuses, as for an account that is bound to this provider already.
pub(crate) async fn link<C: ConnectionTrait>(db: &C, row: &identity_link::Model) -> Result<bool> {
    let way = directory::Model {
        key: row.subject_hash.clone(),
        kind: directory::Kind::IdentitySubject as i16,
        county_code: row.county_code.clone(),
        id: row.account_id,
    };
    let Some(mut statement) = inserts::insert::<directory::Entity, _>([&way]) else { return Ok(false) };
    statement.on_conflict(OnConflict::column(directory::Column::Key).do_nothing().to_owned());
    if db.execute(&statement).await?.rows_affected() != 1 {
        return Ok(false);
    }
    inserts::write::<identity_link::Entity, _>(db, [row]).await?;
    Ok(true)
}

/// Where the account of a subject lies: its county and id.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn account_of<C: ConnectionTrait>(db: &C, subject_hash: &[u8]) -> Result<Option<(String, Uuid)>> {
    use directory::Column as D;
    let way = directory::Entity::find()
        .filter(D::Key.eq(subject_hash))
        .filter(D::Kind.eq(directory::Kind::IdentitySubject as i16))
        .one(db)
        .await?;
    Ok(way.map(|way| (way.county_code, way.id)))
}

/// Forgets the bonds of an account, and what was proposed for it.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn forget<C: ConnectionTrait>(db: &C, (county, account): (&str, Uuid)) -> Result<()> {
    use {identity_link::Column as L, identity_proposal::Column as P};
    for row in links(db, (county, account)).await? {
        directory::Entity::delete_many().filter(directory::Column::Key.eq(row.subject_hash)).exec(db).await?;
    }
    let own = identity_link::Entity::delete_many().filter(L::CountyCode.eq(county)).filter(L::AccountId.eq(account));
    own.exec(db).await?;
    let asked =
        identity_proposal::Entity::delete_many().filter(P::CountyCode.eq(county)).filter(P::AccountId.eq(account));
    asked.exec(db).await?;
    Ok(())
}

/// What was proposed for an account, the oldest first.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn proposals<C: ConnectionTrait>(
    db: &C,
    (county, account): (&str, Uuid),
) -> Result<Vec<identity_proposal::Model>> {
    use identity_proposal::Column as P;
    let own = identity_proposal::Entity::find().filter(P::CountyCode.eq(county)).filter(P::AccountId.eq(account));
    Ok(own.order_by_asc(P::Id).all(db).await?)
}

/// Writes a new proposal.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert_proposal<C: ConnectionTrait>(db: &C, row: &identity_proposal::Model) -> Result<()> {
    inserts::write::<identity_proposal::Entity, _>(db, [row]).await
}

/// Writes a proposal as it is now.
///
/// # Errors
/// If the database refuses, or it is not there.
pub(crate) async fn write_proposal<C: ConnectionTrait>(db: &C, row: identity_proposal::Model) -> Result<()> {
    identity_proposal::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Uses something up; false when it was used before, also by a request at the same time. What ended is deleted.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn spend<C: ConnectionTrait>(db: &C, row: identity_spent::Model, now: i64) -> Result<bool> {
    use identity_spent::Column as S;
    let ended = identity_spent::Entity::delete_many().filter(S::CountyCode.eq(row.county_code.as_str()));
    ended.filter(S::EndsAt.lte(now)).exec(db).await?;
    let Some(mut statement) = inserts::insert::<identity_spent::Entity, _>([&row]) else { return Ok(false) };
    statement.on_conflict(OnConflict::columns([S::CountyCode, S::Hash]).do_nothing().to_owned());
    Ok(db.execute(&statement).await?.rows_affected() == 1)
}
