//! Before the locker is open: the passcode, or the first time on this phone.

use std::pin::Pin;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::field_page::FieldPage;
use super::frame::{asked, input, working};
use crate::addresses;
use crate::declare::notice;
use crate::fieldwork::functions::enrol;
use crate::fieldwork::phone_session::Left;
use crate::fieldwork::renewal::sending;
use crate::fieldwork::{PhoneSession, Trouble, Worker};
use crate::platform::store::{Locker, Refused, lockers, passcode};
use crate::platform::{self, Press};
use crate::ui::html::{El, Piece, el, live};
use crate::ui::icon::Icon;
use crate::ui::layout::page;
use crate::ui::once::Once;
use crate::ui::time;
use crate::wire::Failure;
use crate::wire::sessions::sign_in;

/// Opens a locker as the form says, or says why not.
type Opening = Pin<Box<dyn Future<Output = Result<Worker, String>>>>;

/// The passcode of a worker whose locker is on this phone.
pub(crate) fn locked(work: &PhoneSession) -> AnyView {
    let first = work.clone();
    let questions = [
        line("username", "用户名", "text", "username"),
        line("passcode", "这部手机上的童册口令", "password", "current-password"),
    ];
    let form = door(work, |press| Box::pin(unlock(press)), questions, ["打开", "正在打开…"]);
    let other = el("button")
        .class("button button-quiet")
        .attr("type", "button")
        .on("click", move |_| first.first())
        .child("我第一次用这部手机");
    let content = Piece::Many(vec![
        el("h1").child("走访登记").into(),
        left(work),
        el("p").class("lead").child("没有网络也能打开。口令只在这部手机上用，不是登录密码。").into(),
        form.into(),
        el("div").class("button-row").child(other).into(),
    ]);
    page("打开走访登记", content.view())
}

/// What goes on after the worker has left.
fn left(work: &PhoneSession) -> Piece {
    let words = match work.left() {
        Some(Left::Closed(facts)) => format!("童册已锁上。写完的{}", facts.standing()),
        Some(Left::Destroyed) => DESTROYED.to_owned(),
        None => return Piece::Nothing,
    };
    el("p").class("notice").attr("role", "status").child(words).into()
}

async fn unlock(press: Press) -> Result<Worker, String> {
    let (username, passcode) = (press.text("username"), press.text("passcode"));
    if username.is_empty() || passcode.is_empty() {
        return Err("请填用户名和口令。".to_owned());
    }
    let opened = lockers::open(username, passcode).await.map_err(|why| refused(&why, WRONG))?;
    let worker = Worker::open(opened.locker).await.map_err(|Trouble(words)| words)?;
    Ok(joined(worker, opened.also).await)
}

/// The worker, with what other lockers of the same name hold. What cannot be taken over now stays where it is, and is
/// taken over at the next opening.
async fn joined(worker: Worker, also: Vec<Locker>) -> Worker {
    if !also.is_empty() {
        let _ = worker.join(also).await;
    }
    worker
}

const WRONG: &str = "用户名或口令不对。";
const KNOWN: &str = "您在这部手机上设过口令，刚才填的不是它。请填原来的口令，或者点下面的“用原来的口令打开”。";
const DESTROYED: &str = "您在这部手机上的草稿和名册已经清除（口令错了十次，或者您自己清除的）。\
写完待上传的还会继续上传。请联网后点“我第一次用这部手机”。";

/// Why a locker did not open. `wrong` is said of a wrong passcode.
pub(crate) fn refused(why: &Refused, wrong: &str) -> String {
    match why {
        Refused::Unknown => format!("{WRONG}第一次用这部手机的，请点下面的“我第一次用这部手机”。"),
        Refused::Wrong { left, wait_seconds } => {
            let wait = if *wait_seconds == 0 {
                String::new()
            } else {
                format!("请等{}再试。", time::wait((*wait_seconds).into()))
            };
            let left = if *left <= 3 {
                format!(
                    "再错{left}次，这部手机上没有上传的草稿会被清除（已经写完待上传的不受影响）。想不起来，请先停下，联系儿童督导员。"
                )
            } else {
                String::new()
            };
            format!("{wrong}{wait}{left}")
        }
        Refused::Wait { seconds } => format!("试的次数太多了，请等{}再试。", time::wait((*seconds).into())),
        Refused::Destroyed => DESTROYED.to_owned(),
        Refused::Unavailable(why) => platform::store_words(why).to_owned(),
    }
}

/// What a passcode has to be like.
pub(crate) const HELP: &str =
    "至少8位，数字也行，不要用生日、手机号和12345678这样的。没有网络时靠它打开，忘了只能重新开始。";

/// Whether a new passcode, typed twice, may be used.
pub(crate) fn chosen(code: &str, again: &str) -> Result<(), String> {
    if passcode::check(code).is_err() {
        return Err("这个口令太容易猜到。请至少用8位，不要连续或重复的数字。".to_owned());
    }
    if code != again {
        return Err("两遍口令不一样，请再输一遍。".to_owned());
    }
    Ok(())
}

