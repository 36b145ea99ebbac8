//! What a phone sends at once: each message is answered by itself, answers before pictures.

use std::collections::HashMap;
use std::sync::Arc;

use domain::fieldwork::{Answer, Attachment, Body, Message, PushReport, Pushed, Unsent};
use domain::problem::Problem;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::apply::{self, Effect, TAKEN};
use super::declared::{self, Entered};
use super::refused::{Refusal, same};
use super::rounds::Rounds;
use super::unseal::{Hash, Opened};
use super::{Device, device, picture};
use crate::declare::writer::BATCH;
use crate::error::{Error, Result};
use crate::fieldwork::rows;
use crate::register;
use crate::store::{Store, heavy};

/// Most messages of one push.
pub const MAX_MESSAGES: usize = 2_000;

/// Messages other than declarations that are written in one transaction.
const TOGETHER: usize = 50;

/// A message that came, once for each content.
#[derive(Clone, Debug)]
struct Unit {
    id: Uuid,
    hash: Hash,
    says: Says,
    answer: Option<Answer>,
}

#[derive(Clone, Debug)]
enum Says {
    Message(Arc<Message>),
    Damaged(String),
}

/// Takes what a phone sends. `unsent` is what it held before, these messages included.
///
/// # Errors
/// [`Problem::TooLarge`] for more than [`MAX_MESSAGES`] messages; [`Error::Busy`] when too many phones send at once;
/// [`Error::Internal`] if the database does not answer. Either way everything stays with the phone.
pub async fn push(store: &Store, device: &Device, unsent: Unsent, pushed: Vec<Pushed>) -> Result<PushReport> {
    if pushed.len() > MAX_MESSAGES {
        return Err(Problem::TooLarge.into());
    }
    let ids: Vec<String> = pushed.iter().map(|message| message.id.clone()).collect();
    let mut answers: Vec<Answer> = vec![Answer::Later; ids.len()];
    let mut rounds = Rounds::new(&store.keys, pushed);
    let pictures = take_rounds(store, device, &mut rounds, &mut answers).await?;
    // A picture may have come a round before its declaration.
    if rounds.number > 1 && !pictures.is_empty() {
        rounds.again(pictures);
        take_rounds(store, device, &mut rounds, &mut answers).await?;
    }
    let answers: Vec<(String, Answer)> =
        ids.into_iter().zip(rounds.first().iter().map(|first| answers[*first].clone())).collect();
    let count = |is: fn(&Answer) -> bool| answers.iter().filter(|(_, answer)| is(answer)).count();
    let (kept, later) = (count(|answer| *answer == Answer::Kept), count(|answer| *answer == Answer::Later));
    let counts = [answers.len() - kept - later, kept, later];
    if let Err(error) = device::seen(store, device, unsent, counts).await {
        // What was taken is taken; the count is told again with the next push.
        log(&error, "what a phone holds could not be written down");
    }
    Ok(PushReport { marker: PushReport::MARKER.to_owned(), answers, today: store.clock.today() })
}

/// Opens and takes round after round; gives the places of pictures whose declaration is not known.
async fn take_rounds(
    store: &Store,
    device: &Device,
    rounds: &mut Rounds,
    answers: &mut [Answer],
) -> Result<Vec<usize>> {
    let mut pictures = Vec::new();
    loop {
        let taken = match rounds.next().await {
            Ok(Some(opened)) => take(store, device, opened).await,
            Ok(None) => return Ok(pictures),
            Err(error) => Err(error),
        };
        match taken {
            Ok(taken) => {
                for (at, answer, picture) in taken {
                    if picture && answer == Answer::Later {
                        pictures.push(at);
                    }
                    answers[at] = answer;
                }
            }
            Err(error) if rounds.number <= 1 => return Err(error),
            Err(error) => {
                // What the rounds before took is taken; the rest comes again.
                log(&error, "a part of what a phone sent could not be taken");
                return Ok(Vec::new());
            }
        }
    }
}

