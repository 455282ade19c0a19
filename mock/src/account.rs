//! An access key that is nobody's.

use acs_runtime::credentials::Credentials;

use crate::ids::{Purpose, draw};

/// The same for the same seed.
pub(crate) fn made_up(seed: u64) -> Credentials {
    let name = |number| {
        let bytes = draw(seed, Purpose::AccessKey, number);
        bytes.iter().map(|byte| letter(*byte)).collect::<String>()
    };
    let (id, secret) = (name(0), name(1));
    Credentials::new(format!("LTAIMOCK{}", &id[..16]), &secret[..30])
        .expect("letters and digits make a key")
}

fn letter(byte: u8) -> char {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    char::from(LETTERS[usize::from(byte) % LETTERS.len()])
}
