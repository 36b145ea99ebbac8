//! Coming and going: the service worker sends, this asks for what changed.

use std::collections::BTreeMap;

use domain::fieldwork::draft::Back;
use domain::fieldwork::{Draft, Pulled};
use domain::problem::Problem;
use leptos::prelude::*;

use super::tabs::withdrawn;
use super::{CURSOR, LINKS, Trouble, Worker, json};
use crate::declare::notice;
use crate::fieldwork::functions::{pull, reserve_links};
use crate::platform;
use crate::platform::store::service_worker::Ask;
use crate::platform::store::{Drawer, Write};
use crate::wire::Failure;

/// Links that are ready for families met without signal.
const RESERVE: usize = 5;

/// How far coming and going is, told honestly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Synced {
    /// Nothing was asked yet since the locker was opened.
    #[default]
    Never,
    /// Under way.
    Busy,
    /// Everything that changed is here, as of this time (Unix milliseconds).
    At(i64),
    /// The server asks who that is: the session has ended.
    SignInNeeded,
    /// The server does not know this phone as this worker's: it was ended, or somebody else signed in on it.
    Unknown,
    /// It did not succeed; the words say why.
    Failed(String),
}

impl Worker {
    /// The worker asks: everything is sent at once, and what changed is asked for.
    pub async fn sync(&self) {
        platform::store::service_worker::send_now(Ask::User);
        self.refresh().await;
    }

    /// Asks for what changed. What comes of it stands in [`Worker::synced`].
    pub async fn refresh(&self) {
        if self.synced().with_untracked(|synced| *synced == Synced::Busy) {
            return;
        }
        self.synced().set(Synced::Busy);
        self.pull().await;
    }

    /// The same, also while another asking is under way. Gives what came of it.
    pub(crate) async fn pull(&self) -> Synced {
        let outcome = match self.pull_all().await {
            Ok(()) => Synced::At(platform::now()),
            Err(Failed::Server(Failure::Problem(problem))) if problem.leads_to_sign_in() => Synced::SignInNeeded,
            Err(Failed::Server(Failure::Problem(Problem::DeviceUnknown))) => Synced::Unknown,
            Err(Failed::Server(Failure::Offline)) => Synced::Failed("现在没有网络，联网后会自动同步。".to_owned()),
            Err(Failed::Server(failure)) => Synced::Failed(failure.message()),
            Err(Failed::Phone(Trouble(words))) => Synced::Failed(words),
        };
        match outcome {
            Synced::Unknown => self.unknown().set(true),
            Synced::At(_) => self.unknown().set(false),
            // Nobody said anything about the phone.
            _ => {}
        }
        self.synced().set(outcome.clone());
        self.look_at_outbox().await;
        outcome
    }

    async fn pull_all(&self) -> Result<(), Failed> {
        // What cannot be fetched now is as it was.
        let _ = notice::fetch().await;
        loop {
            let cursor = self.locker().read(Drawer::Register, CURSOR).await.map_err(Trouble::from)?;
            let cursor = cursor.and_then(|cursor| String::from_utf8(cursor).ok()).unwrap_or_default();
            let sent = self.all_sent().await;
            let pulled = pull(self.enrolment().device, cursor, self.holds()).await?;
            if let Some(problem) = pulled.ended {
                return Err(Failed::Server(Failure::Problem(problem)));
            }
            let more = pulled.more;
            let told = self.apply(pulled, sent).await?;
            // Sent meanwhile: what came back is asked for once more.
            if !more && (told || !self.all_sent().await) {
                break;
            }
        }
        let left = self.links().with_untracked(Vec::len);
        if left < RESERVE {
            let fresh = reserve_links(u32::try_from(RESERVE - left).unwrap_or_default()).await?;
            let turn = self.write_turn().await;
            self.list_again(LINKS, &self.links()).await?;
            self.links().update(|links| links.extend(fresh));
            turn.write(vec![self.links().with_untracked(|links| json(Drawer::Register, LINKS, links))]).await?;
        }
        Ok(())
    }

    /// What came back before and the worker has begun to mend: it is not asked for again.
    fn holds(&self) -> Vec<String> {
        let begun = |draft: &&Draft| draft.changed_at > 0;
        let held = |draft: &Draft| draft.back.as_ref().and_then(Back::held);
        self.drafts().with_untracked(|drafts| drafts.values().filter(begun).filter_map(held).collect())
    }

    /// Whether the server has everything that it can take from this phone.
    async fn all_sent(&self) -> bool {
        self.look_at_outbox().await;
        self.outbox().with_untracked(|outbox| outbox.facts.all_sent())
    }

    /// Takes over what changed, all of it or nothing. What came back only when everything was `sent` before it was
    /// asked for, and still is: else it may be what was mended and is on its way. Gives whether it did.
    async fn apply(&self, pulled: Pulled, sent: bool) -> Result<bool, Trouble> {
        let turn = self.write_turn().await;
        let roster = pulled.afresh || !pulled.children.is_empty() || !pulled.gone.is_empty();
        let visited = pulled.afresh || !pulled.households.is_empty();
        // Another tab may have pulled meanwhile.
        if roster {
            self.children_again().await?;
        }
        if visited {
            self.households_again().await?;
        }
        let mut writes = vec![self.note_enrolment(pulled.today)];
        if pulled.afresh {
            self.children().update(|children| children.clear());
            self.households().update(|households| households.clear());
        }
        self.children().update(|children| {
            pulled.children.into_iter().for_each(|child| drop(children.insert(child.record.clone(), child)));
            pulled.gone.iter().for_each(|record| drop(children.remove(record)));
        });
        // Two thousand children are encrypted again only when one of them changed.
        if roster {
            writes.push(self.children_now());
        }
        self.households().update(|households| {
            for mut household in pulled.households {
                if let Some(known) = households.get(&household.id) {
                    household.shared = known.shared.clone();
                }
                households.insert(household.id.clone(), household);
            }
        });
        if visited {
            writes.push(self.households_now());
        }
        // What came back is told with the last page.
        let told = !pulled.more && sent && self.all_sent().await;
        if told {
            self.entries_again().await?;
            writes.extend(self.take_back(pulled.back));
        }
        let cursor = Write { drawer: Drawer::Register, id: CURSOR.to_owned(), clear: Some(pulled.cursor.into_bytes()) };
        writes.push(cursor);
        turn.write(writes).await?;
        if told {
            self.pulled_at().set_value(platform::now());
        }
        Ok(told)
    }

