//! `x-acs-paging`: lists that come page by page.

use serde::Deserialize;

use super::follow_up::FollowUps;
use crate::ir::{Encoding, MemberPath, Paging, ParameterPlace, Type};
use crate::load::Location;

#[derive(Deserialize)]
struct Extension {
    page: String,
    #[serde(default = "one")]
    first: u32,
    items: String,
    total: Option<String>,
}

fn one() -> u32 {
    1
}

impl FollowUps<'_> {
    pub(super) fn paging(&mut self, operation: usize) -> Option<Paging> {
        let (extension, at) = self.extension::<Extension>(operation, "x-acs-paging")?;
        let page = self.page(operation, &extension.page, &at.child("page"));
        let items = self.member(operation, &extension.items, &at.child("items"));
        let items = items.and_then(|path| self.single_list(path, &at.child("items")));
        let total = extension.total.as_deref().and_then(|total| {
            let at = at.child("total");
            let path = self.member(operation, total, &at)?;
            self.single_number(path, &at)
        });
        page.then_some(())?;
        Some(Paging {
            page: extension.page,
            first: extension.first,
            items: items?,
            total,
        })
    }

    /// Whether the parameter can say which page is asked for.
    fn page(&mut self, operation: usize, name: &str, at: &Location) -> bool {
        let parameter = self.parameter(operation, name, at);
        let Some(index) = parameter else {
            return false;
        };
        let parameter = &self.api.operations[operation].parameters[index];
        let fits = parameter.place == ParameterPlace::Query
            && parameter.encoding != Encoding::Json
            && matches!(parameter.ty, Type::Integer(_));
        if !fits {
            let message = format!("`{name}` cannot be the number of a page");
            self.invalid(
                at,
                message,
                "name a parameter of the query that is an integer",
            );
        }
        fits
    }

    fn single_list(&mut self, path: MemberPath, at: &Location) -> Option<MemberPath> {
        let lists = path.steps.iter().filter(|step| step.list).count();
        if lists != 1 || !matches!(path.ty, Type::List(_)) {
            self.invalid(
                at,
                "the items of a page are one list",
                "name the member that is the list; there must be no other list on the way",
            );
            return None;
        }
        Some(path)
    }

    fn single_number(&mut self, path: MemberPath, at: &Location) -> Option<MemberPath> {
        let lists = path.steps.iter().any(|step| step.list);
        if lists || !matches!(path.ty, Type::Integer(_)) {
            self.invalid(
                at,
                "the total is one integer",
                "name a member that is an integer and not in a list, or leave `total` out",
            );
            return None;
        }
        Some(path)
    }
}
