//! A breach is recorded, followed by its clocks, and never deleted.

use backend::access::accounts::BreachKeeper;
use backend::breaches::{self, Asked, AskedTouched, Kind, Step, Told, note, record, touched};
use backend::exports::{self, Purpose};
use backend::review;
use backend::testing::stores;
use domain::access::{Group, Role};
use domain::problem::Problem;
use jiff::civil::date;

use crate::harness::*;

const HOUR: i64 = 3_600_000;

fn asked(found_at: i64) -> Asked {
    Asked {
        county: NANKAI.into(),
        kind: Some(Kind::Misuse),
        found_at: Some(found_at),
        groups: vec![Group::Name, Group::Idno],
        children: "12".into(),
        what: "工作人员把名单发到了群里".into(),
    }
}

#[tokio::test]
async fn a_breach_is_reported_within_an_hour_and_told_to_families_within_a_day() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = BreachKeeper::of(&officer(store).await).unwrap();
        let now = store.clock.millis();
        assert_eq!(field(record(store, &by, &asked(now + 1)).await), "found_at");
        assert_eq!(field(record(store, &by, &Asked { children: "很多".into(), ..asked(now) }).await), "children");
        assert_eq!(field(record(store, &by, &Asked { what: " ".into(), ..asked(now) }).await), "what");
        let elsewhere = Asked { county: "120101".into(), ..asked(now) };
        assert_eq!(refused(record(store, &by, &elsewhere).await), Problem::NotFound);
        let (id, number) = record(store, &by, &asked(now)).await.unwrap();
        assert!(number.starts_with("B-2026-"));
        let shown = breaches::one(store, &by, NANKAI, id).await.unwrap();
        assert_eq!((shown.reported, shown.told), (Told::Until(now + HOUR), Told::Until(now + 24 * HOUR)));

        test.clock.advance(HOUR);
        note(store, &by, NANKAI, id, Step::Reported, "已报区委网信办").await.unwrap();
        test.clock.advance(24 * HOUR);
        let shown = breaches::one(store, &by, NANKAI, id).await.unwrap();
        assert_eq!(shown.reported, Told::Done { at: now + HOUR, in_time: true });
        assert_eq!(shown.told, Told::Late(now + 24 * HOUR));
        note(store, &by, NANKAI, id, Step::Told, "已电话告知12户").await.unwrap();
        assert_eq!(field(note(store, &by, NANKAI, id, Step::Closed, "").await), "words");
        note(store, &by, NANKAI, id, Step::Closed, "已删除并整改").await.unwrap();
        assert_eq!(refused(note(store, &by, NANKAI, id, Step::Measure, "再补一句").await), Problem::NotFound);
        let shown = breaches::one(store, &by, NANKAI, id).await.unwrap();
        assert_eq!(shown.told, Told::Done { at: now + 25 * HOUR, in_time: false });
        assert_eq!(shown.story.notes.len(), 3);
        let told = events(store, "breach.recorded").await;
        assert!(told.len() == 4 && !format!("{told:?}").contains("群里"));
        let reviewer = account(store, "shenhe", Role::CountyReviewer, NANKAI).await;
        assert_eq!(refused(BreachKeeper::of(&reviewer)), Problem::NotFound);
    }
}

#[tokio::test]
async fn a_county_has_its_own_hours() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = BreachKeeper::of(&officer(store).await).unwrap();
        let now = store.clock.millis();
        let own = r#"{"report_hours":2}"#;
        backend::store::rows::settings::set(&store.db, &breaches::setting_of(NANKAI), own).await.unwrap();
        let (id, _) = record(store, &by, &asked(now)).await.unwrap();
        let shown = breaches::one(store, &by, NANKAI, id).await.unwrap();
        assert_eq!((shown.reported, shown.told), (Told::Until(now + 2 * HOUR), Told::Until(now + 24 * HOUR)));
    }
}

#[tokio::test]
async fn whose_records_an_account_opened_or_took_out_is_listed_and_the_question_is_an_event() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = BreachKeeper::of(&officer(store).await).unwrap();
        let r = reviewer(store, "shenhe").await;
        let (opened, exported) = (submitted(&test, 1).await, submitted(&test, 2).await);
        review::read(store, &r, opened).await.unwrap();
        let export = exports::Asked {
            groups: vec![Group::Name],
            purpose: Some(Purpose::Visits),
            words: "核对".into(),
            ..exports::Asked::default()
        };
        let done = exports::request(store, &r, &export).await.unwrap();
        exports::fetch(store, &r, done.id).await.unwrap();
        let wanted = |name: &str, from, to| AskedTouched { username: name.into(), from: Some(from), to: Some(to) };
        let day = date(2026, 11, 21);
        let found = touched(store, &by, &wanted("shenhe", day, day)).await.unwrap();
        assert_eq!((found.who.as_str(), found.records.len()), ("shenhe老师", 2));
        let how = |id| found.records.iter().find(|one| one.record == id).unwrap().how.clone();
        assert_eq!(how(exported), ["领取导出文件"]);
        assert_eq!(how(opened).len(), 2);
        assert!(found.records.iter().all(|one| one.receipt_no.starts_with("TC-2026-")));
        let before = touched(store, &by, &wanted("shenhe", date(2026, 11, 1), date(2026, 11, 20))).await.unwrap();
        assert_eq!(before.records, []);
        assert_eq!(field(touched(store, &by, &wanted("nobody", day, day)).await), "username");
        assert_eq!(field(touched(store, &by, &wanted("shenhe", day, date(2026, 11, 20))).await), "from");
        assert_eq!(events(store, "audit.searched").await.len(), 2);
    }
}
