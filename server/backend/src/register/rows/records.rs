//! Records: written with their first version, moved on by a correction, listed for their family.

use domain::register::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::record;
use crate::store::{bulk, everywhere};

/// Most declarations of one family that a page lists.
const FAMILY: u64 = 100;

/// States in which a record no longer stands for its child (rules 10.1): 作废, 退出, 不予登记; and erased.
pub const INACTIVE: [&str; 4] = [State::Void.code(), State::Exited.code(), State::Rejected.code(), record::ERASED];

/// Inserts new records.
///
/// # Errors
/// If the database refuses.
pub async fn insert<'a, C: ConnectionTrait>(db: &C, records: impl Iterator<Item = &'a record::Model>) -> Result<()> {
    bulk::insert::<record::Entity, _>(db, records).await
}

/// A record of a county; an erased one is not found.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<Option<record::Model>> {
    Ok(record::Entity::find_by_id((county.to_owned(), id))
        .filter(record::Column::State.ne(record::ERASED))
        .one(db)
        .await?)
}

/// Some records of a county; erased ones are not found.
///
/// # Errors
/// If the database refuses.
pub async fn of_county<C: ConnectionTrait>(db: &C, county: &str, ids: &[Uuid]) -> Result<Vec<record::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(record::Entity::find()
        .filter(record::Column::CountyCode.eq(county))
        .filter(record::Column::Id.is_in(bulk::padded(ids.iter().copied())))
        .filter(record::Column::State.ne(record::ERASED))
        .all(db)
        .await?)
}

/// The id of a county's record with this receipt number.
///
/// # Errors
/// If the database refuses.
pub async fn with_receipt<C: ConnectionTrait>(db: &C, county: &str, receipt_no: &str) -> Result<Option<Uuid>> {
    Ok(record::Entity::find()
        .select_only()
        .column(record::Column::Id)
        .filter(record::Column::CountyCode.eq(county))
        .filter(record::Column::ReceiptNo.eq(receipt_no))
        .into_tuple()
        .one(db)
        .await?)
}

/// Those of these receipt numbers that a record has.
///
/// # Errors
/// If the database refuses.
pub async fn receipts_of<C: ConnectionTrait>(db: &C, numbers: Vec<String>) -> Result<Vec<String>> {
    let db = &everywhere(db);
    Ok(record::Entity::find()
        .select_only()
        .column(record::Column::ReceiptNo)
        .filter(record::Column::ReceiptNo.is_in(bulk::padded(numbers)))
        .into_tuple()
        .all(db)
        .await?)
}

/// The record with a receipt number, in whatever county.
///
/// # Errors
/// If the database refuses.
pub async fn anywhere_with_receipt<C: ConnectionTrait>(db: &C, number: &str) -> Result<Option<record::Model>> {
    let db = &everywhere(db);
    Ok(record::Entity::find().filter(record::Column::ReceiptNo.eq(number)).one(db).await?)
}

/// The declarations of a family, newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_holder<C: ConnectionTrait>(db: &C, holder: Uuid) -> Result<Vec<record::Model>> {
    let db = &everywhere(db);
    Ok(record::Entity::find()
        .filter(record::Column::Holder.eq(holder))
        .order_by_desc(record::Column::Id)
        .limit(FAMILY)
        .all(db)
        .await?)
}

/// Writes a correction over a record: its next version, in its place; false when the record was moved meanwhile.
///
/// # Errors
/// If the database refuses.
pub async fn amend<C: ConnectionTrait>(db: &C, was: &record::Model, now: &record::Model) -> Result<bool> {
    use record::Column as C;
    let done = record::Entity::update_many()
        .col_expr(C::State, Expr::value(now.state.as_str()))
        .col_expr(C::Version, Expr::value(now.version))
        .col_expr(C::SubmissionId, Expr::value(now.submission_id))
        .col_expr(C::MovedAt, Expr::value(now.moved_at))
        .col_expr(C::Findings, Expr::value(now.findings))
        .col_expr(C::Alert, Expr::value(now.alert))
        .col_expr(C::Summary, Expr::value(now.summary.clone()))
        .col_expr(C::KeyId, Expr::value(now.key_id.as_str()))
        .col_expr(C::StandingVersion, Expr::value(now.standing_version))
        .col_expr(C::ClaimedBy, Expr::value(None::<Uuid>))
        .col_expr(C::ClaimedName, Expr::value(None::<String>))
        .col_expr(C::ClaimedUntil, Expr::value(None::<i64>))
        .filter(C::CountyCode.eq(was.county_code.as_str()))
        .filter(C::Id.eq(was.id))
        .filter(C::State.eq(was.state.as_str()))
        .filter(C::Version.eq(was.version))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes a record's new version over the old one; false when the record was moved meanwhile.
/// `was` is the record as read; its county, state and version must still stand. Into another county the whole of
/// `now` is written; here its receipt number, link and family stay as they are.
///
/// # Errors
/// If the database refuses.
pub async fn replace<C: ConnectionTrait>(db: &C, was: &record::Model, now: &record::Model) -> Result<bool> {
    use record::Column as C;
    let stands = Condition::all()
        .add(C::CountyCode.eq(was.county_code.as_str()))
        .add(C::Id.eq(was.id))
        .add(C::State.eq(was.state.as_str()))
        .add(C::Version.eq(was.version));
    if was.county_code != now.county_code {
        let moved = super::county_move::record(db, was, stands, |row| row.clone_from(now)).await?;
        if moved {
            super::departures::note(db, was, now).await?;
        }
        return Ok(moved);
    }
    let done = record::Entity::update_many()
        .col_expr(C::TownshipCode, Expr::value(now.township_code.clone()))
        .col_expr(C::VillageCode, Expr::value(now.village_code.clone()))
        .col_expr(C::Form, Expr::value(now.form.clone()))
        .col_expr(C::State, Expr::value(now.state.clone()))
        .col_expr(C::Class, Expr::value(now.class.clone()))
        .col_expr(C::Version, Expr::value(now.version))
        .col_expr(C::SubmissionId, Expr::value(now.submission_id))
        .col_expr(C::SubmittedBy, Expr::value(now.submitted_by))
        .col_expr(C::EnteredAt, Expr::value(now.entered_at))
        .col_expr(C::MovedAt, Expr::value(now.moved_at))
        .col_expr(C::Findings, Expr::value(now.findings))
        .col_expr(C::Alert, Expr::value(now.alert))
        .col_expr(C::Duplicates, Expr::value(now.duplicates))
        .col_expr(C::ClaimedBy, Expr::value(now.claimed_by))
        .col_expr(C::ClaimedName, Expr::value(now.claimed_name.clone()))
        .col_expr(C::ClaimedUntil, Expr::value(now.claimed_until))
        .col_expr(C::OfferedTo, Expr::value(now.offered_to.clone()))
        .col_expr(C::OfferedFrom, Expr::value(now.offered_from.clone()))
        .col_expr(C::Summary, Expr::value(now.summary.clone()))
        .col_expr(C::KeyId, Expr::value(now.key_id.clone()))
        .filter(stands)
        .exec(db)
        .await?;
    if done.rows_affected == 1 {
        super::departures::note(db, was, now).await?;
    }
    Ok(done.rows_affected == 1)
}
