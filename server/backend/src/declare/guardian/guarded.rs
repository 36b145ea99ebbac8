//! The records of a family whose guardian somebody proved to be in this browser, for half an hour. It is asked in every
//! browser, in the one in which the family filled in too: a telephone lies around, and a child's whole record is more than
//! what one family typed.

use domain::masking;
use domain::problem::Problem;
use domain::register::State;
use uuid::Uuid;

use super::hidden::phones;
use crate::declare::declarations::{current, own_record};
use crate::declare::pass::Pass;
use crate::declare::rows;
use crate::declare::submissions::state_of;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::register;
use crate::register::tables::record;
use crate::store::Store;

/// A child of the family that has a record.
#[derive(Clone, Debug)]
pub struct Child {
    /// The record.
    pub record: Uuid,
    /// Its number.
    pub receipt_no: String,
    /// Its state.
    pub state: State,
    /// Whether the browser is a guardian's of it now.
    pub guarded: bool,
    /// The mobile numbers in it, masked, in the order in which one of them is chosen; none when it is guarded.
    pub phones: Vec<String>,
}

/// The family's records, newest first.
///
/// # Errors
/// The problems of the link.
pub async fn children(store: &Store, link_holder: &LinkHolder) -> Result<Vec<Child>> {
    Pass::of(store, link_holder).await?.answers()?;
    let proved = proved(store, link_holder).await?;
    let mut children = Vec::new();
    for record in register::rows::records::of_holder(&store.db, link_holder.holder()).await? {
        let guarded = proved.contains(&record.id);
        let phones = if guarded {
            Vec::new()
        } else {
            let (document, _) = current(store, &record).await?;
            phones(&document.answers).iter().map(|phone| masking::phone(phone.as_str())).collect()
        };
        let state = state_of(&record)?;
        children.push(Child { record: record.id, receipt_no: record.receipt_no, state, guarded, phones });
    }
    Ok(children)
}

/// A record of the family, when the browser is a guardian's of it now.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] when it is not the family's; [`Problem::CodeNeeded`].
pub(crate) async fn guarded(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<record::Model> {
    Pass::of(store, link_holder).await?.answers()?;
    let record = own_record(store, link_holder, id).await?.filter(|record| record.id == id).ok_or(Problem::NotFound)?;
    if proved(store, link_holder).await?.contains(&id) { Ok(record) } else { Err(Problem::CodeNeeded.into()) }
}

async fn proved(store: &Store, link_holder: &LinkHolder) -> Result<Vec<Uuid>> {
    let county = link_holder.county().to_string();
    rows::guardians::proved(&store.db, &county, link_holder.browser(), store.clock.millis()).await
}
