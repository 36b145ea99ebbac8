//! The queue of a reviewer's area: pages in the order of entry, counts, search.
//!
//! Every query takes the [`Reviewer`] and puts his or her area into its WHERE, so no page can show
//! another area's records. A page reads by `(entered_at, id)`, the order of the index, so that the last
//! page of a long queue costs what the first one does.

use domain::eligibility::Class;
use domain::form::FormKind;
use domain::review::State;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::entity::{lookup, record};
use crate::error::Result;
use crate::lookup::Hash;
use crate::service::accounts::{Area, Reviewer};

/// Classes that a person has to look at: never approved in one go.
pub const CLEAR_CLASSES: [Class; 3] = [Class::M1, Class::M2, Class::Lb];

/// What the rows of a page must be.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Form.
    pub form: Option<FormKind>,
    /// Class of the verdict.
    pub class: Option<Class>,
    /// Village, 12 digits.
    pub village: Option<String>,
    /// Entered before this instant, Unix milliseconds.
    pub entered_before: Option<i64>,
    /// With undecided candidates for the same child.
    pub duplicates: bool,
    /// Without anything that a reviewer has to read.
    pub clean: bool,
}

/// Where a page begins, and in which direction the queue is read.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The last row of the page before: when it entered, and its id.
    pub after: Option<(i64, Uuid)>,
    /// Newest first; the longest waiting first otherwise.
    pub newest_first: bool,
    /// Most rows.
    pub limit: u64,
}

/// The records of the area itself.
pub(super) fn own_area(reviewer: &Reviewer) -> Condition {
    let area = Condition::all().add(record::Column::CountyCode.eq(reviewer.area().county()));
    match reviewer.area() {
        Area::Township { township, .. } => area.add(record::Column::TownshipCode.eq(township.as_str())),
        Area::County { .. } => area,
    }
}

fn wanted(select: Select<record::Entity>, wanted: &Wanted) -> Select<record::Entity> {
    use record::Column as R;
    let mut select = select;
    if let Some(form) = wanted.form {
        select = select.filter(R::Form.eq(form.name()));
    }
    if let Some(class) = wanted.class {
        select = select.filter(R::Class.eq(class.code()));
    }
    if let Some(village) = &wanted.village {
        select = select.filter(R::VillageCode.eq(village.as_str()));
    }
    if let Some(before) = wanted.entered_before {
        select = select.filter(R::EnteredAt.lte(before));
    }
    if wanted.duplicates {
        select = select.filter(R::Duplicates.gt(0));
    }
    if wanted.clean {
        select = select
            .filter(R::Findings.eq(0))
            .filter(R::Alert.eq(false))
            .filter(R::Duplicates.eq(0))
            .filter(R::Class.is_in(CLEAR_CLASSES.map(Class::code)));
    }
    select
}

fn paged(select: Select<record::Entity>, page: Page) -> Select<record::Entity> {
    use record::Column as R;
    let place = || Expr::tuple([Expr::col(R::EnteredAt), Expr::col(R::Id)]);
    let mut select = select.limit(page.limit);
    if let Some((entered_at, id)) = page.after {
        let from = Expr::tuple([Expr::value(entered_at), Expr::value(id)]);
        select = select.filter(if page.newest_first { place().lt(from) } else { place().gt(from) });
    }
    let order = if page.newest_first { Order::Desc } else { Order::Asc };
    select.order_by(R::EnteredAt, order.clone()).order_by(R::Id, order)
}

/// A page of the area's records in one state.
///
/// # Errors
/// If the database refuses.
pub async fn in_state<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    state: State,
    filter: &Wanted,
    page: Page,
) -> Result<Vec<record::Model>> {
    let select = record::Entity::find().filter(own_area(reviewer)).filter(record::Column::State.eq(state.code()));
    Ok(paged(wanted(select, filter), page).all(db).await?)
}

/// A page of the records that other townships offer to this one.
///
/// # Errors
/// If the database refuses.
pub async fn offered<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    filter: &Wanted,
    page: Page,
) -> Result<Vec<record::Model>> {
    let Some(township) = reviewer.area().township() else { return Ok(Vec::new()) };
    let select = record::Entity::find().filter(record::Column::OfferedTo.eq(township));
    Ok(paged(wanted(select, filter), page).all(db).await?)
}

#[derive(FromQueryResult)]
struct Count {
    code: String,
    count: i64,
}

async fn counts<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<(String, u64)>> {
    let rows = Count::find_by_statement(db.get_database_backend().build(select)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, u64::try_from(row.count).unwrap_or(0))).collect())
}

fn count_by(column: record::Column, reviewer: &Reviewer) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr_as(Expr::col(column), Alias::new("code"))
        .expr_as(Expr::col(record::Column::State).count(), Alias::new("count"))
        .from(record::Entity)
        .cond_where(own_area(reviewer))
        .group_by_col(column)
        .order_by(column, Order::Asc);
    select
}

/// Number of the area's records in each state that waits for the township, or in each other one, by its code.
///
/// # Errors
/// If the database refuses.
pub async fn by_state<C: ConnectionTrait>(db: &C, reviewer: &Reviewer, waiting: bool) -> Result<Vec<(String, u64)>> {
    let mut select = count_by(record::Column::State, reviewer);
    select.and_where(Expr::col(record::Column::State).is_in(codes(waiting)));
    counts(db, &select).await
}

