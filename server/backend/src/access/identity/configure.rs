//! Setting a provider up: one security administrator proposes it, another person confirms it.

use std::net::IpAddr;

use domain::access::{Action, CONFIRMATION_HOURS};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::values::text;
use url::Url;
use uuid::Uuid;

use super::link::forget_offered;
use super::network::is_listed;
use super::provider::{ClaimRule, Provider, ProviderLine, signed};
use super::{ACTIVE, PROPOSED, SUSPENDED, at};
use crate::access::accounts::creation::home_county;
use crate::access::administration::Administrator;
use crate::access::rows;
use crate::access::tables::identity_provider::Model;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::seal::{Binding, seal};
use crate::divisions::names::counties;
use crate::error::{Error, Result};
use crate::store::{Store, WriteTransaction};

/// Longest name and client id, in characters.
const NAME_MAX: u16 = 50;
const CLIENT_MAX: usize = 200;
/// Most claims that propose something.
const MOST_CLAIMS: usize = 200;

/// A provider that is to be set up.
#[derive(Clone, Debug)]
pub struct NewProvider {
    /// Its area: a county, or a city.
    pub place: DivisionCode,
    /// What officials call it.
    pub name: String,
    /// The issuer, exactly as the provider announces it.
    pub issuer: String,
    /// What the site is called there.
    pub client_id: String,
    /// The secret that the provider gave the site.
    pub secret: String,
    /// Scopes besides `openid`, with blanks between.
    pub scopes: String,
    /// Values of `acr` and `amr` that stand for two factors, with blanks between.
    pub factors: String,
    /// A line a claim: `claim=value role place`.
    pub claims: String,
}

/// # Errors
/// [`Problem::NotFound`] for an administrator to whom the access table does not give it.
fn keeps(by: &Administrator) -> Result<()> {
    if by.may(Action::IdentityConfigure) { Ok(()) } else { Err(Problem::NotFound.into()) }
}

/// Proposes a provider.
///
/// # Errors
/// [`Problem::NotFound`] for a place outside of the area; [`Problem::Invalid`] at a field.
pub async fn propose(store: &Store, by: &Administrator, new: NewProvider) -> Result<()> {
    keeps(by)?;
    if !by.area().contains(new.place) {
        return Err(Problem::NotFound.into());
    }
    let id = store.new_id();
    let county = home_county(new.place);
    let sealed = seal(&store.keys, &county, Binding::identity_provider(id), secret(&new)?.as_bytes())?;
    let row = Model {
        id,
        place_code: new.place.to_string(),
        name: name(&new.name)?,
        issuer: issuer(store, &new.issuer)?,
        client_id: client_id(&new.client_id)?,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        scopes: words(&new.scopes),
        factors: words(&new.factors),
        claims: serde_json::to_string(&claims(new.place, &new.claims)?)?,
        state: PROPOSED.to_owned(),
        made_by: by.account().id(),
        made_at: store.clock.millis(),
        confirmed_by: None,
        mac: Vec::new(),
        county_code: county,
    };
    let row = signed(&store.keys, row);
    let tx = store.begin().await?;
    rows::identities::insert_provider(&*tx, &row).await?;
    trace(store, &tx, by, &row, "proposed").await?;
    tx.commit().await
}

