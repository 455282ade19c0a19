//! Pages of a list.

use serde_json::Value;

use super::Members;
use crate::arguments::Arguments;

/// A part of a list, as the parameters `CurrentPage` and `PageSize` ask for it.
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    pub(super) number: i64,
    pub(super) size: i64,
    pub(super) total: usize,
}

impl<T> Page<T> {
    /// The page that is asked for, or everything when none is. Pages count from 1; one beyond the end is empty.
    pub(super) fn of(all: Vec<T>, arguments: &Arguments<'_>) -> Self {
        let total = all.len();
        let whole = i64::try_from(total).unwrap_or(i64::MAX).max(1);
        let number = arguments.integer("CurrentPage").unwrap_or(1).max(1);
        let size = arguments.integer("PageSize").unwrap_or(whole).max(1);
        let skipped = (number - 1).saturating_mul(size);
        let items = all
            .into_iter()
            .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
            .take(usize::try_from(size).unwrap_or(usize::MAX));
        Self {
            items: items.collect(),
            number,
            size,
            total,
        }
    }
}

/// The sample with an empty list, when it is a list and a page after the first is asked for: whoever follows the pages
/// comes to an end.
pub(super) fn after_the_sample(arguments: &Arguments<'_>) -> Option<Members> {
    let operation = arguments.operation();
    let paging = operation.paging.as_ref()?;
    if arguments.integer(&paging.page)? <= paging.first {
        return None;
    }
    let mut sample = operation.sample.clone();
    if let Some(Value::Array(items)) = sample.pointer_mut(&paging.items) {
        items.clear();
    }
    Some(super::members(sample))
}
