//! What goes out: no more than a department needs to find the child (个人信息保护法 第六条; rules 9). Never sent are phones,
//! the detail of an address, guardianship, difficulty, support, other departments' items, the ledger, and whether the child
//! is migrant or left behind.

use jiff::civil::Date;

use crate::comparison::item::{Applies, Item};
use crate::comparison::standing::Standing;
use crate::divisions::DivisionCode;
use crate::form::{Department, FormKind, summary};
use crate::forms::{form, keys};
use crate::values::coded::coded;
use crate::values::date::{format, full_months};
use crate::values::{NationalId, Sex};

coded! {
    /// A column of the sheet that a department gets, with its header.
    Sent {
        /// Of the batch.
        BatchNumber = "batch_number", "批次号";
        /// From 1.
        RowNumber = "row_number", "行号";
        /// See [`row_key_text`](crate::comparison::row_key_text).
        RowKey = "row_key", "行校验";
        /// The child's.
        Name = "name", "姓名";
        /// 男 or 女.
        Sex = "sex", "性别";
        /// `YYYY-MM-DD`.
        BirthDate = "birth_date", "出生日期";
        /// Empty when there is none.
        IdNumber = "id_number", "公民身份号码";
        /// Code and name.
        HukouCounty = "hukou_county", "户籍县（区）";
        /// Code and name.
        ResidenceCounty = "residence_county", "现居县（区）";
        /// Code and name: where a permit would be issued, a school attended.
        ResidenceTownship = "residence_township", "现居乡镇（街道）";
        /// For a child without number.
        FatherName = "father_name", "父亲姓名";
        /// The same; files of newborns often carry the mother's name.
        MotherName = "mother_name", "母亲姓名";
        /// One guardian.
        GuardianName = "guardian_name", "监护人姓名";
        /// For a newborn.
        BirthCertificate = "birth_certificate", "出生医学证明编号";
        /// The declared value of the department's own item, where the county chose to send it.
        Declared = "declared", "登记值";
    }
}

/// In which rows a column is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In all.
    Always,
    /// Of the migrant form.
    Migrant,
    /// Without a 公民身份号码.
    WithoutNumber,
    /// Without one, or up to 36 full months old.
    WithoutNumberOrSmall,
}

const COMMON: &[Sent] = &[
    Sent::BatchNumber,
    Sent::RowNumber,
    Sent::RowKey,
    Sent::Name,
    Sent::Sex,
    Sent::BirthDate,
    Sent::IdNumber,
    Sent::HukouCounty,
    Sent::ResidenceCounty,
];

const NEWBORN: &[(Sent, When)] =
    &[(Sent::MotherName, When::WithoutNumberOrSmall), (Sent::BirthCertificate, When::WithoutNumberOrSmall)];

const GUARDIAN: &[(Sent, When)] = &[(Sent::GuardianName, When::WithoutNumber)];

const fn own(department: Department) -> &'static [(Sent, When)] {
    match department {
        Department::PublicSecurity => &[
            (Sent::ResidenceTownship, When::Migrant),
            (Sent::FatherName, When::WithoutNumber),
            (Sent::MotherName, When::WithoutNumber),
        ],
        Department::Education => &[(Sent::ResidenceTownship, When::Always), (Sent::GuardianName, When::WithoutNumber)],
        Department::Health | Department::DiseaseControl => NEWBORN,
        Department::MedicalInsurance | Department::DisabledPersonsFederation | Department::CivilAffairs => GUARDIAN,
        Department::None => &[],
    }
}

/// The columns of a department's sheet, in their order. The declared value goes along only where the county chose so
/// (`show_declared`): blind by default, so that the answer is the department's own.
#[must_use]
pub fn sent(department: Department, show_declared: bool) -> Vec<(Sent, When)> {
    let common = COMMON.iter().map(|column| (*column, When::Always));
    let declared = show_declared.then_some((Sent::Declared, When::Always));
    common.chain(own(department).iter().copied()).chain(declared).collect()
}