/// The codes of the states that wait for the township, or of the others.
fn codes(waiting: bool) -> Vec<SimpleExpr> {
    let states = State::ALL.iter().filter(|state| state.waits_for_township() == waiting);
    states.map(|state| Expr::value(state.code())).collect()
}

/// Number of records that wait, by the code of their village.
///
/// # Errors
/// If the database refuses.
pub async fn by_village<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<Vec<(String, u64)>> {
    if reviewer.area().township().is_none() {
        return Ok(Vec::new());
    }
    let mut select = count_by(record::Column::VillageCode, reviewer);
    select
        .and_where(Expr::col(record::Column::State).is_in(codes(true)))
        .and_where(Expr::col(record::Column::VillageCode).is_not_null());
    counts(db, &select).await
}

/// Number of records that other townships offer to this one.
///
/// # Errors
/// If the database refuses.
pub async fn count_offered<C: ConnectionTrait>(db: &C, reviewer: &Reviewer) -> Result<u64> {
    let Some(township) = reviewer.area().township() else { return Ok(0) };
    let mut select = Query::select();
    select
        .expr_as(Expr::col(record::Column::OfferedTo), Alias::new("code"))
        .expr_as(Expr::col(record::Column::OfferedTo).count(), Alias::new("count"))
        .from(record::Entity)
        .and_where(Expr::col(record::Column::OfferedTo).eq(township))
        .group_by_col(record::Column::OfferedTo);
    Ok(counts(db, &select).await?.into_iter().map(|(_, count)| count).sum())
}

/// Ids of the area's records that have all hashes, in the order of making, after the record `after`.
///
/// # Errors
/// If the database refuses.
pub async fn with_hashes<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    hashes: &[Hash],
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>> {
    let Some((first, others)) = hashes.split_first() else { return Ok(Vec::new()) };
    let of = |table: &'static str, column: lookup::Column| Expr::col((Alias::new(table), column));
    let mut select = Query::select();
    select
        .expr_as(of("a", lookup::Column::RecordId), Alias::new("record_id"))
        .from_as(lookup::Entity, Alias::new("a"))
        .cond_where(in_area(reviewer, "a"))
        .and_where(of("a", lookup::Column::Hash).eq(first.to_vec()))
        .order_by((Alias::new("a"), lookup::Column::RecordId), Order::Asc)
        .limit(limit);
    if let Some(after) = after {
        select.and_where(of("a", lookup::Column::RecordId).gt(after));
    }
    for hash in others {
        let mut other = Query::select();
        other
            .expr(Expr::value(1))
            .from_as(lookup::Entity, Alias::new("b"))
            .cond_where(in_area(reviewer, "b"))
            .and_where(of("b", lookup::Column::Hash).eq(hash.to_vec()))
            .and_where(of("b", lookup::Column::CountyCode).equals((Alias::new("a"), lookup::Column::CountyCode)))
            .and_where(of("b", lookup::Column::TownshipCode).equals((Alias::new("a"), lookup::Column::TownshipCode)))
            .and_where(of("b", lookup::Column::RecordId).equals((Alias::new("a"), lookup::Column::RecordId)));
        select.and_where(Expr::exists(other));
    }
    let rows = db.query_all(&select).await?;
    Ok(rows.into_iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

fn in_area(reviewer: &Reviewer, table: &'static str) -> Condition {
    let of = |column: lookup::Column| Expr::col((Alias::new(table), column));
    let area = Condition::all().add(of(lookup::Column::CountyCode).eq(reviewer.area().county()));
    match reviewer.area().township() {
        Some(township) => area.add(of(lookup::Column::TownshipCode).eq(township)),
        None => area,
    }
}

/// The area's records with these ids that are as wanted, in the order of making.
///
/// # Errors
/// If the database refuses.
pub async fn with_ids<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    ids: &[Uuid],
    state: Option<State>,
    filter: &Wanted,
) -> Result<Vec<record::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = record::Entity::find()
        .filter(own_area(reviewer))
        .filter(record::Column::Id.is_in(super::bulk::padded(ids.iter().copied())))
        .order_by_asc(record::Column::Id);
    if let Some(state) = state {
        select = select.filter(record::Column::State.eq(state.code()));
    }
    Ok(wanted(select, filter).all(db).await?)
}

/// The area's record with this receipt number, or one that another township offers to it.
///
/// # Errors
/// If the database refuses.
pub async fn with_receipt<C: ConnectionTrait>(
    db: &C,
    reviewer: &Reviewer,
    receipt_no: &str,
) -> Result<Option<record::Model>> {
    let numbered = record::Entity::find().filter(record::Column::ReceiptNo.eq(receipt_no));
    let own = numbered.clone().filter(own_area(reviewer)).one(db).await?;
    match (own, reviewer.area().township()) {
        (None, Some(township)) => Ok(numbered.filter(record::Column::OfferedTo.eq(township)).one(db).await?),
        (own, _) => Ok(own),
    }
}
