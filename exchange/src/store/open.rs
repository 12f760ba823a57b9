//! Opening the store.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};

use crate::{Config, S3};

/// Opens the store that the settings name.
///
/// # Errors
/// A sentence for the operator.
pub fn open(config: &Config) -> Result<Arc<dyn ObjectStore>, String> {
    match &config.s3 {
        Some(s3) => bucket(s3).map_err(|error| format!("the store: {error}")),
        None => {
            let folder = config.data.join("parts");
            let said = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
            std::fs::create_dir_all(&folder).map_err(|error| said(&error))?;
            let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| said(&error))?;
            Ok(Arc::new(store.with_fsync(true)))
        }
    }
}

fn bucket(s3: &S3) -> object_store::Result<Arc<dyn ObjectStore>> {
    // A store that is down is said to be down, and not waited for: the client tries again.
    let retry = RetryConfig {
        max_retries: 2,
        retry_timeout: Duration::from_secs(10),
        backoff: BackoffConfig { max_backoff: Duration::from_secs(1), ..BackoffConfig::default() },
    };
    let http = s3.endpoint.starts_with("http://");
    let client = ClientOptions::new()
        .with_connect_timeout(Duration::from_secs(3))
        .with_timeout(Duration::from_secs(30))
        .with_allow_http(http);
    let store = AmazonS3Builder::new()
        .with_client_options(client)
        .with_retry(retry)
        .with_endpoint(&s3.endpoint)
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_access_key_id(&s3.access_key)
        .with_secret_access_key(&s3.secret_key)
        .build()?;
    Ok(Arc::new(store))
}
