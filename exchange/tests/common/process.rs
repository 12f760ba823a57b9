//! The real program, in a process of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Killed without warning when it is dropped.
pub struct Process {
    pub child: Child,
    pub url: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Process {
    pub async fn start(program: &str, data: &Path) -> Self {
        Self::run(Command::new(program).arg("--data").arg(data)).await
    }

    /// Runs a command that ends in the program and its first arguments, until it answers.
    pub async fn run(command: &mut Command) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let command = command.args(["--listen", &free.to_string()]).env("RUST_LOG", "off");
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        let process = Self { child, url: format!("http://{free}") };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let began = Instant::now();
        while reqwest::get(format!("{}/log/keys", process.url)).await.is_err() {
            assert!(began.elapsed() < Duration::from_secs(20), "the node does not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }
}
