//! The macros by which a generated type becomes a [`Value`](super::Value) in one line.

/// Makes a struct a [`Value`](crate::value::Value), and lets serde read and write it.
///
/// With a list of members it also implements [`Object`](crate::value::Object); without one, the struct must do so
/// itself. Either way the struct must implement `Default`.
///
/// ```
/// /// A rollout in progress.
/// #[derive(Debug, Default, PartialEq)]
/// pub struct Rollout {
///     /// Its id, `RolloutId` on the wire.
///     pub rollout_id: Option<String>,
///     /// The percentage done.
///     pub progress: Option<i32>,
/// }
/// acs_runtime::object!(Rollout { rollout_id: "RolloutId", progress: "Progress" });
///
/// let mut rollout = Rollout::default();
/// acs_runtime::decode_json(br#"{"RolloutId": "a", "Progress": "30"}"#, &mut rollout)?;
/// assert_eq!(rollout.progress, Some(30));
/// assert_eq!(serde_json::to_string(&rollout)?, r#"{"RolloutId":"a","Progress":30}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident { $($field:ident: $wire:literal),* $(,)? }) => {
        impl $crate::value::Object for $name {
            fn member(&mut self, name: &str) -> ::core::option::Option<&mut dyn $crate::value::Value> {
                match name {
                    $($wire => ::core::option::Option::Some(&mut self.$field),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn members(&self, visit: &mut dyn ::core::ops::FnMut(&str, &dyn $crate::value::Value)) {
                $(visit($wire, &self.$field);)*
                let _ = visit;
            }
        }

        $crate::object!($name);
    };
    ($($name:ident),+ $(,)?) => {$(
        impl $crate::value::Value for $name {
            fn blank() -> Self {
                <Self as ::core::default::Default>::default()
            }

            $crate::__object_value!();
        }

        $crate::__serde!($name);
    )+};
}

/// What is the same for all structs that are [`Value`](crate::value::Value)s, inside the `impl`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_value {
    () => {
        fn shape(&self) -> $crate::value::Shape {
            $crate::value::Shape::Object
        }

        fn view(&self) -> $crate::value::View<'_> {
            $crate::value::View::Object(self)
        }

        fn set(
            &mut self,
            scalar: $crate::value::Scalar<'_>,
        ) -> ::core::result::Result<(), $crate::value::Mismatch> {
            $crate::__private::set_object(scalar)
        }

        fn as_object(
            &mut self,
        ) -> ::core::result::Result<&mut dyn $crate::value::Object, $crate::value::Mismatch> {
            ::core::result::Result::Ok(self)
        }
    };
}

