//! The numbered examples that the table alone answers: T-01 – T-47.

use super::super::*;
use Level::{Exists, Masked, Read, Reveal};

const OWN_TOWNSHIP: Relation = Relation::Township;

fn at(relation: Relation, state: State) -> Target {
    Target::Record(relation, state)
}

fn asked(action: Action, role: Role, target: Target) -> Conditions {
    may(action, role, target).unwrap_or_else(|| panic!("{action:?} {role:?} {target:?}"))
}

#[test]
fn t_01_a_supervisor_of_another_township_is_told_that_nothing_is_there() {
    for state in State::ALL {
        let beside = at(Relation::Beside, *state);
        assert_eq!(decide(Action::RecordOpen, Role::TownshipSupervisor, beside), Decision::NotFound);
        assert!(!levels(Role::TownshipSupervisor, Relation::Beside, *state).exists());
    }
}

#[test]
fn t_02_a_supervisor_reads_numbers_while_deciding_and_reveals_them_later() {
    let level = |state, group| level(Role::TownshipSupervisor, OWN_TOWNSHIP, state, group);
    assert_eq!((level(State::Submitted, Group::Idno), level(State::Verified, Group::Idno)), (Read, Reveal));
    assert_eq!((level(State::Submitted, Group::Contact), level(State::Verified, Group::Contact)), (Read, Reveal));
}

#[test]
fn t_03_a_reveal_asks_for_a_reason_and_a_fresh_second_factor() {
    let asked = asked(Action::RecordReveal, Role::TownshipSupervisor, at(OWN_TOWNSHIP, State::Verified));
    assert_eq!((asked.reason, asked.step_up, asked.second_person), (true, Some(30), false));
    assert_eq!(Action::RecordReveal.event(), Some("record.revealed"));
    let reading = at(OWN_TOWNSHIP, State::Submitted);
    assert_eq!(decide(Action::RecordReveal, Role::TownshipSupervisor, reading), Decision::Forbidden);
}

#[test]
fn t_04_a_director_reads_the_number_to_correct_it() {
    let level = |state| level(Role::VillageDirector, Relation::Village, state, Group::Idno);
    assert_eq!((level(State::Submitted), level(State::Returned)), (Reveal, Read));
}

#[test]
fn t_05_a_grid_worker_of_another_village_sees_nothing() {
    let beside = at(Relation::Beside, State::Submitted);
    assert_eq!(decide(Action::RecordOpen, Role::GridWorker, beside), Decision::NotFound);
}

#[test]
fn t_06_who_collected_what_went_elsewhere_knows_that_it_exists_and_changes_nothing() {
    for state in [State::Submitted, State::Returned, State::Verified] {
        let gone = levels(Role::VillageDirector, Relation::Collected, state);
        assert_eq!(gone.of(Group::Head), Exists);
        assert!(Group::ALL.iter().all(|group| gone.of(*group) <= Exists));
        for action in [Action::FieldCorrect, Action::FieldVisit, Action::RecordOpen] {
            let refused = decide(action, Role::VillageDirector, at(Relation::Collected, state));
            assert_eq!(refused, Decision::Forbidden);
        }
    }
}

#[test]
fn t_07_an_offered_record_is_shown_without_pictures_and_visits_until_it_is_received() {
    let offered = levels(Role::TownshipSupervisor, Relation::Offered, State::Transferring);
    assert_eq!(offered.of(Group::Name), Read);
    for group in [Group::Pictures, Group::Visits, Group::Notes, Group::Compare] {
        assert_eq!(offered.of(group), Level::None, "{group:?}");
    }
    assert!(
        may(Action::TownshipReceive, Role::TownshipSupervisor, at(Relation::Offered, State::Transferring)).is_some()
    );
    assert!(!levels(Role::TownshipSupervisor, Relation::Offered, State::Submitted).exists());
}

#[test]
fn t_08_a_department_sees_the_child_and_its_own_item() {
    let item = levels(Role::DeptDisability, Relation::Item, State::Comparing);
    let shown = [Group::Name, Group::Basic, Group::Idno, Group::County, Group::Compare, Group::Disability];
    for group in Group::ALL {
        let level = if shown.contains(group) { Read } else { Level::None };
        assert_eq!(item.of(*group), if *group == Group::Head { Exists } else { level }, "{group:?}");
    }
}

