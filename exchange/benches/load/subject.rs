//! The node under load, with users.

use std::path::PathBuf;

use lazaret::exchange::Role;
use lazaret::exchange::search::GroupKey;
use lazaret_exchange::testing::{Node, Somebody};
use lazaret_exchange::{Config, Registration, Search};

use crate::Failed;

/// Searches of one user are limited to 30 a minute: so many users share them.
pub const READERS: usize = 20;

/// A node whose limits on one address are out of the way; those on one user are not.
pub struct Subject {
    pub node: Node,
    pub owner: Somebody,
    pub readers: Vec<Somebody>,
    pub group: GroupKey,
}

impl Subject {
    pub async fn start(data: PathBuf, database: Option<String>, search: Search) -> Result<Self, Failed> {
        let config = Config {
            data,
            database,
            search,
            registration: Registration::Open,
            requests_per_minute: 1_000_000,
            log_ins_per_minute: 1_000_000,
            ..Config::default()
        };
        let node = Node::start(config).await?;
        let owner = node.admit("owner", Role::Owner, None).await?;
        let mut readers = Vec::new();
        for number in 0..READERS {
            readers.push(node.admit(&format!("reader{number}"), Role::Researcher, Some(&owner)).await?);
        }
        Ok(Self { node, owner, readers, group: GroupKey::generate()? })
    }
}
