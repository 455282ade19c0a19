//! The check of the signature of RPC interfaces, which the security token service takes.

use acs_runtime::signing::rpc;

use super::{Verifier, check_expiry, check_token, equal};
use crate::refusal::Refusal;

impl Verifier {
    /// Refuses a request whose query is not an account's own, fresh and first of its kind.
    pub(crate) fn verify_rpc(&self, method: &str, query: &[(&str, &str)]) -> Result<(), Refusal> {
        let get = |name: &str| query.iter().find(|(known, _)| *known == name);
        let get = |name: &str| get(name).map(|(_, value)| *value);
        let required = |name| get(name).ok_or_else(|| Refusal::missing_parameter(name));
        let id = required("AccessKeyId")?;
        let account = self.account(id).ok_or_else(Refusal::unknown_access_key)?;
        check_token(get("SecurityToken"), &account)?;
        self.check_stamp(required("Timestamp")?)?;
        let signature = required("Signature")?;
        let signed: Vec<_> = query
            .iter()
            .filter(|(name, _)| *name != "Signature")
            .copied()
            .collect();
        let text = rpc::string_to_sign(method, &signed);
        if !equal(
            &rpc::signature(account.access_key_secret(), &text),
            signature,
        ) {
            // The text would repeat the token.
            return Err(Refusal::signature("The server signs it otherwise."));
        }
        check_expiry(&account)?;
        self.check_nonce(required("SignatureNonce")?, id)
    }
}