/// The first time: sign in once with signal, and choose the passcode of this phone.
pub(crate) fn first(work: &PhoneSession, others: bool) -> AnyView {
    let opening = work.clone();
    let back = others.then(|| {
        let open =
            el("button").class("button button-quiet").attr("type", "button").on("click", move |_| opening.door());
        el("div").class("button-row").child(open.child("用原来的口令打开"))
    });
    let questions = [
        line("username", "用户名", "text", "username"),
        line("password", "登录密码", "password", "current-password"),
        line("passcode", "给这部手机设一个童册口令", "password", "new-password"),
        el("p").class("help").child(HELP).into(),
        line("again", "再输一遍口令", "password", "new-password"),
    ];
    let content = Piece::Many(vec![
        el("h1").child("第一次用这部手机走访").into(),
        el("p").class("lead").child("这一步需要网络，只做一次。之后没有信号也能登记，有了信号自动上传。").into(),
        door(work, |press| Box::pin(begin(press)), questions, ["开始使用", "正在准备…"]).into(),
        back.into(),
    ]);
    page("开始走访登记", content.view())
}

async fn begin(press: Press) -> Result<Worker, String> {
    let (username, password) = (press.text("username"), press.text("password"));
    let (code, again) = (press.text("passcode"), press.text("again"));
    if username.is_empty() || password.is_empty() {
        return Err("请填用户名和登录密码。".to_owned());
    }
    chosen(code, again)?;
    if code == password {
        return Err("童册口令不要和登录密码一样。".to_owned());
    }
    let words = |failure: Failure| match failure {
        Failure::Offline => "现在连不上网。第一次用这部手机需要网络，请到有信号的地方再试。".to_owned(),
        failure => failure.message(),
    };
    sign_in(username.to_owned(), password.to_owned()).await.map_err(words)?;
    // It is read out at doors without a signal.
    notice::fetch().await.map_err(words)?;
    let store = |why| Trouble::from(why).0;
    // Somebody who was here before: the passcode opens what is there, and nothing in it is touched.
    if lockers::exists(username).await.map_err(store)? {
        let opened = lockers::open(username, code).await.map_err(|why| refused(&why, KNOWN))?;
        let enrolment = enrol().await.map_err(words)?;
        let worker = Worker::begin_again(opened.locker, &enrolment).await.map_err(|Trouble(words)| words)?;
        return Ok(joined(worker, opened.also).await);
    }
    let enrolment = enrol().await.map_err(words)?;
    let locker = lockers::create(username, code, sending(&enrolment)).await.map_err(store)?;
    Worker::begin(locker, enrolment).await.map_err(|Trouble(words)| words)
}

/// The form that opens: its questions, and the words of its button at rest and at work.
fn door(
    work: &PhoneSession,
    how: fn(Press) -> Opening,
    questions: impl IntoIterator<Item = Piece>,
    names: [&'static str; 2],
) -> El {
    let (said, once, work) = (ArcRwSignal::new(None::<String>), Once::default(), work.clone());
    let button = el("button").class("button button-main button-wide").attr("type", "submit");
    let button = working(button, &once, names);
    let shown = said.clone();
    let words = live(move || {
        let words = shown.get().map(|words| el("span").child(Icon::Alert.draw()).child(" ").child(words));
        words.map(|words| el("p").class("finding finding-error").child(words)).into()
    });
    let (navigate, params) = (use_navigate(), use_params_map());
    let submit = move |ev| {
        let Some(press) = platform::pressed(&ev) else { return };
        let (work, said, navigate) = (work.clone(), said.clone(), navigate.clone());
        once.start(async move {
            match how(press).await {
                Ok(worker) => {
                    let at = params.with_untracked(|params| FieldPage::of(&params.get("at").unwrap_or_default()));
                    // Whoever locked comes back to the same place; nobody comes to somebody else's.
                    if work.follows(&worker) || !at.is_of(&worker) {
                        navigate(
                            addresses::fieldwork::HOME,
                            NavigateOptions { replace: true, ..NavigateOptions::default() },
                        );
                        platform::scroll_to_top();
                    }
                    work.open(worker);
                }
                Err(words) => {
                    said.set(Some(words));
                    platform::focus("failed");
                }
            }
        });
    };
    el("form")
        .class("card")
        .attr("method", "post")
        .on("submit", submit)
        .child(el("div").attr("role", "alert").attr("id", "failed").attr("tabindex", "-1").child(words))
        .children(questions)
        .child(button)
}

fn line(name: &'static str, question: &'static str, kind: &'static str, complete: &'static str) -> Piece {
    asked(name, question, input(kind, complete).attr("autocapitalize", "none").attr("spellcheck", "false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_three_attempts_are_warned_of() {
        assert!(!refused(&Refused::Wrong { left: 4, wait_seconds: 30 }, WRONG).contains("清除"));
        let words = refused(&Refused::Wrong { left: 3, wait_seconds: 90 }, WRONG);
        assert!(words.contains("1分30秒") && words.contains("再错3次"), "{words}");
    }

    #[test]
    fn somebody_who_was_here_before_is_told_so() {
        let words = refused(&Refused::Wrong { left: 9, wait_seconds: 0 }, KNOWN);
        assert!(words.contains("设过口令") && words.contains("用原来的口令打开"), "{words}");
    }
}
