//! Who comes by a link: a [`LinkHolder`] is the right to see and change one family's declarations. Only an
//! opened link or the encrypted cookie that it set makes one, and every use asks the link again ([`crate::declare::pass`]).

use std::str::FromStr;

use domain::divisions::CountyCode;
use domain::problem::Problem;
use domain::view::links::{LinkKind, LinkView};
use uuid::Uuid;

use crate::access;
use crate::access::tables::directory::Kind;
use crate::crypt::token;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::links::rows;
use crate::links::tables::link;
use crate::store::Store;
use crate::store::clock::Clock;

/// Days for which a personal link opens when a submission through a village link makes it.
const PERSONAL_DAYS: i64 = 365;

/// Longest text that is looked at as a token.
const TOKEN_MAX: usize = 100;

/// A family that came by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    link_id: Uuid,
    county: CountyCode,
    holder: Uuid,
    proof: bool,
    browser: Uuid,
}

/// What opening a link gives.
#[derive(Clone, Debug)]
pub struct OpenLink {
    /// To be kept in the encrypted cookie.
    pub link_holder: LinkHolder,
    /// The link as a page shows it.
    pub view: LinkView,
}

impl LinkHolder {
    /// The link.
    #[must_use]
    pub const fn link_id(&self) -> Uuid {
        self.link_id
    }

    /// County of the link.
    #[must_use]
    pub const fn county(&self) -> CountyCode {
        self.county
    }

    /// The family.
    #[must_use]
    pub const fn holder(&self) -> Uuid {
        self.holder
    }

    /// Whether this browser has shown to be the family's since another family had its turn in it.
    #[must_use]
    pub const fn proof(&self) -> bool {
        self.proof
    }

    /// The browser in which the link was opened: a number of its sealed cookie. Cookies of earlier versions have none (nil).
    #[must_use]
    pub const fn browser(&self) -> Uuid {
        self.browser
    }

    /// The same family in the browser that knows it as `before`.
    #[must_use]
    pub const fn in_browser_of(self, before: &Self) -> Self {
        Self { browser: before.browser, ..self }
    }

    /// The same family after another one had its turn in this browser.
    #[must_use]
    pub const fn without_proof(self) -> Self {
        Self { proof: false, ..self }
    }

    /// A new family that comes by the same link.
    #[must_use]
    pub const fn another(self, holder: Uuid) -> Self {
        Self { holder, proof: true, ..self }
    }

    /// The same family, coming by the link of `new` from now on.
    #[must_use]
    pub const fn by_link_of(self, new: Self) -> Self {
        Self { link_id: new.link_id, county: new.county, ..self }
    }

    /// A name for the family in a form of a page, which tells nothing of the holder.
    #[must_use]
    pub fn label(&self, store: &Store) -> String {
        let hash = store.keys.look_up_hash(&[b"family", self.holder.as_bytes().as_slice()]);
        hex::encode(&hash[..8])
    }

    /// As a part of the encrypted cookie.
    #[must_use]
    pub fn to_cookie(&self) -> String {
        let proof = if self.proof { '1' } else { '0' };
        let browser = if self.browser.is_nil() { String::new() } else { format!(".{}", self.browser.simple()) };
        format!("{}.{}.{}.{proof}{browser}", self.link_id.simple(), self.county, self.holder.simple())
    }

    /// From the value of the cookie, after its encryption was checked. `None` if it is of another shape.
    #[must_use]
    pub fn from_cookie(value: &str) -> Option<Self> {
        let mut parts = value.split('.');
        let (link_id, county, holder) = (parts.next()?, parts.next()?, parts.next()?);
        // Cookies of earlier versions know one family, whose browser it is.
        let proof = match parts.next() {
            None | Some("1") => true,
            Some("0") => false,
            Some(_) => return None,
        };
        let browser = parts.next().map_or(Ok(Uuid::nil()), Uuid::from_str).ok()?;
        if parts.next().is_some() {
            return None;
        }
        Some(Self {
            link_id: Uuid::from_str(link_id).ok()?,
            county: CountyCode::parse(county).ok()?,
            holder: Uuid::from_str(holder).ok()?,
            proof,
            browser,
        })
    }
}

/// Opens a link; changes nothing in the store. `before` is who this browser was until now: coming again by
/// the same village link it stays the same family.
///
/// # Errors
/// [`Problem::LinkUnknown`], [`Problem::LinkExpired`], [`Problem::LinkRevoked`].
pub async fn open(store: &Store, token: &str, before: Option<&LinkHolder>) -> Result<OpenLink> {
    let link = by_token(store, token).await?;
    let county = CountyCode::parse(&link.county_code).map_err(|_| Error::internal("a link has no county"))?;
    let known = before.filter(|link_holder| link_holder.link_id == link.id).map(|link_holder| link_holder.holder);
    let holder = link.holder.or(known).unwrap_or_else(|| store.new_id());
    let browser = before.map_or_else(|| store.new_id(), LinkHolder::browser);
    Ok(OpenLink {
        link_holder: LinkHolder { link_id: link.id, county, holder, proof: true, browser },
        view: view(&link)?,
    })
}

