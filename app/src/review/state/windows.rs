//! One reviewer with two windows of the review page: the claim of a record is given back by the last window that leaves it,
//! and a window learns when another one has decided the record or put it back.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ReviewState;
use crate::platform;
use crate::review::functions::release;

const CHANNEL: &str = "tongce-review";
/// For so long a window that leaves waits for another one to say that it has the record open too.
const ANSWER: Duration = Duration::from_millis(300);

/// What one window tells the others about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    /// It leaves it.
    Leaving,
    /// It has it open.
    Open,
    /// It has decided it or put it back: nobody's claim stands any more.
    Released,
}

impl News {
    const ALL: [Self; 3] = [Self::Leaving, Self::Open, Self::Released];

    const fn word(self) -> &'static str {
        match self {
            Self::Leaving => "leaving",
            Self::Open => "open",
            Self::Released => "released",
        }
    }

    fn write(self, window: &str, id: &str) -> String {
        [self.word(), window, id].join(" ")
    }

    /// The news, the window that tells it, the record.
    fn read(words: &str) -> Option<(Self, &str, &str)> {
        let mut words = words.splitn(3, ' ');
        let (word, window, id) = (words.next()?, words.next()?, words.next()?);
        Self::ALL.into_iter().find(|news| news.word() == word).map(|news| (news, window, id))
    }
}

/// This window among the others.
#[derive(Clone, Default)]
pub(crate) struct Windows {
    /// Tells this window from others.
    name: Arc<str>,
    /// Records that this window leaves, as long as no other has said that it has them open.
    leaving: Arc<Mutex<BTreeSet<String>>>,
}

impl Windows {
    /// On the phone: listens to the others.
    pub(crate) fn listen(state: ReviewState) -> Self {
        let this = Self { name: platform::new_id().into(), ..Self::default() };
        let heard = this.clone();
        platform::hear_windows(CHANNEL, move |words| heard.hear(state, &words));
        this
    }

    fn hear(&self, state: ReviewState, words: &str) {
        let Some((news, window, id)) = News::read(words) else { return };
        if window == &*self.name {
            return;
        }
        // A review page that was left has no signals any more.
        let open = state.chosen.try_get_untracked().flatten().is_some_and(|chosen| chosen == id);
        match news {
            News::Leaving if open => self.tell(News::Open, id),
            News::Open => drop(self.leaving().remove(id)),
            News::Released if open => drop(state.released.try_set(true)),
            News::Leaving | News::Released => {}
        }
    }

    fn tell(&self, news: News, id: &str) {
        platform::tell_windows(CHANNEL, &news.write(&self.name, id));
    }

    fn leaving(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This window leaves the record: gives its claim back, unless another window has it open, or this one again.
    pub(crate) fn leave(&self, state: ReviewState, id: String) {
        self.leaving().insert(id.clone());
        self.tell(News::Leaving, &id);
        let this = self.clone();
        set_timeout(
            move || {
                let again = state.chosen.try_get_untracked().flatten().is_some_and(|chosen| chosen == id);
                if this.leaving().remove(&id) && !again {
                    // A claim that cannot be given back ends by itself.
                    spawn_local(async move { drop(release(id).await) });
                }
            },
            ANSWER,
        );
    }

    /// The record was decided or put back here.
    pub(crate) fn released(&self, id: &str) {
        self.tell(News::Released, id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_arrive_as_they_were_told() {
        for news in News::ALL {
            assert_eq!(News::read(&news.write("w1", "0190-1")), Some((news, "w1", "0190-1")));
        }
        assert_eq!(News::read("open w1"), None);
        assert_eq!(News::read("gone w1 0190-1"), None);
    }
}
