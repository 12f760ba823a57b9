//! Opening the store.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};

use crate::{Config, S3};

/// Nobody writes at a part for so long.
const ABANDONED: Duration = Duration::from_secs(3600);

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
            sweep(&folder).map_err(|error| said(&error))?;
            let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| said(&error))?;
            Ok(Arc::new(store.with_fsync(true)))
        }
    }
}

/// Takes away what a process that was killed left half-written: under names of its own, which nothing serves.
fn sweep(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sweep(&entry.path())?;
            continue;
        }
        let half_written = entry.file_name().to_string_lossy().contains('#');
        if half_written && entry.metadata()?.modified()?.elapsed().unwrap_or_default() > ABANDONED {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn what_was_left_half_written_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("ab");
        std::fs::create_dir(&inner).unwrap();
        let long_ago = SystemTime::now() - 2 * ABANDONED;
        for (name, at) in [("abcd", long_ago), ("abcd#1", long_ago), ("abce#1", SystemTime::now())] {
            std::fs::File::create(inner.join(name)).unwrap().set_modified(at).unwrap();
        }
        sweep(folder.path()).unwrap();
        let left = std::fs::read_dir(&inner).unwrap().map(|entry| entry.unwrap().file_name());
        let mut left: Vec<_> = left.collect();
        left.sort();
        assert_eq!(left, ["abcd", "abce#1"]);
    }
}
