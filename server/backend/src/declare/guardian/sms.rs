//! Who sends codes.

/// A gateway that sends a code as a text message. The words belong to the gateway's template; no name goes out.
#[async_trait::async_trait]
pub trait Sms: std::fmt::Debug + Send + Sync {
    /// Sends `code` to a mobile number of 11 digits.
    ///
    /// # Errors
    /// When the gateway did not take it; told to the log, never to whoever asked for the code.
    async fn send(&self, number: &str, code: &str) -> anyhow::Result<()>;
}
