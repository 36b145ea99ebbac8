//! A program is made known, confirmed, suspended, given a new secret.

use domain::access::{Action, CONFIRMATION_HOURS, Role};
use domain::divisions::DivisionCode;
use domain::forms::options::COLLECTION_METHOD;
use domain::problem::Problem;
use domain::values::text;
use jiff::civil::Date;
use uuid::Uuid;

use super::client::{Scope, State, signed};
use crate::access::accounts::creation::home_county;
use crate::access::administration::Administrator;
use crate::access::rows;
use crate::access::tables::client;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::crypt::keyring::new_secret;
use crate::divisions::names;
use crate::divisions::names::counties;
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// How long the secret before still opens after a new one was made, so that a program can change over: a week.
const FORMER_MILLIS: i64 = 7 * 24 * 3_600_000;

/// Longest name of a program or an organisation, in characters.
const NAME_MAX: u16 = 50;

/// Who keeps the programs of an area: the operator on the host, or a security administrator with another one's consent.
#[derive(Clone, Debug)]
pub struct Keeper {
    actor: Actor,
    administrator: Option<Administrator>,
}

/// A program that is to be made known.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// Who answers for it.
    pub organisation: String,
    /// What it is called.
    pub name: String,
    /// The division for whose children it may speak: a county, or a city with several.
    pub place: DivisionCode,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
    /// How its declarations may have been collected: codes of `collection_method`.
    pub channels: Vec<String>,
    /// Last day.
    pub to: Date,
}

/// A secret, shown this once: the store keeps a hash of it.
#[derive(Clone, Debug)]
pub struct Made {
    /// What the program calls itself when it asks for a token: `120104.0192…`.
    pub client_id: String,
    /// The secret.
    pub secret: String,
}

/// A program in a list.
#[derive(Clone, Debug)]
pub struct ClientLine {
    /// County under which it lies.
    pub county: String,
    /// Id.
    pub id: Uuid,
    /// Who answers for it.
    pub organisation: String,
    /// What it is called.
    pub name: String,
    /// Its place, from the province down, with `/`.
    pub place: String,
    /// Codes of its scopes, with blanks between.
    pub scopes: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    /// It waits for a confirmation.
    pub proposed: bool,
    /// It may ask for nothing any more.
    pub suspended: bool,
    /// Account that made it.
    pub made_by: Option<Uuid>,
}

impl ClientLine {
    /// What the program calls itself when it asks for a token.
    #[must_use]
    pub fn client_id(&self) -> String {
        client_id(&self.county, self.id)
    }
}

impl Keeper {
    /// Whoever may run commands on the host.
    #[must_use]
    pub fn operator() -> Self {
        Self { actor: Actor { role: Role::Operator.code(), ..Actor::default() }, administrator: None }
    }

    /// # Errors
    /// [`Problem::NotFound`] for an administrator to whom the access table does not give it.
    pub fn of(administrator: &Administrator) -> Result<Self> {
        if !administrator.may(Action::ClientManage) {
            return Err(Problem::NotFound.into());
        }
        Ok(Self { actor: administrator.account().actor(), administrator: Some(administrator.clone()) })
    }

    fn account(&self) -> Option<Uuid> {
        self.administrator.as_ref().map(|by| by.account().id())
    }

    /// Whether programs of this place are the keeper's.
    fn reaches(&self, place: DivisionCode) -> bool {
        self.administrator.as_ref().is_none_or(|by| by.area().contains(place))
    }

    /// A program of the keeper's area.
    async fn reach(&self, tx: &WriteTransaction, county: &str, id: Uuid) -> Result<client::Model> {
        let row = rows::clients::by_id(&**tx, county, id).await?;
        let own = |row: &client::Model| DivisionCode::parse(&row.place_code).is_ok_and(|place| self.reaches(place));
        Ok(row.filter(own).ok_or(Problem::NotFound)?)
    }

    fn entry(&self, store: &Store, kind: Kind, row: &client::Model) -> Entry {
        Entry::new(&row.county_code, store.clock.millis(), kind, self.actor.clone()).of("client", row.id)
    }
}

fn client_id(county: &str, id: Uuid) -> String {
    format!("{county}.{}", id.simple())
}

