//! How to put the pages on the phone's home screen, told once.

use std::sync::OnceLock;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform;
use crate::ui::html::{Piece, el, live};

/// Name of the small setting that the hint was put away.
const HINT: &str = "tongce_install_hint";

/// Whether the browser offers to do it: once a page load, however often the pages change.
static OFFERED: OnceLock<ArcRwSignal<bool>> = OnceLock::new();

fn offered() -> ArcRwSignal<bool> {
    let begin = || {
        let offered = ArcRwSignal::new(false);
        let told = offered.clone();
        platform::when_installable(move |can| told.set(can));
        offered
    };
    OFFERED.get_or_init(begin).clone()
}

/// Listens for the browser's offer, on the phone.
pub(crate) fn listen() {
    drop(offered());
}

/// The browser in which the pages run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Browser {
    /// Inside another app (微信、QQ、钉钉 …), which keeps nothing for long.
    InApp,
    /// The same on an iPhone or iPad.
    InAppApple,
    /// Safari and its kin on an iPhone or iPad.
    Apple,
    /// Any other.
    Other,
}

impl Browser {
    fn here() -> Self {
        let (agent, touched) = platform::browser();
        Self::of(&agent, touched)
    }

    /// By the name that it gives itself; an iPad calls itself a Macintosh with a touch screen.
    fn of(agent: &str, touched: bool) -> Self {
        const APPS: [&str; 7] =
            ["MicroMessenger", " QQ/", "DingTalk", "AlipayClient", "Weibo", "aweme", "BytedanceWebview"];
        let apple = ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name))
            || (touched && agent.contains("Macintosh"));
        let in_app = APPS.iter().any(|name| agent.contains(name));
        match (in_app, apple) {
            (true, true) => Self::InAppApple,
            (true, false) => Self::InApp,
            (false, true) => Self::Apple,
            (false, false) => Self::Other,
        }
    }

    /// What to press.
    const fn words(self) -> &'static str {
        match self {
            Self::InApp => {
                "现在是在微信（或别的应用）里打开的，资料容易丢。请点右上角“…”（三个点），选“用浏览器打开”，再添加到桌面。"
            }
            Self::InAppApple => {
                "现在是在微信（或别的应用）里打开的，不能离线工作。请点右上角“…”（三个点），选“用Safari打开”，再添加到主屏幕。"
            }
            Self::Apple => "请在Safari里点下面（或右上角）的分享按钮（方框里一个向上的箭头），往下找到“添加到主屏幕”。",
            Self::Other => {
                "请点浏览器的菜单（右上角或底部的三个点、三条横线），选“添加到桌面”“添加到主屏幕”或“安装应用”。"
            }
        }
    }
}

/// What to press to leave another app's browser; nothing in a browser of its own.
pub(crate) fn elsewhere() -> Piece {
    let here = Browser::here();
    let inside = matches!(here, Browser::InApp | Browser::InAppApple);
    inside.then(|| el("p").child(here.words())).into()
}

/// The hint on the first page, until it is put away or done.
pub(crate) fn hint() -> Piece {
    if platform::installed() || platform::put_away(HINT) {
        return Piece::Nothing;
    }
    let (offered, shown) = (offered(), ArcRwSignal::new(true));
    let here = Browser::here();
    live(move || {
        if !shown.get() {
            return Piece::Nothing;
        }
        let (closing, done) = (shown.clone(), shown.clone());
        let install = offered.get().then(|| {
            el("button")
                .class("button button-main")
                .attr("type", "button")
                .on("click", move |_| {
                    let done = done.clone();
                    spawn_local(async move {
                        platform::install().await;
                        done.set(false);
                    });
                })
                .child("添加到桌面")
        });
        let words = if install.is_some() { "点一下就好，不占多少空间。" } else { here.words() };
        let close = el("button")
            .class("button")
            .attr("type", "button")
            .on("click", move |_| {
                platform::put_hint_away(HINT);
                closing.set(false);
            })
            .child("知道了，不再提示");
        el("section")
            .class("notice")
            .attr("aria-label", "添加到桌面")
            .child(el("h2").child("把童册放到手机桌面"))
            .child(el("p").child("以后点图标就能打开，没有信号也行；浏览器也更愿意长期保存您的资料。"))
            .child(el("p").child(words))
            .child(el("div").class("button-row").child(install).child(close))
            .into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_browser_is_told_what_it_has() {
        let wechat =
            "Mozilla/5.0 (Linux; Android 10; M2006C3LC) Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.40";
        let wechat_apple = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.40";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Version/16.0 Mobile/15E148 Safari/604.1";
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/16.0 Safari/605.1.15";
        let chrome = "Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile Safari/537.36";
        // The browser of that maker, not its messenger.
        let own = "Mozilla/5.0 (Linux; U; Android 12) Chrome/109.0 MQQBrowser/14.0 Mobile Safari/537.36";
        assert_eq!(Browser::of(wechat, true), Browser::InApp);
        assert_eq!(Browser::of(wechat_apple, true), Browser::InAppApple);
        assert_eq!(Browser::of(safari, true), Browser::Apple);
        assert_eq!((Browser::of(mac, true), Browser::of(mac, false)), (Browser::Apple, Browser::Other));
        assert_eq!((Browser::of(chrome, true), Browser::of(own, true)), (Browser::Other, Browser::Other));
        assert!(Browser::of(wechat, true).words().contains("用浏览器打开"));
        assert!(Browser::of(safari, true).words().contains("分享"));
    }
}
