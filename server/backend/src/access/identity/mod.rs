//! Signing in elsewhere (统一登录, OpenID Connect): officials of an area come by a provider that two of its security
//! administrators set up. It says who somebody is; what he or she may do is said here.
//!
//! | file | holds |
//! | --- | --- |
//! | `provider` | a provider as the register keeps it, and the assignments that its claims propose |
//! | `configure` | one is proposed, confirmed by another person, suspended |
//! | `network` | requests to it: no redirects, no private address that is not listed, no endless answers |
//! | `discovery` | what it announces: addresses and keys |
//! | `token` | its tokens, verified |
//! | `flow` | the way of a browser there and back |
//! | `link` | accounts and their bonds: signing in, binding, an invitation |
//! | `proposals` | what claims propose, and what happens when they end |
//! | `logout` | it says that a session ended there (back-channel logout) |

mod configure;
mod discovery;
mod flow;
mod link;
mod logout;
mod network;
mod proposals;
mod provider;
mod token;

pub use configure::{NewProvider, confirm, list, propose, suspend};
pub use flow::{Answer, BACK, Flow, Identified, Purpose, Started, begin, finish};
pub use link::{accept_invitation, bind, of_account, offered, sign_in};
pub use logout::logout;
pub use proposals::{ProposalLine, accept, decline, waiting};
pub use provider::{ClaimRule, ProviderLine};

use domain::problem::Problem;

use crate::access::tables::account;
use crate::audit::{Actor, Entry, Kind, Outcome, peer_prefix, pen};
use crate::error::{Error, Result};
use crate::store::Store;

/// Why somebody who came back from a provider is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// It is no answer to what this browser asked, or came before.
    State,
    /// The answer says to come from another issuer.
    Issuer,
    /// The provider refused, or the person did.
    Declined,
    /// The provider cannot be reached, or announces what it should not.
    Unreachable,
    /// The token is not one for this site, this browser and this minute.
    Token,
    /// Nobody is bound to who it says.
    Unknown,
    /// The account is not one that may sign in.
    Closed,
}

impl Why {
    const fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Issuer => "issuer",
            Self::Declined => "declined",
            Self::Unreachable => "unreachable",
            Self::Token => "token",
            Self::Unknown => "unknown",
            Self::Closed => "closed",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::State => "这次登录已过期或已经用过，请重新点“统一登录”",
            Self::Issuer | Self::Token => {
                "统一登录返回的内容没有通过验证，为了安全没有登录。请重新点“统一登录”；还不行的，请联系系统管理员"
            }
            Self::Declined => "统一登录没有完成，请重新点“统一登录”",
            Self::Unreachable => "统一登录现在连不上，请稍后再试，或者改用其他方式登录",
            Self::Unknown => "请先用本系统账号登录并绑定",
            Self::Closed => "这个账号不能登录，请联系本单位的账号管理员",
        }
    }
}

/// Tells the trail why, one event each, and the person what to do. Of whom it was is known only where the account is.
async fn refuse(store: &Store, county: &str, account: Option<&account::Model>, why: Why, peer: &str) -> Error {
    let county = account.map_or(county, |account| &account.county_code);
    let mut entry = Entry::new(county, store.clock.millis(), Kind::SignIn, Actor::default());
    entry.outcome = Outcome::Refused;
    entry.subject = account.map(|account| ("account", account.id));
    entry.peer = peer_prefix(peer);
    match pen::record(store, &entry.with("by", "identity").with("why", why.code())).await {
        Ok(()) => refused(why.message()),
        Err(error) => error,
    }
}

fn refused(message: &str) -> Error {
    Problem::Invalid { field: "identity".into(), message: message.into() }.into()
}

/// What is told where it was not found.
fn at(field: &str, message: &str) -> Error {
    Problem::Invalid { field: field.into(), message: message.into() }.into()
}

/// How a provider stands, as the table writes it.
const PROPOSED: &str = "proposed";
/// Officials sign in by it.
const ACTIVE: &str = crate::access::accounts::sign_in::PROVIDER_ACTIVE;
/// Nobody does any more.
const SUSPENDED: &str = "suspended";

/// Uses something up that a provider sent; false when it came before.
async fn spend(store: &Store, county: &str, parts: &[&[u8]], ends_at: i64) -> Result<bool> {
    let hash = store.keys.integrity_hash("identity spent", parts);
    let row = crate::access::tables::identity_spent::Model { county_code: county.to_owned(), hash, ends_at };
    let tx = store.begin().await?;
    let fresh = crate::access::rows::identities::spend(&*tx, row, store.clock.millis()).await?;
    tx.commit().await?;
    Ok(fresh)
}
