//! What a phone holds of the register: the children and households of one worker's area, by what changed.
//!
//! Every query takes the area of the capability into its WHERE, so that no phone gets another village's
//! children. Pages are read by `(moved_at, id)`, the order of an index.

use domain::register::State;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::scope::Scope;
use crate::access::accounts::FieldWorker;
use crate::audit::tables::event;
use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::fieldwork::tables::household;
use crate::register::rows::records::INACTIVE;
use crate::register::tables::{record, submission, visit};
use crate::store::bulk::padded;
use crate::store::{by_county, everywhere};

/// Where a page begins.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// Rows that changed at this instant or later, Unix milliseconds; 0 for all.
    pub since: i64,
    /// The last row of the page before: when it changed, and its id.
    pub after: Option<(i64, Uuid)>,
    /// Most rows.
    pub limit: u64,
}

/// A page of the area's records that changed, of any state; of all that are active, from the beginning.
///
/// # Errors
/// If the database refuses.
pub async fn records<C: ConnectionTrait>(db: &C, scope: &Scope, from: Start) -> Result<Vec<record::Model>> {
    use record::Column as R;
    let mut select =
        record::Entity::find().filter(scope.records()).filter(begins(from, R::MovedAt, R::Id)).limit(from.limit);
    if from.since == 0 {
        select = select.filter(R::State.is_not_in(INACTIVE));
    }
    Ok(select.order_by_asc(R::MovedAt).order_by_asc(R::Id).all(db).await?)
}

fn begins<C: ColumnTrait>(from: Start, at: C, id: C) -> Condition {
    let start = Condition::all().add(at.gte(from.since));
    match from.after {
        Some((moved_at, last)) => start.add(
            Expr::tuple([Expr::col(at), Expr::col(id)]).gt(Expr::tuple([Expr::value(moved_at), Expr::value(last)])),
        ),
        None => start,
    }
}

/// The area's active records that did not move since an instant, but were visited.
///
/// # Errors
/// If the database refuses.
pub async fn visited<C: ConnectionTrait>(db: &C, scope: &Scope, since: i64) -> Result<Vec<record::Model>> {
    use record::Column as R;
    use visit::Column as V;
    let mut visits = Query::select();
    visits
        .column(V::RecordId)
        .from(visit::Entity)
        .and_where(V::CountyCode.eq(scope.county()))
        .and_where(V::MadeAt.gte(since));
    Ok(record::Entity::find()
        .filter(scope.records())
        .filter(R::State.is_not_in(INACTIVE))
        .filter(R::MovedAt.lt(since))
        .filter(Expr::col(R::Id).in_subquery(visits))
        .all(db)
        .await?)
}

/// Those of the records that are in the area and active.
///
/// # Errors
/// If the database refuses.
pub async fn still_here<C: ConnectionTrait>(db: &C, scope: &Scope, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    use record::Column as R;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(record::Entity::find()
        .select_only()
        .column(R::Id)
        .filter(scope.records())
        .filter(R::State.is_not_in(INACTIVE))
        .filter(R::Id.is_in(padded(ids.iter().copied())))
        .into_tuple()
        .all(db)
        .await?)
}

/// The submissions that are the current versions of these records.
///
/// # Errors
/// If the database refuses.
pub async fn current<C: ConnectionTrait>(db: &C, records: &[record::Model]) -> Result<Vec<submission::Model>> {
    use submission::Column as S;
    let mut current = Vec::with_capacity(records.len());
    for (county, ids) in by_county(records.iter().map(|record| (record.county_code.as_str(), record.submission_id))) {
        let rows = submission::Entity::find().filter(S::CountyCode.eq(county)).filter(S::Id.is_in(padded(ids)));
        current.extend(rows.all(db).await?);
    }
    Ok(current)
}

/// Days of the visits to these records of a county, and of the next ones, the earliest first.
///
/// # Errors
/// If the database refuses.
pub async fn visits<C: ConnectionTrait>(
    db: &C,
    county: &str,
    records: &[record::Model],
) -> Result<Vec<(Uuid, String, Option<String>)>> {
    use visit::Column as V;
    if records.is_empty() {
        return Ok(Vec::new());
    }
    Ok(visit::Entity::find()
        .select_only()
        .columns([V::RecordId, V::Day, V::NextOn])
        .filter(V::CountyCode.eq(county))
        .filter(V::RecordId.is_in(padded(records.iter().map(|record| record.id))))
        .order_by_asc(V::Day)
        .order_by_asc(V::MadeAt)
        .into_tuple()
        .all(db)
        .await?)
}

/// A page of the area's households that changed.
///
/// # Errors
/// If the database refuses.
pub async fn households<C: ConnectionTrait>(db: &C, scope: &Scope, from: Start) -> Result<Vec<household::Model>> {
    use household::Column as H;
    Ok(household::Entity::find()
        .filter(scope.households())
        .filter(begins(from, H::UpdatedAt, H::Id))
        .order_by_asc(H::UpdatedAt)
        .order_by_asc(H::Id)
        .limit(from.limit)
        .all(db)
        .await?)
}

/// Returned records of the area, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn returned<C: ConnectionTrait>(db: &C, worker: &FieldWorker, limit: u64) -> Result<Vec<record::Model>> {
    use record::Column as R;
    let here = record::Entity::find().filter(Scope::from(worker).records()).filter(R::State.eq(State::Returned.code()));
    Ok(here.order_by_desc(R::MovedAt).limit(limit).all(db).await?)
}

/// The events that brought these records into a state, the newest of each record first.
///
/// # Errors
/// If the database refuses.
pub async fn moves_to<C: ConnectionTrait>(
    db: &C,
    records: &[record::Model],
    state: State,
) -> Result<Vec<event::Model>> {
    use event::Column as E;
    let mut found = Vec::new();
    for (county, records) in by_county(records.iter().map(|record| (record.county_code.as_str(), record.id))) {
        let events = event::Entity::find()
            .filter(E::CountyCode.eq(county))
            .filter(E::RecordId.is_in(padded(records)))
            .filter(E::ToState.eq(state.code()))
            .filter(crate::audit::rows::history::moves())
            .order_by_desc(E::Id)
            .all(db)
            .await?;
        found.extend(events);
    }
    Ok(found)
}

/// Declarations that wait for the worker, because the server could not take them.
///
/// # Errors
/// If the database refuses.
pub async fn refused_messages<C: ConnectionTrait>(db: &C, worker: &FieldWorker) -> Result<Vec<refused_message::Model>> {
    let db = &everywhere(db);
    use refused_message::Column as K;
    Ok(refused_message::Entity::find()
        .filter(K::AccountId.eq(worker.account().id()))
        .filter(K::SettledAt.is_null())
        .order_by_asc(K::ReceivedAt)
        .all(db)
        .await?)
}
