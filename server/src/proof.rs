//! How a family proves in another browser to be a guardian: by a code that a gateway sends, or, where there is none, by
//! numbers of the record.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::body::Bytes;
use axum::http::{Request, Uri, header};
use backend::declare::guardian::Sms;
use http_body_util::Full;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::config::{Config, SmsSettings};

/// How long a gateway may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What this deployment offers.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A code, sent by this gateway.
    Code(Arc<dyn Sms>),
    /// The child's number and a parent's telephone number.
    Numbers,
    /// Neither: in person, in the village.
    Nothing,
}

impl Proof {
    /// What the settings say.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        match &config.sms {
            Some(SmsSettings::Http { url, template }) => {
                Self::Code(Arc::new(HttpGateway { url: url.clone(), template: template.clone() }))
            }
            Some(SmsSettings::Console) => Self::Code(Arc::new(Console)),
            None if config.family_numbers => Self::Numbers,
            None => Self::Nothing,
        }
    }
}

/// Posts `{"template", "number", "code"}` as JSON; 2xx means that it was taken.
#[derive(Debug)]
struct HttpGateway {
    url: Uri,
    template: String,
}

#[async_trait::async_trait]
impl Sms for HttpGateway {
    async fn send(&self, number: &str, code: &str) -> anyhow::Result<()> {
        let body = serde_json::json!({"template": self.template, "number": number, "code": code}).to_string();
        tokio::time::timeout(PATIENCE, self.post(body)).await.context("the gateway took too long")?
    }
}

impl HttpGateway {
    async fn post(&self, body: String) -> anyhow::Result<()> {
        let host = self.url.host().context("no host")?;
        let stream = TcpStream::connect((host, self.url.port_u16().unwrap_or(80))).await?;
        let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let authority = self.url.authority().context("no host")?.as_str();
        let request = Request::post(self.url.path())
            .header(header::HOST, authority)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))?;
        let status = sender.send_request(request).await?.status();
        ensure!(status.is_success(), "the gateway answered {status}");
        Ok(())
    }
}

/// Writes codes to the log.
#[derive(Debug)]
struct Console;

#[async_trait::async_trait]
impl Sms for Console {
    async fn send(&self, number: &str, code: &str) -> anyhow::Result<()> {
        let end = number.get(number.len().saturating_sub(4)..).unwrap_or_default();
        tracing::warn!("the code for …{end} is {code}");
        Ok(())
    }
}
