//! Searching: a file is found if it has the tokens of all trapdoors.
//!
//! # Guarantee
//! At rest, salted tokens tell nothing but how many files there are: equal words are different tokens in different
//! files, and each file has 64. A trapdoor tells which files have its word, to the node that it is shown to, for good.
//!
//! # Utility
//! One HMAC for each file and trapdoor where files are salted; a look-up for each trapdoor where they are not.

mod index;
mod table;

use lazaret::exchange::search::Trapdoor;

use crate::{Problem, Search, State};

pub use index::Index;
pub use table::write;

/// The most trapdoors of a search.
const MOST: usize = 16;

/// Reads the index, so that the first search need not.
pub async fn warm(state: State) {
    if state.config.search == Search::Salted
        && let Err(error) = state.search.catch_up(&state.db).await
    {
        tracing::warn!(%error, "the index is read at the first search");
    }
}

/// Files that have the words of all trapdoors, in the order of their ids.
///
/// # Errors
/// [`Problem::BadRequest`] for none, or too many; [`Problem::Unavailable`].
pub async fn find(state: &State, trapdoors: &[Trapdoor]) -> Result<Vec<String>, Problem> {
    if !(1..=MOST).contains(&trapdoors.len()) {
        return Err(Problem::BadRequest);
    }
    match state.config.search {
        Search::Deterministic => table::find(state, trapdoors).await,
        Search::Salted => {
            state.search.catch_up(&state.db).await?;
            state.search.find(trapdoors).await
        }
    }
}
