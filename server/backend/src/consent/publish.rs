//! A county publishes a version of a notice: one person proposes it, another one confirms it within three days.

use std::collections::HashMap;

use domain::Date;
use domain::access::{Action, CONFIRMATION_HOURS};
use domain::problem::Problem;
use domain::values::{date, text};
use domain::view::notice::NoticeView;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::kinds::NoticeKind;
use super::rows;
use super::tables::notice_version;
use crate::access::accounts::Account;
use crate::audit::kind::codes;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::notice::{as_text, read};
use crate::store::Store;

/// Most characters of a text.
const TEXT_MAX: u16 = 20_000;

const HOUR: i64 = 3_600_000;

codes! {
    /// Where a version stands.
    VersionState {
        /// It waits for another person.
        #[default]
        Proposed = "proposed", "待确认";
        /// It is in force from its first day on.
        Published = "published", "已发布";
        /// It was not confirmed.
        Declined = "declined", "未通过";
        /// Nobody confirmed it in time; no row has this.
        Lapsed = "lapsed", "逾期未确认";
    }
}

/// What somebody proposes, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewVersion {
    /// Code of the notice.
    pub kind: String,
    /// Headings begin with `# `; the last line, a heading too, is what is agreed to.
    pub text: String,
    /// First day; empty for today.
    pub valid_from: String,
}

/// A version as those see it who publish.
#[derive(Clone, Debug)]
pub struct Published {
    /// Id.
    pub id: Uuid,
    /// Which notice.
    pub kind: NoticeKind,
    /// The text, with its version.
    pub notice: NoticeView,
    /// First day.
    pub valid_from: Date,
    /// Where it stands.
    pub state: VersionState,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who confirmed or declined it; empty for nobody yet.
    pub confirmed_by: String,
    /// It is this person's own.
    pub own: bool,
}

/// Proposes a version.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who publishes none; [`Problem::Invalid`] at `kind`, `text` or `valid_from`.
pub async fn propose(store: &Store, account: &Account, new: &NewVersion) -> Result<()> {
    let county = county_of(account)?;
    let kind = NoticeKind::from_code(&new.kind).ok_or_else(|| invalid("kind", "请选择是哪一种告知书".into()))?;
    let text = checked(kind, &new.text)?;
    let from = match new.valid_from.trim() {
        "" => store.clock.today(),
        typed => {
            let day = date::parse(typed).ok().filter(|day| *day >= store.clock.today());
            day.ok_or_else(|| invalid("valid_from", "请填写开始使用的日期，例如2027-01-01，不能早于今天".into()))?
        }
    };
    let version = read(&text).version;
    let before = rows::versions::of_county(&store.db, county).await?;
    let waits = |row: &notice_version::Model| state(store, row) != VersionState::Lapsed && row.kind == kind.code();
    let settled = [VersionState::Declined.code()];
    if before.iter().any(|row| waits(row) && row.version == version && !settled.contains(&&*row.state)) {
        return Err(invalid("text", "这个内容已经提出或发布过，请核对".into()));
    }
    let row = notice_version::Model {
        county_code: county.to_owned(),
        id: store.new_id(),
        kind: kind.code().to_owned(),
        version,
        text_hash: Sha256::digest(text.as_bytes()).to_vec(),
        text,
        valid_from: date::format(from),
        state: VersionState::Proposed.code().to_owned(),
        proposed_by: account.id(),
        proposed_person: account.person(),
        proposed_at: store.clock.millis(),
        confirmed_by: None,
        confirmed_at: None,
    };
    let tx = store.begin().await?;
    rows::versions::insert(&*tx, &row).await?;
    pen::append(store, &tx, [&entry(store, account, &row, "proposed")]).await?;
    tx.commit().await
}

/// Publishes a version that another person proposed.
///
/// # Errors
/// [`Problem::NotFound`] when none of this county waits under the id; [`Problem::OwnRequest`] for who proposed it.
pub async fn confirm(store: &Store, account: &Account, id: Uuid) -> Result<()> {
    settle(store, account, id, VersionState::Published).await
}

