//! What scalars stand for: `x-acs-time` and `x-acs-separator`.

use crate::ir::{Accessor, Meaning, Type};
use crate::load::Node;
use crate::lower::Lowering;

impl Lowering<'_> {
    /// The method that reads what a field's scalar stands for.
    pub(in crate::lower) fn accessor(
        &mut self,
        field: &str,
        ty: &Type,
        schema: &Node<'_>,
    ) -> Option<Accessor> {
        let time = self.time(ty, schema);
        let meaning = time.or_else(|| self.separator(ty, schema).map(Meaning::Separated))?;
        let suffix = match meaning {
            Meaning::Milliseconds | Meaning::Seconds | Meaning::Rfc3339 => "timestamp",
            Meaning::Local => "date_time",
            Meaning::Separated(_) => "list",
        };
        Some(Accessor {
            rust_name: format!("{field}_{suffix}"),
            meaning,
        })
    }

    fn time(&mut self, ty: &Type, schema: &Node<'_>) -> Option<Meaning> {
        let word = schema.text("x-acs-time")?;
        let (meaning, fits) = match (word, ty) {
            ("rfc3339", _) => (Meaning::Rfc3339, matches!(ty, Type::Text(_))),
            ("local", _) => (Meaning::Local, matches!(ty, Type::Text(_))),
            ("seconds", _) => (
                Meaning::Seconds,
                matches!(ty, Type::Integer(_) | Type::Text(_)),
            ),
            _ => (
                Meaning::Milliseconds,
                matches!(ty, Type::Integer(_) | Type::Text(_)),
            ),
        };
        if !fits {
            let message = format!("`{word}` does not fit the type of this schema");
            let help = "numbers of `milliseconds` and `seconds` are integers or strings, `rfc3339` and `local` are strings";
            self.invalid(schema.at().child("x-acs-time"), message, help);
            return None;
        }
        Some(meaning)
    }

    /// The separator of the list that a text stands for.
    pub(in crate::lower) fn separator(&mut self, ty: &Type, schema: &Node<'_>) -> Option<char> {
        let text = schema.text("x-acs-separator")?;
        let mut letters = text.chars();
        match (ty, letters.next(), letters.next()) {
            (Type::Text(_), Some(separator), None) => Some(separator),
            (Type::Text(_), ..) => {
                let help = "write the one character that stands between two items, such as `;`";
                self.invalid(
                    schema.at().child("x-acs-separator"),
                    "a separator is one character",
                    help,
                );
                None
            }
            _ => {
                let help = "use it with `type: string`; an array in the query has `explode: false` instead";
                self.invalid(
                    schema.at().child("x-acs-separator").key(),
                    "only a text can have a separator",
                    help,
                );
                None
            }
        }
    }
}
