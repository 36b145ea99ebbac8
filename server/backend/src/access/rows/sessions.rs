//! Sessions of signed-in people, under their county and a digest of their id.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::access::tables::session;
use crate::error::Result;
use crate::store::everywhere;

/// Begins a session.
///
/// # Errors
/// If the database refuses, as for an id that is there already.
pub async fn create<C: ConnectionTrait>(db: &C, session: session::Model) -> Result<()> {
    session::Entity::insert(session.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Keeps what a session holds, and moves its end as far as it may go. Only a session that lives at `now` (Unix
/// milliseconds) is written: one that was ended while a request was under way stays ended. Says whether it lived.
///
/// # Errors
/// If the database refuses.
pub async fn update<C: ConnectionTrait>(
    db: &C,
    (county, id): (&str, &str),
    data: Vec<u8>,
    expires_at: i64,
    now: i64,
) -> Result<bool> {
    use session::Column as S;
    let end = Expr::case(Expr::col(S::EndsAt).lt(expires_at), Expr::col(S::EndsAt)).finally(expires_at);
    let living = session::Entity::update_many()
        .col_expr(S::Data, Expr::value(data))
        .col_expr(S::ExpiresAt, end.into())
        .filter(S::CountyCode.eq(county))
        .filter(S::Id.eq(id))
        .filter(S::ExpiresAt.gt(now));
    Ok(living.exec(db).await?.rows_affected == 1)
}

/// The session, unless it has ended by `now` (Unix milliseconds).
///
/// # Errors
/// If the database does not answer.
pub async fn load<C: ConnectionTrait>(db: &C, (county, id): (&str, &str), now: i64) -> Result<Option<session::Model>> {
    let key = (county.to_owned(), id.to_owned());
    Ok(session::Entity::find_by_id(key).filter(session::Column::ExpiresAt.gt(now)).one(db).await?)
}

/// Ends a session.
///
/// # Errors
/// If the database refuses.
pub async fn delete<C: ConnectionTrait>(db: &C, (county, id): (&str, &str)) -> Result<()> {
    session::Entity::delete_by_id((county.to_owned(), id.to_owned())).exec(db).await?;
    Ok(())
}

/// Sessions of any county that have ended by `now` (Unix milliseconds), at most `most`.
///
/// # Errors
/// If the database refuses.
pub async fn ended<C: ConnectionTrait>(db: &C, now: i64, most: u64) -> Result<Vec<session::Model>> {
    let db = &everywhere(db);
    Ok(session::Entity::find().filter(session::Column::ExpiresAt.lte(now)).limit(most).all(db).await?)
}

/// The sessions of these accounts of a county that live at `now` (Unix milliseconds), the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn of_accounts<C: ConnectionTrait>(
    db: &C,
    county: &str,
    accounts: &[Uuid],
    now: i64,
) -> Result<Vec<session::Model>> {
    use session::Column as S;
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let own = session::Entity::find()
        .filter(S::CountyCode.eq(county))
        .filter(S::AccountId.is_in(crate::store::bulk::padded(accounts.iter().copied())));
    Ok(own.filter(S::ExpiresAt.gt(now)).order_by_desc(S::MadeAt).all(db).await?)
}
