//! Whatever happens in whatever order, nothing is lost and no sign says what is not so.

use proptest::prelude::*;

use super::model::World;

#[test]
fn what_an_earlier_page_sent_and_never_heard_of_is_nobody_elses() {
    // Typed, sent and killed; opened without a look into the store, typed again and killed; then the request arrives.
    let steps = [(0, 0, 14), (7, 0, 0), (14, 0, 0), (15, 0, 120), (0, 0, 2), (4, 0, 0), (14, 0, 0), (9, 0, 0)];
    live(steps.to_vec(), 1, true);
}

#[test]
fn what_two_earlier_pages_sent_one_after_the_other_is_nobody_elses() {
    // Typed twice, sent and killed; the next page, opened without a look into the store, types and sends and is killed.
    let first = [(0, 0, 188), (4, 0, 0), (0, 0, 2), (4, 0, 0), (7, 0, 0), (14, 0, 0)];
    let second = [(15, 0, 3), (0, 0, 2), (4, 0, 0), (7, 0, 0), (14, 0, 0)];
    live([&first[..], &second[..]].concat(), 1, true);
}

fn live(steps: Vec<(u8, u8, u8)>, slots: usize, phone_keeps: bool) {
    let mut world = World::new(slots, phone_keeps);
    world.open(0);
    world.words_are_true();
    for step in steps {
        world.step(step);
        world.words_are_true();
    }
    world.rest();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_page_loses_nothing_and_says_nothing_that_is_not_so(
        steps in prop::collection::vec(any::<(u8, u8, u8)>(), 1..80),
        phone_keeps in prop::bool::weighted(0.8),
    ) {
        live(steps, 1, phone_keeps);
    }

    #[test]
    fn two_pages_of_one_phone_lose_nothing_and_say_nothing_that_is_not_so(
        steps in prop::collection::vec(any::<(u8, u8, u8)>(), 1..120),
    ) {
        live(steps, 2, true);
    }
}
