//! Argon2id with the library's defaults (19 MiB, two passes: the first choice of the OWASP cheat sheet).

use std::sync::OnceLock;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::problem::Problem;
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Checks at one time: a storm of sign-ins queues here instead of taking 19 MiB each.
static TURNS: Semaphore = Semaphore::const_new(2);
/// How long an attempt waits for its turn before the person is asked to come back.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The hash of a password in PHC string form.
pub(crate) async fn hash(password: String) -> Result<String> {
    work(move || hash_now(&password)).await
}

/// Whether the password is the one of the hash; the same work is done when there is no hash.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    work(move || {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => nobody()?,
        };
        let parsed = PasswordHash::new(&hash).map_err(|_| Error::internal("a password hash is malformed"))?;
        let right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(right && known)
    })
    .await
}

fn hash_now(password: &str) -> Result<String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|_| Error::internal("a password could not be hashed"))?;
    Ok(hash.to_string())
}

/// A hash that belongs to nobody.
fn nobody() -> Result<String> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let hash = hash_now("")?;
    Ok(HASH.get_or_init(|| hash).clone())
}

async fn work<T: Send + 'static>(job: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = tokio::time::timeout(TIMEOUT, TURNS.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        return Err(Problem::TooManyAttempts { retry_after: TIMEOUT.as_secs() }.into());
    };
    tokio::task::spawn_blocking(job).await.map_err(|_| Error::internal("a password check was cut short"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_opens_and_nobody_never_does() {
        let made = hash("正确的密码".into()).await.unwrap();
        assert!(made.starts_with("$argon2id$"));
        assert!(verify("正确的密码".into(), Some(made.clone())).await.unwrap());
        assert!(!verify("错误的密码".into(), Some(made)).await.unwrap());
        assert!(!verify(String::new(), None).await.unwrap());
    }
}
