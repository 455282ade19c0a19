//! The macros by which types of the plain profile become [`Value`](super::Value)s.

/// Makes a struct a [`Value`](crate::value::Value) that is read strictly, and lets serde read and write it.
///
/// After a member's name on the wire follow, in this order and each if it applies: `required`, `read_only` (in replies
/// alone: left out of requests), `write_only` (in requests alone: not required in replies) and `xml { .. }` with what
/// differs in XML: `name: ".."`, `attribute`, `wrapped`, `item: ".."`, `item_namespace: ".."`, `item_prefix: ".."`, `namespace: ".."`, `prefix: ".."`. A last entry
/// `rest: FIELD` names the map of all other members. After the braces, `xml { .. }` may say how the type's own element is
/// written.
///
/// A required member must not hold the type itself, directly or through others, unless there is an `Option`, a list, a map
/// or a union between: such a value would have no end.
///
/// ```
/// use std::collections::BTreeMap;
/// use acs_runtime::value::{Any, Nullable};
///
/// /// An animal of a shop.
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Pet {
///     /// Given by the shop.
///     pub id: i64,
///     /// What it is called.
///     pub name: String,
///     /// What its owner says; may be unsaid, which is not the same as absent.
///     pub note: Option<Nullable<String>>,
///     /// All other members.
///     pub additional: BTreeMap<String, Any>,
/// }
/// acs_runtime::plain_object!(Pet {
///     id: "id" required read_only xml { attribute },
///     name: "name" required,
///     note: "note",
///     rest: additional,
/// });
///
/// let pet: Pet = serde_json::from_str(r#"{"id": 7, "name": "Rex", "note": null, "age": 3}"#)?;
/// assert_eq!(pet.note, Some(Nullable::Null));
/// assert_eq!(pet.additional["age"], 3);
/// assert_eq!(serde_json::to_string(&pet)?, r#"{"id":7,"name":"Rex","note":null,"age":3}"#);
/// assert_eq!(acs_runtime::to_request_json(&pet), r#"{"name":"Rex","note":null,"age":3}"#);
///
/// let error = serde_json::from_str::<Pet>(r#"{"id": "7"}"#).unwrap_err();
/// assert!(error.to_string().starts_with(r#"id: expected a number, found the text "7""#));
/// let error = serde_json::from_str::<Pet>(r#"{"id": 7}"#).unwrap_err();
/// assert!(error.to_string().starts_with("name: expected a text, found nothing"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! plain_object {
    ($name:ident {
        $($field:ident: $($wire:literal)? $($word:ident $({$($form:tt)*})?)*),* $(,)?
    } $(xml {$($own:tt)*})?) => {
        $crate::__plain_object!($name {
            $([$($wire)?; $field; $($word $({$($form)*})?)*])*
        } $({$($own)*})?);
    };
}

/// [`plain_object!`] with the wire name in front, which tells the entry `rest` from a member of that name.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain_object {
    ($name:ident {
        $([$wire:literal; $field:ident; $($word:ident $({$($form:tt)*})?)*])*
        $([; rest; $rest:ident])?
    } $({$($own:tt)*})?) => {
        impl $crate::value::Object for $name {
            fn member(&mut self, name: &str) -> ::core::option::Option<&mut dyn $crate::value::Value> {
                match name {
                    $($wire => ::core::option::Option::Some(&mut self.$field),)*
                    _ => ::core::option::Option::None
                        $(.or($crate::value::Object::member(&mut self.$rest, name)))?,
                }
            }

            fn members(&self, visit: &mut dyn ::core::ops::FnMut(&str, &dyn $crate::value::Value)) {
                $(visit($wire, &self.$field);)*
                $($crate::__private::visit_rest(self, &self.$rest, visit);)?
                let _ = visit;
            }

            fn facts(&self) -> ::core::option::Option<&'static $crate::value::ObjectFacts> {
                static FACTS: $crate::value::ObjectFacts = $crate::value::ObjectFacts::new(&[
                    $($crate::value::MemberFacts::new($wire)$(.$word($($crate::__xml_form!($($form)*))?))*),*
                ])$(.xml($crate::__xml_form!($($own)*)))?;
                ::core::option::Option::Some(&FACTS)
            }
        }

        impl $crate::value::Value for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::value::Value::blank(),)*
                    $($rest: $crate::value::Value::blank(),)?
                }
            }

            $crate::__object_value!();
        }

        $crate::__serde_strictly!($name);
    };
}

/// What stands in `xml { .. }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __xml_form {
    ($($key:ident $(: $value:literal)?),* $(,)?) => {
        const { &$crate::value::XmlForm::PLAIN$(.$key($($value)?))* }
    };
}

