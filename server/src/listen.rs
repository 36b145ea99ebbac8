//! Accepts connections, as many as there may be, and serves HTTP/1 on them.
//!
//! A connection that brings no whole head, or takes nothing of its answer, is closed; so nobody keeps one for nothing.
//! When all are taken, new ones wait in the system's queue; an address outside of the machine and of the trusted
//! proxies has a share of them only.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::limits::{HEAD, IDLE, STALLED};
use crate::proxies::Proxies;

/// Descriptors that the program needs beside those of connections: files, the database.
const OTHER_FILES: usize = 128;

/// Headers of a request.
const HEADERS: usize = 100;

/// How many connections there may be.
#[derive(Clone, Debug)]
pub struct Connections {
    /// At one time.
    pub most: usize,
    /// How long a connection may be without a whole head.
    pub idle: Duration,
    /// These may have them all.
    pub proxies: Proxies,
}

impl Connections {
    /// As many as the operator set, or as the system gives descriptors for.
    #[must_use]
    pub fn new(most: usize, proxies: Proxies) -> Self {
        let wanted = u64::try_from(most + OTHER_FILES).unwrap_or(u64::MAX);
        let given = rlimit::increase_nofile_limit(wanted).unwrap_or(wanted);
        let fit = usize::try_from(given).unwrap_or(usize::MAX).saturating_sub(OTHER_FILES).max(1);
        if fit < most {
            tracing::warn!(most, fit, "the system gives fewer descriptors than TONGCE_MAX_CONNECTIONS asks for");
        }
        Self { most: most.min(fit), idle: IDLE, proxies }
    }

    /// Connections of one address.
    fn share(&self) -> usize {
        self.most.div_ceil(4)
    }
}

/// Serves until `stop`, then finishes what is under way, for at most `patience`; says whether all of it ended.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: &Connections,
    stop: impl Future<Output = ()>,
    patience: Duration,
) -> bool {
    let places = Arc::new(Semaphore::new(connections.most));
    let shares = Shares::default();
    // Each connection holds a receiver: when the last is gone, all have ended.
    let (stopping, running) = watch::channel(false);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(connections.idle).max_header_size(HEAD).max_headers(HEADERS);
    http.max_buf_size(2 * HEAD);
    let mut stop = pin!(stop);
    loop {
        if places.available_permits() == 0 {
            tracing::warn!(most = connections.most, "all connections are taken");
        }
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = &mut stop => break,
        };
        let free = peer.ip().to_canonical().is_loopback() || connections.proxies.trusts(peer.ip());
        let Some(share) = shares.take(peer.ip(), if free { usize::MAX } else { connections.share() }) else {
            tracing::debug!("an address has its share of connections");
            continue;
        };
        let (router, places) = (router.clone(), Arc::clone(&places));
        let service = service_fn(move |request| answer(router.clone(), request, peer, Arc::clone(&places)));
        let connection = http.serve_connection(TokioIo::new(timed(stream)), service);
        let mut stopped = running.clone();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = told(&mut stopped) => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::trace!(%error, "a connection ended");
            }
            drop((place, share, stopped));
        });
    }
    drop((listener, running));
    let _nobody_serves = stopping.send(true);
    tokio::select! {
        () = stopping.closed() => true,
        () = tokio::time::sleep(patience) => false,
    }
}

/// Waits until the server is told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    let _told = stopped.wait_for(|stopping| *stopping).await.is_ok();
}

/// The next connection.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // It went away before it was accepted.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(error) => {
                // Descriptors are short: some come back in a moment.
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// A stream that breaks when nothing of what is written is taken.
fn timed(stream: TcpStream) -> std::pin::Pin<Box<TimeoutStream<TcpStream>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALLED));
    Box::pin(stream)
}

async fn answer(
    router: Router,
    request: axum::http::Request<Incoming>,
    peer: SocketAddr,
    places: Arc<Semaphore>,
) -> Result<axum::response::Response, std::convert::Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut response = router.oneshot(request).await?;
    if places.available_permits() == 0 {
        // Others wait for a place: this one is given back after its answer.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

/// Connections of each address.
#[derive(Clone, Debug, Default)]
struct Shares(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A connection of an address; gives it back when dropped.
#[derive(Debug)]
struct Share {
    of: IpAddr,
    shares: Shares,
}

impl Shares {
    /// One more for this address, unless it has `most`. Addresses of one IPv6 network are one: whoever has an address
    /// there has them all.
    fn take(&self, address: IpAddr, most: usize) -> Option<Share> {
        let of = match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::from((u128::from(address) >> 64 << 64).to_be_bytes()),
            address => address,
        };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(of).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Share { of, shares: self.clone() })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut counts = self.shares.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.of) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_gives_it_back() {
        let shares = Shares::default();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let held = [shares.take(one, 2), shares.take(one, 2)];
        assert!(held.iter().all(Option::is_some) && shares.take(one, 2).is_none());
        assert!(shares.take(other, 2).is_some());
        drop(held);
        assert!(shares.take(one, 2).is_some());
        assert!(shares.0.lock().unwrap().is_empty());
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        let shares = Shares::default();
        let _held = shares.take("2001:db8:0:7::1".parse().unwrap(), 1).unwrap();
        assert!(shares.take("2001:db8:0:7:ffff::2".parse().unwrap(), 1).is_none());
        assert!(shares.take("2001:db8:0:8::1".parse().unwrap(), 1).is_some());
        let _mapped = shares.take("::ffff:192.0.2.1".parse().unwrap(), 1).unwrap();
        assert!(shares.take("192.0.2.1".parse().unwrap(), 1).is_none());
    }
}
