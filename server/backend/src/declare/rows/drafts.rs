//! Drafts: one family's declarations in the making.

use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::declare::tables::draft;
use crate::error::Result;
use crate::store::{everywhere, inserts};

/// Inserts a draft.
///
/// # Errors
/// If the database refuses.
pub async fn insert<C: ConnectionTrait>(db: &C, draft: &draft::Model) -> Result<()> {
    inserts::write::<draft::Entity, _>(db, [draft]).await
}

/// A draft of a family.
///
/// # Errors
/// If the database refuses.
pub async fn by_id<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, holder: Uuid) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find_by_id((county.to_owned(), id)).filter(draft::Column::Holder.eq(holder)).one(db).await?)
}

/// Which drafts of a family are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// First declarations.
    First,
    /// Corrections of what was submitted.
    Corrections,
}

/// The newest draft of a family under a county.
///
/// # Errors
/// If the database refuses.
pub async fn newest<C: ConnectionTrait>(
    db: &C,
    county: &str,
    holder: Uuid,
    which: Which,
) -> Result<Option<draft::Model>> {
    let kind = match which {
        Which::All => Condition::all(),
        Which::First => Condition::all().add(draft::Column::RecordId.is_null()),
        Which::Corrections => Condition::all().add(draft::Column::RecordId.is_not_null()),
    };
    Ok(draft::Entity::find()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Holder.eq(holder))
        .filter(kind)
        .order_by_desc(draft::Column::UpdatedAt)
        .order_by_desc(draft::Column::Id)
        .one(db)
        .await?)
}

/// The draft of a family that corrects a record.
///
/// # Errors
/// If the database refuses.
pub async fn of_record<C: ConnectionTrait>(
    db: &C,
    county: &str,
    holder: Uuid,
    record: Uuid,
) -> Result<Option<draft::Model>> {
    Ok(draft::Entity::find()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Holder.eq(holder))
        .filter(draft::Column::RecordId.eq(record))
        .one(db)
        .await?)
}

/// Saves a draft over the revision before; false when it was saved by somebody else meanwhile or is gone.
///
/// # Errors
/// If the database refuses.
pub async fn save<C: ConnectionTrait>(db: &C, draft: &draft::Model) -> Result<bool> {
    let done = draft::Entity::update_many()
        .col_expr(draft::Column::Revision, Expr::value(draft.revision))
        .col_expr(draft::Column::Form, Expr::value(draft.form.clone()))
        .col_expr(draft::Column::Sealed, Expr::value(draft.sealed.clone()))
        .col_expr(draft::Column::KeyId, Expr::value(draft.key_id.clone()))
        .col_expr(draft::Column::UpdatedAt, Expr::value(draft.updated_at))
        .filter(draft::Column::CountyCode.eq(draft.county_code.as_str()))
        .filter(draft::Column::Id.eq(draft.id))
        .filter(draft::Column::Revision.eq(draft.revision - 1))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Notes that another version of the notice was agreed to, and when (Unix milliseconds).
///
/// # Errors
/// If the database refuses.
pub async fn agree<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, (version, at): (&str, i64)) -> Result<()> {
    draft::Entity::update_many()
        .col_expr(draft::Column::NoticeVersion, Expr::value(version))
        .col_expr(draft::Column::ConsentAt, Expr::value(at))
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Makes a draft the newest of its family, without changing it.
///
/// # Errors
/// If the database refuses.
pub async fn touch<C: ConnectionTrait>(db: &C, county: &str, id: Uuid, at: i64) -> Result<()> {
    draft::Entity::update_many()
        .col_expr(draft::Column::UpdatedAt, Expr::value(at))
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// A draft as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRevision {
    /// County of the link.
    pub county: String,
    /// Id.
    pub id: Uuid,
    /// Revision that was read.
    pub revision: i64,
}

/// Removes a draft, whatever became of it.
///
/// # Errors
/// If the database refuses.
pub async fn remove<C: ConnectionTrait>(db: &C, county: &str, id: Uuid) -> Result<()> {
    draft::Entity::delete_by_id((county.to_owned(), id)).exec(db).await?;
    Ok(())
}

/// Hands the first declarations that a family has open over to another holder, or to another link of the same one;
/// gives how many.
///
/// # Errors
/// If the database refuses.
pub async fn hand_over<C: ConnectionTrait>(
    db: &C,
    county: &str,
    from: Uuid,
    (link, holder): (Uuid, Uuid),
) -> Result<u64> {
    let done = draft::Entity::update_many()
        .col_expr(draft::Column::LinkId, Expr::value(link))
        .col_expr(draft::Column::Holder, Expr::value(holder))
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Holder.eq(from))
        .filter(draft::Column::RecordId.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// How many drafts a family has open under a county.
///
/// # Errors
/// If the database refuses.
pub async fn of_family<C: ConnectionTrait>(db: &C, county: &str, holder: Uuid) -> Result<u64> {
    Ok(draft::Entity::find()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Holder.eq(holder))
        .count(db)
        .await?)
}

/// How many of the drafts that are open under a link were begun since `since` (Unix milliseconds).
///
/// # Errors
/// If the database refuses.
pub async fn begun_since<C: ConnectionTrait>(db: &C, county: &str, link: Uuid, since: i64) -> Result<u64> {
    Ok(draft::Entity::find()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::LinkId.eq(link))
        .filter(draft::Column::CreatedAt.gt(since))
        .count(db)
        .await?)
}