/// Does not publish it.
///
/// # Errors
/// As [`confirm`].
pub async fn decline(store: &Store, account: &Account, id: Uuid) -> Result<()> {
    settle(store, account, id, VersionState::Declined).await
}

async fn settle(store: &Store, account: &Account, id: Uuid, to: VersionState) -> Result<()> {
    let county = county_of(account)?;
    let tx = store.begin().await?;
    let row = rows::versions::of_county(&*tx, county).await?.into_iter().find(|row| row.id == id);
    let row = row.filter(|row| state(store, row) == VersionState::Proposed).ok_or(Problem::NotFound)?;
    if row.proposed_person == account.person() {
        return Err(Problem::OwnRequest.into());
    }
    let moved = (VersionState::Proposed.code(), to.code());
    if !rows::versions::settle(&*tx, (county, id), moved, account.id(), store.clock.millis()).await? {
        return Err(Problem::NotFound.into());
    }
    pen::append(store, &tx, [&entry(store, account, &row, to.code())]).await?;
    tx.commit().await
}

/// All versions of the county, the newest first.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who publishes none.
pub async fn versions(store: &Store, account: &Account) -> Result<Vec<Published>> {
    let rows = rows::versions::of_county(&store.db, county_of(account)?).await?;
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [Some(row.proposed_by), row.confirmed_by]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let people = crate::access::rows::accounts::by_ids(&store.db, &ids).await?;
    let names: HashMap<Uuid, String> = people.into_iter().map(|row| (row.id, row.display_name)).collect();
    let name = |id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let shown = |row: notice_version::Model| {
        Some(Published {
            id: row.id,
            kind: NoticeKind::from_code(&row.kind)?,
            state: state(store, &row),
            notice: read(&row.text),
            valid_from: date::parse(&row.valid_from).ok()?,
            proposed_by: name(Some(row.proposed_by)),
            confirmed_by: name(row.confirmed_by),
            own: row.proposed_person == account.person(),
        })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

fn state(store: &Store, row: &notice_version::Model) -> VersionState {
    match VersionState::from_code(&row.state).unwrap_or_default() {
        VersionState::Proposed if row.proposed_at + CONFIRMATION_HOURS * HOUR <= store.clock.millis() => {
            VersionState::Lapsed
        }
        state => state,
    }
}

/// The text in the one shape in which its version is made.
fn checked(kind: NoticeKind, typed: &str) -> Result<String> {
    let typed = text::parse_lines(typed, TEXT_MAX).map_err(|error| invalid("text", format!("内容{error}")))?;
    let NoticeView { passages, sensitive, .. } = read(&typed);
    if passages.is_empty() || passages.iter().any(|passage| passage.title.is_empty() || passage.text.is_empty()) {
        let words = "请写明内容：每一部分先写标题，标题前加“# ”，下一行起写正文";
        return Err(invalid("text", words.into()));
    }
    if kind.asks() && sensitive.is_empty() {
        let words = "最后一行请写家长要单独同意的一句话，前面加“# ”，后面不再写正文";
        return Err(invalid("text", words.into()));
    }
    Ok(as_text(&passages, &sensitive))
}

/// The county for which somebody publishes.
fn county_of(account: &Account) -> Result<&str> {
    let publishes =
        account.may(Action::NoticePublish) && account.division().level() == domain::divisions::Level::County;
    if publishes { Ok(account.county_code()) } else { Err(Problem::NotFound.into()) }
}

fn entry(store: &Store, account: &Account, row: &notice_version::Model, step: &'static str) -> Entry {
    let entry = Entry::new(&row.county_code, store.clock.millis(), Kind::NoticePublished, account.actor());
    let entry = entry.of("notice", row.id).with("notice", row.kind.as_str()).with("version", row.version.as_str());
    entry.with("step", step)
}

fn invalid(field: &str, message: String) -> crate::Error {
    Problem::Invalid { field: field.into(), message }.into()
}
