//! The vectors of dynamic update.

use super::*;

/// county.md C-87: 30 days before the birthday, for that day, once.
#[test]
fn c_87_the_sixteenth_birthday_is_announced_for_the_day_itself() {
    let (answers, deployment) = (k3(), deployment());
    let mut k3 = History::new(FormKind::LeftBehind, &answers, &deployment);
    assert!(!has(&k3.run(date(2026, 11, 21)), EffectKind::Notice16));
    assert_eq!(k3.next(date(2026, 11, 21)), Some(date(2026, 11, 22)));
    let made = k3.run(date(2026, 11, 22));
    assert_eq!(keys_of(&made), [(EffectKind::Notice16, date(2026, 12, 22))]);
    assert_eq!(made[0].created_for, date(2026, 11, 22));
    let later = k3.run(date(2026, 11, 23));
    assert_eq!(keys_of(&later), keys_of(&made), "the same notice");
    assert_eq!(k3.next(date(2026, 11, 23)), Some(date(2026, 12, 22)));
}

/// county.md C-88, C-89: effective on the birthday, whenever the day is run.
#[test]
fn c_88_the_record_exits_on_the_birthday() {
    let (answers, deployment) = (k3(), deployment());
    let mut k3 = History::new(FormKind::LeftBehind, &answers, &deployment);
    assert!(!has(&k3.run(date(2026, 12, 21)), EffectKind::Reached16));
    for day in [date(2026, 12, 22), date(2026, 12, 25)] {
        assert_eq!(keys_of(&k3.run(day)), [(EffectKind::Reached16, date(2026, 12, 22))], "{day}");
    }
    assert_eq!(EffectKind::Reached16.does(), Does::Move);
    k3.record.state = State::Exited;
    assert_eq!(k3.run(date(2026, 12, 23)), []);
    k3.record.state = State::Draft;
    assert_eq!(k3.run(date(2026, 12, 23)), []);
}

/// county.md C-90: taken along to a place outside; six months later it exits, with a notice.
#[test]
fn c_90_a_child_taken_along_waits_six_months() {
    let deployment = deployment();
    let moved = with(with(k3(), "child_birth_date", text("2018-04-10")), "current_address", place("310115"));
    let moved =
        with(with(moved, "father_current_address", place("310115")), "arrived_residence_date", text("2026-08-31"));
    let mut child = History::new(FormKind::LeftBehind, &moved, &deployment);
    let made = child.run(date(2026, 9, 1));
    assert!(keys_of(&made).contains(&(EffectKind::TakenAlong, date(2026, 8, 31))));
    child.record.pending = Some(Pending { moved_on: date(2026, 8, 31), inside: false });
    assert_eq!(child.run(date(2026, 9, 2)), []);
    assert_eq!(child.next(date(2026, 9, 2)), Some(date(2027, 2, 21)));
    assert_eq!(keys_of(&child.run(date(2027, 2, 21))), [(EffectKind::Revisit, date(2027, 2, 28))]);
    let ended = child.run(date(2027, 2, 28));
    assert_eq!(keys_of(&ended), [(EffectKind::PendingEnded, date(2027, 2, 28))]);
    assert!(ended[0].external_notice);
    assert_eq!(EffectKind::PendingEnded.exit_reason(), Some("TAKEN_ALONG"));
    child.record.pending = Some(Pending { moved_on: date(2026, 8, 31), inside: true });
    assert!(has(&child.run(date(2027, 3, 29)), EffectKind::Revisit), "its new township has thirty days more");
    assert!(has(&child.run(date(2027, 3, 30)), EffectKind::PendingEnded));
    // Back before six months were over: it is left behind as before.
    let home = with(k3(), "child_birth_date", text("2018-04-10"));
    let mut child = History::new(FormKind::LeftBehind, &home, &deployment);
    assert_eq!(child.run(date(2027, 1, 10)), []);
}

/// county.md C-91
#[test]
fn c_91_a_record_is_confirmed_every_half_year() {
    let (answers, deployment) = (k1(), deployment());
    let mut k1 = History::new(FormKind::Migrant, &answers, &deployment);
    let version = Some(date(2026, 1, 2));
    k1.record.confirmations = Confirmations { version, visit: Some(date(2026, 5, 24)), family: None };
    assert_eq!(k1.run(date(2026, 10, 24)), []);
    assert_eq!(k1.next(date(2026, 10, 24)), Some(date(2026, 10, 25)));
    let made = k1.run(date(2026, 10, 25));
    assert_eq!(keys_of(&made), [(EffectKind::Reconfirm, date(2026, 5, 24))]);
    assert_eq!(made[0].due_on, date(2026, 11, 24), "not overdue on the 23rd");
    assert!(!has(&k1.run(date(2027, 1, 22)), EffectKind::LostContact));
    assert!(has(&k1.run(date(2027, 1, 23)), EffectKind::LostContact), "60 days late");
    k1.record.confirmations.family = Some(date(2027, 1, 23));
    assert_eq!(k1.run(date(2027, 1, 24)), [], "the family said that nothing changed");
}

