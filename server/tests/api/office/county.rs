//! The county's day at the pages: accepted together, compared with a department, put right, verified.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::declare::submissions::{By, submit};
use backend::sheets::open;
use backend::testing::{migrant, program, submission};
use domain::access::Role;

use super::accounts::between;
use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::{Answer, sites};

/// A file and the button beside it.
async fn upload(person: &Person<'_>, path: &str, go: &str, file: &[u8]) -> Answer {
    let part = |name: &str, more: &str| {
        format!("--grenze\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n").into_bytes()
    };
    let sheet = part("sheet", "; filename=\"a.csv\"\r\nContent-Type: text/csv");
    let body = [&sheet[..], file, b"\r\n", &part("go", ""), go.as_bytes(), b"\r\n--grenze--\r\n"].concat();
    let request = Request::post(path)
        .header(header::ORIGIN, crate::support::site::HTTP)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    person.browse(request, Body::from(body)).await
}

#[tokio::test]
async fn a_county_accepts_compares_settles_and_verifies() {
    for site in sites().await {
        let changhong = Person::new(&site, "changhong", Role::TownshipSupervisor, "120104001").await;
        let chen = Person::new(&site, "chen", Role::CountyReviewer, "120104").await;
        let lin = Person::new(&site, "lin", Role::CountyApprover, "120104").await;
        let jiaoyu = Person::new(&site, "jiaoyu", Role::DeptEducation, "120104").await;
        let canlian = Person::new(&site, "canlian", Role::DeptDisability, "120104").await;
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let id = site.store.new_id();
        submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
        let approve = pairs(&[("go", "approve"), ("version", "1")]);
        assert_eq!(changhong.fill(&format!("/review/{id}"), &approve).await.status, StatusCode::SEE_OTHER);

        // Accepted from the queue, by a tick.
        let queue = chen.page("/county").await.text();
        assert!(queue.contains("待接收 1") && queue.contains(&format!("{id}:1")), "{queue}");
        assert_eq!(lin.page("/county").await.status, StatusCode::OK, "the approver reads along");
        assert_eq!(changhong.page("/county").await.status, StatusCode::NOT_FOUND);
        let nothing = chen.press("/county", "accept").await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let entry = format!("{id}:1");
        let done = chen.fill("/county", &pairs(&[("entry", &entry), ("go", "accept")])).await;
        led_to(&done, "/county?state=township_reviewed");
        let early =
            chen.fill("/county?state=county_accepted", &pairs(&[("entry", &entry), ("go", "verify")])).await.text();
        assert!(early.contains("需要部门比对的项目") && early.contains("有1条没有办理"), "{early}");

        // A batch is made, approved by another person, and sent.
        let made = chen.fill("/batches", &pairs(&[("department", "JY"), ("form", ""), ("purpose", "")])).await;
        led_to(&made, "/batches");
        let list = lin.page("/batches").await.text();
        assert!(list.contains("BD-120104-JY-") && !list.contains("编制批次</button>"), "an approver makes none");
        let batch = between(&list, "href=\"/batches/", "\"").to_owned();
        let before = lin.page(&format!("/batches/{batch}")).await.text();
        assert!(before.contains("现居乡镇") && !before.contains("示"), "columns, and no child: {before}");
        let own = chen.press(&format!("/batches/{batch}"), "approve").await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "who made it does not approve it");
        led_to(&lin.press(&format!("/batches/{batch}"), "approve").await, &format!("/batches/{batch}"));
        led_to(&chen.press(&format!("/batches/{batch}"), "send").await, &format!("/batches/{batch}"));

        // The department sees it, another one nothing; a sheet with an unknown label is told, then the row is typed.
        let path = format!("/department/{batch}");
        let nowhere = canlian.page("/department/0193d5a0-0000-7000-8000-000000000001").await;
        let hidden = canlian.page(&path).await;
        assert_eq!((hidden.status, hidden.without_nonce()), (StatusCode::NOT_FOUND, nowhere.without_nonce()));
        assert!(jiaoyu.page("/department").await.text().contains("BD-120104-JY-"));
        let page = jiaoyu.page(&path).await.text();
        assert!(page.contains("就学情况") && page.contains("公民身份号码"), "{page}");
        let file = jiaoyu.page(&format!("{path}/sheet")).await;
        assert_eq!(file.status, StatusCode::OK);
        let book = open(&file.body).unwrap();
        assert!(book.grids.iter().any(|grid| grid.name == "信息" && grid.hidden));
        // Behind title and legend stand the headings, then the child.
        let mut cells: Vec<Vec<String>> =
            book.grids[0].rows[2..4].iter().map(|row| row.cells.iter().map(|cell| cell.text()).collect()).collect();
        let headings = cells[0].clone();
        let at = |heading: &str| headings.iter().position(|cell| cell == heading).unwrap();
        cells[1].resize(headings.len(), String::new());
        for (heading, value) in [("反馈结果", "有记录"), ("就学情况", "上小学"), ("学校名称", "长虹小学")]
        {
            value.clone_into(&mut cells[1][at(heading)]);
        }
        let csv = |cells: &[Vec<String>]| cells.iter().map(|row| row.join(",")).collect::<Vec<_>>().join("\n");
        let wrong = upload(&jiaoyu, &format!("{path}/sheet"), "import", csv(&cells).as_bytes()).await.text();
        assert!(wrong.contains("CODE") && wrong.contains("小学"), "{wrong}");
        "小学".clone_into(&mut cells[1][at("就学情况")]);
        let checked = upload(&jiaoyu, &format!("{path}/sheet"), "check", csv(&cells).as_bytes()).await.text();
        assert!(checked.contains("可以导入1行。现在还没有导入"), "{checked}");
        let taken = upload(&jiaoyu, &format!("{path}/sheet"), "import", csv(&cells).as_bytes()).await.text();
        assert!(taken.contains("已导入1行反馈"), "{taken}");

        // What differs goes down to the village and up again.
        let open = chen.page("/discrepancies").await.text();
        assert!(open.contains("就学") && open.contains("待处理"), "{open}");
        let to = between(&open, "href=\"/discrepancies/", "\"").to_owned();
        let one = format!("/discrepancies/{to}");
        let version = |page: &str| between(page, "name=\"version\" value=\"", "\"").to_owned();
        let step = async |who: &Person<'_>, list: &[(&str, &str)]| {
            let page = who.page(&one).await.text();
            let version = version(&page);
            let list: Vec<(&str, &str)> = list.iter().copied().chain([("version", &*version)]).collect();
            who.fill(&one, &pairs(&list)).await
        };
        let page = chen.page(&one).await.text();
        assert!(page.contains("天津市南开区示例小学") && page.contains("长虹小学"), "{page}");
        led_to(&step(&chen, &[("go", "send_to_village")]).await, "/discrepancies");
        let silent = step(&worker, &[("go", "answer"), ("found", "correct"), ("value.school_name", "长虹小学")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            silent.text().contains("请选择依据") && silent.text().contains("value=\"长虹小学\""),
            "nothing is lost"
        );
        let found = [("go", "answer"), ("found", "correct"), ("value.school_name", "长虹小学"), ("evidence", "school")];
        led_to(&step(&worker, &found).await, "/discrepancies");
        led_to(&step(&changhong, &[("go", "agree")]).await, "/discrepancies");
        led_to(&step(&chen, &[("go", "settle")]).await, "/discrepancies");
        let record = chen.page(&format!("/review/{id}")).await.text();
        assert!(record.contains("长虹小学") && record.contains("更正"), "{record}");
    }
}

#[tokio::test]
async fn pages_of_the_comparison_change_nothing() {
    for site in sites().await {
        let chen = Person::new(&site, "chen", Role::CountyReviewer, "120104").await;
        for path in ["/county", "/batches", "/discrepancies"] {
            chen.page(path).await;
            let before = site.everything().await;
            assert_eq!(chen.page(path).await.status, StatusCode::OK, "{path}");
            assert_eq!(site.everything().await, before, "{path}");
        }
    }
}
