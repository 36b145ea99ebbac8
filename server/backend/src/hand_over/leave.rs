//! The person leaves, and what was open is given on.

use domain::problem::Problem;
use uuid::Uuid;

use super::open::{Open, Successor, open, successors};
use super::rows;
use super::tables::hand_over;
use crate::access::administration::{self, Administrator};
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// Who takes over what; nothing for the unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandOver {
    /// Declarations open for deciding; without a successor they go back to the queue.
    pub claims: Option<Uuid>,
    /// Returned declarations; without one they are on the phones of everybody of the area.
    pub returned: Option<Uuid>,
    /// Refused messages. Only a phone of their own account shows them, so while there is anybody it takes a successor.
    pub refused: Option<Uuid>,
}

/// The person of an account leaves (离岗): assignments, sessions and invitations end, and what was open is given on, in one
/// transaction. Links stay with the unit and have no maker any more. Gives what is kept of it.
///
/// # Errors
/// [`Problem::NotFound`] outside the area; [`Problem::OwnRequest`] for an own account; [`Problem::Invalid`] for `claims`,
/// `returned` or `refused` when that account cannot take it over.
pub async fn leave(
    store: &Store,
    by: &Administrator,
    county: &str,
    id: Uuid,
    to: HandOver,
) -> Result<hand_over::Model> {
    let (tx, now) = (store.begin().await?, store.clock.millis());
    let of = (county, id);
    // Read before the assignments end that say where the person worked.
    let (open, all) = (open(store, &*tx, of).await?, successors(store, &*tx, of).await?);
    administration::leave(store, &tx, by, county, id).await?;
    give(&tx, &open, to, (of, now), &all).await?;
    let count = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
    let sheet = hand_over::Model {
        county_code: county.to_owned(),
        account_id: id,
        at: now,
        done_by: by.account().id(),
        claims: count(open.claims),
        claims_to: to.claims.filter(|_| open.claims > 0),
        returned: count(open.returned),
        returned_to: to.returned.filter(|_| open.returned > 0),
        refused: count(open.refused),
        refused_to: to.refused.filter(|_| open.refused > 0),
        phones: count(open.phones.len() as u64),
        unsent: open.unsent(),
        links: count(open.links),
        asked: count(open.asked),
    };
    rows::keep(&*tx, &sheet).await?;
    let entry = Entry::new(county, now, Kind::AccountHandedOver, by.account().actor())
        .of("account", id)
        .with("claims", sheet.claims)
        .with("returned", sheet.returned)
        .with("refused", sheet.refused)
        .with("unsent", sheet.unsent)
        .with("links", sheet.links);
    let successors = [sheet.claims_to, sheet.returned_to, sheet.refused_to].into_iter().flatten().collect();
    pen::append(store, &tx, [&entry.about(successors)]).await?;
    tx.commit().await?;
    Ok(sheet)
}

async fn give(
    tx: &WriteTransaction,
    open: &Open,
    to: HandOver,
    (of, now): (rows::Of<'_>, i64),
    all: &[Successor],
) -> Result<()> {
    if open.claims > 0 {
        let to = chosen(to.claims, all, "claims", Successor::decides)?;
        rows::give_claims(&**tx, of, now, to.map(|one| (one.id, one.display_name.as_str()))).await?;
    }
    if open.returned > 0 {
        let to = chosen(to.returned, all, "returned", Successor::collects)?;
        rows::give_returned(&**tx, of, to.map(|one| one.id)).await?;
    }
    if open.refused > 0 {
        match chosen(to.refused, all, "refused", Successor::collects)? {
            Some(one) => rows::give_refused(&**tx, of, one.id).await?,
            None if all.iter().any(Successor::collects) => {
                let message = "没有上传成功的登记只能在手机上更正，请选一位接手的人".into();
                return Err(Problem::Invalid { field: "refused".into(), message }.into());
            }
            None => {}
        }
    }
    rows::give_links(&**tx, of).await
}

/// The successor of this id, who can do what is to be done.
fn chosen<'a>(
    id: Option<Uuid>,
    all: &'a [Successor],
    field: &str,
    can: impl Fn(&Successor) -> bool,
) -> Result<Option<&'a Successor>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let found = all.iter().find(|one| one.id == id && can(one));
    found.map(Some).ok_or_else(|| Problem::Invalid {
        field: field.to_owned(),
        message: "接手的人须在同一单位任职，并能办理这一项，请重新选择".into(),
    })
}