/// Makes an enum with an `Unknown` variant a [`Value`](crate::value::Value) that keeps what it does not know.
///
/// The enum itself is written by hand or by the generator, with its documentation; the macro adds `Display`, the
/// conversions, and serde. The type after the colon says what stands on the wire. Where it is a mixture of texts, numbers
/// and truth values, `open_enum!(Name, Any)` needs `to_any`, which makes a scalar of each known value, and `From<Any>`; a
/// shape at the end, as in `open_enum!(Name, Any, Number)`, says that all values are of this kind. After the braces,
/// `strictly` makes serde refuse values of another kind.
///
/// ```
/// /// Where an application runs.
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// #[non_exhaustive]
/// pub enum ClusterType {
///     /// On machines.
///     Ecs,
///     /// In a Kubernetes cluster.
///     Kubernetes,
///     /// Something newer than this crate.
///     Unknown(String),
/// }
/// acs_runtime::open_enum!(ClusterType: String { Ecs = "ECS", Kubernetes = "K8S" });
///
/// /// How far a step is.
/// #[derive(Clone, Copy, Debug, PartialEq, Eq)]
/// #[non_exhaustive]
/// pub enum Status {
///     /// Not started.
///     Ready,
///     /// Ended badly.
///     Failed,
///     /// Something newer than this crate.
///     Unknown(i64),
/// }
/// acs_runtime::open_enum!(Status: i64 { Ready = 0, Failed = -1 });
///
/// // A type that has `as_str` and `From<String>` (`as_i64` and `From<i64>` for numbers) needs the rest alone:
/// // `acs_runtime::open_enum!(ClusterType, String);`
///
/// assert_eq!(ClusterType::from("K8S"), ClusterType::Kubernetes);
/// assert_eq!(ClusterType::from("Edge").as_str(), "Edge");
/// assert_eq!(Status::from(7), Status::Unknown(7));
/// assert_eq!(Status::Failed.as_i64(), -1);
/// ```
#[macro_export]
macro_rules! open_enum {
    ($name:ident: String { $($variant:ident = $wire:literal),* $(,)? } $($strictly:ident)?) => {
        impl $name {
            /// The text that stands on the wire.
            #[must_use]
            #[allow(unreachable_pub, reason = "the enum may be private")]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(text),
                }
            }
        }

        $crate::open_enum!($name, String $(, $strictly)?);
    };
    ($name:ident, String $(, $strictly:ident)?) => {
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(::std::string::String::from(text))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::value::Value for $name {
            fn blank() -> Self {
                Self::Unknown(::std::string::String::new())
            }

            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::Text
            }

            fn view(&self) -> $crate::value::View<'_> {
                $crate::value::View::Text(::std::borrow::Cow::Borrowed(self.as_str()))
            }

            fn set(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                *self = Self::from($crate::value::read_text(scalar).into_owned());
                ::core::result::Result::Ok(())
            }

            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }
        }

        $crate::__enum_serde!($name $($strictly)?);
    };
    ($name:ident: i64 { $($variant:ident = $wire:literal),* $(,)? } $($strictly:ident)?) => {
        impl $name {
            /// The number that stands on the wire.
            #[must_use]
            #[allow(unreachable_pub, reason = "the enum may be private")]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(number) => *number,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(number),
                }
            }
        }

        $crate::open_enum!($name, i64 $(, $strictly)?);
    };
    ($name:ident, i64 $(, $strictly:ident)?) => {
        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                text.parse::<i64>().map(Self::from)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::value::Value for $name {
            fn blank() -> Self {
                Self::from(0)
            }

            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::Number
            }

            fn view(&self) -> $crate::value::View<'_> {
                $crate::value::View::Integer(self.as_i64())
            }

            fn set(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                *self = Self::from($crate::value::read_integer(scalar)?);
                ::core::result::Result::Ok(())
            }

            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }
        }

        $crate::__enum_serde!($name $($strictly)?);
    };
    ($name:ident, Any) => {
        $crate::open_enum!($name, Any, Any);
    };
    ($name:ident, Any, $shape:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from($crate::value::Any::from(text))
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                Self::from($crate::value::Any::from(number))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::show_mixed(&self.to_any(), f)
            }
        }

        impl $crate::value::Value for $name {
            fn blank() -> Self {
                Self::Unknown($crate::value::Any::Null)
            }

            fn shape(&self) -> $crate::value::Shape {
                $crate::value::Shape::$shape
            }

            fn view(&self) -> $crate::value::View<'_> {
                match self {
                    Self::Unknown(value) => $crate::value::Value::view(value),
                    known => $crate::__private::view_mixed(known.to_any()),
                }
            }

            fn set(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                *self = Self::from($crate::__private::any_of(scalar));
                ::core::result::Result::Ok(())
            }

            fn set_strictly(
                &mut self,
                scalar: $crate::value::Scalar<'_>,
                notation: $crate::value::Notation,
            ) -> ::core::result::Result<(), $crate::value::Mismatch> {
                $crate::__private::check_kind(
                    $crate::value::Shape::$shape,
                    scalar,
                    notation,
                )?;
                self.set(scalar)?;
                if self.is_unknown()
                    && let ::core::option::Option::Some(other) =
                        $crate::__private::other_reading(scalar, notation)?
                {
                    let other = Self::from(other);
                    if !other.is_unknown() {
                        *self = other;
                    }
                }
                ::core::result::Result::Ok(())
            }

            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }

            fn as_object(
                &mut self,
            ) -> ::core::result::Result<&mut dyn $crate::value::Object, $crate::value::Mismatch> {
                $crate::__private::check_nested($crate::value::Shape::$shape, "an object")?;
                *self = <Self as $crate::value::Value>::blank();
                match self {
                    Self::Unknown(value) => value.as_object(),
                    _ => ::core::result::Result::Err($crate::__private::no_scalar()),
                }
            }

            fn as_list(
                &mut self,
            ) -> ::core::result::Result<&mut dyn $crate::value::List, $crate::value::Mismatch> {
                $crate::__private::check_nested($crate::value::Shape::$shape, "a list")?;
                *self = <Self as $crate::value::Value>::blank();
                match self {
                    Self::Unknown(value) => value.as_list(),
                    _ => ::core::result::Result::Err($crate::__private::no_scalar()),
                }
            }
        }

        $crate::__serde_strictly!($name);
    };
}

/// serde's two traits for an enum: those of a type that is read strictly where the word says so.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_serde {
    ($name:ident) => {
        $crate::__serde!($name);
    };
    ($name:ident strictly) => {
        $crate::__serde_strictly!($name);
    };
}

/// serde's two traits for a type that is a [`Value`](crate::value::Value).
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::value::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut value = <Self as $crate::value::Value>::blank();
                $crate::value::deserialize(deserializer, &mut value)?;
                ::core::result::Result::Ok(value)
            }
        }
    };
}
