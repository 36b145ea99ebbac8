//! Accounts and their bonds. The key is issuer and subject; a bond is made by a signed-in account after a fresh proof, or by an
//! invitation. Never by a name, a number or an address that a provider tells.

use std::sync::{Mutex, PoisonError};

use domain::problem::Problem;
use uuid::Uuid;

use super::flow::Identified;
use super::provider::{Provider, ProviderLine};
use super::{ACTIVE, Why, proposals, refuse, refused};
use crate::access::accounts::sign_in::opens;
use crate::access::accounts::{Account, Browser, SignedIn, signed_in, trail};
use crate::access::administration::invitation;
use crate::access::rows;
use crate::access::tables::identity_link;
use crate::audit::{Actor, Entry, Kind, pen};
use crate::crypt::keyring::Keyring;
use crate::divisions::names::counties;
use crate::error::Result;
use crate::store::resident::Resident;
use crate::store::{Store, WriteTransaction};

/// How long a list of providers is shown, in milliseconds.
const KEPT: i64 = 60_000;

/// The providers of the deployment, as they were lately.
#[derive(Default)]
struct Offered(Mutex<Option<(i64, Vec<ProviderLine>)>>);

impl Resident for Offered {
    fn start(_: &Store) -> Self {
        Self::default()
    }
}

/// The providers by which officials of this deployment sign in.
///
/// # Errors
/// If the database refuses.
pub async fn offered(store: &Store) -> Result<Vec<ProviderLine>> {
    let known = store.resident::<Offered>();
    let now = store.clock.millis();
    if let Some((at, lines)) = known.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
        && (0..KEPT).contains(&(now - at))
    {
        return Ok(lines.clone());
    }
    let mut lines = Vec::new();
    for area in &store.deployment.divisions {
        for county in counties(*area)? {
            for row in rows::identities::providers(&store.db, &county).await? {
                let read = Provider::read(&store.keys, row).filter(|provider| provider.row.state == ACTIVE);
                lines.extend(read.map(Provider::line).transpose()?);
            }
        }
    }
    *known.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, lines.clone()));
    Ok(lines)
}

/// The list changed.
pub(super) fn forget_offered(store: &Store) {
    *store.resident::<Offered>().0.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// The providers of an account's area, and whether it is bound to each.
///
/// # Errors
/// If the database refuses.
pub async fn of_account(store: &Store, account: &Account) -> Result<Vec<(ProviderLine, bool)>> {
    let links = rows::identities::links(&store.db, account.key()).await?;
    let own = offered(store).await?.into_iter().filter(|line| line.place.contains(account.division()));
    let with_bond = |line: ProviderLine| {
        let bound = links.iter().any(|link| link.provider_id == line.id);
        (line, bound)
    };
    Ok(own.map(with_bond).collect())
}

/// Signs in who came back from a provider. What its claims say is followed before: an assignment whose claim has gone gives
/// nothing any more.
///
/// # Errors
/// [`Problem::Invalid`] for `identity` when nobody is bound to that subject, or the account may not sign in;
/// [`Problem::NotAssigned`].
pub async fn sign_in(store: &Store, who: &Identified, browser: Browser<'_>) -> Result<SignedIn> {
    let hash = who.provider.subject_hash(store, &who.subject);
    let county = who.provider.row.county_code.as_str();
    let Some((at, id)) = rows::identities::account_of(&store.db, &hash).await? else {
        return Err(refuse(store, county, None, Why::Unknown, browser.peer).await);
    };
    let links = rows::identities::links(&store.db, (&at, id)).await?;
    let bound = |link: &identity_link::Model| {
        link.provider_id == who.provider.row.id && link.subject_hash == hash && mac(&store.keys, link) == link.mac
    };
    if !links.iter().any(bound) {
        return Err(refuse(store, county, None, Why::Unknown, browser.peer).await);
    }
    let row = rows::accounts::of_county(&store.db, &at, id).await?;
    let Some(row) = row.filter(|row| opens(store, row)) else {
        return Err(refuse(store, county, None, Why::Closed, browser.peer).await);
    };
    proposals::follow(store, &row, who).await?;
    signed_in(store, &row, browser, "identity").await
}

/// Binds the account of somebody who is signed in to who he or she is at the provider.
///
/// # Errors
/// [`Problem::Invalid`] for `identity` when the provider is of another area, or one of the two is bound already.
pub async fn bind(store: &Store, account: &Account, who: &Identified) -> Result<()> {
    if !who.provider.place.contains(account.division()) {
        return Err(refused("这个统一登录不管您的单位，请换一个"));
    }
    let tx = store.begin().await?;
    write(store, &tx, account.key(), who).await?;
    let entry = trail::of_own(store, account, Kind::IdentityLinked).with("by", "account");
    pen::append(store, &tx, [&entry.with("provider", who.provider.row.id.to_string())]).await?;
    tx.commit().await
}

/// Takes an invitation: the account is active from now on, and who came back signs in by the provider.
///
/// # Errors
/// [`Problem::NotFound`] when the invitation opens nothing; [`Problem::Invalid`] for `identity` as [`bind`].
pub async fn accept_invitation(store: &Store, token: &str, who: &Identified) -> Result<()> {
    let (_, account) = invitation::open(store, token).await?;
    let county = account.county_code.clone();
    let id = account.id;
    if !who.provider.place.contains(area(&county)?) {
        return Err(refused("这个统一登录不管您的单位，请换一个"));
    }
    let tx = store.begin().await?;
    invitation::take(store, &tx, account, (String::new(), None)).await?;
    write(store, &tx, (&county, id), who).await?;
    let entry = Entry::new(&county, store.clock.millis(), Kind::IdentityLinked, Actor::default());
    let entry = entry.of("account", id).with("by", "invitation");
    pen::append(store, &tx, [&entry.with("provider", who.provider.row.id.to_string())]).await?;
    tx.commit().await
}

fn area(county: &str) -> Result<domain::divisions::DivisionCode> {
    Ok(domain::divisions::DivisionCode::parse(county).map_err(|_| Problem::NotFound)?)
}

async fn write(store: &Store, tx: &WriteTransaction, (county, account): (&str, Uuid), who: &Identified) -> Result<()> {
    let provider = &who.provider.row;
    let links = rows::identities::links(&**tx, (county, account)).await?;
    if links.iter().any(|link| link.provider_id == provider.id) {
        return Err(refused("这个账号已绑定过。要换绑的，请联系账号管理员重置登录方式"));
    }
    let mut row = identity_link::Model {
        county_code: county.to_owned(),
        account_id: account,
        provider_id: provider.id,
        provider_county: provider.county_code.clone(),
        subject_hash: who.provider.subject_hash(store, &who.subject),
        made_at: store.clock.millis(),
        mac: Vec::new(),
    };
    row.mac = mac(&store.keys, &row);
    if rows::identities::link(&**tx, &row).await? {
        Ok(())
    } else {
        Err(refused("您在统一登录里的身份已绑定另一个账号，请联系账号管理员"))
    }
}

/// The hash over all of a bond.
fn mac(keys: &Keyring, row: &identity_link::Model) -> Vec<u8> {
    let parts = [
        row.county_code.as_bytes(),
        row.account_id.as_bytes().as_slice(),
        row.provider_id.as_bytes().as_slice(),
        row.provider_county.as_bytes(),
        &row.subject_hash,
    ];
    keys.integrity_hash("identity link", &parts)
}