/// Takes the messages of one round; gives place and answer of each, and whether it is a picture.
async fn take(store: &Store, device: &Device, opened: Vec<(usize, Opened)>) -> Result<Vec<(usize, Answer, bool)>> {
    let (at, opened): (Vec<usize>, Vec<Opened>) = opened.into_iter().unzip();
    let (mut units, places) = apart(opened);
    recognise(store, device, &mut units).await?;
    let refused = declarations(store, device, &mut units).await;
    let (pictures, others): (Vec<_>, Vec<_>) =
        effects(&units, refused).await?.into_iter().partition(|(_, effect)| matches!(effect, Effect::Attachment(..)));
    for part in [others, pictures] {
        for together in part.chunks(TOGETHER) {
            write(store, device, &mut units, together).await;
        }
    }
    let answered = |place: Option<usize>| {
        let unit = place.map(|at| &units[at]);
        let picture =
            unit.is_some_and(|unit| matches!(&unit.says, Says::Message(m) if matches!(m.body, Body::Attachment(_))));
        (unit.and_then(|unit| unit.answer.clone()).unwrap_or(Answer::Later), picture)
    };
    Ok(at
        .into_iter()
        .zip(places.into_iter().map(answered))
        .map(|(at, (answer, picture))| (at, answer, picture))
        .collect())
}

/// The messages, each content once; and for each that came, which of them it is.
fn apart(opened: Vec<Opened>) -> (Vec<Unit>, Vec<Option<usize>>) {
    let mut units: Vec<Unit> = Vec::with_capacity(opened.len());
    let mut known: HashMap<(Uuid, Hash), usize> = HashMap::with_capacity(opened.len());
    let mut places = Vec::with_capacity(opened.len());
    for one in opened {
        let (id, hash, says) = match one {
            Opened::Message { id, hash, message } => (id, hash, Says::Message(Arc::from(message))),
            Opened::Damaged { id, hash, raw } => (id, hash, Says::Damaged(raw)),
            Opened::NotNow => {
                places.push(None);
                continue;
            }
        };
        places.push(Some(*known.entry((id, hash)).or_insert_with(|| {
            units.push(Unit { id, hash, says, answer: None });
            units.len() - 1
        })));
    }
    (units, places)
}

/// Answers what was answered before.
async fn recognise(store: &Store, device: &Device, units: &mut [Unit]) -> Result<()> {
    let ids: Vec<Uuid> = units.iter().map(|unit| unit.id).collect();
    let messages = rows::messages::by_ids(&store.db, device.county(), &ids).await?;
    let submissions = register::rows::submissions::with_records(&store.db, &ids).await?;
    let messages: HashMap<(Uuid, &[u8]), bool> =
        messages.iter().map(|row| ((row.id, row.body_hash.as_slice()), row.outcome == TAKEN)).collect();
    for unit in units {
        unit.answer = match (messages.get(&(unit.id, unit.hash.as_slice())), submissions.get(&unit.id)) {
            (Some(true), _) => Some(Answer::Taken { receipt_no: None }),
            (Some(false), _) => Some(Answer::Kept),
            (None, Some((submission, record))) if same(&submission.body_hash, &unit.hash) => {
                Some(Answer::Taken { receipt_no: Some(record.receipt_no.clone()) })
            }
            _ => None,
        };
    }
    Ok(())
}