/// Confirms a provider that another person proposed; from then on officials sign in by it.
///
/// # Errors
/// [`Problem::NotFound`] when none of the area waits under this id, or no longer; [`Problem::OwnRequest`] for an own one;
/// [`Problem::Invalid`] when the area has one already.
pub async fn confirm(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<()> {
    keeps(by)?;
    let tx = store.begin().await?;
    let row = reach(store, &tx, by, county, id).await?.row;
    let lapses = row.made_at + CONFIRMATION_HOURS * 3_600_000;
    if row.state != PROPOSED || lapses <= store.clock.millis() {
        return Err(Problem::NotFound.into());
    }
    by.is_another_than(&tx, Some(row.made_by)).await?;
    let others = rows::identities::providers(&*tx, county).await?;
    if others.iter().any(|other| other.state == ACTIVE && other.place_code == row.place_code) {
        return Err(at("place", "这个地区已有统一登录，请先停用原来的"));
    }
    let confirmed = Model { state: ACTIVE.to_owned(), confirmed_by: Some(by.account().id()), ..row };
    write(store, tx, by, confirmed, "confirmed").await
}

/// Nobody signs in by the provider any more. Bonds stay; local passwords open again.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of the area, or it is suspended already.
pub async fn suspend(store: &Store, by: &Administrator, county: &str, id: Uuid) -> Result<()> {
    keeps(by)?;
    let tx = store.begin().await?;
    let row = reach(store, &tx, by, county, id).await?.row;
    if row.state == SUSPENDED {
        return Err(Problem::NotFound.into());
    }
    write(store, tx, by, Model { state: SUSPENDED.to_owned(), ..row }, "suspended").await
}

/// The providers of the administrator's area, newest first in each county.
///
/// # Errors
/// [`Problem::NotFound`] for an administrator who keeps none.
pub async fn list(store: &Store, by: &Administrator) -> Result<Vec<ProviderLine>> {
    keeps(by)?;
    let mut lines = Vec::new();
    for county in counties(by.area())? {
        for row in rows::identities::providers(&store.db, &county).await? {
            let read = Provider::read(&store.keys, row).filter(|provider| by.area().contains(provider.place));
            lines.extend(read.map(Provider::line).transpose()?);
        }
    }
    Ok(lines)
}

async fn reach(store: &Store, tx: &WriteTransaction, by: &Administrator, county: &str, id: Uuid) -> Result<Provider> {
    let row = rows::identities::provider(&**tx, (county, id)).await?;
    let read = row.and_then(|row| Provider::read(&store.keys, row));
    Ok(read.filter(|provider| by.area().contains(provider.place)).ok_or(Problem::NotFound)?)
}

async fn write(store: &Store, tx: WriteTransaction, by: &Administrator, row: Model, step: &'static str) -> Result<()> {
    trace(store, &tx, by, &row, step).await?;
    rows::identities::write_provider(&*tx, signed(&store.keys, row)).await?;
    tx.commit().await?;
    forget_offered(store);
    Ok(())
}

async fn trace(
    store: &Store,
    tx: &WriteTransaction,
    by: &Administrator,
    row: &Model,
    step: &'static str,
) -> Result<()> {
    let entry = Entry::new(&row.county_code, store.clock.millis(), Kind::SettingsChanged, by.account().actor());
    let entry = entry.of("identity_provider", row.id).with("setting", "identity").with("step", step);
    pen::append(store, tx, [&entry]).await
}

fn name(typed: &str) -> Result<String> {
    match text::parse(typed, NAME_MAX) {
        Ok(name) if !name.is_empty() => Ok(name),
        Ok(_) => Err(at("name", "请写上名称")),
        Err(error) => Err(at("name", &format!("名称{error}"))),
    }
}

fn client_id(typed: &str) -> Result<String> {
    let id = typed.trim();
    let fits = !id.is_empty() && id.len() <= CLIENT_MAX && !id.contains(|c: char| c.is_control());
    if fits {
        Ok(id.to_owned())
    } else {
        Err(at("client_id", "请填统一登录平台给本系统的客户端编号"))
    }
}

fn secret(new: &NewProvider) -> Result<&str> {
    let secret = new.secret.trim();
    if secret.is_empty() || secret.len() > CLIENT_MAX {
        Err(at("secret", "请填统一登录平台给本系统的密钥"))
    } else {
        Ok(secret)
    }
}

/// An address over HTTPS; over HTTP only where the operator lists the network of this machine.
fn issuer(store: &Store, typed: &str) -> Result<String> {
    let wrong = || at("issuer", "颁发者请填以“https://”开头的完整地址，和平台公布的一字不差");
    let typed = typed.trim();
    let url = Url::parse(typed).map_err(|_| wrong())?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let address = url.host_str().and_then(|host| host.parse::<IpAddr>().ok());
    let here = address.is_some_and(|address| is_listed(&store.identity_networks, address));
    let encrypted = url.scheme() == "https" || (url.scheme() == "http" && here);
    if plain && encrypted && typed.len() <= CLIENT_MAX { Ok(typed.to_owned()) } else { Err(wrong()) }
}

fn words(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn claims(area: DivisionCode, typed: &str) -> Result<Vec<ClaimRule>> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| -> Result<ClaimRule, Error> {
        let rule = ClaimRule::parse(line);
        let inside = |rule: &ClaimRule| DivisionCode::parse(&rule.place).is_ok_and(|place| area.contains(place));
        rule.filter(inside).ok_or_else(|| {
            let message = format!("“{line}”读不懂：请写成“声明=值 角色 单位代码”，单位须在这个地区内");
            at("claims", &message)
        })
    };
    let rules: Vec<ClaimRule> = lines.map(read).collect::<Result<_>>()?;
    if rules.len() > MOST_CLAIMS { Err(at("claims", "最多200行，请分批设置")) } else { Ok(rules) }
}
