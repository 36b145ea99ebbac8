//! Other programs: made, confirmed, suspended, their secrets and tokens.

use backend::access::administration::Administrator;
use backend::access::clients::{
    Keeper, Made, NewClient, Scope, TOKEN_SECONDS, confirm, create, issue, list, recognise, rotate, suspend,
};
use backend::access::tables::client;
use backend::audit::tables::audit_event;
use backend::testing::{TestStore, account, stores};
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::harness::{COUNTY, PEER, administrator};

fn new(test: &TestStore) -> NewClient {
    NewClient {
        organisation: "南开区教育局".into(),
        name: "学籍系统".into(),
        place: DivisionCode::parse(COUNTY).unwrap(),
        scopes: vec![Scope::Submit],
        channels: vec!["dept_share".into()],
        to: test.store.clock.today(),
    }
}

async fn made(test: &TestStore) -> Made {
    create(&test.store, &Keeper::operator(), new(test)).await.unwrap()
}

fn id(made: &Made) -> Uuid {
    made.client_id.split_once('.').unwrap().1.parse().unwrap()
}

/// A token, if id and secret are right.
async fn token(test: &TestStore, made: &Made) -> Option<String> {
    issue(&test.store, &made.client_id, &made.secret, PEER).await.unwrap().map(|issued| issued.token)
}

#[tokio::test]
async fn a_token_opens_for_ten_minutes_and_neither_it_nor_the_secret_rests_in_the_database() {
    for test in stores().await.unwrap() {
        let made = made(&test).await;
        assert!(made.secret.len() == 43 && made.client_id.starts_with("120104."), "{made:?}");
        let token = token(&test, &made).await.unwrap();
        let known = recognise(&test.store, &token).await.unwrap().unwrap();
        assert_eq!(
            (known.id(), known.need(Scope::Submit), known.need(Scope::Status)),
            (id(&made), Ok(()), Err(Problem::Forbidden))
        );
        test.clock.advance(TOKEN_SECONDS * 1_000 - 1);
        assert!(recognise(&test.store, &token).await.unwrap().is_some());
        test.clock.advance(1);
        assert!(recognise(&test.store, &token).await.unwrap().is_none());
        let row = format!("{:?}", client::Entity::find().one(&test.store.db).await.unwrap().unwrap());
        assert!(!row.contains(&made.secret) && !row.contains(&token));
        let kinds: Vec<String> =
            audit_event::Entity::find().all(&test.store.db).await.unwrap().into_iter().map(|row| row.kind).collect();
        assert_eq!(kinds, ["client.created", "client.token"]);
    }
}

#[tokio::test]
async fn suspending_a_program_ends_its_tokens_at_once() {
    for test in stores().await.unwrap() {
        let made = made(&test).await;
        let token = token(&test, &made).await.unwrap();
        suspend(&test.store, &Keeper::operator(), COUNTY, id(&made)).await.unwrap();
        assert!(recognise(&test.store, &token).await.unwrap().is_none());
        assert!(self::token(&test, &made).await.is_none());
        let again = suspend(&test.store, &Keeper::operator(), COUNTY, id(&made)).await;
        assert_eq!(again.unwrap_err().problem(), Some(&Problem::NotFound));
        let lines = list(&test.store, &Keeper::operator(), DivisionCode::parse(COUNTY).unwrap()).await.unwrap();
        assert!(lines[0].suspended && lines[0].client_id() == made.client_id);
    }
}

#[tokio::test]
async fn two_secrets_live_for_a_week_while_a_program_changes_over() {
    for test in stores().await.unwrap() {
        let first = made(&test).await;
        let second = rotate(&test.store, &Keeper::operator(), COUNTY, id(&first)).await.unwrap();
        assert!(token(&test, &first).await.is_some() && token(&test, &second).await.is_some());
        let third = rotate(&test.store, &Keeper::operator(), COUNTY, id(&first)).await.unwrap();
        assert!(token(&test, &first).await.is_none(), "two at most");
        assert!(token(&test, &second).await.is_some() && token(&test, &third).await.is_some());
    }
}

#[tokio::test]
async fn a_program_ends_with_its_last_day_and_one_that_was_changed_by_hand_is_none() {
    for test in stores().await.unwrap() {
        let made = made(&test).await;
        let token = token(&test, &made).await.unwrap();
        let row = client::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        let mut changed = row.clone().into_active_model();
        changed.scopes = Set("submissions.create submissions.status".into());
        changed.update(&test.store.db).await.unwrap();
        assert!(recognise(&test.store, &token).await.unwrap().is_none());
        row.into_active_model().reset_all().update(&test.store.db).await.unwrap();
        assert!(recognise(&test.store, &token).await.unwrap().is_some());
        test.clock.advance(24 * 3_600_000);
        assert!(self::token(&test, &made).await.is_none());
    }
}

#[tokio::test]
async fn guesses_from_elsewhere_shut_no_program_out() {
    for test in stores().await.unwrap() {
        let made = made(&test).await;
        for _ in 0..6 {
            assert!(issue(&test.store, &made.client_id, "a-guess", "203.0.113.7").await.unwrap().is_none());
        }
        let waits = issue(&test.store, &made.client_id, &made.secret, "203.0.113.8").await.unwrap_err();
        assert!(matches!(waits.problem(), Some(Problem::TooManyAttempts { .. })));
        assert!(token(&test, &made).await.is_some());
    }
}

#[tokio::test]
async fn an_administrators_program_waits_for_another_person() {
    for test in stores().await.unwrap() {
        let one = administrator(&test, "zhang", Role::SecurityAdmin).await;
        let other = administrator(&test, "li", Role::SecurityAdmin).await;
        let accounts = administrator(&test, "wang", Role::AccountAdmin).await;
        assert_eq!(Keeper::of(&accounts).unwrap_err().problem(), Some(&Problem::NotFound));
        let (one, other) = (Keeper::of(&one).unwrap(), Keeper::of(&other).unwrap());
        let made = create(&test.store, &one, new(&test)).await.unwrap();
        assert!(token(&test, &made).await.is_none());
        let own = confirm(&test.store, &one, COUNTY, id(&made)).await.unwrap_err();
        assert_eq!(own.problem(), Some(&Problem::OwnRequest));
        confirm(&test.store, &other, COUNTY, id(&made)).await.unwrap();
        assert!(token(&test, &made).await.is_some());
        // Another county's is not there.
        let elsewhere = account(&test.store, "zhao", "赵", Role::SecurityAdmin, "120101").await.unwrap();
        let refused =
            suspend(&test.store, &Keeper::of(&Administrator::of(&elsewhere).unwrap()).unwrap(), COUNTY, id(&made))
                .await
                .unwrap_err();
        assert_eq!(refused.problem(), Some(&Problem::NotFound));
    }
}
