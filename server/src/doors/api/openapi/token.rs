//! The shapes of asking for a token.

use serde::Serialize;
use utoipa::ToSchema;

/// A request for a token.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// Always `client_credentials`.
    #[schema(example = "client_credentials")]
    grant_type: String,
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
