//! Every address that anybody may ask, with the largest and worst that may be sent to it: one request takes little of
//! a core and of the memory.

use axum::body::Bytes;
use axum::http::{Request, header};
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};

use crate::program::{ALONE, Client, command, connect, start};
use crate::sample;

/// What one request may take of a core, in seconds: `docs/security.md` says 50 ms of the release. A build for tests on a
/// busy machine is many times slower.
const CORE: f64 = if cfg!(debug_assertions) { 0.5 } else { 0.05 };

/// What one request may take of the memory, in bytes, measured as what the program holds: in steps, and with what is kept
/// for the next one.
const MEMORY: usize = 12 * 1024 * 1024;

/// What checking a password takes besides.
const PASSWORD: usize = 20 * 1024 * 1024;

/// How often each is sent.
const TIMES: u32 = 4;

const SMALL: usize = 16 * 1024;
const LARGE: usize = 256 * 1024;

type Asked = (String, Request<Full<Bytes>>);

fn get(path: &str) -> Asked {
    let request = Request::get(path).header(header::HOST, "localhost").header(header::ACCEPT, "text/html");
    (format!("GET {}", &path[..path.len().min(60)]), request.body(Full::default()).unwrap())
}

fn post(path: &str, kind: &str, what: &str, body: impl Into<Bytes>) -> Asked {
    let body: Bytes = body.into();
    let name = format!("POST {path}: {what}, {} bytes", body.len());
    let page = !path.starts_with("/fn/");
    let request = Request::post(path)
        .header(header::HOST, "localhost")
        .header(header::ACCEPT, if page { "text/html" } else { "*/*" })
        .header(header::CONTENT_TYPE, kind);
    (name, request.body(Full::new(body)).unwrap())
}

/// A number as postcard writes it.
fn varint(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 127 {
        bytes.push(u8::try_from(number & 127).unwrap() | 128);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}

/// Arguments of a server function: a text of so many bytes.
fn long_text(text: &str, bytes: usize) -> Vec<u8> {
    let text = text.repeat((bytes - 8) / text.len());
    [vec![1], varint(text.len()), text.into_bytes()].concat()
}

/// As many texts as fit, after what stands before them.
fn texts(before: &[u8], text: impl Fn(usize) -> String, bytes: usize) -> Vec<u8> {
    let mut all = Vec::new();
    let mut count = 0;
    while all.len() + 40 < bytes {
        let text = text(count);
        all.extend([varint(text.len()), text.into_bytes()].concat());
        count += 1;
    }
    [vec![1], before.to_vec(), varint(count), all].concat()
}

fn functions() -> Vec<Asked> {
    const KIND: &str = "application/octet-stream";
    const SEARCH: &str = "/fn/divisions/search";
    const PRACTICE: &str = "/fn/declarations/practice";
    let mut asked = vec![
        post(SEARCH, KIND, "words without end", long_text("区 ", SMALL)),
        post(SEARCH, KIND, "many words", long_text("市 区 县 镇 zz 街道", 8 + "市 区 县 镇 zz 街道".len())),
        post(SEARCH, KIND, "many letters", long_text("s s s s z z", 8 + "s s s s z z".len())),
        post("/fn/divisions/along", KIND, "a long code", long_text("120104001001", SMALL)),
        post(PRACTICE, KIND, "many names", texts(&[0], |at| format!("{at:04x}"), SMALL)),
        post(PRACTICE, KIND, "one name many times", texts(&[0], |_| "current_address".into(), SMALL)),
    ];
    for function in [
        "sessions/sign-in",
        "sessions/who",
        "links/create",
        "declarations/consent",
        "declarations/load",
        "declarations/discard",
        "declarations/submit",
        "declarations/print",
        "declarations/sibling",
    ] {
        let path = format!("/fn/{function}");
        asked.push(post(&path, KIND, "a long text", long_text("长", SMALL)));
        asked.push(post(&path, KIND, "many texts", texts(&[], |_| String::new(), SMALL)));
    }
    for function in ["declarations/save", "reviews/queue", "reviews/approve-batch", "reviews/act", "field/pull"] {
        let path = format!("/fn/{function}");
        asked.push(post(&path, KIND, "a long text", long_text("长", LARGE)));
        asked.push(post(&path, KIND, "many texts", texts(&[], |_| String::new(), LARGE)));
        asked.push(post(&path, KIND, "two texts and many", texts(&[0, 0], |_| String::new(), LARGE)));
    }
    asked
}

/// Declarations of a program, each of its own kind of largeness.
fn programs(bearer: &str) -> Vec<Asked> {
    let good = sample::submission(sample::id(), 1);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut body = good.clone();
        body["id"] = sample::id().to_string().into();
        change(&mut body);
        body
    };
    let room = LARGE - 8 * 1024;
    let codes = || (0..room / 6).map(|at| format!("{:03}", at % 1000)).collect::<Vec<_>>();
    let bodies = [
        ("a long name", with(&|body| body["answers"]["child_name"] = "长".repeat(room / 3).into())),
        ("a name of marks", with(&|body| body["answers"]["child_name"] = "e\u{301}".repeat(room / 3).into())),
        ("a long number", with(&|body| body["answers"]["child_id_number"] = "1".repeat(room).into())),
        ("a long phone number", with(&|body| body["answers"]["father_phone"] = "1".repeat(room).into())),
        ("a long date", with(&|body| body["answers"]["child_birth_date"] = "2".repeat(room).into())),
        ("a long address", with(&|body| body["answers"]["current_address"]["detail"] = "1".repeat(room).into())),
        ("many codes", with(&|body| body["answers"]["health_status"] = codes().into())),
        ("unknown names", with(&|body| (0..room / 16).for_each(|at| body["answers"][format!("{at:08}")] = "1".into()))),
        (
            "many reasons",
            with(&|body| body["overrides"] = vec![json!({"rule": "V-02", "reason": "r"}); room / 32].into()),
        ),
        ("a long token", with(&|body| body["link"] = "t".repeat(room).into())),
    ];
    let mut asked = Vec::new();
    for (what, body) in bodies {
        assert!((LARGE / 2..LARGE).contains(&body.to_string().len()), "{what}: {}", body.to_string().len());
        asked.push(post("/api/v1/submissions", "application/json", what, body.to_string()));
        let answers = json!({"form": body["form"], "answers": body["answers"]});
        asked.push(post("/api/v1/assessments", "application/json", what, answers.to_string()));
    }
    for (what, body) in [("nested", "[".repeat(room)), ("no JSON", "{\"a\":".repeat(room / 5))] {
        asked.push(post("/api/v1/submissions", "application/json", what, body));
    }
    let submissions = asked.iter_mut().filter(|(_, request)| request.uri().path() == "/api/v1/submissions");
    for (_, request) in submissions {
        request.headers_mut().insert(header::AUTHORIZATION, bearer.parse().unwrap());
    }
    asked.push(post("/api/v1/submissions", "application/json", "nobody's", good.to_string()));
    asked.push(post("/api/v1/token", "application/x-www-form-urlencoded", "many inputs", "a=&".repeat(LARGE / 3)));
    asked
}

