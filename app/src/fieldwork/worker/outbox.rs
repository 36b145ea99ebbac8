//! What is still to be sent, what the server answered, and the words for it. They are made from all facts at once, so
//! that none of them promises what another one rules out.

use leptos::prelude::*;

use super::Worker;
use crate::platform;
use crate::platform::store::Sent;

/// How things stand with what is finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the phone could be asked at all.
    pub known: bool,
    /// Messages that the server does not have.
    pub unsent: u32,
    /// Those of them that the server cannot take as they are.
    pub stuck: u32,
    /// Messages that the server did not take into the register, and that nobody has seen to yet.
    pub kept: u32,
    /// The server takes nothing from this phone any more.
    pub stopped: bool,
    /// The browser sends by itself when the network is back; else an open page has to.
    pub wakes: bool,
}

impl Facts {
    /// Whether the server has everything that it can take.
    #[must_use]
    pub const fn all_sent(self) -> bool {
        self.known && self.unsent <= self.stuck
    }

    /// How things stand, in words: on the first page, and at the door.
    #[must_use]
    pub fn standing(self) -> String {
        match self {
            Self { known: false, .. } => UNKNOWN.to_owned(),
            Self { unsent: 0, kept: 0, .. } => "都已上传。".to_owned(),
            Self { unsent: 0, kept, .. } => format!("都已上传，有{kept}份没有收下，要您改。"),
            Self { unsent, .. } => format!("还有{unsent}份没有上传{}{}", self.going(), self.refused()),
        }
    }

    /// The same on the page of the outbox; `since` says when the oldest was written.
    #[must_use]
    pub fn in_full(self, since: &str) -> String {
        match self {
            Self { known: false, .. } => UNKNOWN.to_owned(),
            Self { unsent: 0, kept: 0, .. } => "都已上传，乡镇（街道）能看到了。".to_owned(),
            Self { unsent: 0, .. } => format!("都已上传。{}", self.refused()),
            Self { unsent, .. } => format!("还有{unsent}份在这部手机上{since}{}{}", self.going(), self.refused()),
        }
    }

    /// What becomes of one that was finished just now.
    #[must_use]
    pub const fn next(self) -> &'static str {
        match self {
            Self { stopped: true, .. } => "现在不能从这部手机上传，先存在这部手机上。",
            Self { wakes: true, .. } => "有网络时自动上传。",
            _ => "有网络时打开童册就会上传。",
        }
    }

    /// What becomes of what is finished when the rest is cleared away from the phone.
    #[must_use]
    pub fn after_clearing(self) -> String {
        let Self { known, unsent, stuck, stopped, .. } = self;
        let kept = if self.kept > 0 {
            format!("有{}份没有收下，要改的也会清除。", self.kept)
        } else {
            String::new()
        };
        let words = if !known {
            UNKNOWN.to_owned()
        } else if unsent == 0 {
            "写完的都已上传。".to_owned()
        } else if stopped {
            format!("写完还没上传的{unsent}份会留着，但现在不能从这部手机上传：要在这部手机上重新启用才会上传。")
        } else if stuck >= unsent {
            format!("写完的里面有{unsent}份传不上去，请先联系乡镇（街道）。")
        } else {
            let how = if self.wakes { "有网络时继续上传" } else { "有网络时打开童册就会上传" };
            format!("写完还没上传的{unsent}份会留着，{how}，请不要卸载浏览器或清除它的数据。")
        };
        format!("{words}{kept}")
    }

    fn going(self) -> String {
        let Self { unsent, stuck, stopped, wakes, .. } = self;
        if stopped {
            return "，现在不能从这部手机上传。".to_owned();
        }
        if stuck >= unsent {
            return "，传不上去。请联系乡镇（街道）。".to_owned();
        }
        let how = if wakes { "，有网络时自动上传。" } else { "，有网络时打开童册就会上传。" };
        let stuck = if stuck > 0 {
            format!("其中{stuck}份传不上去，请联系乡镇（街道）。")
        } else {
            String::new()
        };
        format!("{how}{stuck}")
    }

    fn refused(self) -> String {
        match self.kept {
            0 => String::new(),
            kept => format!("有{kept}份没有收下，在“需要您处理的登记”里，改好再上传。"),
        }
    }
}

const UNKNOWN: &str = "现在看不到还有几份没有上传，请稍后再看。";

/// What is still on the phone, and what came of the rest.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    /// How it stands.
    pub facts: Facts,
    /// When the oldest unsent message was finished, Unix milliseconds by the phone's clock.
    pub since: i64,
    /// Messages that were answered since the worker last looked.
    pub answered: Vec<Sent>,
}

/// Whether the worker has nothing more to do about an answer: the message is in the register, or it is `back` on the
/// phone to be mended, or everything that came back was asked for after the answer (`pulled_at`) and it was not among it.
#[must_use]
pub fn settled(sent: &Sent, back: &[String], pulled_at: i64) -> bool {
    sent.taken || back.contains(&sent.id) || pulled_at > sent.at
}

impl Worker {
    /// Ids of the messages that came back to be mended.
    pub(crate) fn came_back(&self) -> Vec<String> {
        let kept = |draft: &domain::fieldwork::Draft| draft.back.as_ref().and_then(|back| back.kept.clone());
        self.drafts().with_untracked(|drafts| drafts.values().filter_map(kept).collect())
    }

