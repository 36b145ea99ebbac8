//! The queue: counts, filters, search, pages.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::problem::Problem;
use domain::register::State;
use domain::values::{NationalId, national_id, text};
use domain::view::review::{QueueFilter, QueuePage, StateCount, VillageCount};
use uuid::Uuid;

use super::looked;
use super::view::row_view;
use crate::access::accounts::Reviewer;
use crate::crypt::seal::unless_refused;
use crate::divisions::names;
use crate::error::Result;
use crate::register;
use crate::register::receipt;
use crate::register::settled_counts::{Counts, SettledCounts};
use crate::register::tables::record;
use crate::review::rows::queue as query;
use crate::review::rows::queue::{Page, Waiting, Wanted};
use crate::store::Store;

/// Rows of a page.
pub const PAGE: usize = 25;

/// Milliseconds of a day.
const DAY: i64 = 24 * 3_600_000;

/// A page of the queue of the reviewer's area.
///
/// Without a state: what waits for the township, the longest waiting first, together with what other
/// townships offer to it. With one: the newest first, unless it is one that waits.
///
/// # Errors
/// [`Problem::Malformed`] when the cursor is none of ours; [`Problem::Invalid`] for a search term that is too long.
pub async fn queue(store: &Store, reviewer: &Reviewer, filter: QueueFilter) -> Result<QueuePage> {
    let after = filter.after.as_deref().map(read_cursor).transpose()?;
    let asked = filter.clone();
    let wanted = Wanted {
        form: filter.form,
        class: filter.class,
        village: filter.village.clone().filter(|code| !code.is_empty()),
        entered_before: filter.older_than_days.map(|days| store.clock.millis() - i64::from(days) * DAY),
        duplicates: filter.duplicates,
        clean: filter.clean,
    };
    let searched = filter.search.as_deref().map(term).transpose()?.filter(|text| !text.is_empty());
    let open_counts = query::waiting(&store.db, reviewer).await?;
    let (mut rows, more) = match searched {
        Some(text) => search(store, reviewer, &text, filter.state, &wanted, after).await?,
        None => waiting(store, reviewer, &open_counts, filter.state, &wanted, after).await?,
    };
    rows.truncate(PAGE);
    looked::listed(store, reviewer, &asked, rows.iter().map(|row| row.id).collect()).await?;
    let next = rows.last().filter(|_| more).map(|last| cursor(last.entered_at, last.id));
    let now = store.clock.millis();
    Ok(QueuePage {
        actor: reviewer.account().view(),
        counts: counts(store, reviewer, &open_counts).await?,
        villages: villages(open_counts.by_village)?,
        rows: rows
            .iter()
            // A row that was tampered with is not shown; the trail is told.
            .filter_map(|row| unless_refused(row_view(store, reviewer, row, now)).transpose())
            .collect::<Result<_>>()?,
        next,
    })
}

/// One row more than a page, so that the caller knows whether another page follows.
async fn waiting(
    store: &Store,
    reviewer: &Reviewer,
    open_counts: &Waiting,
    state: Option<State>,
    wanted: &Wanted,
    after: Option<(i64, Uuid)>,
) -> Result<(Vec<record::Model>, bool)> {
    let newest_first = state.is_some_and(|state| !state.waits_for_township());
    let page = Page { after, newest_first, limit: PAGE as u64 + 1 };
    let states = State::ALL.iter().copied().filter(|one| match state {
        Some(state) => *one == state,
        None => one.waits_for_township(),
    });
    let mut rows = Vec::with_capacity(2 * PAGE);
    for state in states {
        // Nothing is asked for where nothing waits, as is the rule for transfers.
        if !state.waits_for_township() || open_counts.by_state.contains_key(state.code()) {
            rows.extend(query::in_state(&store.db, reviewer, state, wanted, page).await?);
        }
        if state == State::Transferring && open_counts.offered > 0 {
            rows.extend(query::offered(&store.db, reviewer, wanted, page).await?);
        }
    }
    rows.sort_unstable_by_key(|row| (row.entered_at, row.id));
    if newest_first {
        rows.reverse();
    }
    let more = rows.len() > PAGE;
    Ok((rows, more))
}

