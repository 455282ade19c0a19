//! Where lowering does one thing or the other, by profile. What only the Alibaba profile does is in `alibaba`.

use crate::ir::Profile;

impl Profile {
    /// Whether what is described and not generated is left out with a warning; else it is refused.
    pub(super) fn leaves_out(self) -> bool {
        self == Self::Plain
    }

    /// Whether an operation without a name gets one from its method and path.
    pub(super) fn derives_names(self) -> bool {
        self == Self::Plain
    }

    /// Whether a required parameter that has but one value is sent without being given.
    pub(super) fn presets_parameters(self) -> bool {
        self == Self::Plain
    }

    /// Whether the members of a form are parameters of the call; else the form is a value.
    pub(super) fn spreads_forms(self) -> bool {
        self == Self::Alibaba
    }

    /// Whether `null` is a value; else it means that there is none.
    pub(super) fn has_null(self) -> bool {
        self == Self::Plain
    }

    /// Whether formats and bounds decide on the type of a scalar; else its width alone counts.
    pub(super) fn has_exact_scalars(self) -> bool {
        self == Self::Plain
    }

    /// Whether a value may be of several kinds, or of a type that leads back to itself otherwise than by members.
    pub(super) fn has_open_types(self) -> bool {
        self == Self::Plain
    }

    /// Whether what several parts of a schema say of one thing is put together; else they must agree.
    pub(super) fn merges(self) -> bool {
        self == Self::Plain
    }

    /// Whether a member that is required and not described can be anything.
    pub(super) fn has_undescribed_members(self) -> bool {
        self == Self::Plain
    }
}
