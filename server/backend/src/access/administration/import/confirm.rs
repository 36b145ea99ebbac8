//! The rows that were shown become accounts, all or none. Between the check and the confirmation they lie with the browser,
//! sealed for the account that uploaded them: what is confirmed is what was shown, and the server keeps no list of people
//! that nobody confirmed.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Action;
use domain::problem::Problem;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use super::check::Checked;
use super::columns::RowFault;
use super::line::Line;
use crate::access::administration::invite::{Invitation, invite_in};
use crate::access::administration::{Administrator, invite};
use crate::crypt::seal::{Binding, open, seal};
use crate::error::{Error, Result};
use crate::store::Store;

/// How long the checked rows can be confirmed.
const SHOWN: i64 = 30 * 60_000;

/// Most bytes of the rows once they are unpacked.
const MAX_UNPACKED: u64 = 4 * 1024 * 1024;

/// What lies with the browser.
#[derive(Serialize, Deserialize)]
struct Shown {
    at: i64,
    right: Vec<Line>,
    faults: Vec<RowFault>,
}

/// The accounts of one sheet.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its number, which stands in the trail with each account.
    pub batch: String,
    /// The invitations, in the order of the rows, each shown this once.
    pub invitations: Vec<Invitation>,
}

/// The checked rows as text for a page: sealed for this administrator.
///
/// # Errors
/// If they cannot be sealed.
pub fn sealed(store: &Store, by: &Administrator, checked: &Checked) -> Result<String> {
    let Checked { right, faults } = checked.clone();
    let json = serde_json::to_vec(&Shown { at: store.clock.millis(), right, faults })?;
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    let packed = deflate.write_all(&json).and_then(|()| deflate.finish());
    let packed = packed.map_err(|_| Error::internal("rows cannot be packed"))?;
    let sealed = seal(&store.keys, by.account().county_code(), Binding::import(by.account().id()), &packed)?;
    Ok(format!("{}.{}", sealed.key_id, URL_SAFE_NO_PAD.encode(sealed.bytes)))
}

/// The rows that were shown to this administrator.
///
/// # Errors
/// [`Problem::Invalid`] when they were not, or too long ago.
pub fn unsealed(store: &Store, by: &Administrator, text: &str) -> Result<Checked> {
    let gone =
        || Problem::Invalid { field: "rows".into(), message: "核对结果已过期，请重新上传表格".into() };
    let (key_id, bytes) = text.split_once('.').ok_or_else(gone)?;
    let bytes = URL_SAFE_NO_PAD.decode(bytes).map_err(|_| gone())?;
    let packed = open(&store.keys, by.account().county_code(), Binding::import(by.account().id()), key_id, &bytes)
        .map_err(|_| gone())?;
    let mut json = Vec::new();
    DeflateDecoder::new(&**packed).take(MAX_UNPACKED).read_to_end(&mut json).map_err(|_| gone())?;
    let Shown { at, right, faults } = serde_json::from_slice(&json).map_err(|_| gone())?;
    if store.clock.millis() - at > SHOWN { Err(gone().into()) } else { Ok(Checked { right, faults }) }
}

/// Makes the accounts of the rows that were shown. With `only_right` the wrong ones are left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] when a row is wrong and that was not said, or a row does not fit any more;
/// then nothing is written.
pub async fn confirm(store: &Store, by: &Administrator, shown: &Checked, only_right: bool) -> Result<Imported> {
    by.need(Action::AccountImport)?;
    let wrong = |message: String| Problem::Invalid { field: "rows".into(), message };
    if shown.right.is_empty() {
        return Err(wrong("没有可以导入的行".into()).into());
    }
    if !shown.faults.is_empty() && !only_right {
        return Err(wrong("有不能导入的行。请改好后重新上传，或者勾选“只导入正确的行”".into()).into());
    }
    let id = store.new_id().simple().to_string();
    let batch = format!("P{}", id[id.len() - 8..].to_uppercase());
    let tx = store.begin().await?;
    let mut invitations = Vec::with_capacity(shown.right.len());
    for line in &shown.right {
        let made = match line.person() {
            Ok(person) => invite_in(store, &tx, by, person, invite::Made::Import(&batch)).await,
            Err(problem) => Err(problem.into()),
        };
        invitations.push(made.map_err(|error| match error.into_problem() {
            Problem::Invalid { message, .. } => wrong(format!("第{}行：{message}", line.row)).into(),
            other => Error::from(other),
        })?);
    }
    tx.commit().await?;
    Ok(Imported { batch, invitations })
}
