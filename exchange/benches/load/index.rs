//! An index of 10^6 tokens, written past the journal: files that nobody ever finds.

use lazaret::bytes::Bytes;
use lazaret::exchange::search::Tokens;
use lazaret_exchange::search;

use crate::Failed;
use crate::subject::Subject;

/// With 64 tokens each.
const FILES: u64 = 15_625;
const WORDS: usize = 64;
/// In one transaction.
const AT_ONCE: u64 = 625;

pub async fn fill(subject: &Subject) -> Result<(), Failed> {
    let state = &subject.node.state;
    for batch in 0..FILES / AT_ONCE {
        let mut transaction = state.db.begin_append().await?;
        for number in batch * AT_ONCE..(batch + 1) * AT_ONCE {
            let file = Bytes::<16>::random()?.to_string();
            let words = (0..WORDS).map(|_| Bytes::random()).collect::<Result<_, _>>()?;
            let tokens = Tokens { salt: Bytes::random()?, words };
            // Later than all entries: a search reads on from the last one that it knows.
            search::write(state, &mut transaction, &file, 1_000_000 + number, &tokens).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}
