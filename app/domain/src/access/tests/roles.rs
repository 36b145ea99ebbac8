//! Roles: codes that accounts have, duties that exclude each other, grants, menus.

use super::super::*;

/// Phones that are away hold a role by its place.
#[test]
fn the_roles_that_cross_keep_their_places() {
    let first = [
        Role::Family,
        Role::VillageDirector,
        Role::GridWorker,
        Role::TownshipSupervisor,
        Role::CountyReviewer,
        Role::CountyApprover,
        Role::Auditor,
        Role::AccountAdmin,
        Role::SecurityAdmin,
    ];
    assert_eq!(Role::ALL[..first.len()], first);
}

/// A phone does not carry the table; what pages ask of a role there is what the table says.
#[test]
fn what_pages_ask_of_a_role_is_what_the_table_says() {
    for role in Role::ALL.iter().copied() {
        assert_eq!(role.reviews(), offers(Action::QueueList, role), "{role:?}");
        assert_eq!(role.collects(), offers(Action::FieldPull, role), "{role:?}");
        assert_eq!(role.keeps_accounts(), offers(Action::AccountList, role), "{role:?}");
        let asks = [Action::GrantRequest, Action::GrantDecide, Action::EmergencyOpen, Action::EmergencyReview];
        assert_eq!(role.consults(), asks.into_iter().any(|action| offers(action, role)), "{role:?}");
        assert_eq!(role.decides(), offers(Action::TownshipApprove, role), "{role:?}");
        assert_eq!(role.accepts(), offers(Action::CountyAccept, role), "{role:?}");
        assert_eq!(role.compares(), offers(Action::BatchList, role), "{role:?}");
        assert_eq!(role.is_department(), offers(Action::ItemList, role), "{role:?}");
        let settles =
            [Action::DiscrepancySort, Action::DiscrepancyAnswer, Action::DiscrepancyCheck, Action::ItemAnswer];
        assert_eq!(role.settles_discrepancies(), settles.into_iter().any(|action| offers(action, role)), "{role:?}");
        assert_eq!(role.makes_links(), offers(Action::LinkCreate, role), "{role:?}");
        assert_eq!(role.audits(), offers(Action::AuditSearch, role), "{role:?}");
        assert_eq!(role.handles_notices(), offers(Action::AuditNotice, role), "{role:?}");
        let any = |actions: [Action; 2]| actions.into_iter().any(|action| offers(action, role));
        assert_eq!(role.takes_out(), any([Action::ExportRequest, Action::ExportApprove]), "{role:?}");
        assert_eq!(role.erases(), any([Action::RetentionPreview, Action::RetentionApprove]), "{role:?}");
        assert_eq!(role.records_breaches(), offers(Action::BreachRecord, role), "{role:?}");
        assert_eq!(role.reads_pack(), offers(Action::AuditPack, role), "{role:?}");
        let requests = [Action::PrivacyHandle, Action::PrivacyOverdue];
        assert_eq!(role.handles_requests(), requests.iter().any(|action| offers(*action, role)), "{role:?}");
    }
}

#[test]
fn the_states_are_those_of_the_register_and_erased() {
    for state in crate::register::State::ALL {
        let here = State::from(*state);
        assert_eq!((here.code(), here.label()), (state.code(), state.label()));
    }
    let more: Vec<_> = State::ALL.iter().skip(crate::register::State::ALL.len()).collect();
    assert_eq!(more, [&State::Erased]);
}

#[test]
fn administrators_are_separate_and_see_nothing() {
    let three = [Role::AccountAdmin, Role::SecurityAdmin, Role::Auditor];
    for one in three {
        for other in three.into_iter().filter(|other| *other != one) {
            assert!(one.excludes(other), "{one:?} {other:?}");
        }
        assert!(one.excludes(Role::PrivacyOfficer));
        for seeing in Role::ALL.iter().filter(|role| matches!(role.sees(), Sees::Records | Sees::Aggregates)) {
            assert!(one.excludes(*seeing) && seeing.excludes(one), "{one:?} {seeing:?}");
        }
        assert!(!one.excludes(one));
    }
    assert!(!Role::CountyReviewer.excludes(Role::CountyApprover));
    assert!(Role::CountyReviewer.apart_on_one_record(Role::CountyApprover));
    assert!(Role::TownshipSupervisor.apart_on_one_record(Role::VillageDirector));
    assert!(!Role::CountyReviewer.apart_on_one_record(Role::CountyReviewer));
}

#[test]
fn factors_and_places() {
    assert_eq!(Role::VillageDirector.second_factor(), SecondFactor::Never);
    assert_eq!(Role::GridWorker.second_factor(), SecondFactor::SeveralVillages);
    assert_eq!(Role::GridWorker.bound(), [Bound::Village, Bound::Township]);
    assert_eq!(Role::DeptCdc.bound(), [Bound::CountyOrganisation]);
    assert_eq!(Role::Auditor.sees(), Sees::Trail);
    assert_eq!(Role::School.granted_by(), [Role::AccountAdmin]);
    assert!(Role::Family.granted_by().is_empty());
}

#[test]
fn the_first_relation_that_holds_is_the_smallest() {
    let holding = [Relation::Former, Relation::County, Relation::Granted];
    assert_eq!(holding.into_iter().min(), Some(Relation::Granted));
    assert!(Relation::Holder < Relation::Granted && Relation::Beside < Relation::None);
}

#[test]
fn the_menu_has_the_pages_of_a_role_in_order() {
    let menu = |role| menu(role).map(Action::code).collect::<Vec<_>>();
    assert_eq!(menu(Role::VillageDirector), ["field.coverage", "link.list", "ledger.list"]);
    assert_eq!(menu(Role::DeptPolice), ["item.list", "publish.consult"]);
    assert_eq!(
        menu(Role::TownshipSupervisor),
        [
            "field.coverage",
            "phone.list",
            "link.list",
            "queue.list",
            "ledger.list",
            "export.request",
            "stats.view",
            "progress.view",
            "account.list",
            "grant.request"
        ]
    );
    assert_eq!(menu(Role::Auditor), ["audit.search", "audit.notice", "audit.pack"]);
    for role in [Role::Anonymous, Role::Family, Role::Guardian, Role::Client, Role::Operator] {
        assert!(menu(role).is_empty(), "{role:?}");
    }
    for role in Role::ALL.iter().copied().filter(|role| !role.granted_by().is_empty() && *role != Role::Client) {
        let page = menu(role);
        assert!(!page.is_empty() || role == Role::CareCentre, "{role:?} has no page to begin at");
    }
}