    /// Whether what the server did not take is on this phone again.
    #[must_use]
    pub fn is_back(&self, message: &str) -> bool {
        self.came_back().iter().any(|kept| kept == message)
    }

    /// The worker has seen the answers of the server. Those of messages that the server did not take stay until they are
    /// back on this phone.
    pub async fn clear_answered(&self) {
        let (back, pulled_at) = (self.came_back(), self.pulled_at().get_value());
        let seen = self.outbox().with_untracked(|outbox| {
            let seen = outbox.answered.iter().filter(|sent| settled(sent, &back, pulled_at));
            seen.map(|sent| sent.id.clone()).collect::<Vec<_>>()
        });
        self.forget(&seen).await;
    }

    /// What was refused is mended or dismissed: its answer is no longer open.
    pub(crate) async fn dealt_with(&self, kept: Option<String>) {
        if let Some(kept) = kept {
            self.forget(&[kept]).await;
        }
    }

    async fn forget(&self, ids: &[String]) {
        // What could not be forgotten shows again.
        let _ = self.locker().forget_sent(ids).await;
        self.look_at_outbox().await;
    }

    /// Counts what is still to be sent, and reads what came of the rest. What cannot be read is not known, which is another
    /// thing than nothing.
    pub async fn look_at_outbox(&self) {
        let before = self.outbox().with_untracked(|outbox| outbox.facts);
        let wakes = platform::store::service_worker::wakes().await;
        match self.read_outbox().await {
            Ok(outbox) => self.outbox().set(Outbox { facts: Facts { wakes, ..outbox.facts }, ..outbox }),
            Err(_) => self.outbox().update(|outbox| outbox.facts = Facts { known: false, wakes, ..before }),
        }
    }

    async fn read_outbox(&self) -> Result<Outbox, platform::store::Unavailable> {
        let unsent = self.locker().unsent().await?;
        let answered = self.locker().sent().await?;
        let trouble = self.locker().trouble().await?;
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let facts = Facts {
            known: true,
            unsent: unsent.messages,
            stuck: count(trouble.stuck.len()),
            kept: count(answered.iter().filter(|sent| !sent.taken).count()),
            stopped: trouble.stopped,
            wakes: false,
        };
        Ok(Outbox { facts, since: unsent.since, answered })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: Facts = Facts { known: true, unsent: 0, stuck: 0, kept: 0, stopped: false, wakes: true };

    #[test]
    fn each_state_has_its_words() {
        let waiting = Facts { unsent: 3, ..FINE };
        for (facts, words) in [
            (FINE, "都已上传。"),
            (Facts { kept: 2, ..FINE }, "都已上传，有2份没有收下，要您改。"),
            (waiting, "还有3份没有上传，有网络时自动上传。"),
            (Facts { wakes: false, ..waiting }, "还有3份没有上传，有网络时打开童册就会上传。"),
            (Facts { stopped: true, ..waiting }, "还有3份没有上传，现在不能从这部手机上传。"),
            (Facts { stuck: 3, ..waiting }, "还有3份没有上传，传不上去。请联系乡镇（街道）。"),
            (Facts { stuck: 1, ..waiting }, "还有3份没有上传，有网络时自动上传。其中1份传不上去，请联系乡镇（街道）。"),
        ] {
            assert_eq!(facts.standing(), words);
        }
    }

    /// Every combination of facts.
    fn all() -> impl Iterator<Item = Facts> {
        (0..3 * 3 * 2 * 8_u32).map(|n| Facts {
            unsent: n % 3,
            stuck: (n / 3 % 3).min(n % 3),
            kept: n / 9 % 2,
            known: n / 18 % 2 == 0,
            stopped: n / 36 % 2 == 0,
            wakes: n / 72 % 2 == 0,
        })
    }

    #[test]
    fn no_words_promise_more_than_the_facts_allow() {
        for facts in all() {
            let told = [facts.standing(), facts.in_full(""), facts.after_clearing()];
            for words in told.iter().map(String::as_str).chain([facts.next()]) {
                let by_itself = words.contains("自动上传") || words.contains("继续上传");
                assert!(!by_itself || (facts.wakes && !facts.stopped), "{facts:?}: {words}");
                let open_page = words.contains("打开童册就会上传");
                assert!(!open_page || !facts.stopped, "{facts:?}: {words}");
            }
            for words in told {
                assert!(!words.contains("都已上传") || (facts.known && facts.unsent == 0), "{facts:?}: {words}");
                assert!(!words.contains("能看到了") || facts.kept == 0, "{facts:?}: {words}");
                assert!(!facts.known || facts.kept == 0 || words.contains("没有收下"), "{facts:?}: {words}");
                assert!(
                    !facts.known
                        || facts.stuck == 0
                        || facts.stopped
                        || words.contains("传不上去")
                        || words.contains("会留着"),
                    "{facts:?}: {words}"
                );
            }
        }
    }

    #[test]
    fn a_refused_message_is_open_until_it_is_back_or_was_asked_for_in_vain() {
        let sent = |taken| Sent { id: "m".into(), taken, receipt_no: None, at: 50 };
        let back = ["m".to_owned()];
        assert!(settled(&sent(true), &[], 0), "what is in the register is done");
        assert!(!settled(&sent(false), &[], 0) && !settled(&sent(false), &[], 50));
        assert!(settled(&sent(false), &back, 0) && settled(&sent(false), &[], 51));
    }
}
