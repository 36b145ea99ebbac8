//! A declaration as a program or a phone sends it: whatever can be read is checked without an accident, and goes through
//! the inputs of a form as it was.
#![no_main]

use domain::assessment::assess;
use domain::checks::{CheckContext, Facts};
use domain::divisions::DivisionCode;
use domain::eligibility::Policy;
use domain::form::{Answers, FormKind, inputs};
use domain::forms;
use domain::routing::Deployment;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Some((&by, body)) = body.split_first() else { return };
    let read = if by % 2 == 0 { serde_json::from_slice(body).ok() } else { postcard::from_bytes(body).ok() };
    let Some(answers): Option<Answers> = read else { return };
    let policy = Policy::named("tianjin").expect("it is shipped");
    let county = DivisionCode::parse("120104").expect("it is a county");
    let deployment = Deployment::new("天津市", [county]);
    let context = CheckContext { today: date(2026, 11, 21), policy, deployment: &deployment, facts: Facts::default() };
    for kind in [FormKind::Migrant, FormKind::LeftBehind] {
        let assessed = assess(kind, &answers, &context);
        assert!(assessed.findings.iter().all(|finding| !finding.message.is_empty()));
        for field in forms::form(kind).fields() {
            if let Some(value) = answers.value(field.key) {
                let _ = inputs::read(&[field], &inputs::write(field, value));
            }
        }
    }
    let written = serde_json::to_vec(&answers).expect("answers are JSON");
    assert_eq!(serde_json::from_slice::<Answers>(&written).expect("and read back"), answers);
});
