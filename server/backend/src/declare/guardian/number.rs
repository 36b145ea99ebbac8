//! Where no codes can be sent: the child's whole number and a parent's telephone number, as they stand in the record.

use domain::problem::Problem;
use domain::values::{NationalId, Phone};
use uuid::Uuid;

use super::code::{entry, proved};
use super::{by_hand, hidden};
use crate::access::accounts::attempts::{self, Bucket};
use crate::audit::{Kind, Outcome, pen};
use crate::declare::rows;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::store::Store;

/// Checks both; from then on the browser is a guardian's of this declaration, for half an hour. Attempts are counted as those
/// to sign in are: for the declaration, and for the network.
///
/// # Errors
/// [`Problem::Invalid`] at `id_number`, never saying which of the two was wrong; [`Problem::NotFound`] for what is not the
/// family's; [`Problem::TooManyAttempts`].
pub async fn prove(
    store: &Store,
    link_holder: &LinkHolder,
    id: Uuid,
    (number, phone): (&str, &str),
    peer: &str,
) -> Result<()> {
    let answers = hidden::answers(store, link_holder, id).await?;
    let barred = hidden::barred(store, link_holder, id).await?;
    let attempt = attempts::count_all(store, vec![Bucket::declaration(id), Bucket::network(peer)]).await?;
    let childs = NationalId::parse(number).is_ok_and(|number| hidden::is_childs(&answers, &number));
    let parents = Phone::parse(phone).is_ok_and(|phone| hidden::may_prove(&answers, &phone, true, &barred));
    let now = store.clock.millis();
    if !(childs & parents) {
        let mut refused = entry(link_holder, id, Kind::GuardianVerified, now);
        refused.outcome = Outcome::Refused;
        pen::record(store, &refused).await?;
        if childs && Phone::parse(phone).is_ok_and(|phone| hidden::is_adults(&answers, &phone)) {
            by_hand::task(store, link_holder, id);
        }
        let message = "与登记的内容对不上，请核对两项都填对了".into();
        return Err(Problem::Invalid { field: "id_number".into(), message }.into());
    }
    let tx = store.begin().await?;
    attempts::succeeded(&tx, &attempt).await?;
    rows::guardians::put(&*tx, &proved(link_holder, id, now), now).await?;
    pen::append(store, &tx, [&entry(link_holder, id, Kind::GuardianVerified, now).with("how", "number")]).await?;
    tx.commit().await
}
