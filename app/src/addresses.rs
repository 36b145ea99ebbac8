//! Every address of the site, once: whoever leads to a page takes its address from here.
//!
//! An address is written whole, `/declare/{form}/check`, so that a search for it ends here and in the router that serves
//! it. What is no address of this module: the patterns of routers ([`crate::app`], axum's `.route`), which their macros
//! and parsers need as literals; server functions ([`crate::wire::FUNCTIONS`]); links with a token (`/l/{token}`), made by
//! the backend; and what lies below [`API`]. Two tests of `server` hold it (`tests/api/addresses.rs`): every
//! address here leads to a route, and no other file writes one.

use domain::form::FormKind;

/// Where the size of the text is remembered without a script.
pub const TEXT_SIZE: &str = "/text-size";

/// The icon of the site, a file.
pub const ICON: &str = "/icon.svg";

/// What a phone installs the site by, a file.
pub const MANIFEST: &str = "/manifest.webmanifest";

/// Below it lies the interface for programs.
pub const API: &str = "/api";

/// Whether a path is that of the page `base` or lies below it: `/review/7` below `/review`, `/reviews` not.
#[must_use]
pub fn is_at(path: &str, base: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Officials sign in and out.
pub mod access {
    /// The page on which officials sign in.
    pub const SIGN_IN: &str = "/sign-in";

    /// Where signing in leads when it is not known yet whether the browser keeps cookies.
    pub const ARRIVED: &str = "/sign-in/arrived";

    /// Ends the session (POST).
    pub const SIGN_OUT: &str = "/sign-out";

    /// The second step of signing in.
    pub const CODE: &str = "/sign-in/code";

    /// The own account (我的账号).
    pub const ME: &str = "/me";

    /// The providers by which officials sign in elsewhere (统一登录).
    pub const IDENTITIES: &str = "/sign-in/identity";

    /// Where a browser comes back to from there.
    pub const IDENTITY_BACK: &str = "/sign-in/identity/back";

    /// The providers of an area, as security administrators keep them.
    pub const IDENTITY: &str = "/identity";

    /// The own account is bound to a provider.
    pub const MY_IDENTITY: &str = "/me/identity";

    /// A passkey is added to the own account.
    pub const PASSKEY: &str = "/me/passkey";

    /// A fresh proof of who it is, before an act that asks for one.
    pub const VERIFY: &str = "/me/verify";

    /// Another password, where the one of now is too old.
    pub const PASSWORD: &str = "/me/password";

    /// The accounts of an area.
    pub const ACCOUNTS: &str = "/accounts";

    /// The form that invites.
    pub const INVITE: &str = "/accounts/invite";

    /// Many accounts from one sheet.
    pub const IMPORT: &str = "/accounts/import";

    /// An empty sheet to fill in, a file.
    pub const TEMPLATE: &str = "/accounts/import/template.xlsx";

    /// What waits for another person's confirmation.
    pub const PENDING: &str = "/accounts/pending";

    /// The programs that use the interface.
    pub const CLIENTS: &str = "/clients";

    /// One account, by its county and id.
    #[must_use]
    pub fn account(county: &str, id: &str) -> String {
        format!("/accounts/{county}/{id}")
    }

    /// What is open of somebody who leaves, and who takes it over.
    #[must_use]
    pub fn hand_over(county: &str, id: &str) -> String {
        format!("/accounts/{county}/{id}/hand-over")
    }

    /// The invitation with a token.
    #[must_use]
    pub fn invitation(token: &str) -> String {
        format!("/invitation/{token}")
    }

    /// The way to a provider, by its county and id.
    #[must_use]
    pub fn identity(county: &str, id: &str) -> String {
        format!("/sign-in/identity/{county}/{id}")
    }

    /// Where a provider tells that a session ended there (POST).
    #[must_use]
    pub fn identity_logout(county: &str, id: &str) -> String {
        format!("/sign-in/identity/{county}/{id}/logout")
    }

    /// The sign-in that leads on to `next`, which is written as a query needs it.
    #[must_use]
    pub fn sign_in(next: &str) -> String {
        format!("{SIGN_IN}?next={next}")
    }
}

/// A family by its link.
pub mod declare {
    use super::FormKind;

    /// The first page of a family: the notice, later what is there and how to go on. Consent is posted to it.
    pub const HUB: &str = "/declare";

    /// The first of the questions that pick the form.
    pub const START: &str = "/declare/start";

    /// No registration is needed.
    pub const NOT_NEEDED: &str = "/declare/not-needed";

    /// For those who do not want to fill in.
    pub const REFUSED: &str = "/declare/refused";

    /// The receipt.
    pub const DONE: &str = "/declare/done";

    /// How what was submitted stands.
    pub const STATUS: &str = "/declare/status";

    /// Which family of a shared phone is at work.
    pub const TURN: &str = "/declare/turn";

    /// In another browser than the one in which the family agreed: somebody proves to be a guardian.
    pub const CODE: &str = "/declare/code";

    /// A new version of the notice, to which the family says something before it goes on.
    pub const NOTICE: &str = "/declare/notice";

    /// Begins the declaration of a brother or sister (POST).
    pub const SIBLING: &str = "/declare/sibling";

    /// Opens a returned declaration (POST).
    pub const CORRECT: &str = "/declare/correct";

    /// A later one of the questions that pick the form.
    #[must_use]
    pub fn step(step: &str) -> String {
        format!("/declare/start/{step}")
    }

    /// A screen of a form.
    #[must_use]
    pub fn section(kind: FormKind, section: &str) -> String {
        let form = kind.name();
        format!("/declare/{form}/{section}")
    }

    /// The last look at a form, with the button that submits.
    #[must_use]
    pub fn check(kind: FormKind) -> String {
        section(kind, "check")
    }

    /// What the addresses of a form's screens begin with; no page by itself.
    #[must_use]
    pub fn form(kind: FormKind) -> String {
        format!("{HUB}/{}", kind.name())
    }

    /// The printed sheet of a declaration or draft, by id.
    #[must_use]
    pub fn print(id: &str) -> String {
        format!("/declare/print?id={id}")
    }
}

/// Both forms to practise on (试填).
pub mod practice {
    use super::FormKind;

    /// The choice of a form.
    pub const FORMS: &str = "/try";

    /// A screen of a form.
    #[must_use]
    pub fn section(kind: FormKind, section: &str) -> String {
        let form = kind.name();
        format!("/try/{form}/{section}")
    }
}

/// A worker's day on the phone, and the township's page of visits. What stands below `/field` is told apart by
/// `fieldwork::pages::place`.
pub mod fieldwork {
    use super::FormKind;

    /// What there is to do.
    pub const HOME: &str = "/field";

    /// A household is listed or met for the first time.
    pub const NEW_HOUSEHOLD: &str = "/field/new";

    /// Drafts that are not finished.
    pub const DRAFTS: &str = "/field/entries";

    /// What is still to be sent.
    pub const OUTBOX: &str = "/field/outbox";

    /// The register of the village.
    pub const CHILDREN: &str = "/field/children";

    /// The children who are to be visited today.
    pub const CHILDREN_TO_VISIT: &str = "/field/children?due=visit";

    /// The children for whom a day is near at which a rule turns.
    pub const CHILDREN_DUE_SOON: &str = "/field/children?due=soon";

    /// Links and codes for families.
    pub const LINKS: &str = "/field/links";

    /// How far the visits are.
    pub const COVERAGE: &str = "/field/coverage";

    /// The village's code for its wall.
    pub const POSTER: &str = "/field/poster";

    /// The phone itself.
    pub const DEVICE: &str = "/field/device";

    /// Where the outbox is sent to (POST).
    pub const PUSH: &str = "/field/push";

    /// The township's page of visits and phones.
    pub const VILLAGES: &str = "/villages";

    /// A household, by id.
    #[must_use]
    pub fn household(id: &str) -> String {
        format!("/field/household/{id}")
    }

    /// A draft, by id, where it goes on. Its steps lie below.
    #[must_use]
    pub fn draft(id: &str) -> String {
        format!("/field/entry/{id}")
    }

    /// A draft, by id, at one of its steps.
    #[must_use]
    pub fn draft_step(id: &str, step: &str) -> String {
        format!("/field/entry/{id}/{step}")
    }

    /// A child of the register, by record.
    #[must_use]
    pub fn child(record: &str) -> String {
        format!("/field/child/{record}")
    }

    /// A blank form on paper.
    #[must_use]
    pub fn blank(kind: FormKind) -> String {
        let form = kind.name();
        format!("/field/blank/{form}")
    }
}

/// The township's review.
pub mod review {
    /// The list of what waits.
    pub const QUEUE: &str = "/review";

    /// The list with the filter of a query, which begins with its question mark or is empty.
    #[must_use]
    pub fn queue(query: &str) -> String {
        format!("{QUEUE}{query}")
    }

    /// A record, by id.
    #[must_use]
    pub fn record(id: &str) -> String {
        format!("/review/{id}")
    }

    /// A masked group of a record's fields, by the code of the group, to be looked at in full.
    #[must_use]
    pub fn reveal(id: &str, group: &str) -> String {
        format!("/review/{id}/reveal/{group}")
    }

    /// The printed sheet of a record, by id.
    #[must_use]
    pub fn sheet(id: &str) -> String {
        format!("/review/{id}/print")
    }
}

/// The county's own queue.
pub mod county {
    /// What townships approved.
    pub const QUEUE: &str = "/county";

    /// The records in a state, by its code.
    #[must_use]
    pub fn queue(state: &str) -> String {
        format!("{QUEUE}?state={state}")
    }

    /// The same behind a place of the list.
    #[must_use]
    pub fn page(state: &str, after: &str) -> String {
        format!("{QUEUE}?state={state}&after={after}")
    }
}

/// The comparison with departments.
pub mod comparison {
    /// The batches of a county.
    pub const BATCHES: &str = "/batches";

    /// The batches that a department was sent.
    pub const DEPARTMENT: &str = "/department";

    /// What does not agree.
    pub const DISCREPANCIES: &str = "/discrepancies";

    /// A batch before the county, by id.
    #[must_use]
    pub fn batch(id: &str) -> String {
        format!("{BATCHES}/{id}")
    }

    /// A batch before its department, by id.
    #[must_use]
    pub fn department_batch(id: &str) -> String {
        format!("{DEPARTMENT}/{id}")
    }

    /// Its rows behind a number.
    #[must_use]
    pub fn department_rows(id: &str, after: i32) -> String {
        format!("{DEPARTMENT}/{id}?after={after}")
    }

    /// Its sheet.
    #[must_use]
    pub fn sheet(id: &str) -> String {
        format!("{DEPARTMENT}/{id}/sheet")
    }

    /// A discrepancy, by the ids of its record and its own.
    #[must_use]
    pub fn discrepancy(record: &str, id: &str) -> String {
        format!("{DISCREPANCIES}/{record}/{id}")
    }
}

/// Records outside the own area: asked for, decided about, opened.
pub mod grants {
    /// What one may open, asks for, and has to decide about.
    pub const LIST: &str = "/grants";

    /// Opening the record of a child in danger.
    pub const EMERGENCY: &str = "/emergency";

    /// A record that a grant opens, by id.
    #[must_use]
    pub fn record(id: &str) -> String {
        format!("/granted/{id}")
    }

    /// A masked group of such a record, by its code.
    #[must_use]
    pub fn reveal(id: &str, group: &str) -> String {
        format!("/granted/{id}/reveal/{group}")
    }
}

/// A guardian's rights over a child's data, and the officer who answers.
pub mod rights {
    /// The children of a family that have a record (我的孩子).
    pub const MY_CHILDREN: &str = "/my-child";

    /// What guardians ask for.
    pub const REQUESTS: &str = "/requests";

    /// The days by which it is due.
    pub const CALENDAR: &str = "/requests/calendar";

    /// Adults who are not let in as guardians.
    pub const MEASURES: &str = "/requests/measures";

    /// The notices of a county, version by version.
    pub const NOTICES: &str = "/notices";

    /// A child's record before its guardian, by id.
    #[must_use]
    pub fn my_child(id: &str) -> String {
        format!("/my-child/{id}")
    }

    /// The same to print.
    #[must_use]
    pub fn copy(id: &str) -> String {
        format!("/my-child/{id}/copy")
    }

    /// The same for a program.
    #[must_use]
    pub fn copy_json(id: &str) -> String {
        format!("/my-child/{id}/copy.json")
    }

    /// Who looked at it.
    #[must_use]
    pub fn looks(id: &str) -> String {
        format!("/my-child/{id}/looks")
    }
}

/// Links by which families come, made by officials.
pub mod links {
    /// Those that were made, and the form for another one.
    pub const LIST: &str = "/links";

    /// The poster of a link, by id (POST with the address of the link).
    #[must_use]
    pub fn poster(id: &str) -> String {
        format!("/links/{id}/poster")
    }
}

/// The trail of who did what, for auditors.
pub mod audit {
    /// The form that searches, and what was found.
    pub const SEARCH: &str = "/audit";

    /// What was found leaves as a file.
    pub const EXPORT: &str = "/audit/export";

    /// Reading out of the ordinary.
    pub const NOTICES: &str = "/audit/notices";

    /// What a query found, which begins with its question mark.
    #[must_use]
    pub fn found(query: &str) -> String {
        format!("{SEARCH}{query}")
    }

    /// The form that exports what a query finds, likewise.
    #[must_use]
    pub fn export(query: &str) -> String {
        format!("{EXPORT}{query}")
    }

    /// An event, by its county, the lane of its process and its number.
    #[must_use]
    pub fn event(county: &str, lane: &str, no: i64) -> String {
        format!("/audit/{county}/{lane}/{no}")
    }
}

/// Lists of records that leave the register as a file.
pub mod exports {
    /// What one asked for, the form for another one, and what waits for the own word.
    pub const LIST: &str = "/exports";
}

/// What is to be erased, and what is kept from it.
pub mod retention {
    /// Lists of records whose time is over, and the periods.
    pub const LISTS: &str = "/retention";

    /// What is kept from being erased.
    pub const HOLDS: &str = "/holds";

    /// A list, by id.
    #[must_use]
    pub fn list(id: &str) -> String {
        format!("/retention/{id}")
    }

    /// The certificate of a list that was carried out, by id.
    #[must_use]
    pub fn certificate(id: &str) -> String {
        format!("/retention/{id}/certificate")
    }
}

/// Breaches.
pub mod breaches {
    /// Those of the area, and the form for another one.
    pub const LIST: &str = "/breaches";

    /// Which records an account opened or took out.
    pub const TOUCHED: &str = "/breaches/touched";

    /// A breach, by its county and id.
    #[must_use]
    pub fn one(county: &str, id: &str) -> String {
        format!("/breaches/{county}/{id}")
    }
}

/// What was done with personal data in a year.
pub mod compliance {
    /// The years.
    pub const YEARS: &str = "/compliance";

    /// A year.
    #[must_use]
    pub fn year(year: i16) -> String {
        format!("/compliance/{year}")
    }

    /// The same for programs, a file.
    #[must_use]
    pub fn file(year: i16) -> String {
        format!("/compliance/{year}/pack.json")
    }
}

/// Blank sheets, printed in the office.
pub mod print {
    use super::FormKind;

    /// The blank sheet of a form.
    #[must_use]
    pub fn blank(kind: FormKind) -> String {
        let form = kind.name();
        format!("/print/{form}")
    }
}
