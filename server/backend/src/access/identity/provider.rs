//! A provider as the register keeps it.

use std::collections::BTreeMap;

use domain::access::Role;
use domain::divisions::DivisionCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{ACTIVE, PROPOSED, SUSPENDED};
use crate::access::rows;
use crate::access::tables::identity_provider::Model;
use crate::crypt::keyring::Keyring;
use crate::crypt::seal::{Binding, open};
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::store::Store;

/// A claim that proposes an assignment: `groups=shenhe county_reviewer 120104`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRule {
    /// Name of the claim.
    pub claim: String,
    /// Its value, or one of its values.
    pub value: String,
    /// Code of the role.
    pub role: String,
    /// Its place: a division.
    pub place: String,
}

impl ClaimRule {
    /// Reads a line as administrators write it; the role by its code or its Chinese name.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let (claim, value) = words.next()?.split_once('=')?;
        let (role, place) = (words.next()?, words.next()?);
        let role = Role::from_code(role).or_else(|| Role::ALL.iter().copied().find(|one| one.label() == role))?;
        let place = DivisionCode::parse(place).ok()?;
        let whole = words.next().is_none() && !claim.is_empty() && !value.is_empty();
        whole.then(|| Self {
            claim: claim.to_owned(),
            value: value.to_owned(),
            role: role.code().to_owned(),
            place: place.to_string(),
        })
    }

    /// Whether these claims have it.
    pub(super) fn holds(&self, claims: &BTreeMap<String, Value>) -> bool {
        match claims.get(&self.claim) {
            Some(Value::String(value)) => *value == self.value,
            Some(Value::Array(values)) => values.iter().any(|value| value.as_str() == Some(&self.value)),
            _ => false,
        }
    }
}

/// A provider in a list.
#[derive(Clone, Debug)]
pub struct ProviderLine {
    /// County under which it lies.
    pub county: String,
    /// Id.
    pub id: Uuid,
    /// What officials call it.
    pub name: String,
    /// Its area.
    pub place: DivisionCode,
    /// The area from the province down, with `/`.
    pub place_name: String,
    /// The issuer.
    pub issuer: String,
    /// What the site is called there.
    pub client_id: String,
    /// It waits for a confirmation.
    pub proposed: bool,
    /// Nobody signs in by it any more.
    pub suspended: bool,
    /// Account that proposed it.
    pub made_by: Uuid,
    /// Which claims propose which assignments.
    pub claims: Vec<ClaimRule>,
}

/// A provider that is what two persons set up.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) row: Model,
    pub(super) place: DivisionCode,
    pub(super) claims: Vec<ClaimRule>,
}

impl Provider {
    /// The row, when its hash is right; what was changed by hand is no provider.
    pub(super) fn read(keys: &Keyring, row: Model) -> Option<Self> {
        if mac(keys, &row) != row.mac {
            tracing::error!(provider = %row.id, "integrity.broken: a provider was not written by this program");
            return None;
        }
        let place = DivisionCode::parse(&row.place_code).ok()?;
        let claims = serde_json::from_str(&row.claims).ok()?;
        Some(Self { row, place, claims })
    }

    /// A provider by which officials sign in.
    pub(super) async fn active(store: &Store, key: (&str, Uuid)) -> Result<Option<Self>> {
        let row = rows::identities::provider(&store.db, key).await?;
        let read = row.and_then(|row| Self::read(&store.keys, row));
        Ok(read.filter(|provider| provider.row.state == ACTIVE))
    }

    pub(super) fn line(self) -> Result<ProviderLine> {
        let Self { row, place, claims } = self;
        Ok(ProviderLine {
            place_name: names::path(&row.place_code)?,
            place,
            proposed: row.state == PROPOSED,
            suspended: row.state == SUSPENDED,
            county: row.county_code,
            id: row.id,
            name: row.name,
            issuer: row.issuer,
            client_id: row.client_id,
            made_by: row.made_by,
            claims,
        })
    }

    /// The secret with which the site asks for tokens.
    pub(super) fn secret(&self, store: &Store) -> Result<String> {
        let binding = Binding::identity_provider(self.row.id);
        let bytes = open(&store.keys, &self.row.county_code, binding, &self.row.key_id, &self.row.sealed)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| Error::internal("a provider's secret is no text"))
    }

    /// Under what a subject of this provider is found.
    pub(super) fn subject_hash(&self, store: &Store, subject: &str) -> Vec<u8> {
        let parts = [self.row.id.as_bytes().as_slice(), self.row.issuer.as_bytes(), subject.as_bytes()];
        store.keys.integrity_hash("identity subject", &parts)
    }

    /// Whether a value of `acr` or `amr` stands for two factors.
    pub(super) fn is_strong(&self, value: &str) -> bool {
        self.row.factors.split(' ').any(|known| !known.is_empty() && known == value)
    }
}

/// Puts the hash to a row that is about to be written.
pub(super) fn signed(keys: &Keyring, mut row: Model) -> Model {
    row.mac = mac(keys, &row);
    row
}

fn mac(keys: &Keyring, row: &Model) -> Vec<u8> {
    // The sealed secret is not among it: a rotation seals it anew, and it opens in this row only.
    let texts = [
        &row.county_code,
        &row.place_code,
        &row.name,
        &row.issuer,
        &row.client_id,
        &row.scopes,
        &row.factors,
        &row.claims,
        &row.state,
    ]
    .map(|text| text.as_bytes());
    let ids = [row.id.as_bytes().as_slice(), row.made_by.as_bytes().as_slice()];
    keys.integrity_hash("identity provider", &[&ids[..], &texts[..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_claim_value_role_and_place() {
        let rule = ClaimRule::parse("groups=shenhe county_reviewer 120104").unwrap();
        assert_eq!((rule.role.as_str(), rule.place.as_str()), ("county_reviewer", "120104"));
        let label = Role::CountyReviewer.label();
        assert_eq!(ClaimRule::parse(&format!("groups=shenhe {label} 120104")), Some(rule.clone()));
        for wrong in
            ["", "groups county_reviewer 120104", "groups=a king 120104", "groups=a auditor 12", "=a auditor 120104"]
        {
            assert_eq!(ClaimRule::parse(wrong), None, "{wrong}");
        }
        let claims = |json: &str| serde_json::from_str::<BTreeMap<String, Value>>(json).unwrap();
        assert!(rule.holds(&claims(r#"{"groups":["x","shenhe"]}"#)) && rule.holds(&claims(r#"{"groups":"shenhe"}"#)));
        assert!(!rule.holds(&claims(r#"{"groups":["x"]}"#)) && !rule.holds(&claims("{}")));
    }
}
