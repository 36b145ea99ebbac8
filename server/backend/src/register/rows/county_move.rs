//! A record goes to another county. No row changes its county: it is deleted here and written anew there, in the
//! transaction that moves the record, because on a register that is spread over machines the two counties may lie on
//! different ones.

use domain::comparison::ItemState;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter};
use uuid::Uuid;

use crate::audit::tables::event;
use crate::consent::tables::consent;
use crate::error::Result;
use crate::register::tables::{
    comparison_answer, comparison_item, discrepancy, duplicate_candidate, lookup, protective_measure, record,
    rights_request, submission, visit,
};
use crate::store::inserts;

/// Deletes rows of one county and writes them anew, each as `change` makes it; gives them as they are then.
async fn anew<E, C>(db: &C, these: Condition, change: impl Fn(&mut E::Model)) -> Result<Vec<E::Model>>
where
    C: ConnectionTrait,
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    // Deleted first: ids are unique over all counties.
    let mut moved = E::delete_many().filter(these).exec_with_returning(db).await?;
    moved.iter_mut().for_each(change);
    for statement in inserts::statements::<E>(&moved) {
        db.execute(&statement).await?;
    }
    Ok(moved)
}

/// Moves the record itself, if `these` still find it, with what `change` makes of it; says whether they did. Its key is
/// wrapped anew for the other county from the one that `was` had: a record that had none and got one meanwhile is not found.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn record<C: ConnectionTrait>(
    db: &C,
    was: &record::Model,
    these: Condition,
    change: impl Fn(&mut record::Model),
) -> Result<bool> {
    let without_key = was.sealed_key.is_none().then(|| record::Column::SealedKey.is_null());
    let these = these.add_option(without_key);
    Ok(anew::<record::Entity, C>(db, these, change).await?.len() == 1)
}

/// Moves the hashes of a record, with what `change` makes of them.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn lookups<C: ConnectionTrait>(
    db: &C,
    these: Condition,
    change: impl Fn(&mut lookup::Model),
) -> Result<()> {
    anew::<lookup::Entity, C>(db, these, change).await?;
    Ok(())
}

/// Carries what hangs on a record to another county: versions, events, visits, consents, requests, suspicions of the same
/// child. Nothing is sealed anew: all of it is sealed under the record's key, and only that is wrapped for a county.
///
/// # Errors
/// If the database refuses.
pub async fn follow<C: ConnectionTrait>(db: &C, record: Uuid, from: &str, to: &str) -> Result<()> {
    if from == to {
        return Ok(());
    }
    let there = || to.to_owned();
    let submissions = of(record, from, submission::Column::CountyCode, submission::Column::RecordId);
    anew::<submission::Entity, C>(db, submissions, |row| row.county_code = there()).await?;
    let events = of(record, from, event::Column::CountyCode, event::Column::RecordId);
    anew::<event::Entity, C>(db, events, |row| row.county_code = there()).await?;
    let visits = of(record, from, visit::Column::CountyCode, visit::Column::RecordId);
    anew::<visit::Entity, C>(db, visits, |row| row.county_code = there()).await?;
    let said = of(record, from, consent::Column::CountyCode, consent::Column::RecordId);
    anew::<consent::Entity, C>(db, said, |row| row.county_code = there()).await?;
    let requests = of(record, from, rights_request::Column::CountyCode, rights_request::Column::RecordId);
    anew::<rights_request::Entity, C>(db, requests, |row| row.county_code = there()).await?;
    move_comparison(db, record, from, to).await?;
    let measures = of(record, from, protective_measure::Column::CountyCode, protective_measure::Column::RecordId);
    anew::<protective_measure::Entity, C>(db, measures, |row| row.county_code = there()).await?;
    let candidates = of(record, from, duplicate_candidate::Column::CountyCode, duplicate_candidate::Column::RecordId);
    let candidates = anew::<duplicate_candidate::Entity, C>(db, candidates, |row| row.county_code = there()).await?;
    for row in candidates {
        super::matches::moved(db, &row).await?;
    }
    Ok(())
}

/// What departments said goes along; batches stay with the county that sent them, so nothing stands in one any more.
async fn move_comparison<C: ConnectionTrait>(db: &C, record: Uuid, from: &str, to: &str) -> Result<()> {
    let items = of(record, from, comparison_item::Column::CountyCode, comparison_item::Column::RecordId);
    let here = |row: &mut comparison_item::Model| {
        to.clone_into(&mut row.county_code);
        row.batch_id = None;
        // What is with a department of the other county is asked anew here.
        if row.state == ItemState::Sent.code() {
            ItemState::Due.code().clone_into(&mut row.state);
        }
    };
    anew::<comparison_item::Entity, C>(db, items, here).await?;
    let answers = of(record, from, comparison_answer::Column::CountyCode, comparison_answer::Column::RecordId);
    anew::<comparison_answer::Entity, C>(db, answers, |row| to.clone_into(&mut row.county_code)).await?;
    let open = of(record, from, discrepancy::Column::CountyCode, discrepancy::Column::RecordId);
    anew::<discrepancy::Entity, C>(db, open, |row| to.clone_into(&mut row.county_code)).await?;
    Ok(())
}

/// The rows of a record in a county.
fn of<C: ColumnTrait>(record: Uuid, county: &str, of_county: C, of_record: C) -> Condition {
    Condition::all().add(of_county.eq(county)).add(of_record.eq(record))
}
