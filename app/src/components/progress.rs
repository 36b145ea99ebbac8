//! How far along: counts only screens that are asked as the answers stand, so it tells the truth.

use leptos::prelude::*;

use super::saving::saving;
use crate::components::erase::Erase as _;
use crate::declaration::Declaration;

/// The line with progress and the sign of saving.
pub fn progress(declaration: &Declaration, section: &'static str) -> AnyView {
    let Some(form) = declaration.form() else { return ().erase() };
    let (answers, today) = (declaration.answers(), declaration.today());
    let place = ArcMemo::new(move |_| {
        let place =
            answers.with(|answers| domain::form::journey::Journey::family(form, answers, today).progress(section));
        place.map_or((1, 1), |place| (place.position, place.total))
    });
    let (words, value, total) = (place.clone(), place.clone(), place);
    view! {
        <div class="progress">
            <div class="progress-line small">
                <span>{move || { let (at, of) = words.get(); format!("第 {at} 步，共 {of} 步") }}</span>
                {saving(declaration)}
            </div>
            <progress
                aria-label="填写进度"
                value=move || value.get().0.to_string()
                max=move || total.get().1.to_string()
            ></progress>
        </div>
    }
    .erase()
}
