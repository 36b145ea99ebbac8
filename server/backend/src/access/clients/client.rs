//! What a program may ask for.

use domain::access::{Action, Role, Target, may};
use domain::divisions::{CountyCode, DivisionCode};
use domain::problem::Problem;
use jiff::civil::Date;
use uuid::Uuid;

use crate::access::tables::client;
use crate::audit::{Actor, ActorKind};
use crate::crypt::keyring::Keyring;
use crate::error::Result;

/// What a program may be let to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Submit declarations.
    Submit,
    /// Ask what became of the own ones.
    Status,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Submit, Self::Status];

    /// The code, as programs and the table write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submit => "submissions.create",
            Self::Status => "submissions.status",
        }
    }

    /// The scope with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// Whether the access table gives programs what the scope asks for, here or anywhere.
    fn granted(self) -> bool {
        match self {
            Self::Submit => {
                use domain::access::Relation::County;
                may(Action::ApiSubmit, Role::Client, Target::Area(County)).is_some()
            }
            Self::Status => domain::access::offers(Action::ApiStatus, Role::Client),
        }
    }
}

/// How a program stands, as the table writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State;

impl State {
    /// It waits for another person's confirmation.
    pub(crate) const PROPOSED: &'static str = "proposed";
    /// It may ask.
    pub(crate) const ACTIVE: &'static str = "active";
    /// It may ask for nothing any more.
    pub(crate) const SUSPENDED: &'static str = "suspended";
}

/// A program that showed a token: the right to ask for what its scopes say, about children of its place.
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) place: DivisionCode,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) channels: Vec<String>,
}

impl Client {
    /// Id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// # Errors
    /// [`Problem::Forbidden`] when it is not in the program's scopes, or the access table gives it to no program.
    pub fn need(&self, scope: Scope) -> Result<(), Problem> {
        if self.scopes.contains(&scope) && scope.granted() { Ok(()) } else { Err(Problem::Forbidden) }
    }

    /// Whether its declarations may have been collected so.
    #[must_use]
    pub fn collects_by(&self, channel: &str) -> bool {
        self.channels.iter().any(|own| own == channel)
    }

    /// Whether it may speak for the children of a county.
    #[must_use]
    pub fn speaks_for(&self, county: CountyCode) -> bool {
        self.place.contains(DivisionCode::from(county))
    }

    /// The program as the trail writes it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let role = Role::Client.code();
        Actor { kind: ActorKind::Client, id: Some(self.id), name: self.name.clone(), role, ..Actor::default() }
    }

    /// The program of a row, when it may ask on this day; what was changed by hand is none.
    pub(crate) fn read(keys: &Keyring, row: &client::Model, today: Date) -> Option<Self> {
        if mac(keys, row) != row.mac {
            tracing::error!(client = %row.id, "integrity.broken: a program was not written by this program");
            return None;
        }
        let (from, to): (Date, Date) = (row.from_day.parse().ok()?, row.to_day.parse().ok()?);
        if row.state != State::ACTIVE || today < from || to < today {
            return None;
        }
        Some(Self {
            id: row.id,
            name: row.name.clone(),
            place: DivisionCode::parse(&row.place_code).ok()?,
            scopes: row.scopes.split(' ').filter_map(Scope::from_code).collect(),
            channels: row.channels.split(' ').map(str::to_owned).collect(),
        })
    }
}

/// Puts the hash to a row that is about to be written.
pub(crate) fn signed(keys: &Keyring, mut row: client::Model) -> client::Model {
    row.mac = mac(keys, &row);
    row
}

/// The hash over all that makes the right.
fn mac(keys: &Keyring, row: &client::Model) -> Vec<u8> {
    let former_ends_at = row.former_ends_at.unwrap_or_default().to_be_bytes();
    let former = row.former_hash.as_deref().unwrap_or_default();
    let texts = [
        &row.county_code,
        &row.name,
        &row.place_code,
        &row.scopes,
        &row.channels,
        &row.from_day,
        &row.to_day,
        &row.state,
    ]
    .map(|text| text.as_bytes());
    let bytes = [row.id.as_bytes().as_slice(), &row.secret_hash, former, &former_ends_at];
    keys.integrity_hash("client", &[&bytes[..], &texts[..]].concat())
}
