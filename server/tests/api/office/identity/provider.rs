//! A real provider of identities (`tests/oidc/provider.js`), in a process of its own, and tokens signed by its key.

use std::collections::BTreeMap;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use openidconnect::reqwest::redirect::Policy;
use openidconnect::reqwest::{Client, Url};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::support::site::HTTP;

/// What the site is called there.
pub(super) const CLIENT: &str = "tongce";
/// The secret with which it asks.
pub(super) const SECRET: &str = "a secret of thirty-two characters";
/// The key of the provider, which the test knows to forge with.
pub(super) const KEY: [u8; 32] = [7; 32];

/// The running provider; it ends with the test.
pub(super) struct Provider {
    pub(super) issuer: String,
    client: Client,
    _process: Child,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oidc");
        let key = SigningKey::from_bytes(&KEY);
        let (d, x) = (URL_SAFE_NO_PAD.encode(KEY), URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes()));
        let jwk = json!({"kty": "OKP", "crv": "Ed25519", "d": d, "x": x, "kid": "test", "use": "sig", "alg": "EdDSA"});
        let back = format!("{HTTP}/sign-in/identity/back");
        let settings = json!({"back": back, "clientId": CLIENT, "secret": SECRET, "key": jwk});
        let mut process = Command::new("node")
            .arg("provider.js")
            .arg(settings.to_string())
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node is there");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.next_line().await.unwrap().expect("npm ci in server/tests/oidc installs the provider");
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { issuer: format!("http://127.0.0.1:{port}"), client, _process: process }
    }

    /// Who signs in next.
    pub(super) async fn person(&self, person: Value) {
        self.post("/test/person", person.to_string()).await;
    }

    /// The token that comes in place of the next one.
    pub(super) async fn forge(&self, token: String) {
        self.post("/test/forge", token).await;
    }

    async fn post(&self, path: &str, body: String) {
        let answer = self.client.post(format!("{}{path}", self.issuer)).body(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// A new browser follows the way there until it leads back to the site; gives path and query.
    pub(super) async fn authorize(&self, url: &str) -> String {
        let (mut at, mut cookies) = (Url::parse(url).unwrap(), BTreeMap::<String, String>::new());
        for _ in 0..10 {
            let held: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let answer = self.client.get(at.clone()).header("cookie", held.join("; ")).send().await.unwrap();
            for given in answer.headers().get_all("set-cookie") {
                let pair = given.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                cookies.insert(name.to_owned(), value.to_owned());
            }
            let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
            let Some(to) = to else { panic!("{} {}", answer.status(), answer.text().await.unwrap()) };
            if let Some(back) = to.strip_prefix(HTTP) {
                return back.to_owned();
            }
            at = at.join(&to).unwrap();
        }
        panic!("the provider leads in a circle");
    }
}

/// A token with this header and these claims, signed as the provider signs.
pub(super) fn signed(header: &Value, claims: &Value) -> String {
    signed_by(&KEY, header, claims)
}

/// The same with another key.
pub(super) fn signed_by(key: &[u8; 32], header: &Value, claims: &Value) -> String {
    let text = format!("{}.{}", part(header), part(claims));
    let signature = SigningKey::from_bytes(key).sign(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

/// A token that nobody signed.
pub(super) fn unsigned(claims: &Value) -> String {
    format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(claims))
}

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

/// The header of an ordinary token.
pub(super) fn header(kind: &str) -> Value {
    json!({"alg": "EdDSA", "typ": kind, "kid": "test"})
}
