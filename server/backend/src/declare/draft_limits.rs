//! How many drafts there may be. Whoever opens a poster can begin without any proof of who it is, so what one link and one
//! family can store is bounded.

use domain::problem::Problem;

use super::pass::Pass;
use crate::declare::rows::drafts;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::store::Store;

/// Most drafts that one family has open: children of one household, and corrections of them.
const OF_FAMILY: u64 = 20;

/// Most drafts that are begun through one link within an hour and still open. A village of a thousand families does not
/// come within one hour.
const OF_LINK: u64 = 300;
const HOUR: i64 = 3_600_000;

/// Most bytes of open drafts under one link: some thousand of the size that forms have.
const BYTES_OF_LINK: u64 = 64 * 1024 * 1024;

/// Up to this size a draft grows unasked; a whole form is a tenth of it.
const UNASKED: usize = 64 * 1024;

/// Seconds after which another attempt makes sense.
const LATER: u64 = 600;

/// Whether the family may open one more draft.
///
/// # Errors
/// [`Problem::LinkBusy`]; [`Problem::Invalid`] when the family has too many.
pub(crate) async fn one_more(store: &Store, link_holder: &LinkHolder, pass: &Pass) -> Result<()> {
    let county = link_holder.county().to_string();
    if drafts::of_family(&store.db, &county, link_holder.holder()).await? >= OF_FAMILY {
        let message = format!("您家已有{OF_FAMILY}份没填完的登记，请先填完或清除几份，再登记下一个孩子。");
        return Err(Problem::Invalid { field: "draft".to_owned(), message }.into());
    }
    let since = store.clock.millis() - HOUR;
    let begun = drafts::begun_since(&store.db, &county, pass.link.id, since).await?;
    if begun >= OF_LINK || drafts::bytes_of_link(&store.db, &county, pass.link.id).await? >= BYTES_OF_LINK {
        return Err(Problem::LinkBusy { retry_after: LATER }.into());
    }
    Ok(())
}

/// Whether a draft of `size` bytes may take `more`.
///
/// # Errors
/// [`Problem::LinkBusy`].
pub(crate) async fn may_grow(
    store: &Store,
    link_holder: &LinkHolder,
    pass: &Pass,
    size: usize,
    more: usize,
) -> Result<()> {
    if size + more <= UNASKED {
        return Ok(());
    }
    let taken = drafts::bytes_of_link(&store.db, &link_holder.county().to_string(), pass.link.id).await?;
    if taken + more as u64 > BYTES_OF_LINK {
        return Err(Problem::LinkBusy { retry_after: LATER }.into());
    }
    Ok(())
}
