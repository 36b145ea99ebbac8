//! Assignments (任职): which are in force, and the keyed hash without which none is.

use domain::access::{AssignmentState, Proposal, Role, longest_to};
use domain::divisions::DivisionCode;
use jiff::civil::Date;
use uuid::Uuid;

use crate::access::rows;
use crate::access::tables::{account, assignment};
use crate::crypt::keyring::Keyring;
use crate::error::Result;
use crate::store;
use crate::store::Store;

/// Name of the setting that tells that the assignments of an earlier version have their hash. They get it once: whoever
/// writes such a row later gives nobody a right.
const ADOPTED: &str = "access.assignments_adopted";

/// An assignment that was read and is what was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Id.
    pub id: Uuid,
    /// Role.
    pub role: Role,
    /// Its place.
    pub place: DivisionCode,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How it stands.
    pub state: AssignmentState,
    /// When it was asked for, Unix milliseconds.
    pub granted_at: i64,
    /// Who granted it.
    pub granted_by: Option<Uuid>,
}

impl Assignment {
    /// Whether it gives its role on this day.
    #[must_use]
    pub fn in_force_on(&self, today: Date) -> bool {
        self.state == AssignmentState::Active && self.from <= today && today <= self.to
    }

    /// The row, when its hash is right; what was changed by hand is no assignment.
    pub(crate) fn read(keys: &Keyring, row: &assignment::Model) -> Option<Self> {
        if mac(keys, row) != row.mac {
            tracing::error!(assignment = %row.id, "integrity.broken: an assignment was not written by this program");
            return None;
        }
        Some(Self {
            id: row.id,
            role: Role::from_code(&row.role)?,
            place: DivisionCode::parse(&row.place_code).ok()?,
            from: row.from_day.parse().ok()?,
            to: row.to_day.parse().ok()?,
            state: AssignmentState::from_code(&row.state)?,
            granted_at: row.granted_at,
            granted_by: row.granted_by,
        })
    }
}

/// The hash over all that makes the right.
fn mac(keys: &Keyring, row: &assignment::Model) -> Vec<u8> {
    let parts =
        [&row.county_code, &row.role, &row.place_code, &row.from_day, &row.to_day, &row.state].map(|s| s.as_bytes());
    let ids = [row.id.as_bytes().as_slice(), row.account_id.as_bytes().as_slice()];
    keys.integrity_hash("assignment", &[&ids[..], &parts[..]].concat())
}

/// The row of a new assignment.
pub(crate) fn row_of(
    store: &Store,
    (county, account): (&str, Uuid),
    proposal: Proposal,
    state: AssignmentState,
    granted_by: Option<Uuid>,
) -> assignment::Model {
    let row = assignment::Model {
        county_code: county.to_owned(),
        id: store.new_id(),
        account_id: account,
        role: proposal.role.code().to_owned(),
        place_code: proposal.place.to_string(),
        from_day: proposal.from.to_string(),
        to_day: proposal.to.to_string(),
        state: state.code().to_owned(),
        granted_by,
        granted_at: store.clock.millis(),
        confirmed_by: None,
        ended_at: None,
        mac: Vec::new(),
    };
    signed(&store.keys, row)
}

/// Puts the hash to a row that is about to be written.
pub(crate) fn signed(keys: &Keyring, mut row: assignment::Model) -> assignment::Model {
    row.mac = mac(keys, &row);
    row
}

/// All assignments of an account, oldest first.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn of_account(store: &Store, account: &account::Model) -> Result<Vec<Assignment>> {
    let rows = rows::assignments::of_account(&store.db, &account.county_code, account.id).await?;
    Ok(rows.iter().filter_map(|row| Assignment::read(&store.keys, row)).collect())
}

/// Those that give their role today.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn in_force(store: &Store, account: &account::Model) -> Result<Vec<Assignment>> {
    let today = store.clock.today();
    let mut all = of_account(store, account).await?;
    all.retain(|assignment| assignment.in_force_on(today));
    Ok(all)
}

/// Puts their hash to the assignments that a migration made of an earlier version's accounts, once. They last as long as new
/// ones may.
///
/// # Errors
/// If the database refuses.
pub async fn adopt(store: &Store) -> Result<()> {
    let tx = store.begin().await?;
    if !store::rows::settings::set_once(&*tx, ADOPTED, "1").await? {
        return Ok(());
    }
    let today = store.clock.today();
    for row in rows::assignments::unsigned(&*tx).await? {
        let Some(role) = Role::from_code(&row.role) else { continue };
        let adopted = assignment::Model {
            from_day: today.to_string(),
            to_day: longest_to(role, today).to_string(),
            state: AssignmentState::Active.code().to_owned(),
            ..row
        };
        rows::assignments::write(&*tx, signed(&store.keys, adopted)).await?;
    }
    tx.commit().await
}

/// Whether a second factor stands beside the password of an account: one of its live assignments asks for it.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn needs_factor(store: &Store, account: &account::Model) -> Result<bool> {
    let live = of_account(store, account).await?.into_iter().filter(|one| one.state != AssignmentState::Ended);
    Ok(live.into_iter().any(|one| one.role.needs_factor(one.place)))
}
