//! Who has no right to a page, an act or a record is answered as if there were none (access.md B.7).

use axum::http::{StatusCode, header};
use backend::declare::submissions::{By, submit};
use backend::register::tables::record;
use backend::testing::{migrant, program, submission};
use domain::access::{self, Action, Bound, Role};
use domain::problem::Problem;
use domain::register::State;
use domain::view::review::QueueFilter;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::routes::{Route, Target, routes};
use crate::fieldwork::staff::Person;
use crate::support::{Answer, Site, sites};

/// An id that nothing has.
const NOWHERE: &str = "0193d5a0-0000-7000-8000-000000000001";

/// A path without its placeholders, about `id`.
pub(super) fn filled(path: &str, id: &str) -> String {
    [
        ("{county}", "120104"),
        ("{lane}", NOWHERE),
        ("{no}", "1"),
        ("{year}", "2026"),
        ("{id}", id),
        ("{group}", "idno"),
        ("{picture}", NOWHERE),
    ]
    .iter()
    .fold(path.to_owned(), |path, (at, with)| path.replace(at, with))
}

/// Does what a route is for, about `id`.
async fn asked(person: &Person<'_>, route: &Route, id: &str) -> Answer {
    let inputs: Vec<(String, String)> = vec![("go".into(), "approve".into()), ("version".into(), "1".into())];
    match (route.method, route.path) {
        ("GET", path) => person.page(&filled(path, id)).await,
        ("POST", path) => person.fill(&filled(path, id), &inputs).await,
        (_, "reviews/queue") => person.ask("reviews/queue", &QueueFilter::default()).await,
        (_, "reviews/act") => person.ask("reviews/act", &(id, inputs)).await,
        (_, "reviews/approve-batch") => person.ask("reviews/approve-batch", &(vec![format!("{id}@1")],)).await,
        (_, "links/create") => person.ask("links/create", &(inputs,)).await,
        (_, "field/pull") => person.ask("field/pull", &(NOWHERE, "", Vec::<String>::new())).await,
        (_, "field/reserve-links") => person.ask("field/reserve-links", &(1_u32,)).await,
        (_, function @ ("field/coverage" | "field/enrol" | "field/notice")) => person.ask(function, &()).await,
        (_, function) => person.ask(function, &(id,)).await,
    }
}

/// An answer without what is another one each time: the number of the policy, and the id that was asked for.
fn told(answer: &Answer, id: &str) -> (StatusCode, String) {
    (answer.status, answer.without_nonce().replace(id, "ID"))
}

/// Somebody of each role that has accounts, at a place of its level in the county, in the township 长虹街道.
pub(super) async fn everybody(site: &Site) -> Vec<(Role, Person<'_>)> {
    let mut people = Vec::new();
    for role in Role::ALL.iter().copied().filter(|role| access::offers(Action::SelfSession, *role)) {
        let place = match role.bound()[0] {
            Bound::Village => "120104001001",
            Bound::Township => "120104001",
            Bound::City | Bound::Province => "120000",
            _ => "120104",
        };
        people.push((role, Person::new(site, &role.code().replace('_', "-"), role, place).await));
    }
    people
}

/// The page to which a route belongs.
fn page(route: &Route) -> &'static str {
    match (route.method, route.path.split('/').collect::<Vec<_>>().as_slice()) {
        ("FN", ["reviews", ..]) => "review",
        ("FN", [room, ..]) | (_, [_, room, ..]) => room,
        _ => "",
    }
}

fn refused(answer: &Answer) -> bool {
    let problem = app::codec::read::<app::wire::Failure>(&answer.body).ok();
    answer.status == StatusCode::NOT_FOUND || matches!(problem, Some(app::wire::Failure::Problem(Problem::NotFound)))
}

#[tokio::test]
async fn t_13_who_has_none_of_its_actions_hears_of_a_route_what_it_would_hear_of_none() {
    for site in sites().await {
        let people = everybody(&site).await;
        assert!(people.len() > 20);
        let routes: Vec<Route> =
            routes().into_iter().filter(|route| matches!(route.target, Target::Area | Target::Record)).collect();
        let has = |role: Role, route: &Route| route.actions.iter().any(|action| access::offers(*action, role));
        let mut asked_for = 0;
        for route in &routes {
            // Whoever has another action of the same page knows that it is there.
            let same: Vec<&Route> = routes.iter().filter(|other| page(other) == page(route)).collect();
            for (role, person) in people.iter().filter(|(role, _)| !same.iter().any(|route| has(*role, route))) {
                let answer = asked(person, route, NOWHERE).await;
                assert!(
                    refused(&answer),
                    "{role:?} {} {}: {} {}",
                    route.method,
                    route.path,
                    answer.status,
                    answer.text()
                );
                asked_for += 1;
            }
        }
        assert!(asked_for > 400, "{asked_for}");
        // And whoever has it does not hear that.
        for route in routes
            .iter()
            .filter(|route| route.target == Target::Area && route.method == "GET" && !route.path.contains('{'))
        {
            for (role, person) in people.iter().filter(|(role, _)| has(*role, route)) {
                let answer = asked(person, route, NOWHERE).await;
                assert_eq!(answer.status, StatusCode::OK, "{role:?} {}: {}", route.path, answer.text());
                let page = answer.header(header::CONTENT_TYPE).starts_with("text/html");
                let way_out = answer.text().contains("action=\"/sign-out\"");
                assert!(!page || way_out, "{role:?} {}: no way to sign out", route.path);
            }
        }
    }
}

#[tokio::test]
async fn nothing_tells_a_record_of_somebody_else_from_one_that_is_not() {
    for site in sites().await {
        let id = site.store.new_id();
        submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
        let strangers = [
            Person::new(&site, "neighbour", Role::TownshipSupervisor, "120104002").await,
            Person::new(&site, "county", Role::CountyReviewer, "120101").await,
            Person::new(&site, "approver", Role::CountyApprover, "120101").await,
        ];
        let routes: Vec<Route> = routes().into_iter().filter(|route| route.target == Target::Record).collect();
        for state in State::ALL.iter().filter(|state| **state != State::Draft) {
            let row = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
            let mut row = row.into_active_model();
            row.state = Set(state.code().to_owned());
            row.update(&site.store.db).await.unwrap();
            for (at, stranger) in strangers.iter().enumerate() {
                for route in &routes {
                    let (here, nowhere) = (id.to_string(), NOWHERE.to_owned());
                    let of_the_record = told(&asked(stranger, route, &here).await, &here);
                    let of_nothing = told(&asked(stranger, route, &nowhere).await, &nowhere);
                    assert_eq!(of_the_record, of_nothing, "{at} {state:?} {} {}", route.method, route.path);
                }
            }
        }
    }
}