/// The link with this token, while it opens.
///
/// # Errors
/// As [`open`].
pub(crate) async fn by_token(store: &Store, token: &str) -> Result<link::Model> {
    if token.is_empty() || token.len() > TOKEN_MAX {
        return Err(Problem::LinkUnknown.into());
    }
    let hash = store.keys.token_hash(token);
    let county = match token::county(token) {
        Some(county) => Some(county.to_string()),
        // Made by an earlier version.
        None => access::rows::directory::county(&store.db, Kind::LinkToken, &hash).await?,
    };
    let county = county.ok_or(Problem::LinkUnknown)?;
    let link = rows::links::by_token_hash(&store.db, &county, hash).await?.ok_or(Problem::LinkUnknown)?;
    opens(&*store.clock, &link)?;
    Ok(link)
}

pub(crate) fn opens(clock: &dyn Clock, link: &link::Model) -> Result<(), Problem> {
    if link.revoked_at.is_some() {
        return Err(Problem::LinkRevoked);
    }
    // Days as text compare like days.
    if link.expires_on < clock.today().to_string() {
        return Err(Problem::LinkExpired);
    }
    Ok(())
}

/// The link as a page shows it.
///
/// # Errors
/// [`Error::Internal`] if the row is not of its shape.
pub(crate) fn view(link: &link::Model) -> Result<LinkView> {
    Ok(LinkView {
        kind: kind(link),
        division_code: link.division_code.clone(),
        unit_name: names::name_in_words(&link.division_code)?,
        expires_on: link.expires_on.parse().map_err(|_| Error::internal("a link has no last day"))?,
    })
}

/// Personal or village.
#[must_use]
pub(crate) fn kind(link: &link::Model) -> LinkKind {
    if link.kind == kind_code(LinkKind::Village) { LinkKind::Village } else { LinkKind::Personal }
}

/// The code of a kind in the table.
#[must_use]
pub const fn kind_code(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Personal => "personal",
        LinkKind::Village => "village",
    }
}

/// A personal link for a family that came by a village link, not yet written, and its address; it is bound to the browser in
/// which the family agreed to the notice.
///
/// # Errors
/// [`Error::Internal`] if the operating system gives no random bytes.
pub(crate) fn personal_for(
    store: &Store,
    village: &link::Model,
    holder: Uuid,
    browser: Option<Uuid>,
) -> Result<(link::Model, String)> {
    let county = CountyCode::parse(&village.county_code).map_err(|_| Error::internal("a link has no county"))?;
    let token = token::fresh(county)?;
    let now = store.clock.now();
    let expires = crate::store::clock::day(now)
        .checked_add(jiff::Span::new().days(PERSONAL_DAYS))
        .map_err(|_| Error::internal("the last day of a link is out of range"))?;
    let link = link::Model {
        county_code: village.county_code.clone(),
        id: store.ids.next(now),
        kind: kind_code(LinkKind::Personal).to_owned(),
        division_code: village.division_code.clone(),
        holder: Some(holder),
        token_hash: store.keys.token_hash(&token),
        note: String::new(),
        created_by: None,
        created_at: now.as_millisecond(),
        expires_on: expires.to_string(),
        revoked_at: None,
        bound_to: browser,
        sealed: None,
        key_id: None,
    };
    Ok((link, format!("{}/l/{token}", store.base_url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holder_survives_its_cookie_and_one_of_an_earlier_version_opens() {
        let (link_id, holder) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let (county, browser) = (CountyCode::literal(120_104), Uuid::nil());
        let link_holder = LinkHolder { link_id, county, holder, proof: true, browser };
        let now = LinkHolder { browser: Uuid::from_u128(9), ..link_holder };
        for link_holder in [link_holder, link_holder.without_proof(), now, now.without_proof()] {
            assert_eq!(LinkHolder::from_cookie(&link_holder.to_cookie()), Some(link_holder));
        }
        let earlier = format!("{}.120104.{}", link_id.simple(), holder.simple());
        assert_eq!(LinkHolder::from_cookie(&earlier), Some(link_holder));
        for wrong in [
            "",
            "a.b.c",
            &format!("{earlier}.x"),
            &format!("{}.1", link_holder.to_cookie()),
            &format!("{}.1", now.to_cookie()),
        ] {
            assert_eq!(LinkHolder::from_cookie(wrong), None);
        }
    }
}
