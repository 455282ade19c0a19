//! Facts of the whole API that only signing and the envelope need: the `x-acs-*` keys of the root, and its tags.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Endpoints, Envelope, Group, Service};
use crate::load::{Location, Node};
use crate::lower::service::{FEATURES, Groups, tag_docs};
use crate::lower::{Lowering, names};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct EndpointsExtension {
    rule: String,
    rule_vpc: String,
    #[serde(default)]
    fixed: BTreeMap<String, String>,
    #[serde(default)]
    vpc_regions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct EnvelopeExtension {
    code: String,
    message: String,
    request_id: String,
    error_code: String,
    success: String,
    success_codes: Vec<String>,
}

impl<'a> Lowering<'a> {
    /// Adds what signing and the envelope need to know.
    pub(in crate::lower) fn signed_service(
        &mut self,
        root: &Node<'a>,
        service: Service,
    ) -> Option<Service> {
        root.value().is_mapping().then_some(())?;
        let at = root.at();
        let endpoints = self.endpoints(at);
        self.check_servers(root, &endpoints);
        Some(Service {
            product: self.product(root),
            envelope: self.envelope(at),
            endpoints,
            ..service
        })
    }

    fn product(&mut self, root: &Node<'a>) -> String {
        let product = root.text("x-acs-product");
        if product.is_none() {
            let what = "the name of the product in host names, for example `edas`";
            self.missing(root.at(), "x-acs-product", what);
        }
        product.unwrap_or_default().to_owned()
    }

    fn endpoints(&mut self, at: &Location) -> Endpoints {
        let at = at.child("x-acs-endpoints");
        let Some(extension) = self.extension::<EndpointsExtension>(&at, "hosts by region") else {
            return Endpoints::default();
        };
        for (key, rule) in [("rule", &extension.rule), ("rule-vpc", &extension.rule_vpc)] {
            if rule.matches("{region}").count() != 1 {
                self.invalid(
                    at.child(key),
                    format!("`{rule}` must have `{{region}}` in it once"),
                    "for example edas.{region}.aliyuncs.com",
                );
            }
        }
        Endpoints {
            rule: extension.rule,
            rule_vpc: extension.rule_vpc,
            fixed: extension.fixed.into_iter().collect(),
            vpc_regions: extension.vpc_regions,
        }
    }

    /// `servers` is what other tools read; it must say the same as the rule.
    fn check_servers(&mut self, root: &Node<'a>, endpoints: &Endpoints) {
        let expected = format!("https://{}", endpoints.rule);
        for server in root.list("servers").filter(|_| !endpoints.rule.is_empty()) {
            let url = server.text("url").unwrap_or_default();
            if url != expected {
                let message = format!("`{url}` is not the host that `x-acs-endpoints` names");
                let help = format!("write {expected}, or change the rule there");
                self.invalid(server.at().child("url"), message, &help);
            }
        }
    }

    fn envelope(&mut self, at: &Location) -> Envelope {
        let at = at.child("x-acs-envelope");
        let Some(extension) = self.extension::<EnvelopeExtension>(&at, "how replies tell success")
        else {
            return Envelope::default();
        };
        Envelope {
            code: extension.code,
            message: extension.message,
            request_id: extension.request_id,
            error_code: extension.error_code,
            success: extension.success,
            success_codes: extension.success_codes,
        }
    }

    fn extension<T: serde::de::DeserializeOwned>(
        &mut self,
        at: &Location,
        what: &str,
    ) -> Option<T> {
        if self.documents.value(at).is_none() {
            let root = Location::root(at.document);
            self.missing(&root, &at.pointer.last().unwrap_or_default(), what);
            return None;
        }
        self.read(at)
    }

    fn missing(&mut self, at: &Location, key: &str, what: &str) {
        let message = format!("the description has no `{key}`");
        self.diagnostics.push(
            Diagnostic::error(Code::MissingKey, at, message, "in this document")
                .help(format!("it tells {what}")),
        );
    }

    /// The groups that the root's tags declare.
    pub(in crate::lower) fn declared_groups(&mut self, root: &Node<'a>) -> Groups {
        let groups: Vec<_> = root.list("tags").filter_map(|tag| group(&tag)).collect();
        for group in groups.iter().filter(|group| !is_feature_name(&group.name)) {
            let message = format!("the tag `{}` cannot be the name of a feature", group.name);
            self.invalid(
                &group.origin,
                message,
                "use lower-case letters, digits and `-`, and begin with a letter",
            );
        }
        for group in groups
            .iter()
            .filter(|group| FEATURES.contains(&&*group.name))
        {
            let message = format!(
                "the tag `{}` is the name of a feature of each crate",
                group.name
            );
            self.invalid(&group.origin, message, "give the tag another name");
        }
        let tags = groups.iter().map(|group| Some(group.name.clone()));
        Groups {
            by_tag: tags.zip(0..).collect(),
            list: groups,
        }
    }
}

/// A declared tag as a group.
fn group(tag: &Node<'_>) -> Option<Group> {
    let name = tag.text("name")?;
    Some(Group {
        name: name.to_owned(),
        module: names::snake(name),
        docs: tag_docs(tag),
        origin: tag.at().child("name"),
    })
}

/// Whether Cargo takes the text as the name of a feature, and people can type it.
fn is_feature_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}
