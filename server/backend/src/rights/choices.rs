//! What a guardian agrees to apart from the register, refuses, or takes back. Taking back ends what rested on the agreement at
//! once; what rests on a duty by law stays, and the page says so.

use domain::access::Action;
use domain::problem::Problem;
use domain::view::notice::NoticeView;
use uuid::Uuid;

use super::guardian::{actor, reached};
use super::rows;
use crate::consent::{self, ByWhom, Given, NoticeKind, Said};
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::register;
use crate::register::tables::record;
use crate::store::Store;

/// A notice to which something can be said.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Which one.
    pub kind: NoticeKind,
    /// In the version of today.
    pub notice: NoticeView,
    /// What was said last, and to which version; nothing when nothing was.
    pub said: Option<(Given, String)>,
}

/// What a guardian says to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Yes.
    Give,
    /// No.
    Refuse,
    /// No longer.
    Withdraw,
}

impl Word {
    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "give" => Some(Self::Give),
            "refuse" => Some(Self::Refuse),
            "withdraw" => Some(Self::Withdraw),
            _ => None,
        }
    }
}

/// Keeps what a guardian says to a notice in the version that was shown, and does what follows: without agreement no
/// picture of a document stays. Gives how many pictures were deleted.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] when it is not the family's, or no such notice is in force;
/// [`Problem::CodeNeeded`]; [`Problem::Invalid`] at `version` when another version is in force now.
pub async fn choose(
    store: &Store,
    link_holder: &LinkHolder,
    id: Uuid,
    (kind, version): (NoticeKind, &str),
    word: Word,
) -> Result<u64> {
    let record = reached(store, link_holder, id, Action::GuardianWithdraw).await?;
    let notice = shown(store, &record, kind).await?.ok_or(Problem::NotFound)?;
    if notice.version != version {
        let message = "这份说明有更新。请看过新的再选择。".into();
        return Err(Problem::Invalid { field: "version".into(), message }.into());
    }
    let given = match word {
        Word::Give => Given::Given,
        Word::Refuse => Given::Refused,
        Word::Withdraw => Given::Withdrawn,
    };
    let tx = store.begin().await?;
    let mut erased = 0;
    if kind == NoticeKind::Pictures && given != Given::Given {
        let versions = register::rows::submissions::of_record(&*tx, &record.county_code, record.id).await?;
        erased = rows::delete_document_pages(&*tx, &versions).await?;
    }
    let (county, by) = (&*record.county_code, ByWhom::Guardian);
    let said = Said { county, record: record.id, kind, notice: &notice, given, by, erased };
    consent::say(store, &tx, &actor(link_holder), said).await?;
    tx.commit().await?;
    Ok(erased)
}

/// What can be said of a record.
pub(super) async fn choices(store: &Store, record: &record::Model) -> Result<Vec<Choice>> {
    let rows = consent::rows::evidence::of_record(&store.db, &record.county_code, record.id).await?;
    let mut choices = Vec::new();
    for kind in NoticeKind::ALL.iter().copied().filter(|kind| kind.asks()) {
        let Some(notice) = shown(store, record, kind).await? else { continue };
        let said = rows.iter().find(|row| row.kind == kind.code());
        let said = said.and_then(|row| Some((Given::from_code(&row.given)?, row.version.clone())));
        choices.push(Choice { kind, notice, said });
    }
    Ok(choices)
}

async fn shown(store: &Store, record: &record::Model, kind: NoticeKind) -> Result<Option<NoticeView>> {
    let county = &*record.county_code;
    match kind {
        NoticeKind::Notice => Ok(Some(consent::in_force(store, county).await?)),
        _ => consent::separate(store, county, kind).await,
    }
}