/// county.md C-92: back home; the stock counts until the county applies it.
#[test]
fn c_92_a_child_that_went_home_is_proposed_with_the_day_of_return() {
    let deployment = deployment();
    let home = with(with(k1(), "current_address", place("411628001")), "arrived_residence_date", text("2026-11-15"));
    let mut child = History::new(FormKind::Migrant, &home, &deployment);
    let made = child.run(date(2026, 11, 23));
    assert_eq!(keys_of(&made), [(EffectKind::ReturnedToHukou, date(2026, 11, 15))]);
    assert_eq!(made[0].kind.does(), Does::Proposal);
    assert_eq!(keys_of(&child.run(date(2026, 11, 24))), keys_of(&made), "the same proposal every night");
    let way = [ProposalAction::Confirm, ProposalAction::Apply];
    let end = way.into_iter().try_fold(ProposalState::Open, next_state);
    assert_eq!(end, Some(ProposalState::Applied));
}

#[test]
fn a_child_that_moved_on_is_transferred_or_announced_outside() {
    let deployment = deployment();
    for (code, outside) in [("120101001", false), ("310115", true)] {
        let moved = with(k1(), "current_address", place(code));
        let made = History::new(FormKind::Migrant, &moved, &deployment).run(date(2026, 11, 23));
        assert_eq!((made[0].kind, made[0].external_notice), (EffectKind::MovedAway, outside), "{code}");
    }
    let registered = with(k1(), "hukou_address", place("120104001"));
    let made = History::new(FormKind::Migrant, &registered, &deployment).run(date(2026, 11, 23));
    assert_eq!(made[0].kind, EffectKind::HukouMoved);
}

#[test]
fn a_child_without_a_guardian_is_looked_after_and_does_not_exit() {
    let deployment = deployment();
    let alone = with(k1(), "living_with", text("none"));
    let mut child = History::new(FormKind::Migrant, &alone, &deployment);
    let made = child.run(date(2026, 11, 23));
    assert_eq!(keys_of(&made), [(EffectKind::NoGuardianCompanion, date(2026, 11, 23))]);
    assert_eq!(keys_of(&child.run(date(2026, 11, 24))), keys_of(&made));
    assert_eq!(EffectKind::NoGuardianCompanion.exit_reason(), None);
}

/// county.md C-93: refused for these facts; other facts raise it again.
#[test]
fn c_93_a_refused_proposal_is_raised_again_by_other_facts_only() {
    let deployment = deployment();
    let back = with(k3(), "father_away_until", text("2026-08-15"));
    let mut child = History::new(FormKind::LeftBehind, &back, &deployment);
    let made = child.run(date(2026, 11, 20));
    assert!(
        made.iter().any(|effect| matches!(effect.kind, EffectKind::ParentReturned | EffectKind::Review)),
        "{made:?}"
    );
    let kind = EffectKind::ParentReturned;
    let refused = [Refused { kind, facts: Refused::facts_of(kind, &back, None) }];
    assert!(!may_raise(kind, &Refused::facts_of(kind, &back, None), &refused), "the next night");
    assert!(may_raise(kind, &Refused::facts_of(kind, &back, Some(date(2026, 11, 23))), &refused), "a visit says so");
    let longer = with(back.clone(), "mother_away_until", text("2026-08-15"));
    assert!(may_raise(kind, &Refused::facts_of(kind, &longer, None), &refused));
    assert!(may_raise(EffectKind::ParentRecovered, &refused[0].facts, &refused), "another kind");
}

/// county.md C-94: nothing before; then one list, and no record moves.
#[test]
fn c_94_new_rules_raise_a_list_and_move_nothing() {
    let (answers, deployment) = (k1(), deployment());
    let mut narrow = tianjin().clone();
    narrow.id = "tianjin-2027-01-01".to_owned();
    narrow.effective_from = date(2027, 1, 1);
    narrow.exempt_groups[0].counties.push(county("411628"));
    let mut k1 = History::new(FormKind::Migrant, &answers, &deployment);
    k1.record.next_rules = Some(narrow.effective_from);
    assert_eq!(k1.run(date(2026, 12, 31)), []);
    assert_eq!(k1.next(date(2026, 12, 31)), Some(date(2027, 1, 1)));
    let made = k1.run_by(&narrow, date(2027, 1, 1));
    assert_eq!(keys_of(&made), [(EffectKind::RuleChanged, date(2027, 1, 1))]);
    assert_eq!(made[0].kind.does(), Does::Proposal);
    assert_eq!(keys_of(&k1.run_by(&narrow, date(2027, 1, 2))), keys_of(&made), "the same list");
}

#[test]
fn every_kind_has_a_form_and_a_reason_that_fit() {
    for kind in EffectKind::ALL {
        assert!(kind.does() != Does::Proposal || !kind.evidence().is_empty() || *kind == EffectKind::RuleChanged);
        assert!(!kind.needs_two() || kind.exit_reason().is_some());
    }
    for state in ProposalState::ALL {
        for action in ProposalAction::ALL {
            assert_eq!(next_state(*state, *action).is_some(), proposal_moves(*state).contains(action));
        }
    }
}

#[test]
fn a_record_without_a_birth_date_is_looked_at_every_month() {
    let deployment = deployment();
    let mut unborn = k1();
    unborn.remove("child_birth_date");
    let child = History::new(FormKind::Migrant, &unborn, &deployment);
    assert_eq!(child.next(date(2026, 11, 23)), Some(date(2026, 12, 23)));
}
