use super::*;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn answers_are_the_same_in_whatever_order_they_come() {
    let names = ["school_name", "child_name", "grade", "child_sex", "father_name"];
    let forward: Answers = names.iter().map(|name| (*name, text(name))).collect();
    let backward: Answers = names.iter().rev().map(|name| (*name, text(name))).collect();
    assert_eq!(forward, backward);
    let listed: Vec<&str> = forward.iter().map(|(name, _)| name).collect();
    assert_eq!(listed, ["child_name", "child_sex", "father_name", "grade", "school_name"]);
    assert!(names.iter().all(|name| forward.value(name) == Some(&text(name))));
    assert_eq!(forward.value("child"), None);
}

#[test]
fn an_answer_is_replaced_and_an_empty_one_takes_it_away() {
    let mut answers: Answers = [("grade", text("1")), ("child_name", text("陈小雨"))].into_iter().collect();
    answers.set("grade", text("2"));
    assert_eq!(answers.value("grade"), Some(&text("2")));
    answers.set("grade", text(""));
    assert_eq!(answers.remove("grade"), None);
    assert_eq!(answers.remove("child_name"), Some(text("陈小雨")));
    assert!(answers.is_empty());
}

#[test]
fn written_answers_are_read_again_and_a_name_written_twice_has_its_last_value() {
    let answers: Answers = serde_json::from_str(r#"{"grade":"1","child_name":"陈小雨","grade":"2"}"#).unwrap();
    let written = serde_json::to_string(&answers).unwrap();
    assert_eq!(written, r#"{"child_name":"陈小雨","grade":"2"}"#);
    assert_eq!(serde_json::from_str::<Answers>(&written).unwrap(), answers);
}
