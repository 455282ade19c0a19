//! Facts of the whole API: `info`, `servers`, tags and the `x-acs-*` keys of the root.

use std::collections::HashMap;

use openapiv3::OpenAPI;
use serde::Deserialize;

use super::{Lowering, calls, names};
use crate::ir::{Docs, Endpoints, Envelope, Group, Profile, Service};
use crate::load::{Location, Node};

/// Groups of operations, and which tag means which.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) list: Vec<Group>,
    /// Index of the group, by tag; `None` is for operations without one.
    pub(super) by_tag: HashMap<Option<String>, usize>,
}

impl Groups {
    /// The group of operations with this tag.
    pub(super) fn of_tag(&self, tag: Option<&str>) -> Option<usize> {
        self.by_tag.get(&tag.map(str::to_owned)).copied()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct EndpointsExtension {
    rule: String,
    rule_vpc: String,
    #[serde(default)]
    fixed: serde_yaml::Mapping,
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
    pub(super) fn whole_service(&mut self, root: &Node<'a>) -> Option<Service> {
        match self.profile {
            Profile::Plain => Some(self.plain_service(root)),
            Profile::Alibaba => {
                let openapi: OpenAPI = self.read(root.at())?;
                Some(self.service(&openapi, root.at()))
            }
        }
    }

    pub(super) fn whole_groups(&mut self, root: &Node<'a>) -> Groups {
        if self.profile == Profile::Plain {
            return calls::groups(root);
        }
        let list = self.groups(root);
        let tags = list.iter().map(|group| Some(group.name.clone()));
        Groups {
            by_tag: tags.zip(0..).collect(),
            list,
        }
    }

    fn service(&mut self, openapi: &OpenAPI, at: &Location) -> Service {
        let endpoints = self.endpoints(at);
        self.check_servers(openapi, &endpoints, at);
        Service {
            title: openapi.info.title.clone(),
            description: openapi.info.description.clone(),
            version: openapi.info.version.clone(),
            product: self.product(at),
            source: openapi.external_docs.as_ref().map(|docs| docs.url.clone()),
            endpoints,
            envelope: self.envelope(at),
            servers: Vec::new(),
            schemes: Vec::new(),
        }
    }

    fn product(&mut self, at: &Location) -> String {
        let product = self.text(at, "x-acs-product");
        if product.is_none() {
            self.missing(
                at,
                "x-acs-product",
                "the name of the product in host names, for example `edas`",
            );
        }
        product.unwrap_or_default()
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
        let text = |value: serde_yaml::Value| value.as_str().unwrap_or_default().to_owned();
        Endpoints {
            rule: extension.rule,
            rule_vpc: extension.rule_vpc,
            fixed: extension
                .fixed
                .into_iter()
                .map(|(region, host)| (text(region), text(host)))
                .collect(),
            vpc_regions: extension.vpc_regions,
        }
    }

    /// `servers` is what other tools read; it must say the same as the rule.
    fn check_servers(&mut self, openapi: &OpenAPI, endpoints: &Endpoints, at: &Location) {
        let at = at.child("servers");
        for (index, server) in openapi.servers.iter().enumerate() {
            if server.url != format!("https://{}", endpoints.rule) && !endpoints.rule.is_empty() {
                let message = format!(
                    "`{}` is not the host that `x-acs-endpoints` names",
                    server.url
                );
                let help = format!("write https://{}, or change the rule there", endpoints.rule);
                self.invalid(at.index(index).child("url"), message, &help);
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
        use crate::diagnostic::{Code, Diagnostic};
        let message = format!("the description has no `{key}`");
        self.diagnostics.push(
            Diagnostic::error(Code::MissingKey, at, message, "in this document")
                .help(format!("it tells {what}")),
        );
    }

    fn groups(&mut self, root: &Node<'a>) -> Vec<Group> {
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
        groups
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

/// What a declared tag says of itself.
pub(super) fn tag_docs(tag: &Node<'_>) -> Docs {
    Docs {
        description: tag.text("description").map(str::to_owned),
        source: tag
            .get("externalDocs")
            .and_then(|docs| docs.text("url").map(str::to_owned)),
        ..Docs::default()
    }
}

/// Features that each crate has.
pub(super) const FEATURES: &[&str] = &[
    "blocking",
    "by-name",
    "default",
    "native-tls",
    "rustls",
    "rustls-no-provider",
    "testing",
];

/// Whether Cargo takes the text as the name of a feature, and people can type it.
fn is_feature_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}
