//! The sentences for people, shared with the page: `www/words/en.json`.

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::Value;

static WORDS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../www/words/en.json")).unwrap_or_default());

/// The sentence for a value of a section, by its `kind`, filled from its fields.
pub(crate) fn say(section: &str, value: &impl Serialize) -> String {
    let fields = serde_json::to_value(value).unwrap_or_default();
    let kind = fields.get("kind").or(Some(&fields)).and_then(Value::as_str).unwrap_or("_");
    let sentence = sentence(section, kind).or_else(|| sentence(section, "_")).unwrap_or(kind);
    fill(sentence, &fields)
}

fn sentence(section: &str, kind: &str) -> Option<&'static str> {
    WORDS.get(section)?.get(kind)?.as_str()
}

/// Fills `{field}`; `{field|one|many}` by number; `{field:section}` with the
/// words that a section has for the field's value.
fn fill(sentence: &str, fields: &Value) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((placeholder, behind)) = after.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(&value(placeholder, fields));
        rest = behind;
    }
    filled + rest
}

fn value(placeholder: &str, fields: &Value) -> String {
    let field = placeholder.split(['|', ':']).next().unwrap_or_default();
    let value = fields.get(field).unwrap_or(&Value::Null);
    let plain = || spell(value);
    if let Some((_, section)) = placeholder.split_once(':') {
        return value.as_str().and_then(|kind| sentence(section, kind)).map_or_else(plain, str::to_owned);
    }
    match placeholder.split('|').collect::<Vec<_>>()[..] {
        [_, one, many] => if value.as_u64() == Some(1) { one } else { many }.to_owned(),
        _ => plain(),
    }
}

/// A value as a sentence has it; several of them one behind the other.
fn spell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(spell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advise;
    use crate::anonymize::MethodRule;
    use crate::anonymize::hierarchy::HierarchyCsvError;
    use crate::anonymize::identifiers::KeyError;
    use crate::anonymize::{ShareError, ShareWarning};
    use crate::dp::ledger::{LedgerError, Odds};
    use crate::dp::{AnswerError, ParameterError};
    use crate::exchange::RecordError;
    use crate::exchange::log::LogError;
    use crate::exchange::opaque::OpaqueError;
    use crate::exchange::search::GroupError;
    use crate::hybrid::HybridError;
    use crate::privacy::ModelName;
    use crate::recipe::{RecipeError, SafeHarborAction, SafeHarborCaveat};
    use crate::risk::attack::{Attack, Nearness};
    use crate::seal::identity::{IdentityError, RecipientError};
    use crate::seal::{ForeignError, ForeignWarning, OpenError, SealError};
    use crate::table::roles::{Meaning, Reason, SafeHarborKind};
    use crate::table::{LoadError, Notice};
    use crate::utility::classification::ClassificationError;
    use serde::de::DeserializeOwned;
    use serde_json::json;

    #[test]
    fn fills_numbers_plurals_and_names() {
        let one = Notice::ShortRows { rows: 1, first_row: 7 };
        assert!(say("notice", &one).starts_with("1 row has fewer cells than the heading, first in row 7."));
        let two = Notice::ShortRows { rows: 2, first_row: 7 };
        assert!(say("notice", &two).starts_with("2 rows have fewer"));
        let reason = Reason::Heading { meaning: Meaning::BirthDate };
        assert_eq!(say("reason", &reason), "The heading says that this is a date of birth.");
    }

    /// The kinds that a type knows: serde names them when it is given another.
    fn kinds<T: DeserializeOwned>(unknown: Value) -> Vec<String> {
        let Err(error) = serde_json::from_value::<T>(unknown) else { panic!("an unknown kind was read") };
        let message = error.to_string();
        message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_kind_has_a_sentence_and_every_sentence_a_kind() {
        let tagged = || json!({ "kind": "unheard-of" });
        for (section, kinds) in [
            ("load-error", kinds::<LoadError>(tagged())),
            ("notice", kinds::<Notice>(tagged())),
            ("recipe-error", kinds::<RecipeError>(tagged())),
            ("share-error", kinds::<ShareError>(tagged())),
            ("hierarchy-csv-error", kinds::<HierarchyCsvError>(tagged())),
            ("key-error", kinds::<KeyError>(tagged())),
            ("warning", kinds::<ShareWarning>(tagged())),
            ("classification-error", kinds::<ClassificationError>(tagged())),
            ("answer-error", kinds::<AnswerError>(tagged())),
            ("ledger-error", kinds::<LedgerError>(tagged())),
            ("odds", kinds::<Odds>(tagged())),
            ("parameter-error", kinds::<ParameterError>(tagged())),
            ("hybrid-error", kinds::<HybridError>(tagged())),
            ("seal-error", kinds::<SealError>(tagged())),
            ("identity-error", kinds::<IdentityError>(tagged())),
            ("open-error", kinds::<OpenError>(tagged())),
            ("foreign-error", kinds::<ForeignError>(tagged())),
            ("record-error", kinds::<RecordError>(tagged())),
            ("opaque-error", kinds::<OpaqueError>(tagged())),
            ("group-error", kinds::<GroupError>(tagged())),
            ("log-error", kinds::<LogError>(tagged())),
            ("foreign-warning", kinds::<ForeignWarning>(tagged())),
            ("recipient-error", kinds::<RecipientError>(tagged())),
            ("reason", kinds::<Reason>(tagged())),
            ("meaning", kinds::<Meaning>(json!("unheard-of"))),
            ("safe-harbor-column", kinds::<SafeHarborAction>(json!("unheard-of"))),
            ("safe-harbor-kind", kinds::<SafeHarborKind>(json!("unheard-of"))),
            ("safe-harbor-caveat", kinds::<SafeHarborCaveat>(tagged())),
            ("attack", kinds::<Attack>(tagged())),
            ("advice", kinds::<advise::AdviceReason>(tagged())),
            ("change", kinds::<advise::Change>(tagged())),
            ("method-name", kinds::<MethodRule>(tagged())),
            ("nearness", kinds::<Nearness>(json!("unheard-of"))),
            ("model-name", kinds::<ModelName>(json!("unheard-of"))),
            ("model-range", kinds::<ModelName>(json!("unheard-of"))),
        ] {
            assert!(kinds.len() > 1, "{section}");
            let sentences = WORDS[section].as_object().unwrap();
            for kind in &kinds {
                assert!(sentences.contains_key(kind), "{section}: no sentence for {kind}");
            }
            for kind in sentences.keys().filter(|kind| *kind != "_") {
                assert!(kinds.contains(kind), "{section}: nothing says {kind}");
            }
        }
    }
}
