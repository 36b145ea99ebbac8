//! Pictures on the phone: a finger's lines on a canvas, photographs made small, files that were chosen.
//!
//! Everything is called by its name: a typed binding each would put its glue into the script that every family
//! downloads, and only workers draw.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use leptos::ev;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::picture::{self, Shot, Touch};

const INK: &str = "#16202b";
const PAPER: &str = "#ffffff";
/// Width of a line, in the canvas' own pixels.
const PEN: f64 = 6.0;

type Tried<T> = Result<T, JsValue>;

fn get(of: &JsValue, name: &str) -> Tried<JsValue> {
    Reflect::get(of, &name.into())
}

fn number(of: &JsValue, name: &str) -> f64 {
    get(of, name).ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

fn set(on: &JsValue, name: &str, value: impl Into<JsValue>) -> Tried<()> {
    Reflect::set(on, &name.into(), &value.into()).map(drop)
}

fn call(on: &JsValue, name: &str, with: &[JsValue]) -> Tried<JsValue> {
    let function: Function = get(on, name)?.dyn_into()?;
    Reflect::apply(&function, on, &with.iter().cloned().collect::<Array>())
}

async fn promised(on: &JsValue, name: &str, with: &[JsValue]) -> Tried<JsValue> {
    let promise: Promise = call(on, name, with)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn by_id(id: &str) -> Tried<JsValue> {
    document().get_element_by_id(id).map(JsValue::from).ok_or(JsValue::NULL)
}

fn pen(canvas: &JsValue) -> Tried<JsValue> {
    call(canvas, "getContext", &["2d".into()])
}

/// Where the pen or finger is, when the event comes from one on a canvas.
#[must_use]
pub fn touched(ev: &ev::Event) -> Option<Touch> {
    let canvas: JsValue = ev.current_target()?.into();
    let scale = number(&canvas, "width") / number(&canvas, "clientWidth").max(1.0);
    let event: &JsValue = ev.as_ref();
    // A mouse without a pressed button only passes by.
    let pressed = number(event, "buttons") > 0.0;
    Some(Touch { x: number(event, "offsetX") * scale, y: number(event, "offsetY") * scale, pressed })
}

/// Lets the canvas hear of this pen or finger until it is lifted, and keeps the page still meanwhile.
pub fn hold(ev: &ev::Event) {
    ev.prevent_default();
    if let Some(canvas) = ev.current_target() {
        let pointer = get(ev.as_ref(), "pointerId").unwrap_or(JsValue::UNDEFINED);
        // Without it a line ends at the edge.
        let _ = call(&canvas, "setPointerCapture", &[pointer]);
    }
}

/// Draws a line on the canvas with this id.
pub fn draw(id: &str, from: Touch, to: Touch) {
    let draw = || -> Tried<()> {
        let pen = pen(&by_id(id)?)?;
        set(&pen, "lineWidth", PEN)?;
        set(&pen, "lineCap", "round")?;
        set(&pen, "strokeStyle", INK)?;
        call(&pen, "beginPath", &[])?;
        call(&pen, "moveTo", &[from.x.into(), from.y.into()])?;
        call(&pen, "lineTo", &[to.x.into(), to.y.into()])?;
        call(&pen, "stroke", &[]).map(drop)
    };
    // What cannot be drawn does not show, so the person sees it.
    let _ = draw();
}

/// Makes the canvas with this id white.
pub fn wipe(id: &str) {
    let _ = by_id(id).and_then(|canvas| blank(&canvas));
}

fn blank(canvas: &JsValue) -> Tried<JsValue> {
    let pen = pen(canvas)?;
    set(&pen, "fillStyle", PAPER)?;
    let (width, height) = (number(canvas, "width"), number(canvas, "height"));
    call(&pen, "fillRect", &[0.into(), 0.into(), width.into(), height.into()])?;
    Ok(pen)
}

/// What is drawn on the canvas with this id, as PNG.
pub async fn drawn(id: &str) -> Option<Shot> {
    let canvas = by_id(id).ok()?;
    let shot = encoded(&canvas, "image/png", 1.0).await.ok()?;
    (shot.bytes.len() <= domain::fieldwork::picture::LARGEST).then_some(shot)
}

/// The canvas in this format, or in the one that the browser knows instead.
async fn encoded(canvas: &JsValue, format: &str, quality: f64) -> Tried<Shot> {
    let done = Promise::new(&mut |resolve, reject| {
        if let Err(thrown) = call(canvas, "toBlob", &[resolve.into(), format.into(), quality.into()]) {
            let _ = reject.call1(&JsValue::UNDEFINED, &thrown);
        }
    });
    let blob = JsFuture::from(done).await?;
    if blob.is_null() {
        return Err(blob);
    }
    let media_type = get(&blob, "type")?.as_string().unwrap_or_default();
    Ok(Shot { media_type, bytes: bytes_of(&blob).await? })
}

async fn bytes_of(blob: &JsValue) -> Tried<Vec<u8>> {
    Ok(Uint8Array::new(&promised(blob, "arrayBuffer", &[]).await?).to_vec())
}

fn chosen(id: &str) -> Tried<JsValue> {
    let file = call(&get(&by_id(id)?, "files")?, "item", &[0.into()])?;
    if file.is_null() { Err(file) } else { Ok(file) }
}

/// The file that was chosen in the input with this id.
pub async fn chosen_file(id: &str) -> Option<Vec<u8>> {
    bytes_of(&chosen(id).ok()?).await.ok()
}

/// The photograph that was chosen in the input with this id, small enough to be sent; nothing when it is no picture
/// that this browser reads. The input is empty afterwards, so that the same can be chosen again.
pub async fn chosen_picture(id: &str) -> Option<Shot> {
    let file = chosen(id).ok()?;
    let shot = small(&file).await;
    if let Ok(input) = by_id(id) {
        let _ = set(&input, "value", "");
    }
    shot.ok().flatten()
}

async fn small(file: &JsValue) -> Tried<Option<Shot>> {
    let picture = promised(&window(), "createImageBitmap", std::slice::from_ref(file)).await?;
    let shot = smallest_need(&picture).await;
    // A photograph in memory is many times its file.
    let _ = call(&picture, "close", &[]);
    shot
}

/// The largest and best of [`picture::TRIES`] that may be sent.
async fn smallest_need(picture: &JsValue) -> Tried<Option<Shot>> {
    let (width, height) = (number(picture, "width"), number(picture, "height"));
    let canvas: JsValue = document().create_element("canvas")?.into();
    let (mut longest_drawn, mut format) = (0.0_f64, "image/webp");
    for (longest, quality) in picture::TRIES {
        if longest_drawn.total_cmp(&longest).is_ne() {
            longest_drawn = longest;
            let (width, height) = picture::fit(width, height, longest);
            set(&canvas, "width", width)?;
            set(&canvas, "height", height)?;
            let pen = blank(&canvas)?;
            call(&pen, "drawImage", &[picture.clone(), 0.into(), 0.into(), width.into(), height.into()])?;
        }
        let mut shot = encoded(&canvas, format, quality).await?;
        if shot.media_type != format {
            format = "image/jpeg";
            shot = encoded(&canvas, format, quality).await?;
        }
        if shot.bytes.len() <= domain::fieldwork::picture::LARGEST {
            return Ok(Some(shot));
        }
    }
    Ok(None)
}
