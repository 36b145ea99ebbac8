//! Declaration links as staff make them: personal ones for a family, village ones for a poster.

use domain::access::Action;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::values::text;
use domain::view::links::{LinkKind, LinkRow, NewLink};
use jiff::ToSpan as _;
use uuid::Uuid;
use validator::Validate;

use super::{holder, note};
use crate::access::accounts::Director;
use crate::audit::{Entry, Kind, pen};
use crate::bounds;
use crate::crypt::token;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::links::rows;
use crate::links::tables::link;
use crate::store::Store;

/// Longest validity, in days.
pub const LONGEST_DAYS: u32 = 365;
/// Most links that are made in advance at once.
pub const MAX_RESERVED: usize = 20;
/// Note and validity of links that are made in advance.
const RESERVED: &str = "手机预留";
const RESERVED_DAYS: u32 = 90;
/// Longest note, in characters.
const NOTE_MAX: u64 = 100;

/// What the maker of a link chooses freely.
#[derive(Validate)]
struct Terms<'a> {
    #[validate(length(max = NOTE_MAX, message = "备注请控制在100字以内"))]
    note: &'a str,
    #[validate(range(min = 1, max = LONGEST_DAYS, message = "有效期请选1到365天"))]
    days: u32,
}

/// Makes a link for a division that the director covers. Its address is shown this once: the store keeps a
/// hash of the token only.
///
/// # Errors
/// [`Problem::Forbidden`] for a division of somebody else; [`Problem::Invalid`] for `division`, `days` or
/// `note`.
pub async fn create(
    store: &Store,
    director: &Director,
    kind: LinkKind,
    division: DivisionCode,
    note: &str,
    days: u32,
) -> Result<NewLink> {
    if !director.covers(division) {
        return Err(Problem::Forbidden.into());
    }
    let code = division.to_string();
    if names::item(&code)?.is_none() {
        let message = "没有找到这个村（社区），请重新选择".into();
        return Err(Problem::Invalid { field: "division".into(), message }.into());
    }
    let note = readable(note)?;
    bounds::check(&Terms { note: &note, days })?;
    let (row, url) = fresh(store, director, kind, code, &note, days)?;
    write(store, director, &[&row]).await?;
    shown(store, &row, url)
}

/// A note as it is kept: one line that everybody can read, however it was typed.
fn readable(note: &str) -> Result<String, Problem> {
    text::parse(note, u16::MAX)
        .map_err(|error| Problem::Invalid { field: "note".into(), message: format!("备注{error}") })
}

/// Makes personal links in advance, for families that a worker meets without signal; all or none.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who reserves none; [`Problem::Invalid`] for more than [`MAX_RESERVED`], or none.
pub async fn reserve(store: &Store, director: &Director, count: usize) -> Result<Vec<NewLink>> {
    if !director.account().may(Action::LinkReserve) {
        return Err(Problem::NotFound.into());
    }
    if !(1..=MAX_RESERVED).contains(&count) {
        let message = format!("一次可以预留1到{MAX_RESERVED}个链接");
        return Err(Problem::Invalid { field: "count".into(), message }.into());
    }
    let code = director.account().division().to_string();
    let made = (0..count)
        .map(|_| fresh(store, director, LinkKind::Personal, code.clone(), RESERVED, RESERVED_DAYS))
        .collect::<Result<Vec<_>>>()?;
    let rows: Vec<&link::Model> = made.iter().map(|(row, _)| row).collect();
    write(store, director, &rows).await?;
    made.into_iter().map(|(row, url)| shown(store, &row, url)).collect()
}

async fn write(store: &Store, director: &Director, links: &[&link::Model]) -> Result<()> {
    let tx = store.begin().await?;
    rows::links::insert(&*tx, links).await?;
    let made = |link: &&link::Model| {
        entry(director, Kind::LinkMade, link.created_at, link.id).with("kind", link.kind.as_str())
    };
    pen::append(store, &tx, &links.iter().map(made).collect::<Vec<_>>()).await?;
    tx.commit().await
}

fn entry(director: &Director, kind: Kind, at: i64, link: Uuid) -> Entry {
    Entry::new(director.county().to_string(), at, kind, director.actor()).of("link", link)
}

