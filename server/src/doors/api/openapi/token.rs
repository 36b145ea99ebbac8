//! The shapes of asking for a token.

use serde::Serialize;
use utoipa::ToSchema;

/// A request for a token. Other inputs are ignored (RFC 6749, 3.2).
#[derive(Serialize, ToSchema)]
pub struct TokenRequest {
    /// What is shown for it.
    grant_type: GrantType,
}

/// The one kind of grant there is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrantType {
    /// Id and secret of the program.
    ClientCredentials,
}

/// A token.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// To be sent as `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    token_type: String,
    /// Seconds for which it opens.
    expires_in: i64,
    /// What can be asked with it: codes with blanks between.
    #[schema(example = "submissions.create submissions.status")]
    scope: String,
}
