//! Who sends codes to families: `TONGCE_SMS_URL` and `TONGCE_SMS_TEMPLATE`.

use axum::http::Uri;

use super::ConfigError;

/// A gateway for text messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmsSettings {
    /// An address to which each code is posted, and the id of the template that has the words.
    Http {
        /// Address, `http://host[:port]/path`.
        url: Uri,
        /// Id of the template.
        template: String,
    },
    /// Codes are written to the log: for development, never where people reach the site over HTTPS.
    Console,
}

/// Reads the settings; nothing when no codes are sent.
pub(super) fn read(get: impl Fn(&str) -> Option<String>, base_url: &str) -> Result<Option<SmsSettings>, ConfigError> {
    let Some(url) = get("TONGCE_SMS_URL") else { return Ok(None) };
    if url == "console" {
        if base_url.starts_with("https:") {
            let remedy = "Write the address of a gateway, or leave it away; codes in a log open children's data";
            return Err(ConfigError::new("TONGCE_SMS_URL", "`console` is for development only", remedy));
        }
        return Ok(Some(SmsSettings::Console));
    }
    let uri = url.parse::<Uri>().ok().filter(|uri| uri.scheme_str() == Some("http") && uri.host().is_some());
    let Some(uri) = uri else {
        let remedy = "Write http://host/path of a gateway or of a relay beside the server that speaks TLS, or console";
        return Err(ConfigError::new("TONGCE_SMS_URL", "it is not an http:// address", remedy));
    };
    let template = get("TONGCE_SMS_TEMPLATE").ok_or_else(|| {
        let remedy = "Write the id of the template in which the gateway has the words; the code is its only value";
        ConfigError::new("TONGCE_SMS_TEMPLATE", "a gateway needs a template", remedy)
    })?;
    Ok(Some(SmsSettings::Http { url: uri, template }))
}
