//! `tongce client`: the programs that use the interface, made by whoever runs the server.

use anyhow::{Context, bail};
use backend::access::clients::{self, ClientLine, Keeper, Made, NewClient, Scope};
use backend::{Result, Store};
use clap::{Args, Subcommand};
use domain::Date;
use domain::divisions::DivisionCode;
use uuid::Uuid;

use super::seed::inner;
use super::start::with_store;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a program known; prints its id and secret, once.
    Create(Create),
    /// List the programs of a county.
    List {
        /// Code of the county, or of the city for a program that serves several, e.g. 120104.
        #[arg(long)]
        place: String,
    },
    /// Let a program ask for nothing any more; its tokens end with it.
    Suspend {
        /// The program, as `create` printed it: 120104.0192…
        client_id: String,
    },
    /// Give a program a new secret and print it; the one before opens for another week.
    Rotate {
        /// The program, as `create` printed it: 120104.0192…
        client_id: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// Code of the county, or of the city, for whose children the program may speak, e.g. 120104.
    #[arg(long)]
    place: String,
    /// Who answers for it, e.g. 南开区教育局.
    #[arg(long)]
    organisation: String,
    /// What it is called, e.g. 学籍系统.
    #[arg(long)]
    name: String,
    /// What it may ask for: submissions.create, submissions.status.
    #[arg(long, value_delimiter = ',', default_value = "submissions.create,submissions.status")]
    scopes: Vec<String>,
    /// How its declarations may have been collected: codes of `collection_method`.
    #[arg(long, value_delimiter = ',', default_value = "dept_share")]
    channels: Vec<String>,
    /// Last day, e.g. 2027-12-31.
    #[arg(long)]
    to: Date,
}

pub(super) fn run(command: Command) -> anyhow::Result<()> {
    with_store(|_, store| async move {
        backend::migration::migrate(&store).await.map_err(inner)?;
        match command {
            Command::Create(options) => create(&store, options).await,
            Command::List { place } => list(&store, &place).await,
            Command::Suspend { client_id } => {
                let (county, id) = parse(&client_id)?;
                clients::suspend(&store, &Keeper::operator(), county, id).await.map_err(inner)?;
                println!("{client_id} may ask for nothing any more.");
                Ok(())
            }
            Command::Rotate { client_id } => {
                let (county, id) = parse(&client_id)?;
                print(clients::rotate(&store, &Keeper::operator(), county, id).await)
            }
        }
    })
}

async fn create(store: &Store, options: Create) -> anyhow::Result<()> {
    let Create { place, organisation, name, scopes, channels, to } = options;
    let scope = |code: &String| Scope::from_code(code).with_context(|| format!("`{code}` is no scope"));
    let scopes = scopes.iter().map(scope).collect::<anyhow::Result<_>>()?;
    let new = NewClient { organisation, name, place: division(&place)?, scopes, channels, to };
    print(clients::create(store, &Keeper::operator(), new).await)
}

fn print(made: Result<Made>) -> anyhow::Result<()> {
    let Made { client_id, secret } = made.map_err(inner)?;
    println!("Hand them over on a way on which nobody else reads. The secret is shown this once.");
    println!("client_id: {client_id}");
    println!("client_secret: {secret}");
    Ok(())
}

async fn list(store: &Store, place: &str) -> anyhow::Result<()> {
    for line in clients::list(store, &Keeper::operator(), division(place)?).await.map_err(inner)? {
        let ClientLine { organisation, name, place, scopes, to, .. } = &line;
        let state = match (line.suspended, line.proposed) {
            (true, _) => "suspended",
            (_, true) => "waits for a confirmation",
            _ => "active",
        };
        println!("{}  {organisation} {name}  {place}  {scopes}  to {to}  {state}", line.client_id());
    }
    Ok(())
}

fn division(code: &str) -> anyhow::Result<DivisionCode> {
    DivisionCode::parse(code).with_context(|| format!("`{code}` is no code of a division"))
}

/// County and id of what `create` printed.
fn parse(client_id: &str) -> anyhow::Result<(&str, Uuid)> {
    match client_id.split_once('.').map(|(county, id)| (county, Uuid::parse_str(id))) {
        Some((county, Ok(id))) => Ok((county, id)),
        _ => bail!("`{client_id}` is no id of a program, as `tongce client create` prints it"),
    }
}
