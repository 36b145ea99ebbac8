//! The child of a row: the version that was asked about, which never changes, so a row is made anew whenever it is shown.

use std::collections::HashMap;

use data_encoding::BASE32_NOPAD;
use domain::Date;
use domain::comparison::columns::{Sent, SentRow, When, cell};
use domain::comparison::{ContentRow, ROW_KEY_LENGTH, RowIdentity, Standing, row_key_text};
use domain::divisions::{Address, CountyCode, DivisionCode};
use domain::form::{Department, FormKind, Key};
use domain::forms::keys;
use domain::values::{Sex, date};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::tables::batch_row;
use crate::crypt::seal::unless_refused;
use crate::divisions::names;
use crate::error::Result;
use crate::register::document::{Document, form_of};
use crate::register::items::code;
use crate::register::rows;
use crate::register::tables::record;
use crate::store::Store;

/// A child as a department is asked about it.
#[derive(Clone, Debug)]
pub(super) struct Child {
    pub(super) record: record::Model,
    pub(super) document: Document,
    pub(super) form: FormKind,
    county: CountyCode,
}

/// The cells by which a row is known.
struct Known {
    name: String,
    sex: &'static str,
    birth_date: String,
    id_number: String,
}

impl Known {
    const fn identity(&self, number: u32) -> RowIdentity<'_> {
        let Self { name, sex, birth_date, id_number } = self;
        RowIdentity { number, name: name.as_str(), sex, birth_date: birth_date.as_str(), id_number: id_number.as_str() }
    }
}

impl Child {
    /// What is asked about.
    pub(super) const fn standing(&self) -> Standing<'_> {
        Standing { form: self.form, answers: &self.document.answers, county: self.county }
    }

    fn known(&self) -> Known {
        let answers = &self.document.answers;
        let sex = answers.text(keys::CHILD_SEX).and_then(Sex::from_code).map(Sex::label).unwrap_or_default();
        Known {
            name: answers.text(keys::CHILD_NAME).unwrap_or_default().to_owned(),
            sex,
            birth_date: answers.get(keys::CHILD_BIRTH_DATE).map(date::format).unwrap_or_default(),
            id_number: answers.get(keys::CHILD_ID_NUMBER).map(|id| id.as_str().to_owned()).unwrap_or_default(),
        }
    }

    /// The key of its row in a batch.
    pub(super) fn row_key(&self, store: &Store, batch: &str, number: u32) -> String {
        row_key(store, batch, &self.known().identity(number))
    }

    /// Its line of the content checksum.
    pub(super) fn content(&self, number: u32, today: Date) -> String {
        let known = self.known();
        let county = |key: Key<&'static Address>| {
            let code =
                self.document.answers.address(key).and_then(|address| DivisionCode::parse(&address.division_code).ok());
            code.and_then(|code| code.county_on(today)).map(|county| county.to_string()).unwrap_or_default()
        };
        let (hukou, residence) = (county(keys::HUKOU_ADDRESS), county(keys::CURRENT_ADDRESS));
        let row = ContentRow { identity: known.identity(number), hukou_county: &hukou, residence_county: &residence };
        domain::comparison::content_text([row])
    }

    /// The cells that go out, in the order of the department's columns.
    pub(super) fn cells(
        &self,
        (department, columns): (Department, &[(Sent, When)]),
        (batch, number, key): (&str, u32, &str),
        today: Date,
    ) -> Vec<String> {
        let row = SentRow { batch, number, key, child: self.standing() };
        let name = |code: DivisionCode| names::path(&code.to_string()).ok().map(|path| path.replace('/', ""));
        columns.iter().map(|column| cell(*column, department, &row, today, &name)).collect()
    }
}

/// The children of rows, by number. A record that went to another county, was erased or does not open is left out.
pub(super) async fn of_rows<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    county: &str,
    lines: &[batch_row::Model],
) -> Result<HashMap<i32, Child>> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.record_id).collect();
    let records = rows::records::of_county(db, county, &ids).await?;
    let records: HashMap<Uuid, record::Model> = records.into_iter().map(|record| (record.id, record)).collect();
    let versions = rows::submissions::of_records(db, county, &ids).await?;
    let owner = code(county)?;
    let mut children = HashMap::with_capacity(lines.len());
    for line in lines {
        let Some(record) = records.get(&line.record_id) else { continue };
        let Some(row) = versions.iter().find(|row| row.record_id == line.record_id && row.version == line.version)
        else {
            continue;
        };
        let opened = record.key(&store.keys).and_then(|key| Document::open(&key, row));
        let Some(document) = unless_refused(opened)? else { continue };
        let child = Child { record: record.clone(), document, form: form_of(record)?, county: owner };
        children.insert(line.row_no, child);
    }
    Ok(children)
}

/// The key of a row with these cells.
pub(super) fn row_key(store: &Store, batch: &str, identity: &RowIdentity<'_>) -> String {
    let hash = store.keys.look_up_hash(&[b"batch_row", row_key_text(batch, identity).as_bytes()]);
    let mut key = BASE32_NOPAD.encode(&hash);
    key.truncate(ROW_KEY_LENGTH);
    key
}
