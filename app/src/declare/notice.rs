//! The notice (个人信息告知书) on pages, and on a worker's phone, where it lies for doors without a signal. It is public:
//! it needs no locker.

use domain::view::notice::NoticeView;

use crate::declaration::functions::notice;
use crate::platform;
use crate::ui::calls::calls;
use crate::ui::html::{Piece, el};
use crate::wire::Failure;

/// The passages, for a family whom `unit` asks.
#[must_use]
pub fn passages(notice: &NoticeView, unit: &str) -> Piece {
    let example = notice.example.then(|| {
        el("p").class("finding finding-review").child("示例：正式使用前，由部署单位填写是谁在登记、电话和地址。")
    });
    let passages = notice.passages.iter().map(|passage| {
        let text = passage.asked_by(unit).map(|text| el("p").child(calls(&text)).into());
        el("section").child(el("h2").child(passage.title.clone())).children(text).into()
    });
    let version = el("p").class("small").child("告知书版本：").child(notice.version.clone());
    Piece::Many(vec![example.into(), Piece::Many(passages.collect()), version.into()])
}

/// Fetches the notice in force onto a worker's phone.
///
/// # Errors
/// [`Failure`] when the server was not reached; then the one that is there stays.
pub async fn fetch() -> Result<(), Failure> {
    platform::keep_notice(&notice::notice().await?);
    Ok(())
}

/// The notice that lies on a worker's phone.
#[must_use]
pub fn kept() -> Option<NoticeView> {
    platform::kept_notice()
}
