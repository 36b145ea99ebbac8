//! The database calls of an erasure: each deletes or empties, and gives how many rows it were.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::audit::tables::event;
use crate::declare::tables::{draft, refused_message};
use crate::error::Result;
use crate::links::tables::link;
use crate::register;
use crate::register::tables::{
    attachment, comparison_answer, comparison_item, discrepancy, duplicate_candidate, lookup, record, rights_request,
    submission, visit,
};
use crate::store::bulk::padded;

async fn delete<E: EntityTrait, C: ConnectionTrait>(db: &C, these: Condition) -> Result<u64> {
    Ok(E::delete_many().filter(these).exec(db).await?.rows_affected)
}

/// Hashes of a record.
pub(crate) async fn delete_lookups<C: ConnectionTrait>(
    db: &C,
    county: &str,
    record: Uuid,
    hashes: Vec<Vec<u8>>,
) -> Result<u64> {
    use lookup::Column as L;
    if hashes.is_empty() {
        return Ok(0);
    }
    let these =
        Condition::all().add(L::Hash.is_in(padded(hashes))).add(L::CountyCode.eq(county)).add(L::RecordId.eq(record));
    delete::<lookup::Entity, C>(db, these).await
}

/// All hashes of a record, found without an index.
pub(crate) async fn delete_all_lookups<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    let these = Condition::all().add(lookup::Column::CountyCode.eq(county)).add(lookup::Column::RecordId.eq(record));
    delete::<lookup::Entity, C>(db, these).await
}

/// Messages that workers of a county were given back.
pub(crate) async fn refused_messages<C: ConnectionTrait>(
    db: &C,
    county: &str,
    accounts: &[Uuid],
) -> Result<Vec<refused_message::Model>> {
    Ok(refused_message::Entity::find()
        .filter(refused_message::Column::CountyCode.eq(county))
        .filter(refused_message::Column::AccountId.is_in(padded(accounts.iter().copied())))
        .all(db)
        .await?)
}

/// One of them.
pub(crate) async fn delete_refused_message<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<u64> {
    use refused_message::Column as R;
    delete::<refused_message::Entity, C>(db, Condition::all().add(R::CountyCode.eq(county)).add(R::Id.eq(id))).await
}

/// Pictures of versions, or of messages that were given back.
pub(crate) async fn delete_pictures<C: ConnectionTrait>(db: &C, county: &str, of: Vec<Uuid>) -> Result<u64> {
    use attachment::Column as A;
    let these = Condition::all().add(A::CountyCode.eq(county)).add(A::SubmissionId.is_in(padded(of)));
    delete::<attachment::Entity, C>(db, these).await
}

/// The personal links of the family, unless it has another record.
pub(crate) async fn delete_links<C: ConnectionTrait>(db: &C, record: &record::Model) -> Result<u64> {
    use link::Column as L;
    let Some(holder) = record.holder else { return Ok(0) };
    if register::rows::records::of_holder(db, holder).await?.len() > 1 {
        return Ok(0);
    }
    let these = Condition::all().add(L::CountyCode.eq(record.county_code.as_str())).add(L::Holder.eq(holder));
    delete::<link::Entity, C>(db, these).await
}

/// Drafts that correct the record.
pub(crate) async fn delete_drafts<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    use draft::Column as D;
    delete::<draft::Entity, C>(db, Condition::all().add(D::CountyCode.eq(county)).add(D::RecordId.eq(record))).await
}

/// Visits to the child.
pub(crate) async fn delete_visits<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    use visit::Column as V;
    delete::<visit::Entity, C>(db, Condition::all().add(V::CountyCode.eq(county)).add(V::RecordId.eq(record))).await
}

/// What departments said of the child, and what did not agree.
pub(crate) async fn delete_comparison<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    use comparison_answer::Column as A;
    use comparison_item::Column as I;
    use discrepancy::Column as D;
    let items = Condition::all().add(I::CountyCode.eq(county)).add(I::RecordId.eq(record));
    let answers = Condition::all().add(A::CountyCode.eq(county)).add(A::RecordId.eq(record));
    let open = Condition::all().add(D::CountyCode.eq(county)).add(D::RecordId.eq(record));
    Ok(delete::<comparison_item::Entity, C>(db, items).await?
        + delete::<comparison_answer::Entity, C>(db, answers).await?
        + delete::<discrepancy::Entity, C>(db, open).await?)
}

