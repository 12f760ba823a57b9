//! Following, as long as the process runs and the other node tells the truth.

use std::sync::Arc;
use std::time::Duration;

use lazaret::exchange::log::{Policy, SignedCheckpoint};
use serde_json::json;

use super::Witness;
use super::introduction::keep;
use super::primary::Primary;
use super::round::{Setback, round, take_public};
use crate::events::{self, Kind};
use crate::{State, db, log};

/// Between rounds that found nothing new.
const PAUSE: Duration = Duration::from_secs(1);
/// At most, while the other node is away.
const LONG_PAUSE: Duration = Duration::from_secs(30);
/// A mirror vouches again for a log that did not grow, after so many seconds.
const AGAIN: u64 = 60;
/// The name of the setting with the last note that this mirror signed.
const COSIGNED: &str = "cosigned";

/// Follows the node that this one mirrors, if it does, as long as the process runs. Ends when the other node lies.
pub async fn follow(state: State) {
    let Some(url) = state.config.mirror.clone() else { return };
    let primary =
        Witness::open(&state.config).and_then(|witness| Primary::new(&url, witness, state.clock.clone()));
    let primary = match primary {
        Ok(primary) => primary,
        Err(error) => return tracing::error!(error, "nothing is mirrored"),
    };
    let mut mirror = Follow { state, primary, vouched_at: 0 };
    let mut pause = PAUSE;
    loop {
        match mirror.step().await {
            Ok(true) => pause = Duration::ZERO,
            Ok(false) => pause = PAUSE,
            Err(Setback::Later(why)) => {
                tracing::warn!(why, "the mirror waits");
                pause = (pause * 2).clamp(PAUSE, LONG_PAUSE);
            }
            Err(Setback::Lie { why, shown }) => return mirror.stop(&why, &shown).await,
        }
        tokio::time::sleep(pause).await;
    }
}

struct Follow {
    state: State,
    primary: Primary,
    vouched_at: u64,
}

impl Follow {
    /// A round, and a cosignature where there is something new to vouch for; tells whether there is more.
    async fn step(&mut self) -> Result<bool, Setback> {
        let state = &self.state;
        let policy = log::policy(state);
        let progress = round(state, &self.primary, &policy).await?;
        let now = state.clock.now();
        if progress.grew || now.abs_diff(self.vouched_at) >= AGAIN {
            self.vouch(&progress.signed, now).await?;
            self.vouched_at = now;
            self.learn_witnesses(&policy).await?;
        }
        if !progress.more {
            take_public(&self.state, &self.primary, &policy).await?;
        }
        Ok(progress.more)
    }

    async fn vouch(&self, signed: &SignedCheckpoint, now: u64) -> Result<(), Setback> {
        let line =
            self.primary.witness().cosign(signed, now).map_err(|error| Setback::Later(error.to_string()))?;
        let note = format!("{}{line}", signed.note());
        db::replace_setting(&self.state.db.pool, COSIGNED, &note).await?;
        Ok(self.primary.vouch(note).await?)
    }

    /// Who else vouches may change, the log's key may not.
    async fn learn_witnesses(&self, known: &Policy) -> Result<(), Setback> {
        let shown = self.primary.keys().await?;
        if shown.origin == known.origin && shown.key == known.key {
            keep(&self.state.db, &shown).await.map_err(Setback::Later)?;
            self.state.policy.send_replace(Arc::new(shown));
        }
        Ok(())
    }

    /// Writes down what was seen, and shows the other node what this one vouched for before.
    async fn stop(&self, why: &lazaret::exchange::log::LogError, shown: &str) {
        tracing::error!(%why, "the mirrored node's log is not believed: this mirror stops, and vouches for nothing more");
        let own = db::setting(&self.state.db.pool, COSIGNED).await.ok().flatten();
        let details = json!({ "why": why, "shown": shown, "vouched_for": own });
        events::note(&self.state, Kind::LogDisagrees, details).await;
        if let Some(own) = own {
            // Refused by an honest node that was damaged, whose operator then has the event too.
            let _ = self.primary.vouch(own).await;
        }
    }
}
