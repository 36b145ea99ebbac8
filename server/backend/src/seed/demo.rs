//! The demonstration: accounts, two hundred records in every state, a village that is visited, and its link.

use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::review::Action;
use domain::view::links::LinkKind;
use sea_orm::ConnectionTrait;

use super::places::Places;
use super::random::Random;
use super::record::{Filed, Filing, candidates, file};
use super::sample::{Sample, Samples};
use super::{alike, county, fieldwork, history};
use crate::access::accounts;
use crate::access::accounts::{Director, NewAccount};
use crate::audit::tables::event;
use crate::error::{Error, Result};
use crate::links::making;
use crate::register::tables::{duplicate_candidate, lookup, record, submission};
use crate::store::Store;
use crate::store::clock::start_of_day;
use crate::{access, store};

/// The password of every demonstration account: public, so never for real use.
pub const DEMO_PASSWORD: &str = "tongce-shili-2026";

const SEED: u64 = 2026;
/// The first record's number: above all that [`super::records`] makes, and a multiple of a hundred.
const FIRST: u64 = super::MAX_RECORDS;
/// Records of the demonstration beside the ones with an alert.
const COUNT: u64 = 196;
/// Records with an alert.
const ALERTS: usize = 4;
/// Records that look like the one before, probably and possibly.
const PROBABLE: u64 = 63;
const POSSIBLE: u64 = 65;
/// 南开区长虹街道 and its neighbour, where the demonstration's supervisors work.
const TOWNSHIPS: [&str; 2] = ["120104001", "120104002"];
const COUNTY: &str = "120104";
/// 天津市, for those who work above the counties.
const CITY: &str = "120000";
/// Name of the setting that tells that the records are there.
const MADE: &str = "seed.demo";
/// Days for which the demonstration's link opens.
const LINK_DAYS: u32 = 90;

/// A demonstration account.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// Name to sign in with; the password is [`DEMO_PASSWORD`].
    pub username: &'static str,
    /// Who it is, in Chinese.
    pub who: String,
}

/// What [`demo()`] made or found.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The accounts.
    pub accounts: Vec<DemoAccount>,
    /// Address of a fresh village link.
    pub link: String,
    /// Records that were made now; none when they were there already.
    pub records: usize,
}

/// Makes the accounts and records of the demonstration, unless they are there, and a fresh village link
/// (its address cannot be found again, because the store keeps no tokens).
///
/// # Errors
/// If the deployment is not in Tianjin or the database refuses.
pub async fn demo(store: &Store) -> Result<Demo> {
    let places = Places::get()?;
    let village = places
        .township(TOWNSHIPS[0])
        .and_then(|township| township.villages.first())
        .ok_or_else(|| Error::internal("the division table lacks the demonstration's township"))?;
    let participants = [
        ("changhong", Role::TownshipSupervisor, TOWNSHIPS[0]),
        ("gulou", Role::TownshipSupervisor, TOWNSHIPS[1]),
        ("cunzhuren", Role::VillageDirector, village.as_str()),
        ("wanggeyuan", Role::GridWorker, village.as_str()),
        ("nankai", Role::CountyReviewer, COUNTY),
        ("luru", Role::CountyEntry, COUNTY),
        ("shenpi", Role::CountyApprover, COUNTY),
        ("jiaoyu", Role::DeptEducation, COUNTY),
        ("gongan", Role::DeptPolice, COUNTY),
        ("weijian", Role::DeptHealth, COUNTY),
        ("yibao", Role::DeptInsurance, COUNTY),
        ("jikong", Role::DeptCdc, COUNTY),
        ("canlian", Role::DeptDisability, COUNTY),
        ("xuexiao", Role::School, COUNTY),
        ("jiuzhu", Role::CareCentre, COUNTY),
        ("tongji", Role::Statistics, COUNTY),
        ("xietiao", Role::Coordinator, COUNTY),
        ("shiji", Role::UpperReader, CITY),
        ("yinsi", Role::PrivacyOfficer, COUNTY),
        ("shenji", Role::Auditor, COUNTY),
        ("zhanghao", Role::AccountAdmin, COUNTY),
        ("anquan", Role::SecurityAdmin, COUNTY),
    ];
    refuse_beside_real(store).await?;
    let mut made = Vec::with_capacity(participants.len());
    for (username, role, division) in participants {
        let code =
            DivisionCode::parse(division).map_err(|_| Error::internal("a demonstration division is malformed"))?;
        let unit = crate::divisions::names::item(division)?.map_or_else(|| division.to_owned(), |unit| unit.name);
        let display_name = format!("{unit}{}（示例）", role.label());
        if access::rows::accounts::by_username(&store.db, username).await?.is_none() {
            let password = DEMO_PASSWORD.to_owned();
            let new = NewAccount {
                username: username.into(),
                display_name: display_name.clone(),
                role,
                division: code,
                password,
                demonstration: true,
            };
            accounts::create(store, new).await?;
        }
        made.push(DemoAccount { username, who: display_name });
    }
    let records = make_records(store, places, village).await?;
    if records > 0 {
        county::work(store).await?;
    }
    Ok(Demo { accounts: made, link: link(store, village).await?, records })
}

/// The demonstration's passwords are public: they never stand beside people who work with real children.
async fn refuse_beside_real(store: &Store) -> Result<()> {
    if access::rows::accounts::any_real(&store.db).await? {
        let message = "这个库里已有真实账号，不能放入示例数据。请另建一个库".into();
        return Err(Problem::Invalid { field: "account".into(), message }.into());
    }
    Ok(())
}

