//! Ids and dice, all from one seed, so that two runs of the same calls see the same ids.

use sha2::{Digest, Sha256};
use uuid::Builder;

/// What a number is drawn for. Each purpose has a sequence of its own, so that one does not disturb another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    AccessKey,
    Fault,
    Request,
    Resource,
    Session,
}

/// The `number`th draw for a purpose.
pub(crate) fn draw(seed: u64, purpose: Purpose, number: u64) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update([purpose as u8]);
    hash.update(number.to_be_bytes());
    hash.finalize().into()
}

/// The `number`th id for a purpose, in the form of a random UUID.
pub(crate) fn uuid(seed: u64, purpose: Purpose, number: u64) -> String {
    let [bytes @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = draw(seed, purpose, number);
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// A number from 0 up to but without 1.
pub(crate) fn dice(seed: u64, number: u64) -> f64 {
    let [a, b, c, d, ..] = draw(seed, Purpose::Fault, number);
    f64::from(u32::from_be_bytes([a, b, c, d])) / 4_294_967_296.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_ids_and_another_seed_others() {
        assert_eq!(uuid(1, Purpose::Resource, 7), uuid(1, Purpose::Resource, 7));
        let others = [
            uuid(2, Purpose::Resource, 7),
            uuid(1, Purpose::Request, 7),
            uuid(1, Purpose::Resource, 8),
        ];
        assert!(!others.contains(&uuid(1, Purpose::Resource, 7)));
    }

    #[test]
    fn dice_fall_between_nought_and_one() {
        let thrown: Vec<_> = (0..1000).map(|number| dice(3, number)).collect();
        assert!(thrown.iter().all(|number| (0.0..1.0).contains(number)));
        let low = thrown.iter().filter(|number| **number < 0.3).count();
        assert!((200..400).contains(&low), "{low} of 1000");
    }
}
