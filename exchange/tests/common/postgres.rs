//! A PostgreSQL of its own for a test's process: in a temporary folder, at a socket, gone when the process ends.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Makes the folder, starts the server, starts it again for each line of its standard input, and ends it when nobody
/// holds the other end of that any more.
const SCRIPT: &str = r#"
folder=$(mktemp -d) && cd "$folder" || exit 1
"$1/initdb" -D data -U lazaret -A trust --no-sync >/dev/null || exit 1
start() {
  "$1/postgres" -D data -k "$folder" -c listen_addresses= -c max_connections=200 -F >>log 2>&1 &
  server=$!
}
start "$1"
echo "$folder"
while read -r _; do wait $server; start "$1"; done
kill -CONT $server $(pgrep -P $server) 2>/dev/null; kill -INT $server; wait $server; rm -rf "$folder"
"#;

pub struct Server {
    folder: String,
    // Its standard input is held as long as this is, or the process.
    child: Child,
}

impl Server {
    /// One that no other test has; `None`, said aloud, when there is no PostgreSQL.
    pub fn start() -> Option<Self> {
        start()
    }

    /// Sends a signal to all its processes.
    pub fn signal(&self, signal: &str) {
        let main = std::fs::read_to_string(format!("{}/data/postmaster.pid", self.folder)).unwrap();
        let main = main.lines().next().unwrap().to_owned();
        // Others may end by themselves meanwhile.
        let script =
            r#"others=$(pgrep -P "$2"); kill -s "$1" "$2" || exit; kill -s "$1" $others 2>/dev/null || true"#;
        let sent = Command::new("sh").args(["-c", script, "sh", signal, &main]).status().unwrap();
        assert!(sent.success());
    }

    /// Starts it again after it was killed.
    pub fn start_again(&mut self) {
        self.child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }

    /// An empty database.
    pub async fn database(&self) -> String {
        let name = format!("test_{}", lazaret::bytes::Bytes::<8>::random().unwrap());
        let url = |name: &str| format!("postgres://lazaret@localhost/{name}?host={}", self.folder);
        sqlx::any::install_default_drivers();
        let began = Instant::now();
        let administration = loop {
            match sqlx::AnyPool::connect(&url("postgres")).await {
                Ok(pool) => break pool,
                Err(error) => assert!(began.elapsed() < Duration::from_secs(20), "PostgreSQL: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&administration).await.unwrap();
        administration.close().await;
        url(&name)
    }
}

/// An empty database; `None`, said aloud, when there is no PostgreSQL.
pub async fn database() -> Option<String> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    Some(SERVER.get_or_init(start).as_ref()?.database().await)
}

/// Ends all connections to a database, as its restart does.
pub async fn disconnect(url: &str) {
    let name = url.rsplit('/').find_map(|end| end.split_once('?')).unwrap_or_default().0;
    let (server, name) = (url.replace(name, "postgres"), name.to_owned());
    let administration = sqlx::AnyPool::connect(&server).await.unwrap();
    let ended: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1) AS ended",
    )
    .bind(name)
    .fetch_one(&administration)
    .await
    .unwrap();
    assert!(ended > 0);
}

fn start() -> Option<Server> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let Some(programs) = versions.map(|version| version.path().join("bin")).max() else {
        eprintln!("NOT CHECKED: there is no PostgreSQL on this machine");
        return None;
    };
    // PostgreSQL refuses to be run by root.
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = if root { Command::new("setpriv") } else { Command::new("sh") };
    if root {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
    }
    command.args(["-c", SCRIPT, "sh"]).arg(programs).current_dir("/tmp");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut folder = String::new();
    let output = child.stdout.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut folder).unwrap();
    assert!(!folder.is_empty(), "PostgreSQL could not be started");
    Some(Server { folder: folder.trim().to_owned(), child })
}
