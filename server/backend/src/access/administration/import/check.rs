//! Every row against the register, and against the rows before it. Nothing is written.

use std::collections::{HashMap, HashSet};

use domain::access::{Action, Role, check_grant};
use domain::problem::Problem;

use super::columns::RowFault;
use super::line::Line;
use crate::access::accounts::Names;
use crate::access::accounts::creation::{home_county, invalid};
use crate::access::administration::Administrator;
use crate::access::administration::assign::held_by;
use crate::access::administration::invite::person_key;
use crate::access::rows;
use crate::error::Result;
use crate::sheets::{Sheet, Undecided};
use crate::store::Store;

/// Most rows of a sheet, without its headings.
pub const MAX_ROWS: usize = 2_000;

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// What came of the check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The rows that can become accounts, in order.
    pub right: Vec<Line>,
    /// What is wrong with the others.
    pub faults: Vec<RowFault>,
}

/// Checks a sheet.
///
/// # Errors
/// [`Problem::Forbidden`] for who imports nothing. What is wrong with the sheet is in the answer.
pub async fn check(store: &Store, by: &Administrator, sheet: &Sheet) -> Result<Checked> {
    by.need(Action::AccountImport)?;
    if let Some(Undecided::Columns { field, headings }) = sheet.head.undecided().first() {
        let message = format!("有几列都像“{field}”：{}，请只留一列", headings.join("、"));
        return Ok(Checked { right: Vec::new(), faults: vec![RowFault::new(1, field, "headings", message)] });
    }
    let rows = sheet.rows();
    if rows.len() > MAX_ROWS || rows.is_empty() {
        let message = match rows.len() {
            0 => "标题下面没有人员".to_owned(),
            count => format!("有{count}行，一次最多{MAX_ROWS}行，请分成几个文件"),
        };
        return Ok(Checked { right: Vec::new(), faults: vec![RowFault::new(1, "", "rows", message)] });
    }
    let (mut checked, mut before) = (Checked::default(), Before::default());
    for row in rows {
        match Line::read(&sheet.head, row)? {
            Err(faults) => checked.faults.extend(faults),
            Ok(line) => match fits(store, by, &line, &mut before).await.map_err(crate::Error::into_problem) {
                Ok(line) => checked.right.push(line),
                Err(Problem::Internal) => return Err(Problem::Internal.into()),
                Err(problem) => checked.faults.push(line.fault(&problem)),
            },
        }
    }
    Ok(checked)
}

/// What the rows before will have made.
#[derive(Default)]
struct Before {
    usernames: HashSet<String>,
    /// Roles by the person's county and key.
    held: HashMap<(String, Vec<u8>), Vec<Role>>,
}

/// The line with its names as they are kept, when it can become an account after the rows before it.
async fn fits(store: &Store, by: &Administrator, line: &Line, before: &mut Before) -> Result<Line> {
    let new = line.person()?;
    let names = Names::of(&new.username, &new.display_name)?;
    let key = person_key(store, &names.display_name, &new.id_number, &new.mobile)?;
    let county = home_county(new.proposal.place);
    let taken = before.usernames.contains(&names.username)
        || rows::accounts::by_username(&store.db, &names.username).await?.is_some();
    if taken {
        let message = format!("用户名“{}”已有人使用，或在前面的行里已有", names.username);
        return Err(Problem::Invalid { field: "username".into(), message }.into());
    }
    let known = rows::persons::by_key(&store.db, &county, &key).await?;
    let of_person = before.held.entry((county.clone(), key)).or_default();
    let (mut held, mut own) = (of_person.clone(), false);
    if let Some(person) = known {
        own = person.id == by.account().person();
        held.extend(held_by(store, &store.db, &county, person.id).await?);
    }
    let granter = domain::access::Granter { own, ..by.granter(uuid::Uuid::nil()) };
    check_grant(new.proposal, granter, &held, store.clock.today()).map_err(invalid)?;
    of_person.push(new.proposal.role);
    before.usernames.insert(names.username.clone());
    Ok(Line { username: names.username, display_name: names.display_name, ..line.clone() })
}
