//! What is open of an account, counted and given on.

use domain::access::AssignmentState;
use domain::register::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::tables::hand_over;
use crate::access::tables::{assignment, invitation};
use crate::declare::tables::refused_message;
use crate::error::Result;
use crate::fieldwork::tables::device;
use crate::links::tables::link;
use crate::register::tables::record;
use crate::store::inserts;

/// County and id of an account.
pub type Of<'a> = (&'a str, Uuid);

fn claimed((county, account): Of<'_>, now: i64) -> Condition {
    use record::Column as R;
    Condition::all().add(R::CountyCode.eq(county)).add(R::ClaimedBy.eq(account)).add(R::ClaimedUntil.gt(now))
}

/// Records of the county that the account has open for deciding at `now` (Unix milliseconds).
///
/// # Errors
/// If the database refuses.
pub async fn claims<C: ConnectionTrait>(db: &C, of: Of<'_>, now: i64) -> Result<u64> {
    Ok(record::Entity::find().filter(claimed(of, now)).count(db).await?)
}

/// Gives them to another account, by id and shown name, or back to the queue.
///
/// # Errors
/// If the database refuses.
pub async fn give_claims<C: ConnectionTrait>(db: &C, of: Of<'_>, now: i64, to: Option<(Uuid, &str)>) -> Result<()> {
    use record::Column as R;
    let mut given = record::Entity::update_many()
        .col_expr(R::ClaimedBy, Expr::value(to.map(|(id, _)| id)))
        .col_expr(R::ClaimedName, Expr::value(to.map(|(_, name)| name.to_owned())));
    if to.is_none() {
        given = given.col_expr(R::ClaimedUntil, Expr::value(None::<i64>));
    }
    given.filter(claimed(of, now)).exec(db).await?;
    Ok(())
}

fn waiting((county, account): Of<'_>) -> Condition {
    use record::Column as R;
    let own = Condition::all().add(R::CountyCode.eq(county)).add(R::SubmittedBy.eq(account));
    own.add(R::State.eq(State::Returned.code()))
}

/// Records of the county that came back to the account for correction.
///
/// # Errors
/// If the database refuses.
pub async fn returned<C: ConnectionTrait>(db: &C, of: Of<'_>) -> Result<u64> {
    Ok(record::Entity::find().filter(waiting(of)).count(db).await?)
}

/// They come back to another account, or to everybody of the area. Who wrote which version stays with the versions.
///
/// # Errors
/// If the database refuses.
pub async fn give_returned<C: ConnectionTrait>(db: &C, of: Of<'_>, to: Option<Uuid>) -> Result<()> {
    let given = record::Entity::update_many().col_expr(record::Column::SubmittedBy, Expr::value(to));
    given.filter(waiting(of)).exec(db).await?;
    Ok(())
}

fn unmended((county, account): Of<'_>) -> Condition {
    use refused_message::Column as K;
    Condition::all().add(K::CountyCode.eq(county)).add(K::AccountId.eq(account)).add(K::SettledAt.is_null())
}

/// Refused messages of the account that nobody has mended.
///
/// # Errors
/// If the database refuses.
pub async fn refused<C: ConnectionTrait>(db: &C, of: Of<'_>) -> Result<u64> {
    Ok(refused_message::Entity::find().filter(unmended(of)).count(db).await?)
}

/// Gives them to another account.
///
/// # Errors
/// If the database refuses.
pub async fn give_refused<C: ConnectionTrait>(db: &C, of: Of<'_>, to: Uuid) -> Result<()> {
    let given = refused_message::Entity::update_many().col_expr(refused_message::Column::AccountId, Expr::value(to));
    given.filter(unmended(of)).exec(db).await?;
    Ok(())
}

/// Phones of the account that may send.
///
/// # Errors
/// If the database refuses.
pub async fn phones<C: ConnectionTrait>(db: &C, (county, account): Of<'_>) -> Result<Vec<device::Model>> {
    use device::Column as D;
    let own = device::Entity::find().filter(D::CountyCode.eq(county)).filter(D::AccountId.eq(account));
    Ok(own.filter(D::RevokedAt.is_null()).order_by_asc(D::EnrolledAt).all(db).await?)
}

fn made((county, account): Of<'_>) -> Condition {
    use link::Column as L;
    Condition::all().add(L::CountyCode.eq(county)).add(L::CreatedBy.eq(account))
}

/// Links that the account made and that open on `today` (`YYYY-MM-DD`).
///
/// # Errors
/// If the database refuses.
pub async fn links<C: ConnectionTrait>(db: &C, of: Of<'_>, today: &str) -> Result<u64> {
    use link::Column as L;
    let open = Condition::all().add(L::RevokedAt.is_null()).add(L::ExpiresOn.gte(today));
    Ok(link::Entity::find().filter(made(of)).filter(open).count(db).await?)
}

/// The links of the account have no maker any more: they are the unit's.
///
/// # Errors
/// If the database refuses.
pub async fn give_links<C: ConnectionTrait>(db: &C, of: Of<'_>) -> Result<()> {
    let given = link::Entity::update_many().col_expr(link::Column::CreatedBy, Expr::value(None::<Uuid>));
    given.filter(made(of)).exec(db).await?;
    Ok(())
}

/// What the account asked for and nobody has confirmed since `since` (Unix milliseconds): assignments and new ways in.
///
/// # Errors
/// If the database refuses.
pub async fn asked<C: ConnectionTrait>(db: &C, (county, account): Of<'_>, since: i64) -> Result<u64> {
    use assignment::Column as A;
    use invitation::Column as I;
    let assignments = assignment::Entity::find()
        .filter(A::CountyCode.eq(county))
        .filter(A::GrantedBy.eq(account))
        .filter(A::State.eq(AssignmentState::Proposed.code()))
        .filter(A::GrantedAt.gt(since));
    let resets = invitation::Entity::find()
        .filter(I::CountyCode.eq(county))
        .filter(I::MadeBy.eq(account))
        .filter(I::Resets.eq(true))
        .filter(I::ConfirmedBy.is_null())
        .filter(I::MadeAt.gt(since));
    Ok(assignments.count(db).await? + resets.count(db).await?)
}

/// Keeps the sheet.
///
/// # Errors
/// If the database refuses, as for an account that was handed over before.
pub async fn keep<C: ConnectionTrait>(db: &C, row: &hand_over::Model) -> Result<()> {
    inserts::write::<hand_over::Entity, _>(db, [row]).await
}

/// The sheet of an account.
///
/// # Errors
/// If the database refuses.
pub async fn sheet<C: ConnectionTrait>(db: &C, (county, account): Of<'_>) -> Result<Option<hand_over::Model>> {
    Ok(hand_over::Entity::find_by_id((county.to_owned(), account)).one(db).await?)
}
