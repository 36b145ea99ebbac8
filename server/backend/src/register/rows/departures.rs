//! Records that leave an area: written with every move, so that no phone keeps a child that is gone.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::access::accounts::FieldWorker;
use crate::error::Result;
use crate::register::tables::{departure, record};
use crate::store::inserts;

/// Writes down that a record left its area, when it did. Every statement that moves a record calls this in
/// the same transaction.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn note<C: ConnectionTrait>(db: &C, was: &record::Model, now: &record::Model) -> Result<()> {
    use departure::Column as D;
    let stays = was.county_code == now.county_code
        && was.township_code == now.township_code
        && was.village_code == now.village_code;
    let left = departure::Model {
        county_code: was.county_code.clone(),
        township_code: was.township_code.clone(),
        at: now.moved_at,
        record_id: was.id,
        village_code: was.village_code.clone(),
    };
    let Some(mut statement) = inserts::insert::<departure::Entity, _>([&left]).filter(|_| !stays) else {
        return Ok(());
    };
    let once = OnConflict::columns([D::CountyCode, D::TownshipCode, D::At, D::RecordId]).do_nothing().to_owned();
    db.execute(statement.on_conflict(once)).await?;
    Ok(())
}

/// Records that left the worker's area since an instant; some may be back.
///
/// # Errors
/// If the database refuses.
pub async fn since<C: ConnectionTrait>(db: &C, worker: &FieldWorker, since: i64) -> Result<Vec<Uuid>> {
    use departure::Column as D;
    let mut area = Condition::all()
        .add(D::CountyCode.eq(worker.county().to_string()))
        .add(D::TownshipCode.eq(worker.township()))
        .add(D::At.gte(since));
    if let Some(village) = worker.village() {
        area = area.add(D::VillageCode.eq(village));
    }
    Ok(departure::Entity::find().select_only().column(D::RecordId).distinct().filter(area).into_tuple().all(db).await?)
}
