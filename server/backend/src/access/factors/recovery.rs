//! Recovery codes: ten of eighty bits, in letters and digits that are not mixed up (Crockford's base32).

use rand::TryRngCore as _;
use rand::rngs::OsRng;

use crate::access::accounts::{Account, passwords, trail};
use crate::access::rows;
use crate::access::tables::recovery_code;
use crate::audit::{Kind, pen};
use crate::error::{Error, Result};
use crate::store::Store;

/// How many there are.
pub const CODES: usize = 10;
/// Characters of one; the first four are its selector.
const LENGTH: usize = 16;
const SELECTOR: usize = 4;
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Makes new recovery codes; those before open nothing any more. They are shown this once, as `XXXX-XXXX-XXXX-XXXX`.
///
/// # Errors
/// If no random bytes come or the database refuses.
pub async fn renew(store: &Store, account: &Account) -> Result<Vec<String>> {
    let (mut shown, mut rows) = (Vec::with_capacity(CODES), Vec::with_capacity(CODES));
    while rows.len() < CODES {
        let code = draw()?;
        let (selector, rest) = code.split_at(SELECTOR);
        if rows.iter().any(|row: &recovery_code::Model| row.selector == selector) {
            continue;
        }
        rows.push(recovery_code::Model {
            county_code: account.county_code().to_owned(),
            account_id: account.id(),
            selector: selector.to_owned(),
            hash: passwords::hash(rest.to_owned()).await?,
        });
        shown.push(grouped(&code));
    }
    let tx = store.begin().await?;
    rows::factors::put_codes(&*tx, account.key(), &rows).await?;
    pen::append(store, &tx, [&trail::of_own(store, account, Kind::FactorChanged).with("step", "codes")]).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Whether the code, without dashes and in capitals, is one that was not used; it is then.
pub(super) async fn check(store: &Store, account: &Account, code: &str) -> Result<bool> {
    let code: String = code.chars().map(read_as).collect();
    let Some((selector, rest)) = code.split_at_checked(SELECTOR).filter(|_| code.len() == LENGTH) else {
        return Ok(false);
    };
    let row = rows::factors::code(&store.db, account.key(), selector).await?;
    if !passwords::verify(rest.to_owned(), row.map(|row| row.hash)).await? {
        return Ok(false);
    }
    rows::factors::use_code(&*store.statement().await, account.key(), selector).await
}

/// What people write for what they read.
const fn read_as(c: char) -> char {
    match c {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    }
}

fn draw() -> Result<String> {
    let mut bytes = [0; LENGTH];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| Error::internal("the operating system gives no random bytes"))?;
    // Five bits of each byte: every one of the 32 is as likely.
    Ok(bytes.iter().map(|byte| char::from(DIGITS[usize::from(byte & 31)])).collect())
}

fn grouped(code: &str) -> String {
    let mut text = String::with_capacity(LENGTH + 3);
    for (at, c) in code.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        text.push(c);
    }
    text
}
