//! Browsers in which an account has signed in before.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::access::tables::known_browser;
use crate::error::Result;

/// The known browser of an account with this token.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn known<C: ConnectionTrait>(
    db: &C,
    (county, account): (&str, Uuid),
    token_hash: &[u8],
) -> Result<Option<known_browser::Model>> {
    use known_browser::Column as B;
    let own = known_browser::Entity::find().filter(B::CountyCode.eq(county)).filter(B::AccountId.eq(account));
    Ok(own.filter(B::TokenHash.eq(token_hash)).one(db).await?)
}

/// Remembers a browser, and forgets those of the account that were not used for longest, beyond `most`.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn remember<C: ConnectionTrait>(db: &C, browser: known_browser::Model, most: u64) -> Result<()> {
    use known_browser::Column as B;
    let (county, account) = (browser.county_code.clone(), browser.account_id);
    known_browser::Entity::insert(browser.into_active_model()).exec_without_returning(db).await?;
    let own = known_browser::Entity::find()
        .select_only()
        .column(B::Id)
        .filter(B::CountyCode.eq(county.as_str()))
        .filter(B::AccountId.eq(account));
    // More than a thousand beyond are impossible: each sign-in takes them away.
    let older: Vec<Uuid> =
        own.order_by_desc(B::SeenAt).order_by_desc(B::Id).offset(most).limit(1_000).into_tuple().all(db).await?;
    if !older.is_empty() {
        let gone =
            known_browser::Entity::delete_many().filter(B::CountyCode.eq(county)).filter(B::AccountId.eq(account));
        gone.filter(B::Id.is_in(older)).exec(db).await?;
    }
    Ok(())
}

/// Notes that a browser was used.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn seen<C: ConnectionTrait>(db: &C, browser: &known_browser::Model, at: i64) -> Result<()> {
    use known_browser::Column as B;
    known_browser::Entity::update_many()
        .col_expr(B::SeenAt, Expr::value(at))
        .filter(B::CountyCode.eq(browser.county_code.as_str()))
        .filter(B::AccountId.eq(browser.account_id))
        .filter(B::Id.eq(browser.id))
        .exec(db)
        .await?;
    Ok(())
}
