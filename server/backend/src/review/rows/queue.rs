//! The queue of a reviewer's area: pages in the order of entry; counts and search beside them.
//!
//! Every query takes the [`Reviewer`] and puts his or her area into its WHERE, so no page can show
//! another area's records. A page reads by `(entered_at, id)`, the order of the index, so that the last
//! page of a long queue costs what the first one does.

mod counts;
mod search;

use domain::eligibility::Class;
use domain::form::FormKind;
use domain::register::State;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

pub use self::counts::{Waiting, settled, waiting};
pub use self::search::{with_hashes, with_ids, with_receipt};
use crate::access::accounts::{Area, Reviewer};
use crate::error::Result;
use crate::register::tables::record;
use crate::store::everywhere;

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
pub(crate) fn own_area(reviewer: &Reviewer) -> Condition {
    let area = Condition::all()
        .add(record::Column::CountyCode.eq(reviewer.area().county()))
        .add(record::Column::State.ne(record::ERASED));
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
    let db = &everywhere(db);
    let Some(township) = reviewer.area().township() else { return Ok(Vec::new()) };
    let select = record::Entity::find().filter(record::Column::OfferedTo.eq(township));
    Ok(paged(wanted(select, filter), page).all(db).await?)
}
