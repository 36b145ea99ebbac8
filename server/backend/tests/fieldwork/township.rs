//! What the township sees of field work: the same sums as the worker, and whose phone holds what.

use backend::access::accounts::Reviewer;
use backend::fieldwork;
use backend::fieldwork::rows::scope::Scope;
use backend::fieldwork::tables::device;
use backend::testing::stores;
use domain::access::Role;
use domain::fieldwork::{Draft, HouseholdState};
use domain::problem::Problem;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::people::{CHANGHONG, GULOU, Phone, account, declared, household, kept, supervisor, village};

#[tokio::test]
async fn the_sums_of_a_village_are_the_same_for_its_worker_its_township_and_its_county() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (here, there) = (village(0), village(1));
        for state in HouseholdState::ALL {
            household(store, Some(&here), state).await;
        }
        household(store, Some(&here), HouseholdState::Visited).await;
        household(store, Some(&there), HouseholdState::Refused).await;
        household(store, None, HouseholdState::Listed).await;
        declared(store, &here, 1).await;
        declared(store, CHANGHONG, 2).await;
        declared(store, GULOU, 3).await;

        let worker = Phone::new(store, "wang", &here).await.worker;
        let own = fieldwork::coverage(store, &Scope::from(&worker)).await.unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].total(), own[0].children), (6, 1));
        assert_eq!(own[0].of(HouseholdState::Visited), 2);

        let above = supervisor(store, "cha", CHANGHONG).await;
        let all = fieldwork::coverage(store, &Scope::from(&above)).await.unwrap();
        assert_eq!(all[0], own[0]);
        let last = all.last().unwrap();
        assert!(last.division_name.contains("未填到村"), "{last:?}");
        assert_eq!((last.total(), last.children), (1, 1));
        assert_eq!(all.len(), backend::divisions::names::children(Some(CHANGHONG)).unwrap().len() + 1);

        let county = Reviewer::of(&account(store, "nankai", Role::CountyReviewer, "120104").await).unwrap();
        let townships = fieldwork::coverage(store, &Scope::from(&county)).await.unwrap();
        let of = |code: &str| townships.iter().find(|row| row.division_code == code).unwrap().clone();
        assert_eq!(of(CHANGHONG).total(), all.iter().map(domain::fieldwork::Coverage::total).sum::<u32>());
        assert_eq!(of(CHANGHONG).children, all.iter().map(|row| row.children).sum::<u32>());
        assert_eq!((of(GULOU).total(), of(GULOU).children), (0, 1));
    }
}

#[tokio::test]
async fn a_township_sees_what_is_unsent_on_its_phones_and_ends_a_lost_one() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (idle, busy) = (Phone::new(store, "wang", &village(0)).await, Phone::new(store, "liu", CHANGHONG).await);
        Phone::new(store, "zhao", GULOU).await;
        let unsent = device::Entity::update_many()
            .col_expr(device::Column::Unsent, Expr::value(12))
            .col_expr(device::Column::UnsentSince, Expr::value(1_795_000_000_000_i64));
        unsent.filter(device::Column::Id.eq(busy.device)).exec(&store.db).await.unwrap();

        let above = supervisor(store, "cha", CHANGHONG).await;
        let phones = fieldwork::phones(store, &above).await.unwrap();
        let seen: Vec<_> = phones.iter().map(|phone| (&*phone.worker, phone.unsent, phone.unsent_since)).collect();
        assert_eq!(seen, [("liu老师", 12, Some(1_795_000_000_000)), ("wang老师", 0, None)]);
        assert_eq!(phones[0].division_name, "长虹街道");
        let county = Reviewer::of(&account(store, "nankai", Role::CountyReviewer, "120104").await).unwrap();
        assert_eq!(fieldwork::phones(store, &county).await.unwrap().len(), 3);

        let neighbour = supervisor(store, "guo", GULOU).await;
        for (who, why) in [(&neighbour, Problem::NotFound), (&county, Problem::Forbidden)] {
            let refused = fieldwork::revoke_phone(store, who, idle.device).await.unwrap_err();
            assert_eq!(refused.problem(), Some(&why));
        }
        fieldwork::revoke_phone(store, &above, idle.device).await.unwrap();
        assert_eq!(fieldwork::phones(store, &above).await.unwrap().len(), 1);
        assert!(fieldwork::revoke_phone(store, &above, idle.device).await.is_err());
    }
}

#[tokio::test]
async fn a_township_counts_what_could_not_be_taken_from_each_phone() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (busy, idle) = (Phone::new(store, "wang", &village(0)).await, Phone::new(store, "liu", CHANGHONG).await);
        let elsewhere = Phone::new(store, "zhao", GULOU).await;
        let above = supervisor(store, "cha", CHANGHONG).await;
        let first = kept(store, &busy, &Draft::default()).await;
        kept(store, &busy, &Draft::default()).await;
        kept(store, &elsewhere, &Draft::default()).await;
        let counts = || async {
            let phones = fieldwork::phones(store, &above).await.unwrap();
            let mut counts: Vec<_> = phones.into_iter().map(|phone| (phone.worker, phone.kept, phone.ended)).collect();
            counts.sort();
            counts
        };
        let row = |who: &str, kept, ended| (format!("{who}老师"), kept, ended);
        assert_eq!(counts().await, [row("liu", 0, false), row("wang", 2, false)]);

        // What the worker dismissed is no longer counted; what waits is, though the phone is lost.
        fieldwork::dismiss(store, &busy.worker, first.parse().unwrap()).await.unwrap();
        for phone in [&busy, &idle] {
            fieldwork::revoke_phone(store, &above, phone.device).await.unwrap();
        }
        assert_eq!(counts().await, [row("wang", 1, true)]);
    }
}