/// A new link and its address, not written yet.
fn fresh(
    store: &Store,
    director: &Director,
    kind: LinkKind,
    division_code: String,
    words: &str,
    days: u32,
) -> Result<(link::Model, String)> {
    let token = token::fresh(director.county())?;
    let last_day = store.clock.today().checked_add(i64::from(days).days());
    let expires_on = last_day.map_err(|_| Error::internal("a day out of range"))?;
    let row = link::Model {
        county_code: director.county().to_string(),
        id: store.new_id(),
        kind: holder::kind_code(kind).to_owned(),
        division_code,
        holder: (kind == LinkKind::Personal).then(|| store.new_id()),
        token_hash: store.keys.token_hash(&token),
        note: String::new(),
        created_by: Some(director.account().id()),
        created_at: store.clock.millis(),
        expires_on: expires_on.to_string(),
        revoked_at: None,
        bound_to: None,
        sealed: None,
        key_id: None,
    };
    Ok((note::with_note(&store.keys, row, words)?, format!("{}/l/{token}", store.base_url)))
}

/// The links of the director's division and what lies in it, newest first.
///
/// # Errors
/// If the database refuses.
pub async fn list(store: &Store, director: &Director) -> Result<Vec<LinkRow>> {
    let links = rows::made::list(&store.db, director).await?;
    let used = rows::made::used(&store.db, &links).await?;
    links.iter().map(|link| row_view(store, link, used.get(&link.id).copied().unwrap_or(0))).collect()
}

/// Takes a link back: it opens nothing from now on. What came through it stays.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of the director's area that still opens.
pub async fn revoke(store: &Store, director: &Director, id: Uuid) -> Result<()> {
    let (tx, now) = (store.begin().await?, store.clock.millis());
    if !rows::made::revoke(&*tx, director, id, now).await? {
        return Err(Problem::NotFound.into());
    }
    pen::append(store, &tx, [&entry(director, Kind::LinkRevoked, now, id)]).await?;
    tx.commit().await
}

/// What a poster shows. The store does not know the address, so the page that has it hands it in; it must
/// be the link's own.
///
/// # Errors
/// [`Problem::NotFound`] when the link is not of the director's area or the address is another's.
pub async fn poster(store: &Store, director: &Director, id: Uuid, url: &str) -> Result<NewLink> {
    let link = rows::made::one(&store.db, director, id).await?.ok_or(Problem::NotFound)?;
    let token = url.rsplit('/').next().unwrap_or_default();
    let address = format!("{}/l/{token}", store.base_url);
    if address != url || store.keys.token_hash(token) != link.token_hash {
        return Err(Problem::NotFound.into());
    }
    shown(store, &link, address)
}

fn shown(store: &Store, link: &link::Model, url: String) -> Result<NewLink> {
    let qr = crate::links::qr::svg(&url)?.replacen("<svg ", "<svg role=\"img\" aria-label=\"登记链接的二维码\" ", 1);
    Ok(NewLink { row: row_view(store, link, 0)?, qr, url })
}

fn row_view(store: &Store, link: &link::Model, used: u64) -> Result<LinkRow> {
    Ok(LinkRow {
        id: link.id.to_string(),
        kind: holder::kind(link),
        division_name: names::name_in_words(&link.division_code)?,
        note: note::of(&store.keys, link)?,
        created_at: link.created_at,
        expires_on: link.expires_on.parse().map_err(|_| Error::internal("a link has no last day"))?,
        revoked_at: link.revoked_at,
        used,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(note: &str, days: u32) -> Option<(String, String)> {
        match bounds::check(&Terms { note, days }) {
            Err(Problem::Invalid { field, message }) => Some((field, message)),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn a_note_and_a_validity_have_bounds_that_their_words_name() {
        let longest = "注".repeat(usize::try_from(NOTE_MAX).unwrap());
        for days in [1, LONGEST_DAYS] {
            assert_eq!(told("", days), None);
            assert_eq!(told(&longest, days), None);
        }
        for days in [0, LONGEST_DAYS + 1] {
            assert_eq!(told("", days), Some(("days".into(), format!("有效期请选1到{LONGEST_DAYS}天"))));
        }
        let (field, message) = told(&format!("{longest}长"), 1).unwrap();
        assert_eq!((field, message), ("note".into(), format!("备注请控制在{NOTE_MAX}字以内")));
        assert_eq!(readable(" 三组\r\n东头\u{200B}⽟").as_deref(), Ok("三组 东头玉"));
        assert_eq!(readable("\u{3164}").as_deref(), Ok(""));
        assert_eq!(readable("三组\u{FFFD}").unwrap_err().field(), Some("note"));
    }
}