    /// Takes up what came back. A draft that the worker has begun to mend stays as it is; one that nobody touched
    /// and that is no longer asked for goes, unless it stands on the screen: then the page says so.
    fn take_back(&self, back: Vec<Draft>) -> Vec<Write> {
        let mut writes = Vec::new();
        self.drafts().update(|drafts| {
            let (stale, fresh) = changes(drafts, back);
            let (shown, stale): (Vec<_>, Vec<_>) = stale.into_iter().partition(|id| self.shows(id));
            shown.iter().for_each(|id| self.now_withdrawn(id));
            for id in stale {
                drafts.remove(&id);
                // Another tab may show it.
                writes.push(json(Drawer::Settings, &withdrawn(&id), &true));
                writes.push(Write { drawer: Drawer::Drafts, id, clear: None });
            }
            for draft in fresh {
                writes.push(json(Drawer::Drafts, &draft.id, &draft));
                drafts.insert(draft.id.clone(), draft);
            }
        });
        writes
    }
}

/// Ids of the drafts that nobody touched and that are no longer asked for, and those of what came `back` that are
/// not here. A record that the worker has begun to mend is not given a second time when somebody else changed it
/// meanwhile: once it is sent, both versions are compared.
fn changes(drafts: &BTreeMap<String, Draft>, back: Vec<Draft>) -> (Vec<String>, Vec<Draft>) {
    let asked = |draft: &Draft| back.iter().any(|one| same(one, draft));
    let untouched = |draft: &&Draft| draft.back.is_some() && draft.changed_at == 0;
    let stale: Vec<String> =
        drafts.values().filter(untouched).filter(|draft| !asked(draft)).map(|draft| draft.id.clone()).collect();
    let here = |one: &Draft| {
        drafts.values().any(|draft| {
            same(one, draft) || (draft.changed_at > 0 && record(one) == record(draft) && record(one).is_some())
        })
    };
    let fresh = back.into_iter().filter(|one| !here(one)).map(|one| Draft { changed_at: 0, ..one }).collect();
    (stale, fresh)
}

/// The record that a draft from the register mends; nothing for one that the server kept.
fn record(draft: &Draft) -> Option<&str> {
    let back = draft.back.as_ref().filter(|back| back.kept.is_none())?;
    back.corrects.as_ref().map(|corrects| corrects.record.as_str())
}

/// Do both speak of the same record's version, or of the same kept message?
pub(crate) fn same(one: &Draft, other: &Draft) -> bool {
    let held = |draft: &Draft| draft.back.as_ref().and_then(Back::held);
    held(one).is_some() && held(one) == held(other)
}

enum Failed {
    Server(Failure),
    Phone(Trouble),
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self::Server(failure)
    }
}

impl From<Trouble> for Failed {
    fn from(trouble: Trouble) -> Self {
        Self::Phone(trouble)
    }
}

#[cfg(test)]
mod tests {
    use domain::fieldwork::message::Corrects;

    use super::*;

    fn back(id: &str, record: &str, version: i32, changed_at: i64) -> Draft {
        let corrects = Some(Corrects { record: record.to_owned(), version });
        Draft { id: id.to_owned(), changed_at, back: Some(Back { corrects, ..Back::default() }), ..Draft::default() }
    }

    fn changed(here: &[Draft], back: &[Draft]) -> (Vec<String>, Vec<String>) {
        let drafts = here.iter().map(|draft| (draft.id.clone(), draft.clone())).collect();
        let (stale, fresh) = changes(&drafts, back.to_vec());
        assert!(fresh.iter().all(|draft| draft.changed_at == 0), "nobody touched what just came");
        (stale, fresh.into_iter().map(|draft| draft.id).collect())
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn what_nobody_touched_follows_the_server() {
        assert_eq!(changed(&[], &[back("a", "r", 1, 9)]), (ids(&[]), ids(&["a"])));
        assert_eq!(changed(&[back("a", "r", 1, 0)], &[back("b", "r", 1, 9)]), (ids(&[]), ids(&[])));
        assert_eq!(changed(&[back("a", "r", 1, 0)], &[back("b", "r", 2, 9)]), (ids(&["a"]), ids(&["b"])));
        assert_eq!(changed(&[back("a", "r", 1, 0)], &[]), (ids(&["a"]), ids(&[])));
    }

    #[test]
    fn what_the_worker_mends_stays_and_its_record_is_not_given_twice() {
        let mine = back("a", "r", 1, 5);
        assert_eq!(changed(std::slice::from_ref(&mine), &[back("b", "r", 2, 9)]), (ids(&[]), ids(&[])));
        assert_eq!(changed(std::slice::from_ref(&mine), &[back("b", "other", 1, 9)]), (ids(&[]), ids(&["b"])));
        let mut kept = back("b", "r", 2, 9);
        kept.back.as_mut().unwrap().kept = Some("k".to_owned());
        assert_eq!(changed(&[mine], &[kept]), (ids(&[]), ids(&["b"])), "what was sent and kept comes back");
    }
}
