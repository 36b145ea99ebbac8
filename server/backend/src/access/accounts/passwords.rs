//! Argon2id with the library's defaults (19 MiB, two passes: the first choice of the OWASP cheat sheet).

use std::sync::OnceLock;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::access::{PasswordProfile, check_password};
use domain::problem::Problem;
use tokio::sync::Semaphore;

use super::PASSWORD_MAX;
use crate::access::tables::account;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::store::Store;

/// Checks at one time: a storm of sign-ins queues here instead of taking 19 MiB each.
static TURNS: Semaphore = Semaphore::const_new(2);
/// How long an attempt waits for its turn before the person is asked to come back.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Guesses that a password has to withstand, as a power of ten: those of the lists of leaked ones fall far below.
const GUESSES_LOG10: f64 = 6.5;

/// The hash of a password that the person of an account chose.
///
/// # Errors
/// [`Problem::Invalid`] for `password` when it is too short or long, or easily guessed by who knows the person and the place.
pub(crate) async fn hash_chosen(
    store: &Store,
    password: &str,
    second_factor: bool,
    account: &account::Model,
) -> Result<String> {
    let place = names::path(&account.county_code)?;
    let known: Vec<&str> =
        [account.username.as_str(), account.display_name.as_str()].into_iter().chain(place.split('/')).collect();
    check_chosen(password, second_factor, store.passwords, &known)?;
    if let Some(breached) = store.breached.clone()
        && breached.holds(password.to_owned()).await?
    {
        let message = "这个密码在别处泄露过，已经不安全，请换一个".into();
        return Err(Problem::Invalid { field: "password".into(), message }.into());
    }
    hash(password.to_owned()).await
}

fn check_chosen(password: &str, second_factor: bool, profile: PasswordProfile, known: &[&str]) -> Result<(), Problem> {
    let refused = |message: String| Problem::Invalid { field: "password".into(), message };
    check_length(password, 0)?;
    check_password(password, second_factor, profile, known).map_err(|fault| refused(fault.message()))?;
    if zxcvbn::zxcvbn(password, known).guesses_log10() < GUESSES_LOG10 {
        let message = "这个密码太容易猜到，请换一个；不要用姓名、单位、生日、手机号或连续的数字";
        return Err(refused(message.into()));
    }
    Ok(())
}

/// # Errors
/// [`Problem::Invalid`] for `password`.
pub(crate) fn check_length(password: &str, shortest: usize) -> Result<(), Problem> {
    let message = if password.chars().count() < shortest {
        format!("密码至少{shortest}位")
    } else if password.len() > PASSWORD_MAX {
        // It would be kept, but never looked at when somebody signs in.
        "密码太长了，请换一个短一些的".to_owned()
    } else {
        return Ok(());
    };
    Err(Problem::Invalid { field: "password".into(), message })
}

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

    #[test]
    fn a_chosen_password_is_long_and_no_list_has_it() {
        let refused = |password: &str, second_factor| {
            let known = ["zhangsan", "张三", "南开区"];
            check_chosen(password, second_factor, PasswordProfile::Length, &known).is_err()
        };
        for easy in [
            "12345678901234",
            "password1234",
            "123456123456",
            "qwertyuiop12",
            "zhangsan-2026!",
            "aaaaaaaaaaaa",
            "Tongce-2026-xyz",
            "张三的好密码真的很好啊",
        ] {
            assert!(refused(easy, true), "{easy}");
        }
        assert!(!refused("海河边的七棵旧柳树也开花", false));
        assert!(!refused("brisk-otter-plum", false));
        assert!(!refused("w7#kQ2vz", true) && refused("w7#kQ2vz", false), "alone it is too short");
        assert!(refused(&"长".repeat(100), true));
    }
}
