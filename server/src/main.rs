//! The `tongce` program.

use std::process::ExitCode;

use clap::Parser;
use server::cli::{self, Cli};

/// A quarter of a submission's time went into the C library's allocator, and sign-ins left their memory in its arenas.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&error);
            ExitCode::FAILURE
        }
    }
}
