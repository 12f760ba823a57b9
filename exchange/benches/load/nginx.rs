//! The plain file server that downloads are set beside.

use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use crate::measure::Measured;
use crate::{Failed, actions};

/// Ends with this.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It ends its own processes when it is asked to, and not when it is killed.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

/// Has nginx serve the same bytes, from two processes with `sendfile`, to the same client.
pub async fn download(folder: &Path, bytes: &[u8]) -> Result<Measured, Failed> {
    let folder = folder.join("nginx");
    std::fs::create_dir_all(folder.join("files"))?;
    std::fs::write(folder.join("files/content"), bytes)?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let here = folder.display();
    let settings = format!(
        "daemon off; worker_processes 2; pid {here}/pid; error_log stderr error;
         events {{ }}
         http {{ access_log off; sendfile on; tcp_nopush on;
                client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/fastcgi;
                uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;
                server {{ listen 127.0.0.1:{port}; root {here}/files; }} }}"
    );
    std::fs::write(folder.join("nginx.conf"), settings)?;
    let _server = Server(Command::new("nginx").arg("-c").arg(folder.join("nginx.conf")).spawn()?);
    let address = format!("http://127.0.0.1:{port}/content");
    let client = reqwest::Client::new();
    for _ in 0..50 {
        if client.head(&address).send().await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    actions::fetch(&client, &address, "").await
}
