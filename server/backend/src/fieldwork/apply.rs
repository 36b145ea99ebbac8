//! What a message other than an entered declaration leaves in the database, inside one transaction with the mark
//! that it was answered.

use domain::divisions::{DivisionCode, Level};
use domain::fieldwork::message::Shows;
use domain::fieldwork::{Answer, Attachment, FollowUp, Household, HouseholdState};
use domain::register::State;
use domain::review::Action;
use domain::values::date;
use uuid::Uuid;

use super::Device;
use super::declared::record as record_of;
use super::picture::{self, Picture};
use super::refused::{Refusal, keep, same};
use super::unseal::Hash;
use crate::audit::pen::{self, Act, Trace};
use crate::audit::{Entry, Kind, Note};
use crate::consent::{Given, NoticeKind, newest};
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::{Binding, seal, seal_json};
use crate::declare::rows::refused_messages;
use crate::divisions::names;
use crate::error::Result;
use crate::fieldwork::rows;
use crate::fieldwork::rows::visits;
use crate::fieldwork::tables::{household, message};
use crate::register;
use crate::register::tables::{attachment, record, visit};
use crate::store::{Store, WriteTransaction};

/// The outcome of a message that was taken.
pub(crate) const TAKEN: &str = "taken";

/// Most pictures of one declaration; a phone sends half as many.
const MAX_PICTURES: u64 = 12;

/// Words for an id under which another message came before.
const REUSED: &str = "这一条和另一条弄混了，请核对后重新登记";

/// What is to be written.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// A declaration, or a damaged message, is kept.
    Keep(Box<Refusal>),
    /// A household was listed or visited.
    Household(Household),
    /// A child was visited.
    FollowUp(FollowUp),
    /// A picture came; beside what was said of it, what was found when it was read, or why it is not kept.
    Attachment(Attachment, Result<Picture, picture::Refused>),
}

impl Effect {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Keep(_) => "declaration",
            Self::Household(_) => "household",
            Self::FollowUp(_) => "follow_up",
            Self::Attachment(..) => "attachment",
        }
    }
}

/// Writes an effect, unless it was written before; [`Answer::Later`] leaves nothing behind.
pub(crate) async fn write(
    tx: &WriteTransaction,
    store: &Store,
    device: &Device,
    (id, hash): (Uuid, Hash),
    effect: &Effect,
) -> Result<Answer> {
    let known = rows::messages::by_ids(&**tx, device.county(), &[id]).await?;
    let submission = register::rows::submissions::by_id(&**tx, id).await?;
    // Another sending of the same message may have been answered meanwhile.
    if let Some(known) = known.iter().find(|known| same(&known.body_hash, &hash)) {
        return Ok(if known.outcome == TAKEN { Answer::Taken { receipt_no: None } } else { Answer::Kept });
    }
    if submission.as_ref().is_some_and(|row| same(&row.body_hash, &hash)) {
        return Ok(Answer::Taken { receipt_no: None });
    }
    let fresh = known.is_empty() && submission.is_none();
    let done = match effect {
        Effect::Keep(refusal) => Err((**refusal).clone()),
        Effect::Household(household) if !fresh => Err(Refusal::household(household, REUSED)),
        Effect::FollowUp(visit) if !fresh => Err(Refusal::follow_up(visit, REUSED)),
        Effect::Attachment(..) if !fresh => Err(Refusal::attachment("有一张照片和另一张弄混了，请重新拍照上传")),
        Effect::Household(household) => write_household(tx, store, device, household).await?,
        Effect::FollowUp(visit) => write_visit(tx, store, device, id, visit).await?,
        Effect::Attachment(said, read) => match write_picture(tx, store, device, id, (said, read)).await? {
            Some(done) => done,
            None => return Ok(Answer::Later),
        },
    };
    let outcome = if done.is_ok() { TAKEN } else { "kept" };
    let mark = message::Model {
        county_code: device.county().to_owned(),
        id,
        body_hash: hash.to_vec(),
        account_id: device.account(),
        device_id: device.id(),
        received_at: store.clock.millis(),
        kind: effect.kind().to_owned(),
        outcome: outcome.to_owned(),
    };
    rows::messages::insert(&**tx, mark).await?;
    match done {
        Ok(()) => Ok(Answer::Taken { receipt_no: None }),
        Err(refusal) => {
            keep(tx, store, device, (id, fresh), refusal).await?;
            Ok(Answer::Kept)
        }
    }
}

