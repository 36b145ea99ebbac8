//! One record before a reviewer: found within the area, claimed, moved on.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::queue::own_area;
use crate::access::accounts::Reviewer;
use crate::error::Result;
use crate::register::tables::{lookup, record, submission};
use crate::store::everywhere;

/// A record of the reviewer's area, or one that is offered to it.
///
/// # Errors
/// If the database refuses.
pub async fn visible<C: ConnectionTrait>(db: &C, reviewer: &Reviewer, id: Uuid) -> Result<Option<record::Model>> {
    let own = record::Entity::find().filter(own_area(reviewer)).filter(record::Column::Id.eq(id)).one(db).await?;
    match (own, reviewer.area().township()) {
        (None, Some(township)) => Ok(record::Entity::find()
            .filter(record::Column::OfferedTo.eq(township))
            .filter(record::Column::Id.eq(id))
            .one(&everywhere(db))
            .await?),
        (own, _) => Ok(own),
    }
}

/// Claims a record until an instant, unless somebody else has it now; true when it is claimed.
/// `record` is as [`visible`] gave it.
///
/// # Errors
/// If the database refuses.
pub async fn claim<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    record: &record::Model,
    now: i64,
    until: i64,
) -> Result<bool> {
    use record::Column as R;
    let account = reviewer.account();
    let done = record::Entity::update_many()
        .col_expr(R::ClaimedBy, Expr::value(account.id()))
        .col_expr(R::ClaimedName, Expr::value(account.display_name()))
        .col_expr(R::ClaimedUntil, Expr::value(until))
        .filter(same(record))
        .filter(
            Condition::any()
                .add(R::ClaimedUntil.is_null())
                .add(R::ClaimedUntil.lte(now))
                .add(R::ClaimedBy.eq(account.id())),
        )
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Gives a claim back, if it is the reviewer's own.
///
/// # Errors
/// If the database refuses.
pub async fn release<C: ConnectionTrait>(db: &C, reviewer: &Reviewer, record: &record::Model) -> Result<()> {
    use record::Column as R;
    record::Entity::update_many()
        .col_expr(R::ClaimedBy, Expr::value(None::<Uuid>))
        .col_expr(R::ClaimedName, Expr::value(None::<String>))
        .col_expr(R::ClaimedUntil, Expr::value(None::<i64>))
        .filter(same(record))
        .filter(R::ClaimedBy.eq(reviewer.account().id()))
        .exec(db)
        .await?;
    Ok(())
}

/// The record as it was read: same place, state, version and offer.
fn same(was: &record::Model) -> Condition {
    use record::Column as R;
    let offer = match &was.offered_to {
        Some(township) => R::OfferedTo.eq(township.as_str()),
        None => R::OfferedTo.is_null(),
    };
    Condition::all()
        .add(R::CountyCode.eq(was.county_code.as_str()))
        .add(R::Id.eq(was.id))
        .add(R::TownshipCode.eq(was.township_code.as_str()))
        .add(R::State.eq(was.state.as_str()))
        .add(R::Version.eq(was.version))
        .add(offer)
}

/// Moves a record on and ends its claim; false when somebody else moved it since `was` was read.
///
/// # Errors
/// If the database refuses.
pub async fn move_on<C: ConnectionTrait>(db: &C, was: &record::Model, now: &record::Model) -> Result<bool> {
    use record::Column as R;
    if was.county_code != now.county_code {
        // Everything else stays as it is there, also what changed since it was read.
        let moved = crate::register::rows::county_move::record(db, was, same(was), |row| {
            *row = record::Model {
                county_code: now.county_code.clone(),
                township_code: now.township_code.clone(),
                village_code: now.village_code.clone(),
                state: now.state.clone(),
                moved_at: now.moved_at,
                offered_to: now.offered_to.clone(),
                offered_from: now.offered_from.clone(),
                offered_state: now.offered_state.clone(),
                class: now.class.clone(),
                standing_version: now.standing_version,
                verified_version: now.verified_version,
                claimed_by: None,
                claimed_name: None,
                claimed_until: None,
                sealed_key: now.sealed_key.clone(),
                root_id: now.root_id.clone(),
                ..row.clone()
            };
        });
        let moved = moved.await?;
        if moved {
            crate::register::rows::departures::note(db, was, now).await?;
        }
        return Ok(moved);
    }
    let done = record::Entity::update_many()
        .col_expr(R::TownshipCode, Expr::value(now.township_code.as_str()))
        .col_expr(R::VillageCode, Expr::value(now.village_code.clone()))
        .col_expr(R::State, Expr::value(now.state.as_str()))
        .col_expr(R::MovedAt, Expr::value(now.moved_at))
        .col_expr(R::OfferedTo, Expr::value(now.offered_to.clone()))
        .col_expr(R::OfferedFrom, Expr::value(now.offered_from.clone()))
        .col_expr(R::OfferedState, Expr::value(now.offered_state.clone()))
        .col_expr(R::Class, Expr::value(now.class.as_str()))
        .col_expr(R::StandingVersion, Expr::value(now.standing_version))
        .col_expr(R::VerifiedVersion, Expr::value(now.verified_version))
        .col_expr(R::ClaimedBy, Expr::value(None::<Uuid>))
        .col_expr(R::ClaimedName, Expr::value(None::<String>))
        .col_expr(R::ClaimedUntil, Expr::value(None::<i64>))
        .filter(same(was))
        .exec(db)
        .await?;
    if done.rows_affected == 1 {
        crate::register::rows::departures::note(db, was, now).await?;
    }
    Ok(done.rows_affected == 1)
}

/// Carries the look-up hashes of a record to its new township.
///
/// # Errors
/// If the database refuses.
pub async fn move_lookups<C: ConnectionTrait>(
    db: &C,
    was: &record::Model,
    now: &record::Model,
    hashes: Vec<Vec<u8>>,
) -> Result<()> {
    use lookup::Column as L;
    if hashes.is_empty() {
        return Ok(());
    }
    let these = Condition::all()
        .add(L::Hash.is_in(hashes))
        .add(L::CountyCode.eq(was.county_code.as_str()))
        .add(L::TownshipCode.eq(was.township_code.as_str()))
        .add(L::RecordId.eq(was.id));
    if was.county_code != now.county_code {
        return crate::register::rows::county_move::lookups(db, these, |row| {
            row.county_code.clone_from(&now.county_code);
            row.township_code.clone_from(&now.township_code);
        })
        .await;
    }
    lookup::Entity::update_many()
        .col_expr(L::TownshipCode, Expr::value(now.township_code.as_str()))
        .filter(these)
        .exec(db)
        .await?;
    Ok(())
}

/// Which of the records (of one county) have a version that one of these accounts submitted, or to which it made the
/// personal link.
///
/// # Errors
/// If the database refuses.
pub async fn authored_by<C: ConnectionTrait>(
    db: &C,
    county: &str,
    records: &[Uuid],
    accounts: &[Uuid],
) -> Result<Vec<Uuid>> {
    use submission::Column as S;
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let own = || crate::store::bulk::padded(accounts.iter().copied());
    Ok(submission::Entity::find()
        .select_only()
        .column(S::RecordId)
        .filter(S::CountyCode.eq(county))
        .filter(S::RecordId.is_in(crate::store::bulk::padded(records.iter().copied())))
        .filter(Condition::any().add(S::SubmittedBy.is_in(own())).add(S::LinkMadeBy.is_in(own())))
        .into_tuple()
        .all(db)
        .await?)
}
