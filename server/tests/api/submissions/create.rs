use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{Site, migrant, sites, submission};

const PATH: &str = "/api/v1/submissions";

#[tokio::test]
async fn a_complete_declaration_is_kept_and_its_owner_named() {
    for site in sites().await {
        let answer = site.submit(&submission(&migrant())).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let receipt = answer.json();
        assert_eq!(receipt["owner"], json!({"county": "120104", "township": "120104001", "inside_deployment": true}));
        assert!(receipt["receipt_no"].as_str().unwrap().starts_with("TC-2026-"));
        assert_eq!(receipt["state"], "submitted");
        let rows = site.everything().await;
        for table in ["record:", "submission:", "event:", "lookup:"] {
            assert!(rows.iter().any(|row| row.starts_with(table)), "nothing in {table}");
        }
        assert!(!rows.iter().any(|row| row.contains("示例小明")), "a name rests in clear");
    }
}

#[tokio::test]
async fn the_same_again_gives_the_same_answer_whatever_the_order_of_names() {
    for site in sites().await {
        let body = submission(&migrant());
        let first = site.submit(&body).await;
        let rows = site.stored().await;
        let mut names: Vec<_> = body.as_object().unwrap().iter().collect();
        names.reverse();
        let reversed: Vec<String> = names.iter().map(|(name, value)| format!("\"{name}\" :  {value}")).collect();
        let mut request = site.submission(&body).await;
        request.headers_mut().insert(header::CONTENT_TYPE, "application/json; charset=utf-8".parse().unwrap());
        *request.body_mut() = Body::from(format!("{{ {} }}", reversed.join(" , ")));
        let again = site.send(request).await;
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(again.json(), first.json());
        assert_eq!(site.stored().await, rows, "a retry writes nothing");
    }
}

#[tokio::test]
async fn the_same_id_with_another_body_is_a_conflict() {
    for site in sites().await {
        let mut body = submission(&migrant());
        site.submit(&body).await;
        body["answers"]["housing_type"] = "owned".into();
        let answer = site.submit(&body).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.problem(), "id_reused");
    }
}

#[tokio::test]
async fn many_senders_of_one_id_make_one_record() {
    for site in sites().await {
        let body = submission(&migrant());
        let answers = at_once(&site, &body, 16).await;
        assert_eq!(answers.iter().filter(|status| **status == StatusCode::CREATED).count(), 1);
        assert_eq!(answers.iter().filter(|status| **status == StatusCode::OK).count(), 15);
        let rows = site.everything().await;
        assert_eq!(rows.iter().filter(|row| row.starts_with("record:")).count(), 1);
    }
}

async fn at_once(site: &Site, body: &Value, senders: usize) -> Vec<StatusCode> {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..senders {
        let (router, request) = (site.router.clone(), site.submission(body).await);
        tasks.spawn(async move { router.oneshot(request).await.unwrap().status() });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn failing_checks_block_and_name_rule_and_field() {
    for site in sites().await {
        let mut answers = migrant();
        answers["child_id_number"] = "411628201503080019".into();
        let before = site.stored().await;
        let answer = site.submit(&submission(&answers)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
        assert_eq!(answer.problem(), "checks_failed");
        let said = answer.json();
        assert_eq!(said["field"], "child_id_number");
        assert_eq!(said["rule"], said["findings"][0]["rule"]);
        assert_eq!(site.stored().await, before);
    }
}

#[tokio::test]
async fn an_override_needs_its_reason() {
    for site in sites().await {
        // V-02: the number says another birth date than the answer.
        let mut answers = migrant();
        answers["child_birth_date"] = "2015-03-09".into();
        let mut body = submission(&answers);
        let refused = site.submit(&body).await;
        assert_eq!(refused.problem(), "checks_failed");
        let rule = refused.json()["rule"].clone();
        assert_eq!(refused.json()["findings"][0]["level"], "override", "{}", refused.text());
        body["overrides"] = json!([{"rule": rule, "reason": "户口簿登记有误，已核对出生医学证明"}]);
        assert_eq!(site.submit(&body).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn names_and_values_of_the_request_are_strict() {
    let site = sites().await.remove(0);
    let with = |name: &str, value: Value| {
        let mut body = submission(&migrant());
        body[name] = value;
        body
    };
    let mut shoe = migrant();
    shoe["shoe_size"] = "36".into();
    let mut street = migrant();
    street["current_address"]["street"] = "x".into();
    for (body, status, code, field) in [
        (with("id", "0190a5c8-0000-4000-8000-000000000000".into()), 400, "malformed", "id".into()),
        (with("id", "seven".into()), 400, "malformed", "id".into()),
        (with("form", "nomad".into()), 404, "unknown_form", Value::Null),
        (with("form_version", "1999-1".into()), 422, "unknown_form_version", Value::Null),
        (with("colour", "red".into()), 422, "unknown_field", "colour".into()),
        (with("link", "no-such-token".into()), 404, "link_unknown", Value::Null),
        (submission(&shoe), 422, "unknown_field", "shoe_size".into()),
        (submission(&street), 400, "malformed", "current_address".into()),
    ] {
        let answer = site.submit(&body).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
        assert_eq!(answer.problem(), code);
        assert_eq!(answer.json()["field"], field, "{}", answer.text());
    }
    let mut without = submission(&migrant());
    without.as_object_mut().unwrap().remove("channel");
    let answer = site.submit(&without).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.json()["detail"].as_str().unwrap().contains("channel"));
}

#[tokio::test]
async fn a_link_that_has_ended_takes_nothing() {
    for site in sites().await {
        let expired = site.link(|link| link.expires_on = "2026-11-20".into()).await;
        let revoked = site.link(|link| link.revoked_at = Some(1)).await;
        let open = site.link(|_| ()).await;
        for (token, status) in [(expired, 410), (revoked, 410), (open, 201)] {
            let mut body = submission(&migrant());
            body["link"] = token.into();
            body["notice_version"] = site.store.notice.version.clone().into();
            assert_eq!(site.submit(&body).await.status.as_u16(), status);
        }
    }
}

#[tokio::test]
async fn a_body_over_256_kib_is_too_large_with_and_without_its_length() {
    let site = sites().await.remove(0);
    let large = format!("{{\"id\":\"{}\"}}", "x".repeat(256 * 1024));
    let chunks: Vec<Result<Vec<u8>, std::io::Error>> = large.as_bytes().chunks(9000).map(|c| Ok(c.to_vec())).collect();
    let streamed = Body::from_stream(futures_util::stream::iter(chunks));
    for (body, length) in [(Body::from(large.clone()), Some(large.len())), (streamed, None)] {
        let mut request = Request::post(PATH).header(header::CONTENT_TYPE, "application/json");
        if let Some(length) = length {
            request = request.header(header::CONTENT_LENGTH, length);
        }
        let answer = site.send(request.body(body).unwrap()).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(answer.problem(), "too_large");
    }
}

#[tokio::test]
async fn only_json_is_read() {
    let site = sites().await.remove(0);
    let broken =
        Request::post(PATH).header(header::CONTENT_TYPE, "application/json").body(Body::from("{\"id\":")).unwrap();
    let answer = site.send(broken).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.problem(), "malformed");
    let form = Request::post(PATH)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("id=1"))
        .unwrap();
    let answer = site.send(form).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(answer.problem(), "unsupported_media_type");
}

#[tokio::test]
async fn another_method_is_refused_with_the_allowed_one() {
    let site = sites().await.remove(0);
    let answer = site.method(Method::DELETE, PATH).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.problem(), "method_not_allowed");
    assert!(answer.header(header::ALLOW).contains("POST"));
}
