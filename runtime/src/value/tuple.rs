//! Lists whose first items have types of their own.

/// Makes a tuple struct a [`Value`](crate::value::Value) that is a list on the wire, and lets serde read and write it.
///
/// Each item is named by its place; after it may follow `required`. Then may follow `rest` and the place of the `Vec` of all
/// further items, without which such items are skipped. An item that is not required is an `Option`; the list is written up to the last
/// item that is there, with a null for each that is missing before it.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Point(pub f64, pub Option<String>, pub Vec<i64>);
/// acs_runtime::tuple!(Point { 0 required, 1; rest 2 });
///
/// let point: Point = serde_json::from_str(r#"[1.5, "m", 7, 8]"#)?;
/// assert_eq!(point, Point(1.5, Some("m".to_owned()), vec![7, 8]));
/// assert_eq!(serde_json::to_string(&point)?, r#"[1.5,"m",7,8]"#);
/// assert_eq!(serde_json::to_string(&Point(1.5, None, vec![]))?, "[1.5]");
/// let error = serde_json::from_str::<Point>("[1.5, 2]").unwrap_err();
/// assert!(error.to_string().starts_with("[1]: expected a text, found the number 2"));
/// let error = serde_json::from_str::<Point>("[]").unwrap_err();
/// assert!(error.to_string().starts_with("[0]: expected a number, found nothing"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! tuple {
    ($name:ident { $($place:tt $($word:ident)?),+ $(,)? $(; rest $rest:tt)? }) => {
        impl $crate::value::List for $name {
            fn push(&mut self) -> &mut dyn $crate::value::Value {
                let place = $crate::value::List::len(self);
                match $crate::value::List::item(self, place) {
                    ::core::option::Option::Some(slot) => slot,
                    ::core::option::Option::None => $crate::__private::nowhere(),
                }
            }

            fn item(&mut self, place: usize) -> ::core::option::Option<&mut dyn $crate::value::Value> {
                match place {
                    $($place => ::core::option::Option::Some(&mut self.$place),)+
                    _ => ::core::option::Option::None
                        $(.or(::core::option::Option::Some($crate::value::List::push(&mut self.$rest))))?,
                }
            }

            fn last(&mut self) -> ::core::option::Option<&mut dyn $crate::value::Value> {
                $(if !self.$rest.is_empty() {
                    return $crate::value::List::last(&mut self.$rest);
                })?
                match $crate::value::List::len(self).wrapping_sub(1) {
                    $($place => ::core::option::Option::Some(&mut self.$place),)+
                    _ => ::core::option::Option::None,
                }
            }

            fn len(&self) -> usize {
                $(if !self.$rest.is_empty() {
                    return $crate::value::List::first_items(self) + self.$rest.len();
                })?
                let mut len = 0;
                $(if !::core::matches!(
                    $crate::value::Value::view(&self.$place),
                    $crate::value::View::Absent
                ) {
                    len = $place + 1;
                })+
                len
            }

            fn get(&self, index: usize) -> ::core::option::Option<&dyn $crate::value::Value> {
                match index {
                    $($place => ::core::option::Option::Some(&self.$place),)+
                    _ => ::core::option::Option::None
                        $(.or($crate::value::List::get(
                            &self.$rest,
                            index - $crate::value::List::first_items(self),
                        )))?,
                }
            }

            fn first_items(&self) -> usize {
                [$($place),+].len()
            }

            fn missing(&self, count: usize) -> ::core::option::Option<(usize, $crate::value::Shape)> {
                $(if $place >= count && $crate::__is_required!($($word)?) {
                    return ::core::option::Option::Some((
                        $place,
                        $crate::value::Value::shape(&self.$place),
                    ));
                })+
                ::core::option::Option::None
            }
        }

        impl $crate::value::Value for $name {
            fn blank() -> Self {
                Self {
                    $($place: $crate::value::Value::blank(),)+
                    $($rest: ::std::vec::Vec::new(),)?
                }
            }

            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::List
            }

            fn view(&self) -> $crate::value::View<'_> {
                $crate::value::View::List(self)
            }

            fn set(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                $crate::__private::set_list(scalar)?;
                *self = $crate::value::Value::blank();
                ::core::result::Result::Ok(())
            }

            fn as_list(
                &mut self,
            ) -> ::core::result::Result<&mut dyn $crate::value::List, $crate::value::Mismatch> {
                ::core::result::Result::Ok(self)
            }
        }

        $crate::__serde_strictly!($name);
    };
}

/// Whether the word is there.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_required {
    () => {
        false
    };
    (required) => {
        true
    };
}

use super::scalars::is_absent;
use super::{Discard, List, Mismatch, Scalar, Value};

