//! `lazaret-exchange`: one node of the exchange.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lazaret::exchange::log::NoteKey;
use lazaret_exchange::{Config, State, backup, mirror, serve};

/// Stores sealed files for people who need not trust it.
#[derive(Parser)]
#[command(name = "lazaret-exchange", version)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
    /// Settings, in TOML
    #[arg(long, env = "LAZARET_CONFIG")]
    config: Option<PathBuf>,
    /// The folder for keys, database and parts
    #[arg(long, env = "LAZARET_DATA")]
    data: Option<PathBuf>,
    /// Address and port
    #[arg(long, env = "LAZARET_LISTEN")]
    listen: Option<String>,
    /// The name of the log
    #[arg(long, env = "LAZARET_ORIGIN")]
    origin: Option<String>,
    /// postgres://… instead of a file in the data folder
    #[arg(long, env = "LAZARET_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// The folder with the page
    #[arg(long, env = "LAZARET_PAGE")]
    page: Option<PathBuf>,
    /// Keep a copy of the node at this address, and cosign its log
    #[arg(long, env = "LAZARET_MIRROR")]
    mirror: Option<String>,
    /// The key of that node's log, instead of taking the one that it shows at first
    #[arg(long, env = "LAZARET_LOG_KEY")]
    log_key: Option<NoteKey>,
    /// What this node is called where it vouches for another's log
    #[arg(long, env = "LAZARET_NAME")]
    name: Option<String>,
}

/// What a node does instead of serving.
#[derive(Subcommand)]
enum Task {
    /// Show this node's keys, which other hospitals put into their settings
    Keys,
    /// Make this mirror the node that keeps the log, because the first one is lost
    Promote,
    /// Copy keys, database and parts into a folder, while the node runs
    Backup {
        /// A backup from before is brought up to date
        folder: PathBuf,
    },
}

impl Arguments {
    fn config(self) -> Result<Config, String> {
        let mut config = self.config.as_deref().map(Config::read).transpose()?.unwrap_or_default();
        let replace =
            |setting: &mut PathBuf, by: Option<PathBuf>| by.into_iter().for_each(|by| *setting = by);
        replace(&mut config.data, self.data);
        replace(&mut config.page, self.page);
        self.listen.into_iter().for_each(|listen| config.listen = listen);
        self.origin.into_iter().for_each(|origin| config.origin = origin);
        config.database = self.database.or(config.database);
        config.mirror = self.mirror.or(config.mirror);
        config.log_key = self.log_key.or(config.log_key);
        config.name = self.name.or(config.name);
        Ok(config)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lazaret-exchange: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(mut arguments: Arguments) -> Result<(), String> {
    let task = arguments.task.take();
    let config = arguments.config()?;
    match task {
        Some(Task::Keys) => {
            let (witness, log) = mirror::keys(&config)?;
            println!(
                "As a mirror, for `witnesses`: {witness}\nAs the keeper of a log, for `successors`: {log}"
            );
            return Ok(());
        }
        Some(Task::Promote) => {
            println!("{}", mirror::promote(config).await?);
            return Ok(());
        }
        Some(Task::Backup { folder }) => {
            let parts = backup::backup(&config, &folder).await?;
            println!("{} has all of this node, and {parts} parts that it had not before", folder.display());
            return Ok(());
        }
        None => {}
    }
    let listener = tokio::net::TcpListener::bind(&config.listen)
        .await
        .map_err(|error| format!("can't listen at {}: {error}", config.listen))?;
    let state = State::open(config).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let scheme = if state.config.certificate.is_some() { "https" } else { "http" };
    println!("The exchange {} is at {scheme}://{address}", state.config.origin);
    if let Some(invitation) = lazaret_exchange::accounts::first_invitation(&state).await? {
        println!("The operator registers with the invitation {invitation}");
    }
    serve(listener, state).await
}
