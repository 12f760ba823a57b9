//! A PostgreSQL of its own for a test's process: in a temporary folder, at a socket, gone when the process ends.

use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Makes the folder, starts the server, and ends it when nobody holds the other end of its standard input any more.
const SCRIPT: &str = r#"
folder=$(mktemp -d) && cd "$folder" || exit 1
"$1/initdb" -D data -U lazaret -A trust --no-sync >/dev/null || exit 1
"$1/postgres" -D data -k "$folder" -c listen_addresses= -c max_connections=200 -F >log 2>&1 &
server=$!
echo "$folder"
read -r _
kill -INT $server; wait $server; rm -rf "$folder"
"#;

struct Server {
    folder: String,
    // Its standard input is held as long as this process lives.
    _child: Child,
}

/// An empty database; `None`, said aloud, when there is no PostgreSQL.
pub async fn database() -> Option<String> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(start).as_ref()?;
    let name = format!("test_{}", lazaret::bytes::Bytes::<8>::random().unwrap());
    let url = |name: &str| format!("postgres://lazaret@localhost/{name}?host={}", server.folder);
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
    Some(url(&name))
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
    Some(Server { folder: folder.trim().to_owned(), _child: child })
}
