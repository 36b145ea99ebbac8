//! What a worker does with the phone itself: writes everything into a file, takes over what another phone wrote, or
//! clears everything away.

use std::collections::BTreeMap;

use domain::fieldwork::Draft;
use leptos::prelude::*;

use super::worker::sync::same;
use super::worker::{Trouble, Worker, json};
use crate::platform;
use crate::platform::store::service_worker::Ask;
use crate::platform::store::{Brought, Drawer, Imported, Locker, Refused, Write};

/// What came of an import.
#[derive(Clone, Copy, Debug, Default)]
pub struct TakenOver {
    /// What is new on this phone.
    pub new: Imported,
    /// Drafts in which something else is typed here: they stay as they are here.
    pub differing: usize,
}

impl Worker {
    /// Everything in the locker and what is unsent, as a file that only the passcode opens; and how many drafts in
    /// it this phone could not keep as they stand.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read.
    pub async fn export(&self) -> Result<(Vec<u8>, usize), Trouble> {
        let unsaved = self.unsaved();
        let over: Vec<Write> = unsaved.iter().map(|draft| json(Drawer::Drafts, &draft.id, draft)).collect();
        Ok((self.locker().export(over).await?, unsaved.len()))
    }

    /// Takes over the file that another phone exported, under the passcode of that phone. Nothing that is here
    /// already comes twice.
    ///
    /// # Errors
    /// [`Trouble`], in words for every reason: nothing was taken over.
    pub async fn import(&self, file: &[u8], passcode: &str) -> Result<TakenOver, Trouble> {
        let refused = |why| Trouble(platform::import_words(&why).to_owned());
        let brought = self.locker().open_file(file, passcode).await.map_err(refused)?;
        self.take_in(brought, false).await
    }

    /// Takes over other lockers of this worker on this phone, made by earlier versions under another spelling of the user
    /// name; they go with it.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot; what was not taken over stays where it is.
    pub async fn join(&self, others: Vec<Locker>) -> Result<TakenOver, Trouble> {
        let mut all = TakenOver::default();
        for other in others {
            let TakenOver { new, differing } = self.take_in(other.bring().await?, true).await?;
            all.new.drafts += new.drafts;
            all.new.pictures += new.pictures;
            all.new.messages += new.messages;
            all.differing += differing;
        }
        self.look_for_others().await;
        Ok(all)
    }

    /// The same with those that this passcode opens.
    ///
    /// # Errors
    /// [`Refused`], as at the door.
    pub async fn open_others(&self, passcode: &str) -> Result<Vec<Locker>, Refused> {
        self.locker().open_others(passcode).await
    }

    /// Counts the other lockers of this worker.
    pub(super) async fn look_for_others(&self) {
        // What cannot be counted now is counted another time.
        self.others().set(self.locker().others().await.unwrap_or_default());
    }

    /// Takes over what was brought; `all` of it, or only what is not typed differently here.
    async fn take_in(&self, mut brought: Brought, all: bool) -> Result<TakenOver, Trouble> {
        let turn = self.write_turn().await;
        let here = self.known().await?;
        let mut coming: Vec<Coming> = Vec::new();
        for (id, clear) in brought.drafts() {
            // One that lies here and cannot be read is not touched.
            let unreadable = here.get(id).is_some_and(Option::is_none);
            if let Some(draft) = serde_json::from_slice(clear).ok().filter(|_| !unreadable) {
                coming.push(Coming { draft, pictures: brought.pictures_of(id) });
            }
        }
        let mut rest = coming.len() < brought.drafts().count();
        let Plan { mut taken, replaced, differing } = plan(here.into_values().flatten().collect(), coming);
        let differing = if all {
            // Both stay, each under its own id: only the worker knows which is right.
            let (twice, besides): (Vec<Draft>, _) =
                differing.into_iter().partition(|draft| self.draft(&draft.id).is_some());
            rest |= !twice.is_empty();
            taken.extend(besides);
            twice.len()
        } else {
            differing.len()
        };
        if rest {
            brought.keep_rest();
        }
        let wanted: Vec<String> = taken.iter().map(|draft| draft.id.clone()).collect();
        let new = self.locker().take_over(brought, &wanted, &replaced).await?;
        for draft in &taken {
            self.note_durable(true, draft.clone(), None);
        }
        self.drafts().update(|drafts| {
            drafts.retain(|id, _| !replaced.contains(id));
            drafts.extend(taken.into_iter().map(|draft| (draft.id.clone(), draft)));
        });
        drop(turn);
        self.look_at_outbox().await;
        platform::store::service_worker::send_now(Ask::User);
        Ok(TakenOver { new, differing })
    }

