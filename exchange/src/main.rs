//! `lazaret-exchange`: one node of the exchange.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use lazaret_exchange::{Config, State, serve};

/// Stores sealed files for people who need not trust it.
#[derive(Parser)]
#[command(name = "lazaret-exchange", version)]
struct Arguments {
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

async fn run(arguments: Arguments) -> Result<(), String> {
    let config = arguments.config()?;
    let listener = tokio::net::TcpListener::bind(&config.listen)
        .await
        .map_err(|error| format!("can't listen at {}: {error}", config.listen))?;
    let state = State::open(config).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("The exchange {} is at http://{address}", state.config.origin);
    if let Some(invitation) = lazaret_exchange::accounts::first_invitation(&state).await? {
        println!("The operator registers with the invitation {invitation}");
    }
    serve(listener, state).await
}
