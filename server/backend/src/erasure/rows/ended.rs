//! What supports the work and goes by itself.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::fieldwork::tables::device;
use crate::links::tables::link;
use crate::register::tables::attachment;
use crate::store::bulk::padded;

/// Deletes the links of a county that were taken back before an instant, or whose last day lies before a day.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn links<C: ConnectionTrait>(db: &C, county: &str, before: i64, day: &str) -> Result<u64> {
    use link::Column as L;
    let ended = Condition::any().add(L::RevokedAt.lt(before)).add(L::ExpiresOn.lt(day));
    Ok(link::Entity::delete_many().filter(L::CountyCode.eq(county)).filter(ended).exec(db).await?.rows_affected)
}

/// Deletes the phones of a county that were not heard of since an instant.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn phones<C: ConnectionTrait>(db: &C, county: &str, before: i64) -> Result<u64> {
    use device::Column as D;
    let these = device::Entity::delete_many().filter(D::CountyCode.eq(county)).filter(D::LastSeen.lt(before));
    Ok(these.exec(db).await?.rows_affected)
}

/// Ids of messages of a county that came before an instant and were given back, at most `limit`.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn refused_messages<C: ConnectionTrait>(
    db: &C,
    county: &str,
    before: i64,
    limit: u64,
) -> Result<Vec<Uuid>> {
    use refused_message::Column as M;
    Ok(refused_message::Entity::find()
        .select_only()
        .column(M::Id)
        .filter(M::CountyCode.eq(county))
        .filter(M::ReceivedAt.lt(before))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// Deletes such messages, with their pictures.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn delete_messages<C: ConnectionTrait>(db: &C, county: &str, ids: &[Uuid]) -> Result<u64> {
    use attachment::Column as A;
    use refused_message::Column as M;
    let ids = padded(ids.iter().copied());
    let pictures = attachment::Entity::delete_many().filter(A::CountyCode.eq(county));
    pictures.filter(A::SubmissionId.is_in(ids.clone())).exec(db).await?;
    let messages = refused_message::Entity::delete_many().filter(M::CountyCode.eq(county));
    Ok(messages.filter(M::Id.is_in(ids)).exec(db).await?.rows_affected)
}
