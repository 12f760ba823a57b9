//! Names of files, which only members read.

use base64ct::{Base64, Encoding};

use super::{CatalogueKey, GroupError};
use crate::bytes::Bytes;
use crate::exchange::FileId;
use crate::seal::aead::{Aead, NONCE};

/// The longest name, in bytes of UTF-8.
const LONGEST_NAME: usize = 512;
/// Names are as long as one of their multiples.
const PADDED: usize = 64;

impl CatalogueKey {
    /// Seals the name of a file, padded to a multiple of 64 bytes: base64 of nonce, ciphertext and tag.
    ///
    /// # Errors
    /// [`GroupError::BadName`], [`GroupError::LongName`], [`GroupError::Random`].
    pub fn seal_name(&self, file: &FileId, name: &str) -> Result<String, GroupError> {
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(GroupError::BadName);
        }
        if name.len() > LONGEST_NAME {
            return Err(GroupError::LongName { bytes: name.len(), at_most: LONGEST_NAME });
        }
        let mut padded = name.as_bytes().to_vec();
        padded.resize(padded.len().next_multiple_of(PADDED), 0);
        let nonce = Bytes::<NONCE>::random().map_err(|_| GroupError::Random)?;
        let mut sealed = nonce.0.to_vec();
        Aead::new(&self.0).seal(&nonce.0, &associated(file), &padded, &mut sealed);
        Ok(Base64::encode_string(&sealed))
    }

    /// Opens what [`CatalogueKey::seal_name`] made for this file.
    ///
    /// # Errors
    /// [`GroupError::ForeignName`].
    pub fn open_name(&self, file: &FileId, sealed: &str) -> Result<String, GroupError> {
        self.opened(file, sealed).ok_or(GroupError::ForeignName)
    }

    fn opened(&self, file: &FileId, sealed: &str) -> Option<String> {
        let sealed = Base64::decode_vec(sealed).ok()?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let mut name = Vec::new();
        Aead::new(&self.0).open(nonce, &associated(file), sealed, &mut name).ok()?;
        let end = name.iter().rposition(|&byte| byte != 0)? + 1;
        name.truncate(end);
        String::from_utf8(name).ok().filter(|name| !name.chars().any(char::is_control))
    }
}

fn associated(file: &FileId) -> Vec<u8> {
    [b"lazaret/v1/name\0", file.to_string().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::super::GroupKey;
    use super::*;
    use proptest::prelude::*;

    const FILE: FileId = Bytes([7; 16]);

    #[test]
    fn a_name_is_read_for_its_file_and_by_its_group() {
        let [ours, theirs] = [(); 2].map(|()| GroupKey::generate().unwrap().catalogue());
        let sealed = ours.seal_name(&FILE, "Übergänge 2026").unwrap();
        assert_eq!(ours.open_name(&FILE, &sealed).as_deref(), Ok("Übergänge 2026"));
        assert_ne!(ours.seal_name(&FILE, "Übergänge 2026").unwrap(), sealed);
        let foreign = Err(GroupError::ForeignName);
        assert_eq!(ours.open_name(&Bytes([8; 16]), &sealed), foreign);
        assert_eq!(theirs.open_name(&FILE, &sealed), foreign);
        assert_eq!(ours.open_name(&FILE, "AAAA"), foreign);
    }

    #[test]
    fn names_that_are_none_are_refused() {
        let key = GroupKey::generate().unwrap().catalogue();
        assert_eq!(key.seal_name(&FILE, ""), Err(GroupError::BadName));
        assert_eq!(key.seal_name(&FILE, "a\0"), Err(GroupError::BadName));
        let long = GroupError::LongName { bytes: 513, at_most: 512 };
        assert_eq!(key.seal_name(&FILE, &"a".repeat(513)), Err(long));
    }

    proptest! {
        #[test]
        fn any_name_is_read_again_and_shows_its_length_in_64s(name in "[^\\p{C}]{1,100}") {
            let key = GroupKey::generate().unwrap().catalogue();
            let sealed = key.seal_name(&FILE, &name).unwrap();
            prop_assert_eq!((Base64::decode_vec(&sealed).unwrap().len() - NONCE - 16) % 64, 0);
            prop_assert_eq!(key.open_name(&FILE, &sealed).unwrap(), name);
        }
    }
}
