//! Senders: each has one connection and sends the next declaration when the last one is acknowledged.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use axum::body::Bytes;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::sample;

/// What a run gave.
pub(crate) struct Figures {
    /// Acknowledged submissions a second.
    pub(crate) rate: f64,
    /// Latencies, ascending.
    latencies: Vec<Duration>,
}

impl Figures {
    /// The latency in milliseconds that this share of the requests did not exceed.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let at = ((self.latencies.len() as f64 * share) as usize).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).map_or(0.0, |latency| latency.as_secs_f64() * 1000.0)
    }
}

/// Sends for `length` with so many senders; families are counted on from `next`.
pub(crate) async fn run(
    address: SocketAddr,
    senders: usize,
    length: Duration,
    next: &Arc<AtomicU64>,
) -> anyhow::Result<Figures> {
    let mut tasks = JoinSet::new();
    let started = Instant::now();
    for _ in 0..senders {
        tasks.spawn(send(address, started + length, Arc::clone(next)));
    }
    let mut latencies = Vec::new();
    while let Some(one) = tasks.join_next().await {
        latencies.extend(one??);
    }
    let seconds = started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let rate = latencies.len() as f64 / seconds;
    Ok(Figures { rate, latencies })
}

async fn send(address: SocketAddr, until: Instant, next: Arc<AtomicU64>) -> anyhow::Result<Vec<Duration>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut requests, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let body =
            Full::new(Bytes::from(sample::submission(sample::id(), next.fetch_add(1, Ordering::Relaxed)).to_string()));
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/submissions")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)?;
        let sent = Instant::now();
        requests.ready().await?;
        let response = requests.send_request(request).await?;
        let status = response.status();
        let answer = response.into_body().collect().await?.to_bytes();
        latencies.push(sent.elapsed());
        ensure!(status == StatusCode::CREATED, "{status}: {}", String::from_utf8_lossy(&answer));
    }
    Ok(latencies)
}
