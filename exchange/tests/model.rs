//! Random operations, on a real node and on a few lines that say what should come of them.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use lazaret::bytes::Bytes;
use lazaret::exchange::search::GroupKey;
use lazaret::exchange::{Act, FileId, Role};
use lazaret_exchange::journal::{self, Submission, User};
use lazaret_exchange::testing::{Node, Sealed, Somebody, hash};
use lazaret_exchange::{files, store};
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};
use serde_json::Value;

const NAMES: [(&str, Role); 4] =
    [("ada", Role::Owner), ("cleo", Role::Owner), ("bob", Role::Researcher), ("dan", Role::Researcher)];

/// Users, files and versions by number.
#[derive(Clone, Debug)]
enum Operation {
    Upload {
        by: usize,
        file: u8,
        version: u32,
    },
    Ask {
        by: usize,
        file: u8,
    },
    Grant {
        by: usize,
        file: u8,
        version: u32,
        to: usize,
    },
    Revoke {
        by: usize,
        file: u8,
        to: usize,
    },
    Download {
        by: usize,
        file: u8,
        version: u32,
    },
    Close {
        by: usize,
    },
    /// What was sent before arrives once more.
    Again {
        which: usize,
    },
    Restart,
}

fn operation() -> impl Strategy<Value = Operation> {
    let (user, file, version) = (0..NAMES.len(), 0..2_u8, 1..3_u32);
    // Mostly the owner, and sometimes somebody else: what is refused changes nothing that is worth looking at.
    let (of, other) = ((file.clone(), 0..8_usize), 0..3_usize);
    let by = |(file, sometimes): (u8, usize), other| {
        (if sometimes == 0 { other } else { usize::from(file) }, file)
    };
    prop_oneof![
        4 => (of.clone(), other.clone(), version.clone()).prop_map(move |(of, other, version)| {
            let (by, file) = by(of, other);
            Operation::Upload { by, file, version }
        }),
        1 => (user.clone(), file.clone()).prop_map(|(by, file)| Operation::Ask { by, file }),
        4 => (of.clone(), 0..2_usize, version.clone(), user.clone()).prop_map(move |(of, other, version, to)| {
            let (by, file) = by(of, other);
            Operation::Grant { by, file, version, to }
        }),
        3 => (of, 0..2_usize, user.clone()).prop_map(move |(of, other, to)| {
            let (by, file) = by(of, other);
            Operation::Revoke { by, file, to }
        }),
        4 => (user.clone(), file, version)
            .prop_map(|(by, file, version)| Operation::Download { by, file, version }),
        1 => (2..NAMES.len()).prop_map(|by| Operation::Close { by }),
        2 => (0..40_usize).prop_map(|which| Operation::Again { which }),
        1 => Just(Operation::Restart),
    ]
}

/// What should be.
#[derive(Default)]
struct Model {
    /// Owner and last version of each file.
    files: BTreeMap<u8, (usize, u32)>,
    /// File, version, reader.
    grants: BTreeSet<(u8, u32, usize)>,
    closed: BTreeSet<usize>,
}

impl Model {
    fn may_read(&self, by: usize, file: u8, version: u32) -> bool {
        self.files.get(&file).is_some_and(|&(owner, last)| {
            (1..=last).contains(&version) && (owner == by || self.grants.contains(&(file, version, by)))
        })
    }

    /// Whether it is done, and if so, does it.
    fn takes(&mut self, operation: &Operation) -> bool {
        let open = |user: &usize| !self.closed.contains(user);
        let owns =
            |by: &usize, file: &u8| open(by) && self.files.get(file).is_some_and(|(owner, _)| owner == by);
        match *operation {
            Operation::Upload { by, file, version } => {
                let (owner, last) = self.files.get(&file).copied().unwrap_or((by, 0));
                let taken = open(&by) && NAMES[by].1 == Role::Owner && owner == by && version == last + 1;
                if taken {
                    self.files.insert(file, (by, version));
                }
                taken
            }
            Operation::Ask { by, file } => open(&by) && self.files.contains_key(&file),
            Operation::Grant { by, file, version, to } => {
                let taken = owns(&by, &file) && version <= self.files[&file].1 && open(&to);
                taken && {
                    self.grants.insert((file, version, to));
                    true
                }
            }
            Operation::Revoke { by, file, to } => {
                let before = self.grants.len();
                if owns(&by, &file) {
                    self.grants.retain(|&(its, _, reader)| its != file || reader != to);
                }
                self.grants.len() < before
            }
            Operation::Download { by, file, version } => open(&by) && self.may_read(by, file, version),
            Operation::Close { by } => self.closed.insert(by),
            Operation::Again { .. } | Operation::Restart => true,
        }
    }
}

/// The real one.
struct World {
    place: common::Place,
    node: Node,
    group: GroupKey,
    people: Vec<Somebody>,
    sealed: Vec<Sealed>,
    /// What was sent, and its number in the journal if it was taken.
    sent: Vec<(usize, Submission, Option<u64>)>,
}