async fn link(store: &Store, village: &str) -> Result<String> {
    let row = access::rows::accounts::by_username(&store.db, "cunzhuren").await?.ok_or(Problem::NotFound)?;
    let account = accounts::account(store, row.id, None).await?.ok_or(Problem::NotFound)?;
    let director = Director::of(&account)?;
    let division = DivisionCode::parse(village).map_err(|_| Error::internal("a village code is malformed"))?;
    Ok(making::create(store, &director, LinkKind::Village, division, "示例数据", LINK_DAYS).await?.url)
}

async fn make_records(store: &Store, places: &'static Places, village: &str) -> Result<usize> {
    let worker = access::rows::accounts::by_username(&store.db, "wanggeyuan").await?.ok_or(Problem::NotFound)?.id;
    let tx = store.begin().await?;
    if !store::rows::settings::set_once(&*tx, MADE, "1").await? {
        return Ok(0);
    }
    let work = store.clone();
    let (filed, pairs) = tokio::task::spawn_blocking(move || make(&work, places))
        .await
        .map_err(|_| Error::internal("making the demonstration was cut short"))??;
    let count = filed.len();
    fieldwork::write(store, &*tx, (worker, village), &filed).await?;
    let mut lookups: Vec<lookup::Model> = Vec::new();
    let (mut records, mut submissions, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for made in filed {
        lookups.extend(made.lookups.iter().map(|(kind, hash)| lookup::Model {
            hash: hash.to_vec(),
            county_code: made.record.county_code.clone(),
            township_code: made.record.township_code.clone(),
            record_id: made.record.id,
            kind: kind.number(),
        }));
        records.push(made.record);
        submissions.push(made.submission);
        events.extend(made.events);
    }
    let mut statements = store::inserts::statements::<record::Entity>(&records);
    statements.extend(store::inserts::statements::<submission::Entity>(&submissions));
    statements.extend(store::inserts::statements::<event::Entity>(&events));
    statements.extend(store::inserts::statements::<lookup::Entity>(&lookups));
    statements.extend(store::inserts::statements::<duplicate_candidate::Entity>(&pairs));
    for statement in &statements {
        tx.execute(statement).await?;
    }
    tx.commit().await?;
    Ok(count)
}

fn make(store: &Store, places: &Places) -> Result<(Vec<Filed>, Vec<duplicate_candidate::Model>)> {
    let today = store.clock.today();
    let samples = Samples::new(SEED, today)?;
    let mut filed: Vec<Filed> = Vec::new();
    let mut pairs: Vec<duplicate_candidate::Model> = Vec::new();
    let mut add = |number: u64, sample: Sample, moves: &[Action], offered: &str| -> Result<()> {
        let mut random = Random::new(SEED, number);
        let steps = history::steps(&mut random, moves);
        // The newest move lies some hours back; the filed came in over the last weeks.
        let back = i64::try_from((FIRST + COUNT + 100).saturating_sub(number) % 300).unwrap_or(0);
        let at = start_of_day(today) - (4 * 24 + back * 3) * 3_600_000;
        let duplicate = sample.duplicate_of.is_some();
        let offered_to = Some(offered.to_owned());
        let mut made = file(store, sample, &Filing { number, seed: SEED, at, steps, offered_to })?;
        if let (true, Some(before)) = (duplicate, filed.last_mut()) {
            let found = candidates(store, before, &made);
            for one in [before, &mut made] {
                one.record.duplicates += i32::from(!found.is_empty());
            }
            pairs.extend(found);
        }
        filed.push(made);
        Ok(())
    };
    let village = places.township(TOWNSHIPS[0]).and_then(|township| township.villages.first());
    for i in 0..COUNT {
        let number = FIRST + i;
        let township = match i {
            57 | 157 => Some(TOWNSHIPS[1]),
            0..110 | 156 => Some(TOWNSHIPS[0]),
            110..170 => Some(TOWNSHIPS[1]),
            _ => None,
        };
        let other = TOWNSHIPS[usize::from(township == Some(TOWNSHIPS[0]))];
        // Left-behind children of this district belong to it by their hukou, like the others.
        let mut sample = samples.sample_at(number, today, township)?;
        // Suspicions below the certain ones: of the child before, without a number.
        if i == PROBABLE || i == POSSIBLE {
            let before = samples.sample_at(number - 1, today, township)?;
            let mut random = Random::new(SEED ^ 0xA11E, number);
            sample = if i == PROBABLE {
                alike::a_day_apart(&before, number)
            } else {
                alike::a_namesake(&before, number, &mut random)
            };
        }
        // One in five of the township lives in the village that is visited: returned ones are among them.
        if let Some(village) = village.filter(|_| township == Some(TOWNSHIPS[0]) && i % 5 == 1) {
            fieldwork::settle(sample.form, &mut sample.answers, village);
        }
        let moves: &[Action] = match i % 20 {
            0..=10 => &[],
            11 | 12 => &[Action::Return],
            13 => &[Action::Transfer],
            14 => &[Action::Reject],
            // The child that was declared twice waits in both townships.
            _ if matches!(i % 100, 56 | 57) => &[],
            _ => &[Action::Approve],
        };
        add(number, sample, moves, other)?;
    }
    let first = places.township(TOWNSHIPS[0]).map_or(TOWNSHIPS[0], |township| &township.code);
    let mut alerts = 0;
    for number in FIRST + 1_000..super::MAX_SAMPLES {
        if alerts == ALERTS {
            break;
        }
        let sample = samples.sample_at(number, today, Some(first))?;
        if sample.duplicate_of.is_none() && sample.answers.is(domain::forms::keys::GUARDIANSHIP_STATUS, "unattended") {
            alerts += 1;
            add(number, sample, &[], TOWNSHIPS[1])?;
        }
    }
    Ok((filed, pairs))
}
