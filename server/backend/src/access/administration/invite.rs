//! A person becomes known and is invited.

use domain::access::{AccountState, Action, Proposal, Role, check, longest_to};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::values::{NationalId, Phone};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Administrator;
use super::administrator::entry;
use super::assign::grant;
use crate::access::accounts::Names;
use crate::access::accounts::assignments::row_of;
use crate::access::accounts::creation::{home_county, invalid};
use crate::access::rows;
use crate::access::tables::{account, invitation, person};
use crate::audit::{Actor, Entry, Kind, pen};
use crate::crypt::keyring::new_token;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// How long an invitation opens, in hours.
pub const INVITATION_HOURS: i64 = 72;

/// Somebody who is to have an account.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Name to sign in with.
    pub username: String,
    /// Name shown to others.
    pub display_name: String,
    /// Citizen's number (公民身份号码), by which the same person is known again. Only a keyed hash of it is kept.
    pub id_number: String,
    /// Mobile; it and the name tell the same person where there is no number.
    pub mobile: String,
    /// The first assignment.
    pub proposal: Proposal,
}

/// An invitation, shown this once: the store keeps a hash of its token.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Name shown to others.
    pub display_name: String,
    /// Name to sign in with.
    pub username: String,
    /// The address to open.
    pub url: String,
    /// Until when, Unix milliseconds.
    pub ends_at: i64,
}

/// Makes a person's account with its first assignment, and an invitation to it. Whoever has an account already is the same
/// person in every question of separated duties.
///
/// # Errors
/// [`Problem::Invalid`] for any field of it, also for a user name that is taken.
pub async fn invite(store: &Store, by: &Administrator, new: NewPerson) -> Result<Invitation> {
    by.need(Action::AccountCreate)?;
    let tx = store.begin().await?;
    let invitation = invite_in(store, &tx, by, new, Made::Alone).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// How an account is made.
#[derive(Clone, Copy, Debug)]
pub(super) enum Made<'a> {
    /// By itself.
    Alone,
    /// With the sheet of this number.
    Import(&'a str),
}

/// Makes a person's account in a transaction of several.
///
/// # Errors
/// As [`invite`]; then the transaction must not be committed.
pub(super) async fn invite_in(
    store: &Store,
    tx: &WriteTransaction,
    by: &Administrator,
    new: NewPerson,
    made: Made<'_>,
) -> Result<Invitation> {
    let names = Names::of(&new.username, &new.display_name)?;
    let key = person_key(store, &names.display_name, &new.id_number, &new.mobile)?;
    let county = home_county(new.proposal.place);
    let person = match rows::persons::by_key(&**tx, &county, &key).await? {
        Some(known) => known.id,
        None => become_known(store, &**tx, &county, key).await?,
    };
    let account = open_account(store, &**tx, (&county, person), names).await?;
    let created = entry(store, by, Kind::AccountCreated, &account);
    let created = match made {
        Made::Alone => created,
        Made::Import(batch) => created.with("batch", batch),
    };
    pen::append(store, tx, [&created]).await?;
    grant(store, tx, by, &account, new.proposal).await?;
    issue(store, &**tx, &account, Some(by.account().id())).await
}

/// The first two accounts of a register, an account administrator and a security administrator of one place, for two
/// persons; only while there is none. They confirm nobody's assignment but each other's later ones.
///
/// # Errors
/// [`Problem::Invalid`] when there is an account already, or a name or the place does not fit.
pub async fn bootstrap(store: &Store, place: DivisionCode, names: [Names; 2]) -> Result<[Invitation; 2]> {
    let tx = store.begin().await?;
    if rows::accounts::any(&*tx).await? {
        let message = "已有账号，不能再建立首批账号".into();
        return Err(Problem::Invalid { field: "account".into(), message }.into());
    }
    let (county, today) = (home_county(place), store.clock.today());
    let mut made = Vec::with_capacity(2);
    for (names, role) in names.into_iter().zip([Role::AccountAdmin, Role::SecurityAdmin]) {
        let names = Names::of(&names.username, &names.display_name)?;
        let proposal = Proposal { role, place, from: today, to: longest_to(role, today) };
        check(proposal, &[], today).map_err(invalid)?;
        let person = become_known(store, &*tx, &county, Vec::new()).await?;
        let account = open_account(store, &*tx, (&county, person), names).await?;
        let active = domain::access::AssignmentState::Active;
        rows::assignments::insert(&*tx, &row_of(store, (&county, account.id), proposal, active, None)).await?;
        let entry = Entry::new(&county, store.clock.millis(), Kind::AccountCreated, Actor::default());
        let entry = entry.of("account", account.id).with("role", role.code());
        pen::append(store, &tx, [&entry]).await?;
        made.push(issue(store, &*tx, &account, None).await?);
    }
    tx.commit().await?;
    <[Invitation; 2]>::try_from(made).map_err(|_| crate::error::Error::internal("two invitations were made"))
}

async fn become_known<C: ConnectionTrait>(store: &Store, db: &C, county: &str, person_key: Vec<u8>) -> Result<Uuid> {
    let person = person::Model {
        county_code: county.to_owned(),
        id: store.new_id(),
        person_key,
        created_at: store.clock.millis(),
        left_on: None,
    };
    rows::persons::insert(db, &person).await?;
    Ok(person.id)
}

async fn open_account<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    (county, person): (&str, Uuid),
    names: Names,
) -> Result<account::Model> {
    let account = account::Model {
        county_code: county.to_owned(),
        id: store.new_id(),
        username: names.username,
        display_name: names.display_name,
        person_id: person,
        state: AccountState::Invited.code().to_owned(),
        suspended_by: None,
        suspended_for: None,
        password_hash: String::new(),
        password_set_at: None,
        resumed_at: None,
        demonstration: false,
        created_at: store.clock.millis(),
        used_at: None,
    };
    if rows::accounts::insert(db, &account).await? {
        return Ok(account);
    }
    let message = format!("用户名“{}”已有人使用，请换一个", account.username);
    Err(Problem::Invalid { field: "username".into(), message }.into())
}