    /// Drafts that are here by id, as they stand in memory or on the phone, whichever is later; nothing in place of
    /// one that cannot be read.
    async fn known(&self) -> Result<BTreeMap<String, Option<Draft>>, Trouble> {
        let mut known: BTreeMap<String, Option<Draft>> = BTreeMap::new();
        for (id, clear) in self.locker().read_all(Drawer::Drafts).await? {
            known.insert(id, clear.and_then(|clear| serde_json::from_slice(&clear).ok()));
        }
        self.drafts().with_untracked(|drafts| {
            for (id, draft) in drafts {
                let later = |stored: &Draft| stored.changed_at >= draft.changed_at;
                if !known.get(id).and_then(Option::as_ref).is_some_and(later) {
                    known.insert(id.clone(), Some(draft.clone()));
                }
            }
        });
        Ok(known)
    }

    /// Destroys everything of this worker's on this phone but what is finished, which is still sent.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot; then everything is as it was.
    pub async fn give_up(&self) -> Result<(), Trouble> {
        Ok(self.locker().give_up().await?)
    }
}

/// A draft of a file, with the number of its pictures.
struct Coming {
    draft: Draft,
    pictures: usize,
}

/// What becomes of the drafts of a file.
#[derive(Debug, Default)]
struct Plan {
    /// They come.
    taken: Vec<Draft>,
    /// Ids of those here that go for them.
    replaced: Vec<String>,
    /// Of these something else is typed here.
    differing: Vec<Draft>,
}

/// What is typed wins over what nobody touched; where both are typed, what is here stays.
fn plan(here: Vec<Draft>, mut coming: Vec<Coming>) -> Plan {
    let mut plan = Plan::default();
    // One that came back may be in the file twice, under two ids: the typed one first.
    coming.sort_by_key(|coming| !touched(&coming.draft));
    for Coming { draft, pictures } in coming {
        let known = here.iter().find(|mine| mine.id == draft.id || same(mine, &draft));
        let twice = plan.taken.iter().any(|one| same(one, &draft) && (!touched(&draft) || alike(one, &draft)));
        match known {
            _ if twice => {}
            None => plan.taken.push(draft),
            Some(_) if !touched(&draft) => {}
            Some(mine) if !touched(mine) => {
                if mine.id != draft.id {
                    plan.replaced.push(mine.id.clone());
                }
                plan.taken.push(draft);
            }
            Some(mine) if alike(mine, &draft) && (pictures == 0 || mine.changed_at == draft.changed_at) => {}
            Some(_) => plan.differing.push(draft),
        }
    }
    plan
}

/// Whether somebody worked on it; one that came back and was only looked at is as the server gave it.
const fn touched(draft: &Draft) -> bool {
    draft.back.is_none() || draft.changed_at > 0
}

/// Whether the same is typed in both.
fn alike(one: &Draft, other: &Draft) -> bool {
    let typed = |draft: &Draft| (draft.form, draft.answers.clone(), draft.overrides.clone(), draft.consent.clone());
    typed(one) == typed(other)
}

