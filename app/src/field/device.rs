//! What a worker does with the phone itself: writes everything into a file, takes over what another phone wrote, or
//! clears everything away.

use std::collections::BTreeMap;

use domain::field::Entry;
use leptos::prelude::*;

use super::sync::same;
use super::worker::{Trouble, Worker, json};
use crate::platform;
use crate::platform::store::worker::Ask;
use crate::platform::store::{Brought, Drawer, Imported, Locker, Refused, Write};

/// What came of an import.
#[derive(Clone, Copy, Debug, Default)]
pub struct TakenOver {
    /// What is new on this phone.
    pub new: Imported,
    /// Entries in which something else is typed here: they stay as they are here.
    pub differing: usize,
}

impl Worker {
    /// Everything in the locker and what is unsent, as a file that only the passcode opens; and how many entries in
    /// it this phone could not keep as they stand.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read.
    pub async fn export(&self) -> Result<(Vec<u8>, usize), Trouble> {
        let unsaved = self.unsaved();
        let over: Vec<Write> = unsaved.iter().map(|entry| json(Drawer::Entries, &entry.id, entry)).collect();
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
            all.new.entries += new.entries;
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
        let turn = self.turn().await;
        let here = self.known().await?;
        let mut coming: Vec<Coming> = Vec::new();
        for (id, clear) in brought.entries() {
            // One that lies here and cannot be read is not touched.
            let unreadable = here.get(id).is_some_and(Option::is_none);
            if let Some(entry) = serde_json::from_slice(clear).ok().filter(|_| !unreadable) {
                coming.push(Coming { entry, pictures: brought.pictures_of(id) });
            }
        }
        let mut rest = coming.len() < brought.entries().count();
        let Plan { mut taken, replaced, differing } = plan(here.into_values().flatten().collect(), coming);
        let differing = if all {
            // Both stay, each under its own id: only the worker knows which is right.
            let (twice, besides): (Vec<Entry>, _) =
                differing.into_iter().partition(|entry| self.entry(&entry.id).is_some());
            rest |= !twice.is_empty();
            taken.extend(besides);
            twice.len()
        } else {
            differing.len()
        };
        if rest {
            brought.keep_rest();
        }
        let wanted: Vec<String> = taken.iter().map(|entry| entry.id.clone()).collect();
        let new = self.locker().take_over(brought, &wanted, &replaced).await?;
        for entry in &taken {
            self.note_durable(true, entry.clone(), None);
        }
        self.entries().update(|entries| {
            entries.retain(|id, _| !replaced.contains(id));
            entries.extend(taken.into_iter().map(|entry| (entry.id.clone(), entry)));
        });
        drop(turn);
        self.look_at_outbox().await;
        platform::store::worker::send_now(Ask::User);
        Ok(TakenOver { new, differing })
    }

    /// Entries that are here by id, as they stand in memory or on the phone, whichever is later; nothing in place of
    /// one that cannot be read.
    async fn known(&self) -> Result<BTreeMap<String, Option<Entry>>, Trouble> {
        let mut known: BTreeMap<String, Option<Entry>> = BTreeMap::new();
        for (id, clear) in self.locker().read_all(Drawer::Entries).await? {
            known.insert(id, clear.and_then(|clear| serde_json::from_slice(&clear).ok()));
        }
        self.entries().with_untracked(|entries| {
            for (id, entry) in entries {
                let later = |stored: &Entry| stored.changed_at >= entry.changed_at;
                if !known.get(id).and_then(Option::as_ref).is_some_and(later) {
                    known.insert(id.clone(), Some(entry.clone()));
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

/// An entry of a file, with the number of its pictures.
struct Coming {
    entry: Entry,
    pictures: usize,
}

/// What becomes of the entries of a file.
#[derive(Debug, Default)]
struct Plan {
    /// They come.
    taken: Vec<Entry>,
    /// Ids of those here that go for them.
    replaced: Vec<String>,
    /// Of these something else is typed here.
    differing: Vec<Entry>,
}

/// What is typed wins over what nobody touched; where both are typed, what is here stays.
fn plan(here: Vec<Entry>, mut coming: Vec<Coming>) -> Plan {
    let mut plan = Plan::default();
    // One that came back may be in the file twice, under two ids: the typed one first.
    coming.sort_by_key(|coming| !touched(&coming.entry));
    for Coming { entry, pictures } in coming {
        let known = here.iter().find(|mine| mine.id == entry.id || same(mine, &entry));
        let twice = plan.taken.iter().any(|one| same(one, &entry) && (!touched(&entry) || alike(one, &entry)));
        match known {
            _ if twice => {}
            None => plan.taken.push(entry),
            Some(_) if !touched(&entry) => {}
            Some(mine) if !touched(mine) => {
                if mine.id != entry.id {
                    plan.replaced.push(mine.id.clone());
                }
                plan.taken.push(entry);
            }
            Some(mine) if alike(mine, &entry) && (pictures == 0 || mine.changed_at == entry.changed_at) => {}
            Some(_) => plan.differing.push(entry),
        }
    }
    plan
}

/// Whether somebody worked on it; one that came back and was only looked at is as the server gave it.
const fn touched(entry: &Entry) -> bool {
    entry.back.is_none() || entry.changed_at > 0
}

/// Whether the same is typed in both.
fn alike(one: &Entry, other: &Entry) -> bool {
    let typed = |entry: &Entry| (entry.form, entry.answers.clone(), entry.overrides.clone(), entry.consent.clone());
    typed(one) == typed(other)
}

#[cfg(test)]
mod tests {
    use domain::field::entry::Back;
    use domain::field::message::Corrects;
    use domain::form::Value;

    use super::*;

    /// An entry that came back for a record, changed at this time; 0 as the server gave it.
    fn back(id: &str, record: &str, changed_at: i64, name: &str) -> Entry {
        let corrects = Some(Corrects { record: record.to_owned(), version: 1 });
        Entry { back: Some(Back { corrects, ..Back::default() }), ..draft(id, changed_at, name) }
    }

    fn draft(id: &str, changed_at: i64, name: &str) -> Entry {
        let answers = [("child_name", Value::Text(name.to_owned()))].into_iter().collect();
        Entry { id: id.to_owned(), changed_at, answers, ..Entry::default() }
    }

    /// Ids taken, ids replaced, how many differ.
    fn planned(here: &[Entry], coming: &[Entry], pictures: usize) -> (Vec<String>, Vec<String>, usize) {
        let coming = coming.iter().map(|entry| Coming { entry: entry.clone(), pictures }).collect();
        let Plan { taken, replaced, differing } = plan(here.to_vec(), coming);
        (taken.into_iter().map(|entry| entry.id).collect(), replaced, differing.len())
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn what_came_back_on_both_phones_is_here_once() {
        let here = [back("a", "r1", 0, "王一")];
        assert_eq!(planned(&here, &[back("b", "r1", 0, "王一")], 0), (ids(&[]), ids(&[]), 0));
        assert_eq!(planned(&here, &[back("b", "r2", 0, "王二")], 0), (ids(&["b"]), ids(&[]), 0));
        let newer = Entry { back: back("b", "r1", 0, "").back, ..back("b", "r1", 0, "王一") };
        let newer = Entry {
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
