//! Characters replaced by asterisks.

use serde::{Deserialize, Serialize};

use super::treatment::replace;
use crate::anonymize::ShareError;
use crate::table::Column;

/// Keeps some characters at the ends of a value and writes `*` for each other one.
///
/// A character is a Unicode scalar value. A value that is no longer than what
/// would be kept is hidden whole.
///
/// # Guarantee
/// At least one character of every value is hidden, and of most values all but
/// `keep_first + keep_last`. Nothing more: a mask is no anonymization.
///
/// # Assumptions
/// What is kept, and the length, which stays, point at no one. The report says
/// how many masked values still belong to one patient alone.
///
/// # Utility
/// The kept characters, such as an area code.
///
/// # Errors
/// [`ShareError::MaskKeepsAll`] where no value is longer than what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Mask {
    /// Characters kept at the beginning.
    #[serde(default)]
    pub keep_first: u32,
    /// Characters kept at the end.
    #[serde(default)]
    pub keep_last: u32,
}

impl Mask {
    pub(super) fn apply(self, column: &Column) -> Result<Column, ShareError> {
        let longest = column.dictionary.values().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
        let kept = u64::from(self.keep_first) + u64::from(self.keep_last);
        if kept > 0 && longest > 0 && kept >= longest as u64 {
            return Err(ShareError::MaskKeepsAll { column: column.name.clone(), longest: longest as u64 });
        }
        Ok(replace(column, |text| self.hide(text)))
    }

    fn hide(self, text: &str) -> String {
        let length = text.chars().count();
        let (first, last) = (self.keep_first as usize, self.keep_last as usize);
        if first.saturating_add(last) >= length {
            return "*".repeat(length);
        }
        let hidden = first..length - last;
        text.chars().enumerate().map(|(at, letter)| if hidden.contains(&at) { '*' } else { letter }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_the_ends_and_hides_short_values_whole() {
        let mask = Mask { keep_first: 2, keep_last: 1 };
        let column = Column::from_texts("phone", ["0301234", "", "ab", "äöüß", "abc", "0307774"]);
        let masked = mask.apply(&column).unwrap();
        let texts: Vec<&str> = (0..6).map(|row| masked.text(row)).collect();
        assert_eq!(texts, ["03****4", "", "**", "äö*ß", "***", "03****4"]);
        assert_eq!(masked.distinct(), 4);
    }

    #[test]
    fn refuses_to_keep_everything() {
        let column = Column::from_texts("c", ["abc", "ab"]);
        let refused = Mask { keep_first: 3, keep_last: 0 }.apply(&column).unwrap_err();
        assert_eq!(refused, ShareError::MaskKeepsAll { column: "c".into(), longest: 3 });
        let most = Mask { keep_first: u32::MAX, keep_last: u32::MAX };
        assert!(most.apply(&column).is_err());
        assert!(most.apply(&Column::from_texts("c", ["", ""])).is_ok(), "nothing there to keep");
    }

    proptest! {
        #[test]
        fn no_value_is_ever_kept_whole(text in "\\PC{1,12}", keep_first in 0u32..14, keep_last in 0u32..14) {
            let masked = Mask { keep_first, keep_last }.hide(&text);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            let kept = masked.chars().zip(text.chars()).filter(|(masked, _)| *masked != '*').count();
            prop_assert!(kept < text.chars().count() && kept <= (keep_first + keep_last) as usize);
        }
    }
}
