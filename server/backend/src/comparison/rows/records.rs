//! Records of a county as a batch takes them.

use domain::form::FormKind;
use domain::register::State;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::Result;
use crate::register::tables::record;
use crate::register::tables::record::Column as R;
use crate::store::bulk;

/// Records of a page.
const PAGE: u64 = 500;

/// The states in which departments are asked about a record: once accepted, one department after the other; of a verified
/// one what was answered too long ago (county.md A.3 rows 3, 8 and 13).
const ASKED: [&str; 5] = [
    State::CountyAccepted.code(),
    State::Comparing.code(),
    State::Feedback.code(),
    State::Verified.code(),
    State::Uploaded.code(),
];

/// A page of the records of a county about which a department has to be asked, behind a place.
///
/// # Errors
/// If the database refuses.
pub async fn due_records<C: ConnectionTrait>(
    db: &C,
    county: &str,
    form: Option<FormKind>,
    township: Option<&str>,
    after: Option<&(String, Uuid)>,
) -> Result<Vec<record::Model>> {
    let place = after.map(|(township, id)| {
        Expr::tuple([Expr::col(R::TownshipCode), Expr::col(R::Id)])
            .gt(Expr::tuple([Expr::value(township.as_str()), Expr::value(*id)]))
    });
    Ok(record::Entity::find()
        .filter(R::CountyCode.eq(county))
        .filter(R::State.is_in(ASKED))
        .filter(R::ItemsDue.gt(0))
        .filter(
            Condition::all()
                .add_option(form.map(|form| R::Form.eq(form.name())))
                .add_option(township.map(|township| R::TownshipCode.eq(township)))
                .add_option(place),
        )
        .order_by_asc(R::TownshipCode)
        .order_by_asc(R::Id)
        .limit(PAGE)
        .all(db)
        .await?)
}

/// Moves records of a county from one state to another; gives how many were there still.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn move_records<C: ConnectionTrait>(
    db: &C,
    county: &str,
    records: &[Uuid],
    (from, to): (State, State),
    at: i64,
) -> Result<u64> {
    let mut moved = 0;
    for part in records.chunks(500) {
        let done = record::Entity::update_many()
            .col_expr(R::State, Expr::value(to.code()))
            .col_expr(R::MovedAt, Expr::value(at))
            .filter(R::CountyCode.eq(county))
            .filter(R::State.eq(from.code()))
            .filter(R::Id.is_in(bulk::padded(part.iter().copied())))
            .exec(db)
            .await?;
        moved += done.rows_affected;
    }
    Ok(moved)
}