/// Enters the declarations, many at a time, so that they are committed in groups; gives those that are refused.
async fn declarations(store: &Store, device: &Device, units: &mut [Unit]) -> HashMap<usize, Refusal> {
    let mut tasks: JoinSet<(usize, Result<Entered>)> = JoinSet::new();
    let mut refused = HashMap::new();
    let mut done = |units: &mut [Unit], (at, entered): (usize, Result<Entered>)| match entered {
        Ok(Entered::Taken(receipt_no)) => units[at].answer = Some(Answer::Taken { receipt_no: Some(receipt_no) }),
        Ok(Entered::Refused(refusal)) => {
            refused.insert(at, *refusal);
        }
        Err(error) => {
            log(&error, "a declaration from a phone could not be written");
            units[at].answer = Some(Answer::Later);
        }
    };
    for at in 0..units.len() {
        let Unit { id, hash, says: Says::Message(message), answer: None } = &units[at] else { continue };
        if !matches!(message.body, Body::Declaration(_)) {
            continue;
        }
        let (store, device, id, hash, message) = (store.clone(), device.clone(), *id, *hash, Arc::clone(message));
        if tasks.len() >= BATCH
            && let Some(Ok(one)) = tasks.join_next().await
        {
            done(units, one);
        }
        tasks.spawn(async move {
            let Body::Declaration(declared) = &message.body else {
                return (at, Err(Error::internal("a declaration is none")));
            };
            (at, declared::enter(&store, &device, (id, hash), &message, declared).await)
        });
    }
    // A task that panicked leaves its message without an answer: later.
    while let Some(one) = tasks.join_next().await {
        if let Ok(one) = one {
            done(units, one);
        }
    }
    refused
}

/// What is left to write, in the order of the messages.
async fn effects(units: &[Unit], mut refused: HashMap<usize, Refusal>) -> Result<Vec<(usize, Effect)>> {
    let mut effects = Vec::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.answer.is_none()) {
        let effect = match &unit.says {
            Says::Damaged(raw) => Some(Effect::Keep(Box::new(Refusal::damaged(raw.clone())))),
            Says::Message(message) => match &message.body {
                Body::Declaration(_) => refused.remove(&at).map(|refusal| Effect::Keep(Box::new(refusal))),
                Body::Household(household) => Some(Effect::Household(household.clone())),
                Body::FollowUp(visit) => Some(Effect::FollowUp(visit.clone())),
                Body::Attachment(picture) => Some(picture_read(picture.clone()).await?),
            },
        };
        effects.extend(effect.map(|effect| (at, effect)));
    }
    Ok(effects)
}

/// A picture, read before the transaction in which it is kept: that holds a core.
async fn picture_read(said: Attachment) -> Result<Effect> {
    heavy::work(move || {
        let read = picture::read(&said.media_type, &said.data);
        Effect::Attachment(said, read)
    })
    .await
}

/// Writes effects in one transaction; when that fails, each in its own, so that one never holds back the others.
async fn write(store: &Store, device: &Device, units: &mut [Unit], effects: &[(usize, Effect)]) {
    match write_all(store, device, units, effects).await {
        Ok(answers) => answers.into_iter().zip(effects).for_each(|(answer, (at, _))| units[*at].answer = Some(answer)),
        Err(error) if effects.len() == 1 => log(&error, "a message from a phone could not be written"),
        Err(error) => {
            log(&error, "messages from a phone could not be written together; writing one by one");
            for effect in effects.chunks(1) {
                Box::pin(write(store, device, units, effect)).await;
            }
        }
    }
}

async fn write_all(store: &Store, device: &Device, units: &[Unit], effects: &[(usize, Effect)]) -> Result<Vec<Answer>> {
    let tx = store.begin().await?;
    let mut answers = Vec::with_capacity(effects.len());
    for (at, effect) in effects {
        let unit = &units[*at];
        answers.push(apply::write(&tx, store, device, (unit.id, unit.hash), effect).await?);
    }
    tx.commit().await?;
    Ok(answers)
}

fn log(error: &Error, what: &str) {
    match error {
        Error::Internal(error) => tracing::error!(error = format!("{error:#}"), "{what}"),
        Error::Busy => tracing::warn!("{what}: too much to do at once"),
        Error::Problem(problem) => tracing::error!(%problem, "{what}"),
    }
}