impl World {
    async fn new(place: common::Place) -> Self {
        let node = Node::start(place.config.clone()).await.unwrap();
        let mut people: Vec<Somebody> = Vec::new();
        for (name, role) in NAMES {
            people.push(node.admit(name, role, people.first()).await.unwrap());
        }
        let sealed =
            people.iter().map(|one| Sealed::new(&one.identity, one.name.as_bytes()).unwrap()).collect();
        Self { place, node, group: GroupKey::generate().unwrap(), people, sealed, sent: Vec::new() }
    }

    async fn does(&mut self, operation: &Operation) -> bool {
        let (by, act, attachment) = match *operation {
            Operation::Upload { by, file, version } => {
                for part in self.sealed[by].parts() {
                    let user = self.user(by).await;
                    store::put_part(&self.node.state, &user, &hash(part), Body::from(part.to_vec()))
                        .await
                        .unwrap();
                }
                let attachment = self.sealed[by].attachment(&self.node, &self.group, "word").unwrap();
                (by, self.sealed[by].act(id(file), version, &attachment).unwrap(), attachment)
            }
            Operation::Ask { by, file } => {
                (by, Act::Ask { file: id(file), columns: None, purpose: String::new() }, Value::Null)
            }
            Operation::Grant { by, file, version, to } => {
                let owner = &self.people[by].identity;
                let (act, tail) = self.sealed[by].grant(owner, id(file), version, &self.people[to]).unwrap();
                (by, act, tail)
            }
            Operation::Revoke { by, file, to } => {
                (by, Act::Revoke { file: id(file), to: NAMES[to].0.to_owned() }, Value::Null)
            }
            Operation::Download { by, file, version } => {
                (by, Act::Download { file: id(file), version }, Value::Null)
            }
            Operation::Close { by } => (by, Act::Close {}, Value::Null),
            Operation::Again { which } => {
                if let Some((by, submission, leaf)) = self.sent.get(which).cloned()
                    && leaf.is_some()
                {
                    assert_eq!(self.send(by, &submission).await, leaf, "the same record, another answer");
                }
                return true;
            }
            Operation::Restart => {
                self.node = Node::start(self.place.config.clone()).await.unwrap();
                return true;
            }
        };
        let somebody = &self.people[by];
        let submission = self.node.submission(&somebody.name, &somebody.identity, act, attachment).unwrap();
        let leaf = self.send(by, &submission).await;
        self.sent.push((by, submission, leaf));
        leaf.is_some()
    }

    async fn user(&self, by: usize) -> User {
        User::find(&self.node.state.db.pool, NAMES[by].0).await.unwrap().unwrap()
    }

    async fn send(&self, by: usize, submission: &Submission) -> Option<u64> {
        let user = self.user(by).await;
        journal::append(&self.node.state, &user, submission).await.ok().map(|receipt| receipt.leaf)
    }

    async fn agrees(&self, model: &Model) {
        let found: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT file, owner, version FROM files ORDER BY file")
                .fetch_all(&self.node.state.db.pool)
                .await
                .unwrap();
        let expected = model.files.iter().map(|(file, (owner, version))| {
            (id(*file).to_string(), NAMES[*owner].0.to_owned(), i64::from(*version))
        });
        assert_eq!(found, expected.collect::<Vec<_>>());
        let mut connection = self.node.state.db.pool.acquire().await.unwrap();
        for (by, (name, _)) in NAMES.iter().enumerate() {
            for (file, version) in (0..2).flat_map(|file| (1..3).map(move |version| (file, version))) {
                let may = files::may_read(&self.node.state, &mut connection, name, &id(file), version).await;
                assert_eq!(may.is_ok(), model.may_read(by, file, version), "{name} {file} {version}");
            }
        }
        drop(connection);
        common::log::check(&self.node.state).await;
    }
}

fn id(file: u8) -> FileId {
    Bytes([file; 16])
}

fn run(cases: u32, place: impl AsyncFn() -> Option<common::Place>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let runs = Runs { cases, max_shrink_iters: 64, failure_persistence: None, ..Runs::default() };
    let operations = prop::collection::vec(operation(), 20..50);
    let outcome = TestRunner::new(runs).run(&operations, |operations| {
        runtime.block_on(async {
            let Some(place) = place().await else { return Ok(()) };
            let (mut world, mut model) = (World::new(place).await, Model::default());
            for operation in &operations {
                let (expected, found) = (model.takes(operation), world.does(operation).await);
                prop_assert_eq!(found, expected, "{:?}", operation);
            }
            world.agrees(&model).await;
            Ok(())
        })
    });
    outcome.unwrap();
}

#[test]
fn random_operations_end_where_they_should() {
    run(8, async || Some(common::simple()));
}

#[test]
fn so_they_do_on_postgresql_and_s3() {
    run(3, common::scaled);
}