/// What stands in a row before the child: its batch, its number, its key.
#[derive(Clone, Copy, Debug)]
pub struct SentRow<'a> {
    /// The batch number.
    pub batch: &'a str,
    /// From 1.
    pub number: u32,
    /// The row key.
    pub key: &'a str,
    /// The child.
    pub child: Standing<'a>,
}

/// The text of a cell; empty when the column is not for this row. `name` gives the name of a division.
#[must_use]
pub fn cell(
    (column, when): (Sent, When),
    department: Department,
    row: &SentRow<'_>,
    as_of: Date,
    name: &dyn Fn(DivisionCode) -> Option<String>,
) -> String {
    let Standing { form, answers, .. } = row.child;
    if !is_filled(when, &row.child, as_of) {
        return String::new();
    }
    let text = |key| answers.text(key).unwrap_or_default().to_owned();
    let place = |code: Option<DivisionCode>| {
        code.map(|code| match name(code) {
            Some(name) => format!("{code} {name}"),
            None => code.to_string(),
        })
        .unwrap_or_default()
    };
    let county = |code: DivisionCode| code.county_on(as_of).map(DivisionCode::from);
    match column {
        Sent::BatchNumber => row.batch.to_owned(),
        Sent::RowNumber => row.number.to_string(),
        Sent::RowKey => row.key.to_owned(),
        Sent::Name => text(keys::CHILD_NAME),
        Sent::Sex => {
            answers.text(keys::CHILD_SEX).and_then(Sex::from_code).map(Sex::label).unwrap_or_default().to_owned()
        }
        Sent::BirthDate => answers.get(keys::CHILD_BIRTH_DATE).map(format).unwrap_or_default(),
        Sent::IdNumber => answers.get(keys::CHILD_ID_NUMBER).map(|id| id.as_str().to_owned()).unwrap_or_default(),
        Sent::HukouCounty => place(row.child.hukou().and_then(county)),
        Sent::ResidenceCounty => place(row.child.residence().and_then(county)),
        Sent::ResidenceTownship => place(row.child.residence().and_then(DivisionCode::township)),
        Sent::FatherName => text(keys::FATHER_NAME),
        Sent::MotherName => text(keys::MOTHER_NAME),
        Sent::GuardianName => guardian(&row.child),
        Sent::BirthCertificate => text(keys::BIRTH_CERTIFICATE_NO),
        Sent::Declared => declared(department, form, &row.child, as_of),
    }
}

fn is_filled(when: When, child: &Standing<'_>, as_of: Date) -> bool {
    let without = || child.answers.get(keys::CHILD_ID_NUMBER).is_none_or(|id: NationalId| id.as_str().is_empty());
    let small = || child.answers.get(keys::CHILD_BIRTH_DATE).is_some_and(|born| full_months(born, as_of) <= 36);
    match when {
        When::Always => true,
        When::Migrant => child.form == FormKind::Migrant,
        When::WithoutNumber => without(),
        When::WithoutNumberOrSmall => without() || small(),
    }
}

/// One guardian by name: whom the child lives with, where that is another one; else a parent.
fn guardian(child: &Standing<'_>) -> String {
    let parents = [keys::FATHER_NAME, keys::MOTHER_NAME];
    let others = [keys::OTHER_GUARDIAN_NAME, keys::ENTRUSTED_CARER_NAME];
    let order = match child.answers.is(keys::LIVING_WITH, "other_guardian") {
        true => [others[0], parents[0], parents[1], others[1]],
        false => [parents[0], parents[1], others[0], others[1]],
    };
    order.into_iter().find_map(|key| child.answers.text(key)).unwrap_or_default().to_owned()
}

/// The department's own items in words; who the child is stands in the row already.
fn declared(department: Department, kind: FormKind, child: &Standing<'_>, as_of: Date) -> String {
    let form = form(kind);
    let said = Item::of(department)
        .filter(|item| *item != Item::Identity && item.applies(kind, child.answers, as_of) != Applies::No)
        .flat_map(Item::fields)
        .filter_map(|key| {
            let value = child.answers.value(key)?;
            form.field(key).map(|field| summary::display(field, Some(value)))
        });
    said.collect::<Vec<_>>().join("；")
}
