//! Keys of the review, and the dialog that lists them.

use crate::ui::erase::Erase as _;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next line.
    Next,
    /// The line before.
    Previous,
    /// To the button that approves.
    Approve,
    /// To the reason, to return.
    Return,
    /// To the township of a transfer.
    Transfer,
    /// Tick the line.
    Tick,
    /// To the search.
    Search,
    /// This list.
    Help,
}

impl Move {
    /// The meaning of a key.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "j" | "J" => Self::Next,
            "k" | "K" => Self::Previous,
            "a" | "A" => Self::Approve,
            "r" | "R" => Self::Return,
            "t" | "T" => Self::Transfer,
            "x" | "X" => Self::Tick,
            "/" => Self::Search,
            "?" => Self::Help,
            _ => return None,
        })
    }
}

/// Keys as the dialog shows them.
const KEYS: [(&str, &str); 8] = [
    ("J", "下一条"),
    ("K", "上一条"),
    ("A", "移到“通过”，再按回车确认"),
    ("R", "移到意见栏，写好后退回"),
    ("T", "移到转办的乡镇（街道）"),
    ("X", "勾选或取消勾选这一条"),
    ("/", "搜索"),
    ("?", "打开或关闭本说明"),
];

/// Listens to keys until the page is left. Keys that somebody types into a control mean themselves.
pub fn listen(act: impl Fn(Move) + Send + Sync + Clone + 'static) {
    Effect::new(move |_| {
        let act = act.clone();
        let listener = window_event_listener(leptos::ev::keydown, move |ev: KeyboardEvent| {
            if ev.ctrl_key() || ev.alt_key() || ev.meta_key() || ev.is_composing() || typing(&ev) {
                return;
            }
            if let Some(asked) = Move::of(&ev.key()) {
                ev.prevent_default();
                act(asked);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn typing(ev: &KeyboardEvent) -> bool {
    let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        let text = element.tag_name() == "INPUT" && element.get_attribute("type").as_deref() != Some("checkbox");
        text || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
    })
}

/// Opens the dialog, or closes it.
pub fn toggle(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        if dialog.open() {
            dialog.close();
        } else {
            // A dialog that is open already, or not in the page any more, need not be opened.
            let _ = dialog.show_modal();
        }
    }
}

/// The dialog.
pub fn guide(dialog: NodeRef<html::Dialog>) -> AnyView {
    let rows = KEYS.map(|(key, words)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> }).collect_view();
    view! {
        <dialog class="guide" node_ref=dialog aria-labelledby="guide-title">
            <h2 id="guide-title">"键盘操作"</h2>
            <dl>{rows}</dl>
            <form method="dialog"><button class="button button-wide" type="submit">"关闭"</button></form>
        </dialog>
    }
    .erase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_dialog_does_something_of_its_own() {
        let moves: Vec<Move> = KEYS.iter().filter_map(|(key, _)| Move::of(key)).collect();
        assert_eq!(moves.len(), KEYS.len());
        assert!(moves.iter().enumerate().all(|(at, one)| !moves[..at].contains(one)));
        assert_eq!(Move::of("Enter"), None);
    }
}