type Done = Result<Result<(), Refusal>>;

async fn write_household(tx: &WriteTransaction, store: &Store, device: &Device, said: &Household) -> Done {
    let refuse = |reason: &str| Ok(Err(Refusal::household(said, reason)));
    let said = &match said.clone().prepared() {
        Ok(said) if said.head.is_empty() => return refuse("这一户没有写户主姓名，请补上后重新登记"),
        Ok(said) => said,
        Err(error) => return refuse(&format!("这一户的登记{error}")),
    };
    let Ok(id) = Uuid::try_parse(&said.id) else { return refuse("这一户的资料不完整，请重新登记") };
    let place = match DivisionCode::parse(&said.division_code) {
        Ok(place) if device.worker().covers(place) && names::is_known(&said.division_code)? => place,
        _ => return refuse("这一户不在您的村（社区），请核对地址后重新登记"),
    };
    let known = visits::household(&**tx, device.county(), id).await?;
    let elsewhere = |row: &household::Model| {
        let code = row.village_code.as_deref().unwrap_or(&row.township_code);
        !DivisionCode::parse(code).is_ok_and(|place| device.worker().covers(place))
    };
    if known.as_ref().is_some_and(elsewhere) {
        return refuse("这一户已不在您的村（社区），请联系儿童督导员");
    }
    // The phone's clock may be wrong: no visit is of a day to come.
    let visited = said.outcome.map(|_| said.visited_on.unwrap_or(store.clock.today()).min(store.clock.today()));
    let before = known.as_ref().and_then(|row| HouseholdState::from_code(&row.state)).unwrap_or_default();
    let state = said.outcome.map_or(before, |outcome| before.after(outcome));
    let visited_before = known.as_ref().and_then(|row| row.visited_on.as_deref()).and_then(|day| date::parse(day).ok());
    let visited_on = visited.or(visited_before);
    let stands = Household { state, outcome: None, visited_on, ..said.clone() };
    let updated_at = store.clock.millis();
    let sealed = seal_json(&store.keys, device.county(), Binding::household(id, updated_at), &stands)?;
    let row = household::Model {
        county_code: device.county().to_owned(),
        id,
        township_code: device.worker().township().to_owned(),
        village_code: (place.level() == Level::Village).then(|| place.to_string()),
        state: state.code().to_owned(),
        visited_on: visited_on.map(date::format),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        updated_at,
        updated_by: device.account(),
    };
    let entry = Entry::new(device.county(), row.updated_at, Kind::Household, device.actor()).of("household", id);
    pen::append(store, tx, [&entry.with("state", state.code())]).await?;
    visits::write_household(&**tx, row, known.is_none()).await?;
    Ok(Ok(()))
}

async fn write_visit(tx: &WriteTransaction, store: &Store, device: &Device, id: Uuid, said: &FollowUp) -> Done {
    let refuse = |reason: &str| Ok(Err(Refusal::follow_up(said, reason)));
    let said = &match said.clone().prepared() {
        Ok(said) if said.met.is_empty() || said.seen.is_empty() => {
            return refuse("这次走访没有写见到了谁、看到什么情况，请补上后重新登记");
        }
        Ok(said) => said,
        Err(error) => return refuse(&format!("这次走访的记录{error}")),
    };
    let found = match Uuid::try_parse(&said.record) {
        Ok(record_id) => record_of(&**tx, record_id).await?.filter(|record| device.has(record)),
        Err(_) => None,
    };
    let Some(record) = found else {
        return refuse("走访的孩子已不在您的村（社区），请把走访情况告诉儿童督导员");
    };
    if said.day > store.clock.today() {
        return refuse("走访日期晚于今天，请检查手机日期后重新登记这次走访");
    }
    let key = record.key(&store.keys)?;
    let sealed = key.seal_json(Binding::visit(record.id, id), said)?;
    // The trail says that there was a visit; what was seen stands with the visit itself.
    let trace = visited(store, device, &key, &record)?;
    pen::write(store, tx, &[trace]).await?;
    let row = visit::Model {
        county_code: record.county_code,
        id,
        record_id: record.id,
        day: date::format(said.day),
        next_on: said.next.map(date::format),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        made_at: store.clock.millis(),
        made_by: device.account(),
    };
    visits::insert_visit(&**tx, row).await?;
    Ok(Ok(()))
}

