//! `tongce read-sheet`: reads a sheet from the standard input and writes its rows as JSON. The server calls it for each
//! upload, so that a file that asks for more than there is ends this process and not the server.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::Context;
use clap::Args;
use rlimit::Resource;

/// Most bytes of address space.
const MEMORY: u64 = 768 * 1024 * 1024;

/// Most seconds of a processor.
const SECONDS: u64 = 20;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The limits hold already.
    #[arg(long, hide = true)]
    limited: bool,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    if options.limited { Ok(backend::sheets::answer(io::stdin().lock(), io::stdout().lock())?) } else { begin_anew() }
}

/// Limits this process and runs the program anew in it: what the allocator took beforehand would not count.
fn begin_anew() -> anyhow::Result<()> {
    for (resource, most) in [(Resource::AS, MEMORY), (Resource::CPU, SECONDS), (Resource::CORE, 0)] {
        rlimit::setrlimit(resource, most, most).context("the limits of this process cannot be set")?;
    }
    let program = std::env::current_exe().context("this program does not know where it is")?;
    Err(Command::new(program).args(["read-sheet", "--limited"]).exec()).context("this program cannot run itself")
}
