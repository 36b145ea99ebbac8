//! A canvas on which the family signs with a finger or a pen. Those who cannot say so aloud instead, which the page
//! offers beside it.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use crate::fieldwork::drafts::forms::{Keeping, Line};
use crate::platform::{self, Shot, Touch};
use crate::ui::html::{El, el, live};

const ID: &str = "signature";
/// The canvas' own pixels; on the page it is as wide as its place.
const SIZE: (u32, u32) = (900, 420);
/// Less ink than this many pixels is a slip of the finger.
const SLIP: f64 = 150.0;

/// What was drawn.
#[derive(Clone)]
pub(crate) struct Signature {
    pen: Arc<Mutex<Option<Touch>>>,
    lines: Arc<Mutex<Vec<Line>>>,
    ink: ArcRwSignal<f64>,
    keeping: Keeping,
}

impl Signature {
    /// One that is kept with its form, line by line, until the form is used.
    pub(crate) fn kept_by(keeping: &Keeping) -> Self {
        let (pen, lines, ink) = (Arc::default(), Arc::default(), ArcRwSignal::default());
        Self { pen, lines, ink, keeping: keeping.clone() }
    }

    /// Draws what was kept, unless somebody signs already.
    pub(crate) fn show(&self, lines: &[Line]) {
        if self.ink.get_untracked() > 0.0 {
            return;
        }
        for line in lines {
            let mut line = line.iter().map(|(x, y)| Touch { x: *x, y: *y, pressed: true });
            let Some(first) = line.next() else { continue };
            self.begin(first);
            line.for_each(|touch| self.go_on(touch));
            self.set(None);
        }
    }

    /// The canvas with its words.
    pub(crate) fn canvas(&self) -> El {
        let (down, moving, lifting, clearing) = (self.clone(), self.clone(), self.clone(), self.clone());
        let lift = move |_| lifting.lift();
        let canvas = el("canvas")
            .class("signature")
            .attr("id", ID)
            .attr("width", SIZE.0.to_string())
            .attr("height", SIZE.1.to_string())
            .attr("role", "img")
            .attr("aria-label", "签字的地方，用手指或笔写")
            .on("pointerdown", move |ev| {
                if let Some(touch) = platform::touched(&ev).filter(|touch| touch.pressed) {
                    platform::hold(&ev);
                    down.begin(touch);
                }
            })
            .on("pointermove", move |ev| {
                if let Some(touch) = platform::touched(&ev) {
                    moving.go_on(touch);
                }
            })
            .on("pointerup", lift.clone())
            .on("pointercancel", lift);
        let again = el("button").class("button").attr("type", "button").on("click", move |_| clearing.clear());
        let ink = self.ink.clone();
        let state = live(move || if ink.get() < SLIP { "还没有签字".into() } else { "已签字".into() });
        el("div")
            .class("stack-tight")
            .child(el("p").class("help").attr("id", "sign-here").child("请家长在下面的框里签自己的名字："))
            .child(canvas)
            .child(
                el("div")
                    .class("section-head")
                    .child(el("span").class("small").attr("role", "status").child(state))
                    .child(again.child("重写")),
            )
            .child(el("p").class("help").child("不方便在屏幕上签的，选“当面说同意”或“纸质登记表”就可以。"))
    }

    /// The signature as a picture; nothing before there is one.
    pub(crate) async fn picture(&self) -> Option<Shot> {
        if self.ink.get_untracked() < SLIP {
            return None;
        }
        platform::drawn(ID).await
    }

    fn begin(&self, touch: Touch) {
        if self.ink.get_untracked() == 0.0 {
            // White below the ink, in the dark too.
            platform::wipe(ID);
        }
        self.set(Some(touch));
        // A dot of a name is a dot.
        platform::draw(ID, touch, touch);
        self.note(|lines| lines.push(vec![place(touch)]));
        self.ink.update(|ink| *ink += 1.0);
    }

    fn go_on(&self, touch: Touch) {
        let Some(from) = self.pen.lock().ok().and_then(|pen| *pen) else { return };
        if !touch.pressed {
            return self.lift();
        }
        platform::draw(ID, from, touch);
        self.ink.update(|ink| *ink += (touch.x - from.x).hypot(touch.y - from.y));
        self.note(|lines| {
            if let Some(line) = lines.last_mut() {
                line.push(place(touch));
            }
        });
        self.set(Some(touch));
    }

    fn lift(&self) {
        let drawing = self.pen.lock().is_ok_and(|pen| pen.is_some());
        self.set(None);
        if drawing {
            self.keep();
        }
    }

    fn clear(&self) {
        platform::wipe(ID);
        self.set(None);
        self.ink.set(0.0);
        self.note(Vec::clear);
        self.keep();
    }

    fn note(&self, change: impl FnOnce(&mut Vec<Line>)) {
        if let Ok(mut lines) = self.lines.lock() {
            change(&mut lines);
        }
    }

    fn keep(&self) {
        if let Ok(lines) = self.lines.lock() {
            self.keeping.drawn(lines.clone());
        }
    }

    fn set(&self, touch: Option<Touch>) {
        if let Ok(mut pen) = self.pen.lock() {
            *pen = touch;
        }
    }
}

/// A place on the canvas, to the tenth of one of its pixels.
fn place(touch: Touch) -> (f64, f64) {
    let tenth = |number: f64| (number * 10.0).round() / 10.0;
    (tenth(touch.x), tenth(touch.y))
}
