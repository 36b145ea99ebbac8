//! `tongce assess FILE`: what the rules say about answers, without a server and without a database.

use std::io::Read;
use std::path::PathBuf;

use anyhow::Context;
use backend::store::clock::{Clock, SystemClock};
use clap::Args;
use domain::problem::Problem;

use super::start::{deployment, policy};
use crate::config::Config;
use crate::doors::api::assessments::create::{Request, assess};
use crate::doors::api::json;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The request as for POST /api/v1/assessments; `-` reads standard input.
    file: PathBuf,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let mut bytes = Vec::new();
    if options.file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        bytes = std::fs::read(&options.file).with_context(|| format!("cannot read {}", options.file.display()))?;
    }
    let (policy, deployment) = (policy(&config)?, deployment(&config)?);
    let assessment = json::parse::<Request>(&bytes)
        .and_then(|request| assess(&request, SystemClock.today(), &policy, &deployment))
        .map_err(|problem| refused(&problem))?;
    println!("{}", serde_json::to_string_pretty(&assessment)?);
    Ok(())
}

fn refused(problem: &Problem) -> anyhow::Error {
    let place = problem.field().map(|field| format!(" at `{field}`")).unwrap_or_default();
    match problem {
        Problem::Malformed { detail, .. } => anyhow::anyhow!("{}{place}: {detail}", problem.code()),
        other => anyhow::anyhow!("{}{place}: {}", other.code(), other.message()),
    }
}