/// Makes a program known. An operator's may ask at once; an administrator's waits for another person's confirmation.
///
/// # Errors
/// [`Problem::Invalid`] at a field of it; [`Problem::NotFound`] for a place outside of the keeper's area.
pub async fn create(store: &Store, by: &Keeper, new: NewClient) -> Result<Made> {
    if !by.reaches(new.place) {
        return Err(Problem::NotFound.into());
    }
    let today = store.clock.today();
    let (organisation, name) = (named("organisation", &new.organisation)?, named("name", &new.name)?);
    let known = |channel: &String| COLLECTION_METHOD.iter().any(|choice| choice.code == channel);
    if new.scopes.is_empty() || !new.channels.iter().all(known) {
        return Err(at("scopes", "请选择这个程序可以办什么，采集方式从列表里选"));
    }
    if new.to < today {
        return Err(at("to", "最后一天不能早于今天"));
    }
    let secret = new_secret()?;
    let proposed = by.administrator.is_some();
    let row = signed(
        &store.keys,
        client::Model {
            county_code: home_county(new.place),
            id: store.new_id(),
            organisation,
            name,
            place_code: new.place.to_string(),
            secret_hash: store.keys.token_hash(&secret),
            former_hash: None,
            former_ends_at: None,
            scopes: new.scopes.iter().map(|scope| scope.code()).collect::<Vec<_>>().join(" "),
            channels: new.channels.join(" "),
            from_day: today.to_string(),
            to_day: new.to.to_string(),
            state: if proposed { State::PROPOSED } else { State::ACTIVE }.to_owned(),
            made_by: by.account(),
            made_at: store.clock.millis(),
            confirmed_by: None,
            mac: Vec::new(),
        },
    );
    let tx = store.begin().await?;
    rows::clients::insert(&*tx, &row).await?;
    let entry = by
        .entry(store, Kind::ClientCreated, &row)
        .with("scopes", row.scopes.as_str())
        .with("place", row.place_code.as_str())
        .with("state", row.state.as_str());
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(Made { client_id: client_id(&row.county_code, row.id), secret })
}

/// Confirms a program that another person made; from then on it may ask.
///
/// # Errors
/// [`Problem::NotFound`] when none of the area waits under this id, or no longer; [`Problem::OwnRequest`] for one of the own making.
pub async fn confirm(store: &Store, by: &Keeper, county: &str, id: Uuid) -> Result<()> {
    let tx = store.begin().await?;
    let row = by.reach(&tx, county, id).await?;
    let lapses = row.made_at + CONFIRMATION_HOURS * 3_600_000;
    if row.state != State::PROPOSED || lapses <= store.clock.millis() {
        return Err(Problem::NotFound.into());
    }
    if let Some(administrator) = &by.administrator {
        administrator.is_another_than(&tx, row.made_by).await?;
    }
    let confirmed = client::Model { state: State::ACTIVE.to_owned(), confirmed_by: by.account(), ..row };
    change(store, &tx, by, Kind::ClientConfirmed, confirmed).await?;
    tx.commit().await
}

/// Ends what a program may ask for, and its tokens with it.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of the area, or it is suspended already.
pub async fn suspend(store: &Store, by: &Keeper, county: &str, id: Uuid) -> Result<()> {
    let tx = store.begin().await?;
    let row = by.reach(&tx, county, id).await?;
    if row.state == State::SUSPENDED {
        return Err(Problem::NotFound.into());
    }
    rows::clients::end_tokens(&*tx, (county, id), None).await?;
    change(store, &tx, by, Kind::ClientSuspended, client::Model { state: State::SUSPENDED.to_owned(), ..row }).await?;
    tx.commit().await
}

/// Gives a program a new secret; the one before still opens for a week.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of the area that may ask.
pub async fn rotate(store: &Store, by: &Keeper, county: &str, id: Uuid) -> Result<Made> {
    let tx = store.begin().await?;
    let row = by.reach(&tx, county, id).await?;
    if row.state != State::ACTIVE {
        return Err(Problem::NotFound.into());
    }
    let secret = new_secret()?;
    let rotated = client::Model {
        former_hash: Some(row.secret_hash.clone()),
        former_ends_at: Some(store.clock.millis() + FORMER_MILLIS),
        secret_hash: store.keys.token_hash(&secret),
        ..row
    };
    change(store, &tx, by, Kind::ClientRotated, rotated).await?;
    tx.commit().await?;
    Ok(Made { client_id: client_id(county, id), secret })
}

async fn change(store: &Store, tx: &WriteTransaction, by: &Keeper, kind: Kind, row: client::Model) -> Result<()> {
    let entry = by.entry(store, kind, &row);
    rows::clients::write(&**tx, signed(&store.keys, row)).await?;
    pen::append(store, tx, [&entry]).await
}

/// The keeper's programs of an area, newest first in each county.
///
/// # Errors
/// If the database refuses.
pub async fn list(store: &Store, by: &Keeper, area: DivisionCode) -> Result<Vec<ClientLine>> {
    let mut lines = Vec::new();
    for county in counties(area)? {
        for row in rows::clients::of_county(&store.db, &county).await? {
            let Ok(place) = DivisionCode::parse(&row.place_code) else { continue };
            if by.reaches(place) {
                lines.push(line(row)?);
            }
        }
    }
    Ok(lines)
}

fn line(row: client::Model) -> Result<ClientLine> {
    Ok(ClientLine {
        place: names::path(&row.place_code)?,
        proposed: row.state == State::PROPOSED,
        suspended: row.state == State::SUSPENDED,
        county: row.county_code,
        id: row.id,
        organisation: row.organisation,
        name: row.name,
        scopes: row.scopes,
        to: row.to_day,
        made_by: row.made_by,
    })
}

fn named(field: &str, typed: &str) -> Result<String> {
    match text::parse(typed, NAME_MAX) {
        Ok(name) if !name.is_empty() => Ok(name),
        Ok(_) => Err(at(field, "请写上名称")),
        Err(error) => Err(at(field, &format!("名称{error}"))),
    }
}

fn at(field: &str, message: &str) -> crate::Error {
    Problem::Invalid { field: field.to_owned(), message: message.to_owned() }.into()
}
