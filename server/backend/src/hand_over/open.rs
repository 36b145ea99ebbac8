//! What is open of a person, and who can take it over.

use domain::access::{self, AccountState, Action, CONFIRMATION_HOURS, Role};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rows::{self, Of};
use super::tables::hand_over;
use crate::access::accounts::assignments::Assignment;
use crate::access::administration::{self, AccountDetail, Administrator};
use crate::access::rows::{accounts, assignments};
use crate::error::Result;
use crate::store::Store;

/// What is open of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Declarations that it has open for deciding.
    pub claims: u64,
    /// Declarations that came back to it for correction.
    pub returned: u64,
    /// Messages of its phones that the server refused and nobody has mended.
    pub refused: u64,
    /// Its phones that may send.
    pub phones: Vec<Phone>,
    /// Links that it made and that open.
    pub links: u64,
    /// What it asked for and nobody has confirmed.
    pub asked: u64,
}

impl Open {
    /// Messages that its phones said to hold still.
    #[must_use]
    pub fn unsent(&self) -> i32 {
        self.phones.iter().map(|phone| phone.unsent).sum()
    }
}

/// A phone, as it said itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// When it was seen last, Unix milliseconds.
    pub last_seen: i64,
    /// Messages that it held then.
    pub unsent: i32,
}

/// Somebody of the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// The account.
    pub id: Uuid,
    /// Name shown to others.
    pub display_name: String,
    /// Role at that place.
    pub role: Role,
}

impl Successor {
    /// Decides about declarations.
    #[must_use]
    pub fn decides(&self) -> bool {
        access::offers(Action::TownshipApprove, self.role)
    }

    /// Works with a phone.
    #[must_use]
    pub fn collects(&self) -> bool {
        access::offers(Action::FieldPull, self.role)
    }
}

/// Somebody who leaves or has left.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The account.
    pub account: AccountDetail,
    /// What is open; nothing of somebody who has left.
    pub open: Open,
    /// Who can take it over.
    pub successors: Vec<Successor>,
    /// What is kept of it, once the person has left.
    pub sheet: Option<hand_over::Model>,
}

/// What the page of the hand-over shows.
///
/// # Errors
/// [`domain::problem::Problem::Forbidden`] for an administrator who hands nothing over;
/// [`domain::problem::Problem::NotFound`] outside the area.
pub async fn leaving(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<Leaving> {
    by.need(Action::AccountHandOver)?;
    let account = administration::account(store, by, county, id).await?;
    let sheet = rows::sheet(&store.db, (county, id)).await?;
    let gone = account.line.state == AccountState::Left;
    let open = if gone { Open::default() } else { open(store, &store.db, (county, id)).await? };
    let successors = if gone { Vec::new() } else { successors(store, &store.db, (county, id)).await? };
    Ok(Leaving { account, open, successors, sheet })
}

pub(super) async fn open<C: ConnectionTrait>(store: &Store, db: &C, of: Of<'_>) -> Result<Open> {
    let now = store.clock.millis();
    let phones = rows::phones(db, of).await?.into_iter();
    Ok(Open {
        claims: rows::claims(db, of, now).await?,
        returned: rows::returned(db, of).await?,
        refused: rows::refused(db, of).await?,
        phones: phones.map(|phone| Phone { last_seen: phone.last_seen, unsent: phone.unsent }).collect(),
        links: rows::links(db, of, &store.clock.today().to_string()).await?,
        asked: rows::asked(db, of, now - CONFIRMATION_HOURS * 3_600_000).await?,
    })
}

/// Active accounts of other persons with an assignment in force at a place of this account.
pub(super) async fn successors<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    (county, id): Of<'_>,
) -> Result<Vec<Successor>> {
    let today = store.clock.today();
    let Some(leaver) = accounts::of_county(db, county, id).await? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for place in assignments::of_account(db, county, id).await?.into_iter().map(|row| row.place_code) {
        for row in assignments::inside(db, county, &place).await? {
            let read = Assignment::read(&store.keys, &row).filter(|one| one.in_force_on(today));
            let new = |one: &Assignment| found.iter().all(|(id, role)| (*id, *role) != (row.account_id, one.role));
            if let Some(one) = read.filter(|one| row.place_code == place && new(one)) {
                found.push((row.account_id, one.role));
            }
        }
    }
    let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
    let mut all = accounts::all_of_county(db, county, &ids).await?;
    all.retain(|row| row.state == AccountState::Active.code() && row.person_id != leaver.person_id);
    let successor = |(id, role): (Uuid, Role)| {
        let display_name = all.iter().find(|row| row.id == id)?.display_name.clone();
        Some(Successor { id, display_name, role })
    };
    let mut successors: Vec<Successor> = found.into_iter().filter_map(successor).collect();
    successors.sort_by(|a, b| a.display_name.cmp(&b.display_name));
    Ok(successors)
}
