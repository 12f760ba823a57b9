//! An S3-compatible server in this process.

use std::path::PathBuf;

use axum::error_handling::HandleError;
use axum::http::StatusCode;
use lazaret_exchange::S3;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;

const KEY: &str = "node";
const SECRET: &str = "a secret of tests";

/// Listens until it is dropped.
pub struct Server {
    endpoint: String,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Server {
    /// With one bucket, kept in a folder.
    pub async fn start(folder: PathBuf) -> Self {
        std::fs::create_dir_all(folder.join("parts")).unwrap();
        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = HandleError::new(builder.build(), async |_| StatusCode::INTERNAL_SERVER_ERROR);
        let router = axum::Router::new().fallback_service(service);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { endpoint, serving }
    }

    pub fn settings(&self) -> S3 {
        S3 {
            endpoint: self.endpoint.clone(),
            bucket: "parts".to_owned(),
            region: "us-east-1".to_owned(),
            access_key: KEY.to_owned(),
            secret_key: SECRET.to_owned(),
        }
    }
}
