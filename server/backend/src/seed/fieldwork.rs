//! Field work of the demonstration: households of one village in every state, and visits to children there.

use domain::divisions::DivisionCode;
use domain::fieldwork::{FollowUp, Household, HouseholdState, Outcome};
use domain::form::{Answers, FormKind, Value};
use domain::forms::keys;
use domain::register::State;
use domain::values::date::{add_days, format};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::record::Filed;
use crate::crypt::seal::{Binding, seal_json};
use crate::error::{Error, Result};
use crate::fieldwork::tables::household;
use crate::register::tables::visit;
use crate::store;
use crate::store::Store;

/// Heads of the households, their state, and days since the last visit.
const HOUSEHOLDS: [(&str, HouseholdState, Option<i32>); 12] = [
    ("示例陈家", HouseholdState::Visited, Some(2)),
    ("示例李家", HouseholdState::Visited, Some(2)),
    ("示例王家", HouseholdState::Visited, Some(9)),
    ("示例赵家", HouseholdState::Visited, Some(16)),
    ("示例刘家", HouseholdState::NobodyHome, Some(2)),
    ("示例杨家", HouseholdState::NobodyHome, Some(5)),
    ("示例黄家", HouseholdState::NobodyTwice, Some(1)),
    ("示例周家", HouseholdState::Refused, Some(9)),
    ("示例吴家", HouseholdState::Listed, None),
    ("示例徐家", HouseholdState::Listed, None),
    ("示例孙家", HouseholdState::Listed, None),
    ("示例胡家", HouseholdState::Listed, None),
];
/// Visits: days since, days until the next, what was seen, what is needed.
const VISITS: [(i32, i32, &str, &str); 3] = [
    (20, 10, "示例：孩子在校，情绪稳定", ""),
    (9, 21, "示例：由外祖母照料，作业没人辅导", "示例：希望有志愿者辅导作业"),
    (40, -3, "示例：刚转学，和同学还不熟", ""),
];

/// Moves a declaration to a village, with everybody who has the same address.
pub(super) fn settle(form: FormKind, answers: &mut Answers, village: &str) {
    let key = match form {
        FormKind::Migrant => keys::CURRENT_ADDRESS,
        FormKind::LeftBehind => keys::HUKOU_ADDRESS,
    };
    let Some(before) = answers.address(key).map(|address| address.division_code.clone()) else { return };
    let moved: Vec<(String, Value)> = answers
        .iter()
        .filter_map(|(key, value)| match value {
            Value::Address(address) if address.division_code == before => {
                let there = domain::divisions::Address { division_code: village.to_owned(), ..address.clone() };
                Some((key.to_owned(), Value::Address(there)))
            }
            _ => None,
        })
        .collect();
    for (key, value) in moved {
        answers.set(key, value);
    }
}

/// Writes the households of the village, and visits to children there that were approved.
///
/// # Errors
/// If the database refuses.
pub(super) async fn write<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    (worker, village): (Uuid, &str),
    filed: &[Filed],
) -> Result<()> {
    let households: Vec<household::Model> = (1_u32..)
        .zip(HOUSEHOLDS)
        .map(|(number, (head, state, ago))| home(store, (worker, village), number, head, (state, ago)))
        .collect::<Result<_>>()?;
    let children = filed.iter().filter(|one| {
        one.record.village_code.as_deref() == Some(village) && one.record.state == State::TownshipReviewed.code()
    });
    let visits: Vec<visit::Model> =
        children.zip(VISITS).map(|(one, told)| visited(store, worker, one, told)).collect::<Result<_>>()?;
    let mut statements = store::inserts::statements::<household::Entity>(&households);
    statements.extend(store::inserts::statements::<visit::Entity>(&visits));
    for statement in &statements {
        db.execute(statement).await?;
    }
    Ok(())
}

fn home(
    store: &Store,
    (worker, village): (Uuid, &str),
    number: u32,
    head: &str,
    (state, ago): (HouseholdState, Option<i32>),
) -> Result<household::Model> {
    let code = DivisionCode::parse(village).map_err(|_| Error::internal("a village code is malformed"))?;
    let (Some(county), Some(township)) = (code.county(), code.township()) else {
        return Err(Error::internal("a village has no township"));
    };
    let id = store.new_id();
    let visited_on = ago.map(|days| add_days(store.clock.today(), -days));
    let outcome = match state {
        HouseholdState::Listed => None,
        HouseholdState::Visited => Some(Outcome::Visited),
        HouseholdState::Refused => Some(Outcome::Refused),
        HouseholdState::NobodyHome | HouseholdState::NobodyTwice => Some(Outcome::NobodyHome),
    };
    let told = Household {
        id: id.to_string(),
        head: head.to_owned(),
        phone: format!("1300000{number:04}"),
        division_code: village.to_owned(),
        detail: format!("示例数据里{number}号楼1门101"),
        state,
        outcome,
        visited_on,
        shared: Answers::default(),
    };
    let updated_at = store.clock.millis();
    let sealed = seal_json(&store.keys, &county.to_string(), Binding::household(id, updated_at), &told)?;
    Ok(household::Model {
        county_code: county.to_string(),
        id,
        township_code: township.to_string(),
        village_code: Some(village.to_owned()),
        state: state.code().to_owned(),
        visited_on: visited_on.map(format),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        updated_at,
        updated_by: worker,
    })
}

fn visited(
    store: &Store,
    worker: Uuid,
    one: &Filed,
    (ago, next, seen, needs): (i32, i32, &str, &str),
) -> Result<visit::Model> {
    let today = store.clock.today();
    let (day, next) = (add_days(today, -ago), add_days(today, next));
    let (id, record) = (store.new_id(), one.record.id);
    let told = FollowUp {
        record: record.to_string(),
        day,
        met: "示例：孩子的奶奶".to_owned(),
        seen: seen.to_owned(),
        needs: needs.to_owned(),
        next: Some(next),
    };
    let sealed = one.record.key(&store.keys)?.seal_json(Binding::visit(record, id), &told)?;
    Ok(visit::Model {
        county_code: one.record.county_code.clone(),
        id,
        record_id: record,
        day: format(day),
        next_on: Some(format(next)),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        made_at: store.clock.millis(),
        made_by: worker,
    })
}
