//! A department's record of an item, of the cells that speak of it.

use super::cells::Cells;
use crate::comparison::answer::{
    Disability, Identity, Insurance, Livelihood, Permit, Record, Schooling, Service, Vaccination,
};
use crate::comparison::columns::{
    Card, CheckResult, HouseholdStatus, InsuranceStatus, Known, RollPlace, Scheme, ServiceResult, YesNo,
};
use crate::comparison::item::Item;

pub(super) fn of(item: Item, cells: &Cells) -> Record {
    let code = |key| cells.code(key).map(str::to_owned);
    let text = |key| cells.text(key).map(str::to_owned);
    match item {
        Item::Identity => Record::Identity(Identity {
            name_check: cells.code("name_check").and_then(CheckResult::from_code),
            number_check: cells.code("number_check").and_then(CheckResult::from_code),
            name: text("name"),
            sex: code("sex"),
            birth_date: cells.day("birth_date"),
            ethnicity: code("ethnicity"),
            household_status: cells.code("household_status").and_then(HouseholdStatus::from_code),
            hukou_county: cells.place("hukou_county"),
            hukou_township: cells.place("hukou_township"),
        }),
        Item::ResidencePermit => Record::ResidencePermit(Permit {
            registration: code("registration"),
            registered_on: cells.day("registered_on"),
            valid_until: cells.day("valid_until"),
        }),
        Item::Schooling => Record::Schooling(Schooling {
            stage: code("stage"),
            school: text("school"),
            school_code: text("school_code"),
            academic_status: code("academic_status"),
            boarding: cells.code("boarding").map(|code| code == "boarding"),
            roll: cells.code("roll").and_then(RollPlace::from_code),
        }),
        Item::Health06 => Record::Health06(service(cells, "health_service", "health_service_on")),
        Item::Tcm036 => Record::Tcm036(service(cells, "tcm_service", "tcm_service_on")),
        Item::Vaccination => Record::Vaccination(Vaccination {
            certificate: cells.code("certificate").and_then(Known::from_code),
            on_schedule: cells.code("on_schedule").and_then(YesNo::from_code),
            missing: missing(cells.text("missing").unwrap_or_default()),
            data_of: cells.day("data_of"),
        }),
        Item::Insurance => Record::Insurance(Insurance {
            status: cells.code("insurance_status").and_then(InsuranceStatus::from_code),
            scheme: cells.code("scheme").and_then(Scheme::from_code),
            place: cells.place("insured_at"),
            year: text("insured_year"),
        }),
        Item::Disability => Record::Disability(Disability {
            card: cells.code("card").and_then(Card::from_code),
            kind: code("disability_type"),
            detail: cells.codes("disability_detail"),
            grade: code("disability_grade"),
            valid_until: cells.day("card_valid_until"),
            rehab: match cells.code("rehab").and_then(YesNo::from_code) {
                Some(YesNo::Yes) => Some(true),
                Some(YesNo::No) => Some(false),
                Some(YesNo::Unknown) | None => None,
            },
            rehab_project: text("rehab_project"),
        }),
        Item::Livelihood => {
            Record::Livelihood(Livelihood { difficulty: cells.codes("difficulty"), support: cells.codes("support") })
        }
    }
}

fn service(cells: &Cells, received: &str, on: &str) -> Service {
    Service { received: cells.code(received).and_then(ServiceResult::from_code), on: cells.day(on) }
}

/// The vaccines of a list; 无 says that none is missing.
fn missing(list: &str) -> Vec<String> {
    let names = list.split(['、', '，', ',', '；', ';']).map(str::trim);
    names.filter(|name| !name.is_empty() && *name != "无").map(str::to_owned).collect()
}
