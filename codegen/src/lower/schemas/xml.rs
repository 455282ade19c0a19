//! How values are written in XML.

use super::Lowering;
use super::want::Want;
use crate::ir::{Type, XmlForm};
use crate::load::Node;

impl<'a> Lowering<'a> {
    /// How a value that is a whole document is written; its name is the schema's where nothing else is said.
    pub(super) fn root_xml(&self, want: &Want<'a>, hint: &str) -> XmlForm {
        let said = self.said(&want.origin);
        let mut form = form(&said);
        let own = want
            .whole
            .then(|| self.schema_name(want.origin.at()))
            .flatten();
        form.name = form.name.or(own).or_else(|| Some(hint.to_owned()));
        form
    }

    /// How a member is written. A list without a wrapper has no element of its own: its items are named by their schema.
    pub(super) fn xml_of(&self, name: &str, said: &[Node<'a>], ty: &Type) -> XmlForm {
        let own = form(said);
        let is_list = match ty {
            Type::Nullable(inner) => matches!(**inner, Type::List(_)),
            other => matches!(other, Type::List(_)),
        };
        if !is_list {
            return own;
        }
        let items = said.iter().find_map(|node| node.get("items"));
        let items = items
            .map(|items| form(&self.said(&items)))
            .unwrap_or_default();
        if own.wrapped {
            let item = items.name.or_else(|| own.name.clone());
            return XmlForm {
                item: item.filter(|item| item != name),
                item_namespace: items.namespace,
                item_prefix: items.prefix,
                ..own
            };
        }
        XmlForm {
            item: items.name.filter(|item| item != name),
            namespace: items.namespace,
            prefix: items.prefix,
            ..XmlForm::default()
        }
    }
}

fn form(said: &[Node<'_>]) -> XmlForm {
    let xml: Vec<_> = said.iter().filter_map(|node| node.get("xml")).collect();
    let text = |key: &str| xml.iter().find_map(|xml| xml.text(key)).map(str::to_owned);
    let flag = |key: &str| xml.iter().any(|xml| xml.flag(key));
    XmlForm {
        name: text("name"),
        attribute: flag("attribute"),
        wrapped: flag("wrapped"),
        item: None,
        item_namespace: None,
        item_prefix: None,
        namespace: text("namespace"),
        prefix: text("prefix"),
    }
}