/// Takes a scalar for a list: only one that says "no value"; what [`tuple!`](crate::tuple) calls.
///
/// # Errors
/// [`Mismatch`] for any other scalar.
pub fn set_list(scalar: Scalar<'_>) -> Result<(), Mismatch> {
    if is_absent(scalar) {
        Ok(())
    } else {
        Err(Mismatch::scalar("a list", scalar))
    }
}

/// A slot for an item that the type does not take. It holds nothing, so that no memory is kept.
#[must_use]
pub fn nowhere() -> &'static mut dyn Value {
    Box::leak(Box::new(Discard))
}

/// Checks that a list has all the items that it needs; the error says which is the first that it lacks.
pub(crate) fn complete(list: &dyn List, count: usize) -> Result<(), (usize, Mismatch)> {
    let Some((place, shape)) = list.missing(count) else {
        return Ok(());
    };
    let found = "nothing: the item is required, and absent";
    Err((place, Mismatch::new(shape.describe(), found)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::value::{Any, Nullable};

    #[derive(Clone, Debug, PartialEq)]
    struct Entry(String, Nullable<i64>, Option<BTreeMap<String, i64>>);
    crate::tuple!(Entry { 0 required, 1 required, 2 });

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Open(Option<String>, Option<i64>, Vec<Any>);
    crate::tuple!(Open { 0, 1; rest 2 });

    #[derive(Clone, Debug, PartialEq)]
    struct Holder {
        entry: Entry,
        open: Option<Open>,
        all: Option<Vec<Entry>>,
    }
    crate::plain_object!(Holder {
        entry: "entry" required,
        open: "open",
        all: "all"
    });

    #[test]
    fn items_are_read_and_written_by_their_places() {
        for text in [
            r#"{"entry":["a",1]}"#,
            r#"{"entry":["a",null,{"b":2}],"open":[],"all":[]}"#,
            r#"{"entry":["",0],"open":["a"],"all":[["b",1],["c",null]]}"#,
            r#"{"entry":["",0],"open":["a",1,"rest",{"of":"it"}]}"#,
        ] {
            let holder: Holder = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&holder).unwrap(), text);
        }
        let text = r#"{"entry":["a",1,{},"too much"],"open":null}"#;
        let holder: Holder = serde_json::from_str(text).unwrap();
        assert_eq!(crate::to_json(&holder), r#"{"entry":["a",1,{}]}"#);
        let hole = Open(None, Some(1), vec![]);
        assert_eq!(crate::to_json(&hole), "[null,1]");
        assert_eq!(crate::to_json(&Open::default()), "[]");
        let twice = r#"{"entry":["a",1,{"b":2}],"entry":["c",2]}"#;
        let holder: Holder = serde_json::from_str(twice).unwrap();
        assert_eq!(crate::to_json(&holder), r#"{"entry":["c",2]}"#);
    }

    #[test]
    fn an_item_that_lacks_or_does_not_fit_is_named_by_its_place() {
        for (text, message) in [
            (
                r#"{"entry":["a"]}"#,
                "entry[1]: expected a number, found nothing: the item is required, and absent",
            ),
            (
                r#"{"entry":[]}"#,
                "entry[0]: expected a text, found nothing: the item is required, and absent",
            ),
            (
                r#"{"entry":[1,1]}"#,
                "entry[0]: expected a text, found the number 1",
            ),
            (
                r#"{"entry":["a",1,{"b":"2"}]}"#,
                "entry[2].b: expected a number, found the text \"2\"",
            ),
            (
                r#"{"entry":["a",1],"all":[["a",1],[]]}"#,
                "all[1][0]: expected a text, found nothing: the item is required, and absent",
            ),
            (
                r#"{"entry":{"a":1}}"#,
                "entry: expected a list, found an object",
            ),
        ] {
            let mut holder: Holder = serde_json::from_str(r#"{"entry":["a",1]}"#).unwrap();
            let error = crate::decode_json_strictly(text.as_bytes(), &mut holder).unwrap_err();
            assert_eq!(error.to_string(), message, "{text}");
            let tree: Any = serde_json::from_str(text).unwrap();
            let error = serde_json::from_value::<Holder>(tree).unwrap_err();
            assert_eq!(error.to_string(), message, "{text}");
        }
    }

    #[test]
    fn xml_has_an_element_for_each_item() {
        let holder: Holder = serde_json::from_str(
            r#"{"entry":["a",1,{"b":2}],"open":["x",2,"y"],"all":[["c",3],["d",4]]}"#,
        )
        .unwrap();
        let text = crate::to_xml("Holder", &holder);
        let mut again: Holder = crate::Value::blank();
        crate::decode_xml_strictly(text.as_bytes(), &mut again).unwrap();
        assert_eq!(again, holder, "{text}");
    }
}
