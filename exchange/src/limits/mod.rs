//! How much in how little time.
//!
//! | what | how much |
//! | --- | --- |
//! | requests of one address | `requests-per-minute` |
//! | log-ins and registrations of one address | `log-ins-per-minute` |
//! | passwords tried at one name | 5 a minute; 20 that fail in 15 minutes, over all replicas |
//! | searches of one user | 30 a minute |
//! | what one user asks of one owner | 20 a day |
//! | downloads of one user | 100 files an hour, over all replicas |
//!
//! Each process counts for itself, but where it says otherwise: so many replicas allow so many times as much.

mod address;
mod rate;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State as Of};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::accounts::same_origin;
use crate::events::{self, Kind};
use crate::{Config, Problem, State};
use address::address;
use rate::Rate;

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);
/// An answer begins within so long, or the node says that it can't: a database may have died in mid-sentence.
const PATIENCE: Duration = Duration::from_secs(10);
/// For what brings much with it: a part of 8 MiB arrives within it on a line of 0.3 Mbit/s.
const LONG_PATIENCE: Duration = Duration::from_secs(240);

/// What was used of the limits.
#[derive(Clone)]
pub struct Limits(Arc<Rates>);

struct Rates {
    requests: Rate<IpAddr>,
    log_ins: Rate<IpAddr>,
    names: Rate<String>,
    searches: Rate<String>,
    asked: Rate<(String, String)>,
}

impl Limits {
    /// Nothing is used yet.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self(Arc::new(Rates {
            requests: Rate::new(config.requests_per_minute, MINUTE),
            log_ins: Rate::new(config.log_ins_per_minute, MINUTE),
            names: Rate::new(5, MINUTE),
            searches: Rate::new(30, MINUTE),
            asked: Rate::new(20, DAY),
        }))
    }

    /// Counts a log-in of a name, whether there is such a user or not.
    ///
    /// # Errors
    /// [`Problem::SlowDown`].
    pub async fn log_in(&self, state: &State, user: &str) -> Result<(), Problem> {
        let wait = self.0.names.take(user.to_owned());
        answer(state, wait, json!({ "limit": "log-ins", "user": user })).await
    }

    /// Counts a search.
    ///
    /// # Errors
    /// [`Problem::SlowDown`].
    pub async fn search(&self, state: &State, user: &str) -> Result<(), Problem> {
        let wait = self.0.searches.take(user.to_owned());
        answer(state, wait, json!({ "limit": "searches", "user": user })).await
    }

    /// Counts what a user asks of an owner.
    ///
    /// # Errors
    /// [`Problem::SlowDown`].
    pub async fn ask(&self, state: &State, user: &str, owner: &str) -> Result<(), Problem> {
        let wait = self.0.asked.take((user.to_owned(), owner.to_owned()));
        answer(state, wait, json!({ "limit": "asked", "user": user, "owner": owner })).await
    }
}

/// Puts the limits before all routes.
pub fn layer(routes: Router<State>, state: &State) -> Router<State> {
    routes.layer(from_fn(bounded)).layer(from_fn(same_origin)).layer(from_fn_with_state(state.clone(), count))
}

async fn bounded(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let long = path.starts_with("/v1/parts/") || path == "/v1/records";
    let patience = if long { LONG_PATIENCE } else { PATIENCE };
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::Unavailable.into_response())
}

async fn count(Of(state): Of<State>, request: Request, next: Next) -> Response {
    let address = address(&request, state.config.behind_proxy);
    // What ends a log-in or a registration was counted when it began.
    let begins =
        ["/v1/login/start", "/v1/login/challenge", "/v1/register/start"].contains(&request.uri().path());
    let rates = &state.limits.0;
    let wait = match rates.requests.take(address) {
        Ok(()) if begins => rates.log_ins.take(address),
        other => other,
    };
    let limit = if begins { "log-ins of an address" } else { "requests of an address" };
    match answer(&state, wait, json!({ "limit": limit, "address": address.to_string() })).await {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Refuses with the seconds to wait. The first refusal of a key is a security event: one is enough, and what an
/// attacker makes the node write is bounded.
async fn answer(
    state: &State,
    taken: Result<(), rate::Wait>,
    details: serde_json::Value,
) -> Result<(), Problem> {
    let Err(wait) = taken else { return Ok(()) };
    if wait.first {
        events::note(state, Kind::Throttled, details).await;
    }
    Err(Problem::SlowDown { seconds: wait.seconds })
}