fn pages() -> Vec<Asked> {
    const KIND: &str = "application/x-www-form-urlencoded";
    let mut asked = Vec::new();
    for (path, bytes) in [
        ("/sign-in", LARGE),
        ("/text-size", SMALL),
        ("/try/migrant/child", SMALL),
        ("/declare", SMALL),
        ("/declare/migrant/child", LARGE),
        ("/declare/start", SMALL),
        ("/review", LARGE),
        ("/sign-out", SMALL),
    ] {
        asked.push(post(path, KIND, "many inputs", "a=&".repeat(bytes / 3)));
        asked.push(post(path, KIND, "a long input", format!("username={}", "%E9".repeat(bytes / 3 - 8))));
    }
    asked.push(post("/field/push", "application/json", "no token", vec![b' '; 4 * 1024 * 1024]));
    let long = "%E5%8C%BA%20".repeat(2_000);
    for path in ["/", "/declare", "/try", "/try/migrant/child", "/sign-in", "/links", "/l/nobodys-token", "/nowhere"] {
        asked.push(get(path));
    }
    for path in ["/api/v1/openapi.json", "/api/v1/forms/migrant", "/api/v1/divisions?parent=120104", "/healthz"] {
        asked.push(get(path));
    }
    for path in
        ["/api/v1/divisions?q=", "/sign-in?next=", "/declare/not-needed?why=", "/declare/migrant/child?changed="]
    {
        asked.push(get(&format!("{path}{long}")));
    }
    asked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_of_anybody_takes_little() {
    let _alone = ALONE.lock().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let nowhere = std::net::SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(command(folder.path(), nowhere, &["key", "new"]).status().await.unwrap().success());
    let client = Client::create(folder.path()).await;
    let program = start(folder.path()).await;
    let bearer = client.bearer(program.address).await;
    let mut worst: Vec<(f64, usize, u16, String)> = Vec::new();
    for (name, request) in [functions(), programs(&bearer), pages()].concat() {
        let (parts, body) = request.into_parts();
        let send = async || {
            let mut sender = connect(program.address).await.unwrap();
            let response = sender.send_request(Request::from_parts(parts.clone(), body.clone())).await.unwrap();
            let status = response.status().as_u16();
            let _read = response.into_body().collect().await;
            status
        };
        // What is made once is made now.
        let status = send().await;
        program.forget_peak();
        let (core, memory) = (program.core_seconds(), program.memory("VmRSS"));
        for _ in 0..TIMES {
            send().await;
        }
        let core = (program.core_seconds() - core) / f64::from(TIMES);
        worst.push((core, program.memory("VmHWM").saturating_sub(memory), status, name));
    }
    worst.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (core, memory, status, name) in &worst {
        println!("{:6.1} ms {:6.1} MiB {status} {name}", core * 1e3, *memory as f64 / 1_048_576.0);
    }
    for (core, memory, _, name) in &worst {
        assert!(*core <= CORE, "{name}: {core} s of a core");
        let most = MEMORY + if name.contains("sign-in") { PASSWORD } else { 0 };
        assert!(*memory <= most, "{name}: {memory} bytes");
    }
}
