//! A guardian asks for something about a child's data. It is answered within fifteen working days (个人信息保护法 第五十条).

use domain::Date;
use domain::access::Action;
use domain::problem::Problem;
use domain::values::{date, text};
use uuid::Uuid;

use super::guardian::{actor, reached};
use crate::audit::{Entry, Kind, pen};
use crate::calendar;
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::register::requests::{RequestKind, RequestState, RequestWords};
use crate::register::rows::requests;
use crate::register::tables::{record, rights_request};
use crate::store::Store;

/// Working days within which a request is answered.
pub(super) const DAYS: u8 = 15;

/// Most characters of words.
pub(super) const WORDS_MAX: u16 = 1_000;

/// Most requests about one record that wait at one time.
const MOST: usize = 5;

/// A request as its guardian sees it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What was asked for.
    pub kind: RequestKind,
    /// When, Unix milliseconds.
    pub asked_at: i64,
    /// Last day for the answer.
    pub due_on: Date,
    /// Where it stands.
    pub state: RequestState,
    /// What was said.
    pub words: RequestWords,
}

/// Asks; gives the last day for the answer.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] when it is not the family's; [`Problem::CodeNeeded`];
/// [`Problem::Invalid`] at `kind` or `words`.
pub async fn ask(store: &Store, link_holder: &LinkHolder, id: Uuid, (kind, words): (&str, &str)) -> Result<Date> {
    let record = reached(store, link_holder, id, Action::GuardianRequest).await?;
    let invalid = |field: &str, message: String| Problem::Invalid { field: field.into(), message };
    let kind = RequestKind::from_code(kind).filter(|kind| RequestKind::ASKED.contains(kind));
    let kind = kind.ok_or_else(|| invalid("kind", "请选择要提出哪一种请求。".into()))?;
    let asked =
        text::parse_lines(words, WORDS_MAX).map_err(|error| invalid("words", format!("您写的内容{error}。")))?;
    if text::is_empty(&asked) && kind != RequestKind::Erase {
        return Err(invalid("words", "请写一写具体是什么情况，要我们做什么。".into()).into());
    }
    let tx = store.begin().await?;
    let county = &*record.county_code;
    let before = requests::of_record(&*tx, county, id).await?;
    if before.iter().filter(|row| waits(row)).count() >= MOST {
        let words = format!("您已有{MOST}件请求还在办理，请等答复后再提。着急的，请打告知书上的电话。");
        return Err(invalid("kind", words).into());
    }
    let due = calendar::due(&*tx, county, store.clock.today(), DAYS).await?;
    let request = store.new_id();
    let words = RequestWords { asked, answer: String::new() };
    let sealed = words.seal(&record.key(&store.keys)?, id, (request, 1))?;
    let row = rights_request::Model {
        county_code: county.to_owned(),
        record_id: id,
        id: request,
        kind: kind.code().to_owned(),
        version: 1,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        asked_at: store.clock.millis(),
        due_on: date::format(due),
        state: RequestState::Open.code().to_owned(),
        handled_by: None,
        handled_person: None,
        handled_at: None,
    };
    requests::insert(&*tx, &row).await?;
    let entry = Entry::new(county, row.asked_at, Kind::RequestMade, actor(link_holder)).of("request", request);
    pen::append(store, &tx, [&entry.with("kind", kind.code()).with("record", id.to_string())]).await?;
    tx.commit().await?;
    Ok(due)
}

fn waits(row: &rights_request::Model) -> bool {
    RequestState::from_code(&row.state).is_some_and(RequestState::waits)
}

/// What a guardian asked about a record, the newest first.
pub(super) async fn of_record(store: &Store, record: &record::Model) -> Result<Vec<Asked>> {
    let key = record.key(&store.keys)?;
    let mut asked = Vec::new();
    for row in requests::of_record(&store.db, &record.county_code, record.id).await? {
        let read = (RequestKind::from_code(&row.kind), RequestState::from_code(&row.state), date::parse(&row.due_on));
        if let (Some(kind), Some(state), Ok(due_on)) = read
            && RequestKind::ASKED.contains(&kind)
            && let Some(words) = unless_refused(RequestWords::open(&key, &row))?
        {
            asked.push(Asked { kind, asked_at: row.asked_at, due_on, state, words });
        }
    }
    Ok(asked)
}