#[cfg(test)]
mod tests {
    use domain::fieldwork::draft::Back;
    use domain::fieldwork::message::Corrects;
    use domain::form::Value;

    use super::*;

    /// A draft that came back for a record, changed at this time; 0 as the server gave it.
    fn back(id: &str, record: &str, changed_at: i64, name: &str) -> Draft {
        let corrects = Some(Corrects { record: record.to_owned(), version: 1 });
        Draft { back: Some(Back { corrects, ..Back::default() }), ..draft(id, changed_at, name) }
    }

    fn draft(id: &str, changed_at: i64, name: &str) -> Draft {
        let answers = [("child_name", Value::Text(name.to_owned()))].into_iter().collect();
        Draft { id: id.to_owned(), changed_at, answers, ..Draft::default() }
    }

    /// Ids taken, ids replaced, how many differ.
    fn planned(here: &[Draft], coming: &[Draft], pictures: usize) -> (Vec<String>, Vec<String>, usize) {
        let coming = coming.iter().map(|draft| Coming { draft: draft.clone(), pictures }).collect();
        let Plan { taken, replaced, differing } = plan(here.to_vec(), coming);
        (taken.into_iter().map(|draft| draft.id).collect(), replaced, differing.len())
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn what_came_back_on_both_phones_is_here_once() {
        let here = [back("a", "r1", 0, "王一")];
        assert_eq!(planned(&here, &[back("b", "r1", 0, "王一")], 0), (ids(&[]), ids(&[]), 0));
        assert_eq!(planned(&here, &[back("b", "r2", 0, "王二")], 0), (ids(&["b"]), ids(&[]), 0));
        let newer = Draft { back: back("b", "r1", 0, "").back, ..back("b", "r1", 0, "王一") };
        let newer = Draft {
            back: newer.back.map(|back| Back { corrects: Some(Corrects { record: "r1".into(), version: 2 }), ..back }),
            ..newer
        };
        assert_eq!(planned(&here, &[newer], 0).0, ids(&["b"]), "another version is another thing");
    }

    #[test]
    fn typed_changes_win_over_what_nobody_touched_on_either_side() {
        let typed = |id: &str| back(id, "r1", 7, "王改");
        let fresh = |id: &str| back(id, "r1", 0, "王一");
        assert_eq!(planned(&[fresh("a")], &[typed("b")], 0), (ids(&["b"]), ids(&["a"]), 0));
        assert_eq!(planned(&[fresh("a")], &[typed("a")], 0), (ids(&["a"]), ids(&[]), 0));
        assert_eq!(planned(&[typed("a")], &[fresh("b")], 0), (ids(&[]), ids(&[]), 0));
        // A file that holds it twice, from an earlier import.
        assert_eq!(planned(&[], &[fresh("b"), typed("c"), fresh("d")], 0), (ids(&["c"]), ids(&[]), 0));
        assert_eq!(planned(&[fresh("a")], &[fresh("b"), typed("c")], 0), (ids(&["c"]), ids(&["a"]), 0));
    }

    #[test]
    fn where_both_typed_what_is_here_stays_and_it_is_told() {
        let here = [back("a", "r1", 5, "王此"), draft("d", 5, "李此")];
        let coming = [back("b", "r1", 7, "王彼"), draft("d", 7, "李彼"), draft("e", 7, "新")];
        assert_eq!(planned(&here, &coming, 0), (ids(&["e"]), ids(&[]), 2));
    }

    #[test]
    fn the_same_words_are_no_difference_unless_pictures_came_later() {
        let here = [draft("d", 5, "李")];
        assert_eq!(planned(&here, &[draft("d", 7, "李")], 0), (ids(&[]), ids(&[]), 0));
        assert_eq!(planned(&here, &[draft("d", 5, "李")], 2), (ids(&[]), ids(&[]), 0));
        assert_eq!(planned(&here, &[draft("d", 7, "李")], 2), (ids(&[]), ids(&[]), 1));
    }
}
