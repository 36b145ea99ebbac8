//! Requests to a provider. Its address is typed by people, so the server asks nothing of its own network by mistake: private
//! addresses only where the operator lists them (also when a name leads there), no redirects, no endless answers.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use ipnet::IpNet;
use openidconnect::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use openidconnect::reqwest::redirect::Policy;
use openidconnect::reqwest::{self, Client};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::store::Store;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Largest answer, in bytes.
const MOST: usize = 256 * 1024;

/// Networks that are nobody's on the open internet (RFC 6890).
static PRIVATE: LazyLock<Vec<IpNet>> = LazyLock::new(|| {
    let networks = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "::/127",
        "64:ff9b::/96",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    ];
    networks.iter().filter_map(|network| network.parse().ok()).collect()
});

/// Whether an address is private and not among those that the operator lists.
pub(super) fn is_private(listed: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    let within = |networks: &[IpNet]| networks.iter().any(|network| network.contains(&address));
    within(&PRIVATE) && !within(listed)
}

/// Whether an address is among those that the operator lists: there is no encryption inside of a machine.
pub(super) fn is_listed(listed: &[IpNet], address: IpAddr) -> bool {
    listed.iter().any(|network| network.contains(&address.to_canonical()))
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreachable {
    #[error("the address is a private one that is not listed, or not encrypted")]
    Forbidden,
    #[error("the answer is too large")]
    TooLarge,
    #[error("the request failed")]
    Failed(#[from] reqwest::Error),
    #[error("the answer is malformed")]
    Malformed,
}

/// Asks a provider.
pub(super) struct Http {
    client: Client,
    listed: Arc<[IpNet]>,
}

impl Http {
    pub(super) fn of(store: &Store) -> Result<Self, Unreachable> {
        let listed = Arc::clone(&store.identity_networks);
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .dns_resolver(Arc::new(Guarded(Arc::clone(&listed))))
            .build()?;
        Ok(Self { client, listed })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Unreachable> {
        let request = reqwest::Request::try_from(request)?;
        // An address of numbers is never looked up, so it is looked at here.
        let url = request.url();
        let numbers = url.host_str().and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok());
        let forbidden = numbers.is_some_and(|address| is_private(&self.listed, address));
        let plain = url.scheme() != "https" && !numbers.is_some_and(|address| is_listed(&self.listed, address));
        if forbidden || plain {
            return Err(Unreachable::Forbidden);
        }
        let mut response = self.client.execute(request).await?;
        let mut answer = openidconnect::http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await? {
            if body.len() + part.len() > MOST {
                return Err(Unreachable::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        answer.body(body).map_err(|_| Unreachable::Malformed)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unreachable;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unreachable>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// Looks names up, and leaves private addresses out.
struct Guarded(Arc<[IpNet]>);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let listed = Arc::clone(&self.0);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|at| !is_private(&listed, at.ip())).collect();
            if public.is_empty() {
                return Err(Box::new(Unreachable::Forbidden) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_address_is_asked_only_when_it_is_listed() {
        let at = |address: &str| address.parse::<IpAddr>().unwrap();
        for private in
            ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.1.1", "100.64.0.1"]
        {
            assert!(is_private(&[], at(private)), "{private}");
        }
        for public in ["203.0.114.7", "2400:3200::1", "8.8.8.8"] {
            assert!(!is_private(&[], at(public)), "{public}");
        }
        let listed = ["10.1.0.0/16".parse().unwrap()];
        assert!(!is_private(&listed, at("10.1.2.3")) && is_private(&listed, at("10.2.0.1")));
    }
}
