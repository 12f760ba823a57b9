//! A PostgreSQL of its own, as it is installed: what it acknowledges is on the disk.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::Connection;

use crate::Failed;

/// Makes a folder, serves at a socket in it, and ends when nobody holds its standard input any more.
const SCRIPT: &str = r#"
folder=$(mktemp -d) && cd "$folder" || exit 1
"$1/initdb" -D data -U lazaret -A trust >/dev/null || exit 1
"$1/postgres" -D data -k "$folder" -c listen_addresses= >log 2>&1 &
server=$!
echo "$folder"
read -r _
kill -INT $server; wait $server; rm -rf "$folder"
"#;

pub struct Server {
    folder: String,
    script: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

impl Server {
    pub fn start() -> Result<Self, Failed> {
        let versions = std::fs::read_dir("/usr/lib/postgresql")?.flatten();
        let programs =
            versions.map(|version| version.path().join("bin")).max().ok_or("there is no PostgreSQL")?;
        let root = Command::new("id").arg("-u").output()?.stdout == b"0\n";
        let mut command = if root { Command::new("setpriv") } else { Command::new("sh") };
        if root {
            // PostgreSQL refuses to be run by root.
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
        }
        command.args(["-c", SCRIPT, "sh"]).arg(programs).current_dir("/tmp");
        let mut script = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut folder = String::new();
        BufReader::new(script.stdout.take().ok_or("no output")?).read_line(&mut folder)?;
        Ok(Self { folder: folder.trim().to_owned(), script })
    }

    /// An empty database.
    pub async fn database(&self, name: &str) -> Result<String, Failed> {
        sqlx::any::install_default_drivers();
        let url = |name: &str| format!("postgres://lazaret@localhost/{name}?host={}", self.folder);
        let mut tries = 0;
        let mut connection = loop {
            match sqlx::AnyConnection::connect(&url("postgres")).await {
                Ok(connection) => break connection,
                Err(error) if tries > 200 => return Err(error.into()),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
            tries += 1;
        };
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
        Ok(url(name))
    }
}