#[test]
fn t_09_an_item_of_another_department_is_not_answered() {
    let asked = asked(Action::ItemAnswer, Role::DeptDisability, at(Relation::Item, State::Comparing));
    assert!(asked.asks(Condition::OwnItem));
    assert_eq!(level(Role::DeptDisability, Relation::Item, State::Comparing, Group::Schooling), Level::None);
}

#[test]
fn t_10_after_verification_a_department_knows_that_the_record_exists() {
    let later = levels(Role::DeptDisability, Relation::Item, State::Verified);
    assert!(later.exists() && Group::ALL.iter().all(|group| later.of(*group) <= Exists));
}

#[test]
fn t_11_from_above_a_record_is_read_by_grant_and_by_its_groups() {
    for relation in [Relation::City, Relation::Province, Relation::County] {
        let target = at(relation, State::Verified);
        assert_eq!(decide(Action::RecordOpen, Role::UpperReader, target), Decision::NotFound);
    }
    let granted = levels(Role::UpperReader, Relation::Granted, State::Verified).only(&[Group::Name, Group::Basic]);
    assert_eq!((granted.of(Group::Name), granted.of(Group::Basic)), (Read, Read));
    assert_eq!(granted.of(Group::Idno), Level::None);
}

#[test]
fn t_12_an_auditor_reads_the_trail_and_opens_no_record() {
    let audit = levels(Role::Auditor, Relation::County, State::Verified);
    assert_eq!((audit.of(Group::Trail), audit.of(Group::History)), (Read, Read));
    assert_eq!(audit.of(Group::Name), Level::None);
    assert!(may(Action::AuditSearch, Role::Auditor, Target::Area(Relation::County)).is_some());
    assert_eq!(may(Action::RecordOpen, Role::Auditor, at(Relation::County, State::Verified)), None);
}

#[test]
fn t_13_administrators_have_no_queue_no_record_no_link_no_export_and_no_figure() {
    use Action::{ExportRequest, LinkList, QueueList, StatsView};
    for role in [Role::AccountAdmin, Role::SecurityAdmin] {
        for relation in Relation::ALL {
            for action in [QueueList, LinkList, ExportRequest, StatsView] {
                assert_eq!(decide(action, role, Target::Area(*relation)), Decision::NotFound);
            }
            for state in State::ALL {
                assert_eq!(decide(Action::RecordOpen, role, at(*relation, *state)), Decision::NotFound);
            }
        }
    }
}

#[test]
fn t_14_nobody_decides_about_an_own_submission() {
    let submitted = at(OWN_TOWNSHIP, State::Submitted);
    assert!(asked(Action::TownshipApprove, Role::TownshipSupervisor, submitted).asks(Condition::NotOwn));
    for (action, _, _, conditions) in permissions() {
        let decides = ["township.", "county.", "verdict.", "candidate.", "proposal."]
            .iter()
            .any(|it| action.code().starts_with(it));
        assert!(!decides || conditions.asks(Condition::NotOwn), "{action:?}");
    }
}

#[test]
fn t_15_one_person_under_two_hats_is_one_person() {
    assert!(Role::VillageDirector.apart_on_one_record(Role::TownshipSupervisor));
}

#[test]
fn t_16_who_accepted_does_not_void() {
    assert!(Role::CountyReviewer.apart_on_one_record(Role::CountyApprover));
    let asked = asked(Action::CountyVoid, Role::CountyApprover, at(Relation::County, State::CountyAccepted));
    assert!(asked.second_person && asked.reason && asked.asks(Condition::ProposedByReviewer));
    assert_eq!(may(Action::CountyVoid, Role::CountyReviewer, at(Relation::County, State::CountyAccepted)), None);
}

#[test]
fn t_17_a_suspected_duplicate_is_settled_for_the_own_side() {
    let submitted = at(OWN_TOWNSHIP, State::Submitted);
    assert!(asked(Action::CandidateSettle, Role::TownshipSupervisor, submitted).asks(Condition::OwnSideOnly));
}

#[test]
fn t_18_a_look_across_counties_needs_number_and_name() {
    let asked = asked(Action::Crosscheck, Role::CountyReviewer, Target::Area(Relation::County));
    assert!(asked.reason && asked.asks(Condition::NumberAndName) && asked.asks(Condition::Rate));
    let holders: Vec<Role> = permissions().filter(|it| it.0 == Action::Crosscheck).map(|it| it.1).collect();
    assert_eq!(holders, [Role::CountyReviewer]);
}