/// Bytes of all drafts that are open under a link.
///
/// # Errors
/// If the database refuses.
pub async fn bytes_of_link<C: ConnectionTrait>(db: &C, county: &str, link: Uuid) -> Result<u64> {
    let length = Func::cust("length").arg(Expr::col(draft::Column::Sealed));
    let sum: Option<Option<i64>> = draft::Entity::find()
        .select_only()
        .column_as(Expr::expr(length).sum(), "bytes")
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::LinkId.eq(link))
        .into_tuple()
        .one(db)
        .await?;
    Ok(sum.flatten().and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(0))
}

/// The first county after `after` that has drafts.
///
/// # Errors
/// If the database refuses.
pub async fn county_after<C: ConnectionTrait>(db: &C, after: &str) -> Result<Option<String>> {
    let db = &everywhere(db);
    Ok(draft::Entity::find()
        .select_only()
        .column(draft::Column::CountyCode)
        .filter(draft::Column::CountyCode.gt(after))
        .order_by_asc(draft::Column::CountyCode)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// A draft that nobody touched: id, family, the record that it corrects, when it was saved last.
pub type Untouched = (Uuid, Uuid, Option<Uuid>, i64);

/// The next drafts of a county that nobody touched since `before` (Unix milliseconds), behind `after` in the order of
/// time and id; at most `count`.
///
/// # Errors
/// If the database refuses.
pub async fn untouched<C: ConnectionTrait>(
    db: &C,
    county: &str,
    before: i64,
    after: Option<(i64, Uuid)>,
    count: u64,
) -> Result<Vec<Untouched>> {
    use draft::Column as D;
    let behind = match after {
        None => Condition::all(),
        Some((at, id)) => {
            Condition::any().add(D::UpdatedAt.gt(at)).add(Condition::all().add(D::UpdatedAt.eq(at)).add(D::Id.gt(id)))
        }
    };
    Ok(draft::Entity::find()
        .select_only()
        .columns([D::Id, D::Holder, D::RecordId, D::UpdatedAt])
        .filter(D::CountyCode.eq(county))
        .filter(D::UpdatedAt.lt(before))
        .filter(behind)
        .order_by_asc(D::UpdatedAt)
        .order_by_asc(D::Id)
        .limit(count)
        .into_tuple()
        .all(db)
        .await?)
}

/// Removes these drafts of a county unless somebody touched them since `before`; gives how many.
///
/// # Errors
/// If the database refuses.
pub async fn remove_untouched<C: ConnectionTrait>(db: &C, county: &str, ids: &[Uuid], before: i64) -> Result<u64> {
    let done = draft::Entity::delete_many()
        .filter(draft::Column::CountyCode.eq(county))
        .filter(draft::Column::Id.is_in(ids.iter().copied()))
        .filter(draft::Column::UpdatedAt.lt(before))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// Ends drafts by their submission; false when one of them was saved meanwhile or is gone. Then the transaction must not
/// be committed.
///
/// # Errors
/// If the database refuses.
pub async fn end<C: ConnectionTrait>(db: &C, drafts: &[&DraftRevision]) -> Result<bool> {
    if drafts.is_empty() {
        return Ok(true);
    }
    let each = drafts.iter().map(|draft| {
        Condition::all()
            .add(draft::Column::CountyCode.eq(draft.county.as_str()))
            .add(draft::Column::Id.eq(draft.id))
            .add(draft::Column::Revision.eq(draft.revision))
    });
    let these = each.fold(Condition::any(), Condition::add);
    let done = draft::Entity::delete_many().filter(these).exec(db).await?;
    Ok(done.rows_affected == drafts.len() as u64)
}