/// serde's two traits for a type of the plain profile.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_strictly {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::value::serialize_strictly(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::value::deserialize_strictly(deserializer)
            }
        }
    };
}

/// Makes an enum of several types a [`Value`](crate::value::Value), and lets serde read and write it.
///
/// Each variant names its type and, after `=`, the values of the discriminator that mean it. The enum has one variant
/// more, `Unknown` with a free-form value, for what fits none. One that is followed by `joint` holds what fits several of those
/// before it, and nothing that fits none of them.
///
/// With a discriminator, its member picks the type, and a value that no type has means `Unknown`. Without one the first type is
/// taken that fits exactly; else the first that fits but for members it does not know; else the first that fits but for
/// values that an enum or a union inside does not know. A whole number fits a whole-number type better than a fractional
/// one, and the other way round.
///
/// When it is written, the discriminator is added, with the first value of the variant, unless it is there with one of
/// them.
///
/// ```
/// use acs_runtime::value::Any;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Cat {
///     pub lives: i32,
/// }
/// acs_runtime::plain_object!(Cat { lives: "lives" required });
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Animal {
///     Cat(Cat),
///     Names(Vec<String>),
///     Unknown(Any),
/// }
/// acs_runtime::union!(Animal { Cat(Cat) = ["cat", "kitty"], Names(Vec<String>) } discriminator "kind");
///
/// let cat: Animal = serde_json::from_str(r#"{"lives": 9, "kind": "kitty"}"#)?;
/// assert_eq!(cat, Animal::Cat(Cat { lives: 9 }));
/// assert_eq!(serde_json::to_string(&cat)?, r#"{"kind":"cat","lives":9}"#);
///
/// let names: Animal = serde_json::from_str(r#"["Rex"]"#)?;
/// assert_eq!(names, Animal::Names(vec!["Rex".to_owned()]));
///
/// let error = serde_json::from_str::<Animal>(r#"{"kind": "cat"}"#).unwrap_err();
/// assert!(error.to_string().starts_with("lives: expected a number, found nothing"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident {
        $($variant:ident($type:ty) $(= [$($tag:literal),* $(,)?])? $($joint:ident)?),* $(,)?
    } $(discriminator $member:literal)? $(told_by $told:literal)?) => {
        impl $crate::value::Union for $name {
            fn facts(&self) -> &'static $crate::value::UnionFacts {
                static FACTS: $crate::value::UnionFacts = $crate::value::UnionFacts::new(&[
                    $($crate::value::VariantFacts::new(
                        ::core::stringify!($variant),
                        &[$($($tag),*)?],
                    )$(.$joint())?),*
                ])$(.discriminator($member))?$(.told_by($told))?;
                &FACTS
            }

            fn choose(&mut self, variant: &str) -> ::core::option::Option<&mut dyn $crate::value::Value> {
                $(if variant == ::core::stringify!($variant) {
                    *self = Self::$variant(<$type as $crate::value::Value>::blank());
                })*
                match self {
                    $(Self::$variant(value) => ::core::option::Option::Some(value),)*
                    Self::Unknown(_) => ::core::option::Option::None,
                }
            }

            fn keep(&mut self, tree: $crate::value::Any) {
                *self = Self::Unknown(tree);
            }

            fn held(&self) -> (&'static str, &dyn $crate::value::Value) {
                match self {
                    $(Self::$variant(value) => (::core::stringify!($variant), value),)*
                    Self::Unknown(tree) => ("", tree),
                }
            }
        }

        impl $crate::value::Object for $name {
            fn member(&mut self, _: &str) -> ::core::option::Option<&mut dyn $crate::value::Value> {
                ::core::option::Option::None
            }

            fn members(&self, visit: &mut dyn ::core::ops::FnMut(&str, &dyn $crate::value::Value)) {
                $crate::__private::visit_union(self, visit);
            }

            fn facts(&self) -> ::core::option::Option<&'static $crate::value::ObjectFacts> {
                $crate::__private::facts_of_union(self)
            }
        }

        impl $crate::value::Value for $name {
            fn blank() -> Self {
                Self::Unknown($crate::value::Any::Null)
            }

            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::Any
            }

            fn view(&self) -> $crate::value::View<'_> {
                $crate::__private::view_union(self)
            }

            fn set(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                $crate::__private::set_union(self, scalar, $crate::value::Notation::Typed)
            }

            fn set_strictly(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
                notation: $crate::value::Notation,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                $crate::__private::set_union(self, scalar, notation)
            }

            fn is_union() -> bool {
                true
            }

            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }

            fn as_union(&mut self) -> ::core::option::Option<&mut dyn $crate::value::Union> {
                ::core::option::Option::Some(self)
            }
        }

        $crate::__serde_strictly!($name);
    };
}
