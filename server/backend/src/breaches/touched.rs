//! Which records an account opened or took out in a period: whose families have to be told.

use std::collections::{BTreeMap, BTreeSet};

use domain::Date;
use domain::problem::Problem;
use domain::values::date::add_days;
use uuid::Uuid;

use super::record::invalid;
use super::rows;
use crate::access;
use crate::access::accounts::BreachKeeper;
use crate::audit::rows::search::{self, Place, Terms};
use crate::audit::rows::trail;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;
use crate::store::clock::start_of_day;

/// By what somebody learns what stands in a record. Lists show names and numbers masked; they are not among these.
const KINDS: [Kind; 6] =
    [Kind::RecordOpened, Kind::RecordRevealed, Kind::PictureOpened, Kind::Print, Kind::Pull, Kind::ExportFetched];

/// Events of one statement.
const PAGE: u64 = 500;

/// Most events that are looked at.
const MOST: usize = 50_000;

/// Records of one statement.
const AT_ONCE: usize = 256;

/// Whose looks are asked for, and when.
#[derive(Clone, Debug, Default)]
pub struct AskedTouched {
    /// User name of the account.
    pub username: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Who, as others see the account.
    pub who: String,
    /// The records, by receipt number.
    pub records: Vec<TouchedRecord>,
}

/// A record that was opened or taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedRecord {
    /// Its county.
    pub county: String,
    /// The record.
    pub record: Uuid,
    /// Receipt number; empty of a record that went to another county.
    pub receipt_no: String,
    /// How: names of the kinds of events.
    pub how: Vec<&'static str>,
    /// When it was first, Unix milliseconds.
    pub first_at: i64,
}

/// The records of the area that an account opened or took out, from one day to another. Asking is an event.
///
/// # Errors
/// [`Problem::Invalid`] at `username` for a name that nobody in the area has, or at `from`.
pub async fn touched(store: &Store, by: &BreachKeeper, asked: &AskedTouched) -> Result<Touched> {
    let (Some(from), Some(to)) = (asked.from, asked.to) else {
        return Err(invalid("from", "请填写起止日期"));
    };
    if to < from || to > add_days(from, 366) {
        return Err(invalid("from", "截止日期不能早于开始日期，一次最多查一年"));
    }
    let account = access::rows::accounts::by_username(&store.db, asked.username.trim()).await?;
    let account = account.filter(|account| by.reach(&account.county_code).is_ok());
    let account = account.ok_or_else(|| invalid("username", "管理范围内没有这个用户名，请核对"))?;
    let entry = Entry::new(by.account().county_code(), store.clock.millis(), Kind::AuditSearched, by.actor());
    let entry = entry.of("account", account.id).with("for", "breach");
    pen::record(store, &entry.with("from", from.to_string()).with("to", to.to_string())).await?;
    let terms = Terms {
        from: start_of_day(from),
        until: start_of_day(add_days(to, 1)),
        actors: Some(vec![account.id]),
        ..Terms::default()
    };
    let mut records = Vec::new();
    for county in by.counties() {
        records.extend(in_county(store, county, &terms).await?);
    }
    records.sort_by(|a, b| (&a.receipt_no, a.record).cmp(&(&b.receipt_no, b.record)));
    Ok(Touched { who: account.display_name, records })
}

async fn in_county(store: &Store, county: &str, terms: &Terms) -> Result<Vec<TouchedRecord>> {
    let mut found: BTreeMap<Uuid, (BTreeSet<&'static str>, i64)> = BTreeMap::new();
    let mut count = 0;
    for kind in KINDS {
        let terms = Terms { kind: Some(kind), ..terms.clone() };
        let mut place = None;
        loop {
            let events = search::page(&store.db, county, &terms, place.as_ref(), PAGE).await?;
            count += events.len();
            let Some(last) = events.last() else { break };
            if count > MOST {
                return Err(Problem::Invalid {
                    field: "from".into(), message: "记录太多，请分几段日期查".into()
                }
                .into());
            }
            place = Some(Place { at: last.at, county: county.to_owned(), lane: last.lane, no: last.no });
            for event in events {
                let mut named: Vec<Uuid> =
                    event.subject.filter(|_| event.subject_kind == "record").into_iter().collect();
                if matches!(kind, Kind::Pull | Kind::ExportFetched) {
                    let beside = trail::subjects(&store.db, county, event.lane, (event.no, event.no)).await?;
                    let ids = beside.iter().flat_map(|row| row.ids.chunks_exact(16));
                    named.extend(ids.filter_map(|id| Uuid::from_slice(id).ok()));
                }
                for id in named {
                    let (how, first) = found.entry(id).or_insert((BTreeSet::new(), event.at));
                    how.insert(kind.label());
                    *first = (*first).min(event.at);
                }
            }
        }
    }
    let ids: Vec<Uuid> = found.keys().copied().collect();
    let mut receipts = BTreeMap::new();
    for part in ids.chunks(AT_ONCE) {
        receipts.extend(rows::receipts(&store.db, county, part).await?);
    }
    let line = |(record, (how, first_at)): (Uuid, (BTreeSet<&'static str>, i64))| TouchedRecord {
        county: county.to_owned(),
        record,
        receipt_no: receipts.get(&record).cloned().unwrap_or_default(),
        how: how.into_iter().collect(),
        first_at,
    };
    Ok(found.into_iter().map(line).collect())
}