#[test]
fn t_19_a_row_of_the_queue_carries_no_more_than_a_list_may() {
    for state in State::ALL {
        let row = levels(Role::CountyReviewer, Relation::County, *state).through(Channel::List);
        for group in [Group::Family, Group::Health, Group::Contact, Group::Guardianship] {
            assert_eq!(row.of(group), Level::None, "{state:?} {group:?}");
        }
        assert!(row.of(Group::Name) <= Masked && row.of(Group::Idno) <= Masked);
    }
}

#[test]
fn t_23_an_export_is_approved_by_another_person_and_fetched_once_by_who_asked() {
    let county = Target::Area(Relation::County);
    assert_eq!(may(Action::ExportApprove, Role::CountyReviewer, county), None);
    assert_eq!(may(Action::ExportRequest, Role::CountyApprover, county), None);
    let approve = asked(Action::ExportApprove, Role::CountyApprover, county);
    assert!(approve.second_person && approve.step_up == Some(5) && approve.asks(Condition::OtherPerson));
    let fetch = asked(Action::ExportFetch, Role::CountyReviewer, Target::Own);
    assert_eq!(fetch.others, [Condition::Approved, Condition::SamePerson, Condition::Within24h]);
    assert_eq!(decide(Action::ExportFetch, Role::CountyApprover, Target::Own), Decision::NotFound);
}

#[test]
fn t_25_no_administrator_grants_to_himself_nor_two_duties_that_exclude_each_other() {
    let assign = asked(Action::AccountAssign, Role::AccountAdmin, Target::Area(Relation::County));
    assert!(
        assign.asks(Condition::NotSelf) && assign.asks(Condition::NotExclusive) && assign.asks(Condition::BelowOrSame)
    );
    assert!(Role::Auditor.excludes(Role::AccountAdmin));
    assert_eq!(Role::CountyReviewer.bound(), [Bound::County], "not of a city");
}

#[test]
fn t_26_an_approver_is_confirmed_by_a_security_administrator() {
    assert_eq!(Role::CountyApprover.confirmed_by(), Some(Role::SecurityAdmin));
    assert_eq!(may(Action::AccountConfirm, Role::AccountAdmin, Target::Area(Relation::County)), None);
    assert!(asked(Action::AccountConfirm, Role::SecurityAdmin, Target::Area(Relation::County)).second_person);
}

#[test]
fn t_27_emergency_access_is_short_small_and_reviewed_by_somebody_else() {
    let open = asked(Action::EmergencyOpen, Role::CountyReviewer, Target::Area(Relation::Beside));
    assert!(open.reason && open.step_up.is_some());
    assert_eq!(open.others, [Condition::DangerToChild, Condition::AtMost24h, Condition::AtMost5Records]);
    let review = asked(Action::EmergencyReview, Role::CountyApprover, Target::Area(Relation::County));
    assert_eq!(review.others, [Condition::OtherPerson, Condition::Within3WorkingDays]);
}

#[test]
fn t_44_a_link_in_a_second_browser_shows_masked_answers_and_prints_nothing() {
    let family = levels(Role::Family, Relation::Holder, State::Submitted);
    assert_eq!((family.of(Group::Name), family.of(Group::Idno), family.of(Group::Words)), (Masked, Masked, Read));
    let own = at(Relation::Holder, State::Submitted);
    assert_eq!(decide(Action::DeclarePrint, Role::Family, own), Decision::Forbidden);
    assert!(may(Action::DeclarePrint, Role::Guardian, own).is_some());
}

#[test]
fn t_47_a_program_submits_within_its_scope_and_a_link_as_a_family() {
    let client = asked(Action::ApiSubmit, Role::Client, Target::Area(Relation::County));
    assert_eq!(client.others, [Condition::Scope, Condition::OwnChannel, Condition::InsideDeployment]);
    assert!(asked(Action::ApiSubmit, Role::Family, Target::Own).asks(Condition::ChannelSelfReport));
    assert_eq!(may(Action::ApiSubmit, Role::Anonymous, Target::Own), None);
}