/// What is searched for, as stored texts are spelled. Longer than any name or number, it would only cost the database.
fn term(typed: &str) -> Result<String, Problem> {
    let too_long = || Problem::Invalid {
        field: "search".into(),
        message: format!(
            "查找的内容最多{}个字，请只填姓名、公民身份号码或登记编号中的一项。",
            register::hash::LONGEST_TERM
        ),
    };
    // What is far too long is not even read.
    if typed.len() > 16 * register::hash::LONGEST_TERM {
        return Err(too_long());
    }
    let text = text::clean(typed);
    if text.chars().count() > register::hash::LONGEST_TERM { Err(too_long()) } else { Ok(text) }
}

/// Searches by exact ID number, by receipt number, else by a part of the name.
async fn search(
    store: &Store,
    reviewer: &Reviewer,
    text: &str,
    state: Option<State>,
    wanted: &Wanted,
    after: Option<(i64, Uuid)>,
) -> Result<(Vec<record::Model>, bool)> {
    if let Some(number) = receipt::parse(&national_id::normalise(text)) {
        let found = query::with_receipt(&store.db, reviewer, &number).await?;
        return Ok((found.into_iter().collect(), false));
    }
    let hashes = match NationalId::parse(text) {
        Ok(number) => vec![register::hash::id_number(&store.keys, number.as_str())],
        // A number that cannot be one finds nothing, rather than a name that looks like it.
        Err(_) if national_id::normalise(text).chars().any(|c| c.is_ascii_digit()) => return Ok((Vec::new(), false)),
        Err(_) => register::hash::name_search(&store.keys, text),
    };
    let mut place = after.map(|(_, id)| id);
    let mut rows = Vec::new();
    // A filter may leave little of what the hashes find, so read on until the page is full.
    loop {
        let ids = query::with_hashes(&store.db, reviewer, &hashes, place, 4 * PAGE as u64).await?;
        rows.extend(query::with_ids(&store.db, reviewer, &ids, state, wanted).await?);
        let ended = ids.len() < 4 * PAGE;
        if ended || rows.len() > PAGE {
            let more = rows.len() > PAGE;
            return Ok((rows, more));
        }
        place = ids.last().copied();
    }
}

async fn counts(store: &Store, reviewer: &Reviewer, open_counts: &Waiting) -> Result<Vec<StateCount>> {
    let settled = settled(store, reviewer).await?;
    let count = |state: State| {
        let offered = if state == State::Transferring { open_counts.offered } else { 0 };
        let own = open_counts.by_state.get(state.code()).or_else(|| settled.get(state.code()));
        own.copied().unwrap_or(0) + offered
    };
    let counts = State::ALL.iter().map(|state| StateCount { state: *state, count: count(*state) });
    Ok(counts.filter(|count| count.count > 0).collect())
}

/// Counts of what is past the township, at most a minute old.
async fn settled(store: &Store, reviewer: &Reviewer) -> Result<Counts> {
    let area = reviewer.area();
    let area = area.township().unwrap_or(area.county());
    let now = store.clock.millis();
    if let Some(counts) = store.resident::<SettledCounts>().get(area, now) {
        return Ok(counts);
    }
    let counts = query::settled(&store.db, reviewer).await?;
    store.resident::<SettledCounts>().keep(area, now, counts.clone());
    Ok(counts)
}

fn villages(counts: BTreeMap<String, u64>) -> Result<Vec<VillageCount>> {
    let named = |(code, count): (String, u64)| {
        let name = names::item(&code)?.map_or_else(|| code.clone(), |unit| unit.name);
        Ok(VillageCount { code, name, count })
    };
    counts.into_iter().map(named).collect()
}

fn cursor(entered_at: i64, id: Uuid) -> String {
    format!("{entered_at}.{}", id.simple())
}

fn read_cursor(text: &str) -> Result<(i64, Uuid), Problem> {
    let read = || {
        let (at, id) = text.split_once('.')?;
        Some((at.parse().ok()?, Uuid::from_str(id).ok()?))
    };
    read().ok_or_else(|| Problem::Malformed {
        detail: "after is not a cursor of this queue".into(),
        field: Some("after".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_anything_else_is_refused() {
        let place = (1_795_000_000_123, Uuid::from_u128(7));
        assert_eq!(read_cursor(&cursor(place.0, place.1)), Ok(place));
        for wrong in ["", "1", "x.00000000000000000000000000000007", "1.2"] {
            assert!(read_cursor(wrong).is_err(), "{wrong}");
        }
    }
}
