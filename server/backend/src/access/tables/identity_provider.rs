//! Providers of identities (统一登录, OpenID Connect): where officials of an area sign in besides.

use sea_orm::entity::prelude::*;

/// A provider of an area.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_provider")]
pub struct Model {
    /// County of the area, 6 digits; the code of the city or province itself for one above the counties.
    #[sea_orm(primary_key, auto_increment = false)]
    pub county_code: String,
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The area: a division.
    pub place_code: String,
    /// What officials call it.
    pub name: String,
    /// The issuer, exactly as its tokens write it.
    pub issuer: String,
    /// What the site is called there.
    pub client_id: String,
    /// The secret with which the site asks for tokens, sealed.
    pub sealed: Vec<u8>,
    /// Id of the key that sealed it.
    pub key_id: String,
    /// Scopes besides `openid`, with blanks between.
    pub scopes: String,
    /// Values of `acr` and `amr` that stand for two factors, with blanks between.
    pub factors: String,
    /// Which claims propose which assignments, as JSON.
    pub claims: String,
    /// How it stands: `proposed`, `active`, `suspended`.
    pub state: String,
    /// Who proposed it.
    pub made_by: Uuid,
    /// When, Unix milliseconds.
    pub made_at: i64,
    /// The other person who confirmed it.
    pub confirmed_by: Option<Uuid>,
    /// Keyed hash over all of it: a row that somebody wrote into the database by hand is no provider.
    pub mac: Vec<u8>,
}

/// No relations are declared: a query names its joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
