//! Waiting for a database that may never answer.

use std::time::Duration;

use crate::Problem;

/// So long for what a request wants of the database at one time: a server that stands still keeps its connections open,
/// and says nothing.
const PATIENCE: Duration = Duration::from_secs(8);

/// What `work` comes to, if it does in time. For requests that have longer than others to answer, since they bring or
/// wait for what is long.
///
/// # Errors
/// [`Problem::Unavailable`]; what was done is then unknown.
pub async fn in_time<T>(work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or(Err(Problem::Unavailable))
}