/// Writes an invitation and gives its address.
pub(super) async fn issue<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    account: &account::Model,
    made_by: Option<Uuid>,
) -> Result<Invitation> {
    let token = new_token()?;
    let now = store.clock.millis();
    let ends_at = now + INVITATION_HOURS * 3_600_000;
    let row = invitation::Model {
        county_code: account.county_code.clone(),
        account_id: account.id,
        token_hash: store.keys.token_hash(&token),
        made_by,
        // Also of somebody who signs in elsewhere and has no password.
        resets: account.state != AccountState::Invited.code(),
        confirmed_by: None,
        made_at: now,
        ends_at,
    };
    rows::invitations::put(db, &row).await?;
    Ok(Invitation {
        display_name: account.display_name.clone(),
        username: account.username.clone(),
        url: format!("{}/invitation/{}.{token}", store.base_url, account.county_code),
        ends_at,
    })
}

/// The hash by which a person is known again: of the citizen's number, else of name and mobile.
pub(super) fn person_key(store: &Store, name: &str, id_number: &str, mobile: &str) -> Result<Vec<u8>> {
    let at = |field: &str, message: String| Problem::Invalid { field: field.into(), message };
    if !id_number.trim().is_empty() {
        let number = NationalId::parse(id_number).map_err(|error| at("id_number", error.to_string()))?;
        return Ok(store.keys.integrity_hash("person", &[b"number", number.as_str().as_bytes()]));
    }
    let mobile = Phone::parse(mobile).map_err(|error| at("mobile", error.to_string()))?;
    Ok(store.keys.integrity_hash("person", &[b"mobile", name.as_bytes(), mobile.as_str().as_bytes()]))
}