/// What a visit leaves behind; the record stays in its state.
fn visited(store: &Store, device: &Device, key: &RecordKey, record: &record::Model) -> Result<Trace> {
    let from = State::from_code(&record.state);
    let actor = &device.actor();
    let act = Act { at: store.clock.millis(), actor, action: Action::Visit, from, subject: record.subject() };
    act.trace(key, store.new_id(), &Note::default())
}

/// `None` while its declaration is not known.
async fn write_picture(
    tx: &WriteTransaction,
    store: &Store,
    device: &Device,
    id: Uuid,
    (said, read): (&Attachment, &Result<Picture, picture::Refused>),
) -> Result<Option<Result<(), Refusal>>> {
    let Ok(of) = Uuid::try_parse(&said.of) else {
        return Ok(Some(Err(Refusal::attachment("有一张照片没有对应的登记，请重新拍照上传"))));
    };
    let Some(submission) = whose(tx, device, of).await? else { return Ok(None) };
    let picture = match read {
        Ok(picture) => picture,
        Err(why) => return Ok(Some(Err(Refusal::attachment(why)))),
    };
    if said.shows == Shows::DocumentPage && refused_pictures(tx, submission).await? {
        return Ok(Some(Err(Refusal::attachment("监护人不同意留存证件照片，这张照片没有保存，请核对原件"))));
    }
    if visits::attachments_of(&**tx, device.county(), submission).await? >= MAX_PICTURES {
        return Ok(Some(Err(Refusal::attachment("这份登记最多收12张照片，这一张没有收下"))));
    }
    let sealed = seal(&store.keys, device.county(), Binding::attachment(id), &picture.bytes)?;
    let row = attachment::Model {
        county_code: device.county().to_owned(),
        submission_id: submission,
        id,
        shows: said.shows.code().to_owned(),
        media_type: picture.media_type.to_owned(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        received_at: store.clock.millis(),
    };
    visits::insert_attachment(&**tx, row).await?;
    Ok(Some(Ok(())))
}

/// Whether a guardian refused that pictures of documents are kept, or took that back.
async fn refused_pictures(tx: &WriteTransaction, submission: Uuid) -> Result<bool> {
    let Some(row) = register::rows::submissions::by_id(&**tx, submission).await? else { return Ok(false) };
    let said = newest(&**tx, (&row.county_code, row.record_id), NoticeKind::Pictures).await?;
    Ok(matches!(said, Some(Given::Refused | Given::Withdrawn)))
}

/// The submission, or the kept declaration, to which pictures of a message belong now: what replaced it has them.
async fn whose(tx: &WriteTransaction, device: &Device, of: Uuid) -> Result<Option<Uuid>> {
    let mut id = of;
    loop {
        if let Some(submission) = register::rows::submissions::by_id(&**tx, id).await? {
            return Ok((submission.submitted_by == Some(device.account())).then_some(id));
        }
        match refused_messages::find(&**tx, device.county(), id).await?.filter(|row| row.account_id == device.account())
        {
            None => return Ok(None),
            Some(kept) => match kept.settled_by {
                Some(next) => id = next,
                None => return Ok(Some(id)),
            },
        }
    }
}