/// The words of what guardians asked for; that they asked, and when it was answered, stays.
pub(crate) async fn empty_requests<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    use rights_request::Column as Q;
    let done = rights_request::Entity::update_many()
        .col_expr(Q::Sealed, Expr::value(Vec::<u8>::new()))
        .col_expr(Q::KeyId, Expr::value(""))
        .filter(Q::CountyCode.eq(county))
        .filter(Q::RecordId.eq(record))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// Suspicions that the record is of the same child as another.
pub(crate) async fn candidates<C: ConnectionTrait>(
    db: &C,
    county: &str,
    record: Uuid,
) -> Result<Vec<duplicate_candidate::Model>> {
    use duplicate_candidate::Column as P;
    Ok(duplicate_candidate::Entity::find()
        .filter(P::CountyCode.eq(county))
        .filter(P::RecordId.eq(record))
        .all(db)
        .await?)
}

/// One direction of a suspicion.
pub(crate) async fn delete_candidate<C: ConnectionTrait>(
    db: &C,
    county: &str,
    record: Uuid,
    other: Uuid,
) -> Result<u64> {
    use duplicate_candidate::Column as P;
    let these = Condition::all().add(P::CountyCode.eq(county)).add(P::RecordId.eq(record)).add(P::OtherId.eq(other));
    delete::<duplicate_candidate::Entity, C>(db, these).await
}

/// Documents of all versions.
pub(crate) async fn empty_versions<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    use submission::Column as S;
    let done = submission::Entity::update_many()
        .col_expr(S::Document, Expr::value(Vec::<u8>::new()))
        .col_expr(S::KeyId, Expr::value(""))
        .col_expr(S::LinkId, Expr::value(None::<Uuid>))
        .filter(S::CountyCode.eq(county))
        .filter(S::RecordId.eq(record))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// The words of events.
pub(crate) async fn empty_notes<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<u64> {
    use event::Column as E;
    let done = event::Entity::update_many()
        .col_expr(E::Note, Expr::value(None::<Vec<u8>>))
        .col_expr(E::KeyId, Expr::value(None::<String>))
        .filter(E::CountyCode.eq(county))
        .filter(E::RecordId.eq(record))
        .filter(E::Note.is_not_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// Writes the record as it is when erased, if nobody moved it meanwhile; says whether it was written.
pub(crate) async fn erase_record<C: ConnectionTrait>(db: &C, was: &record::Model, now: &record::Model) -> Result<bool> {
    use record::Column as R;
    let done = record::Entity::update_many()
        .col_expr(R::TownshipCode, Expr::value(now.township_code.as_str()))
        .col_expr(R::VillageCode, Expr::value(now.village_code.clone()))
        .col_expr(R::State, Expr::value(now.state.as_str()))
        .col_expr(R::LinkId, Expr::value(now.link_id))
        .col_expr(R::Holder, Expr::value(now.holder))
        .col_expr(R::SubmittedBy, Expr::value(now.submitted_by))
        .col_expr(R::MovedAt, Expr::value(now.moved_at))
        .col_expr(R::Findings, Expr::value(now.findings))
        .col_expr(R::Alert, Expr::value(now.alert))
        .col_expr(R::Duplicates, Expr::value(now.duplicates))
        .col_expr(R::ClaimedBy, Expr::value(now.claimed_by))
        .col_expr(R::ClaimedName, Expr::value(now.claimed_name.clone()))
        .col_expr(R::ClaimedUntil, Expr::value(now.claimed_until))
        .col_expr(R::OfferedTo, Expr::value(now.offered_to.clone()))
        .col_expr(R::OfferedFrom, Expr::value(now.offered_from.clone()))
        .col_expr(R::Summary, Expr::value(now.summary.clone()))
        .col_expr(R::KeyId, Expr::value(now.key_id.as_str()))
        .col_expr(R::SealedKey, Expr::value(now.sealed_key.clone()))
        .col_expr(R::RootId, Expr::value(now.root_id.clone()))
        .filter(R::CountyCode.eq(was.county_code.as_str()))
        .filter(R::Id.eq(was.id))
        .filter(R::State.eq(was.state.as_str()))
        .filter(R::Version.eq(was.version))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
