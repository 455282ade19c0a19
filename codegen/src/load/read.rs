//! Reading documents, each once.

use std::sync::{Arc, OnceLock};

use super::Rules;
use super::check::Checker;
use super::document::{Document, DocumentId, Format};
use super::grammar::{Shape, Version};
use super::parse::parse;
use super::pointer::{Location, Place};
use super::reference::{Reason, path_from};
use super::resolve::Need;
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_> {
    pub(super) fn report_unreadable_entry(&mut self, entry: &str, error: &std::io::Error) {
        let name = self.files.display(entry);
        let message = format!("{name} cannot be read: {error}");
        let document = Document {
            name,
            path: entry.to_owned(),
            text: "".into(),
            format: Format::Yaml,
            value: Value::Null,
            names: OnceLock::default(),
        };
        let id = self.documents.add(document);
        let diagnostic =
            Diagnostic::error(Code::UnreadableFile, Place::bytes(id, 0..0), message, "").help(
                "name the entry document of an OpenAPI description, for example spec/edas.yaml",
            );
        self.diagnostics.push(diagnostic);
    }

    /// Notes the version; refuses others before their every unknown key is reported.
    pub(super) fn is_supported_version(&mut self, id: DocumentId) -> bool {
        let document = self.documents.get(id);
        let Some(text) = document.value.get("openapi").and_then(Value::as_str) else {
            return true;
        };
        let version = Version::of(text);
        let known = match self.rules {
            Rules::OpenApi => version.is_some(),
            Rules::Alibaba => text.starts_with("3.0."),
        };
        if known {
            self.documents.version = version.unwrap_or_default();
            return true;
        }
        let message = format!("OpenAPI {text} is not supported");
        let place = Location::root(id).child("openapi");
        let help = match self.rules {
            Rules::OpenApi => "write it as OpenAPI 3.0.x or 3.1.x",
            Rules::Alibaba => "write it as OpenAPI 3.0.3",
        };
        self.diagnostics
            .push(Diagnostic::error(Code::Unsupported, &place, message, "this version").help(help));
        false
    }

    /// Reads a file into a document; reports what is no text or not well-formed.
    pub(super) fn read(&mut self, path: &str, bytes: Vec<u8>) -> DocumentId {
        let parsed = parse(bytes, Format::of(path), self.rules);
        let name = self.files.display(path);
        let id = self.documents.add(Document {
            name,
            path: path.to_owned(),
            text: Arc::from(parsed.text),
            format: parsed.format,
            value: parsed.value,
            names: OnceLock::default(),
        });
        if let Some(fault) = parsed.fault {
            self.report_fault(id, &fault);
        }
        id
    }

    pub(super) fn sample(&mut self, value: &Value, at: &Location) {
        let Some(file) = value.as_str() else {
            return self.expect(false, value, at, &Shape::Text);
        };
        let from = self.documents.get(at.document).path.clone();
        match self.path_from(&from, file) {
            Ok(path) => {
                self.document(&path, at, Need::Essential);
            }
            Err(reason) => self.report_reference(at, file, reason, Need::Essential),
        }
    }

    /// The path of a file that is named in another. Files outside the folder of the entry document are for whoever runs
    /// the generator to trust; the rules for Alibaba Cloud keep a description in its folder.
    pub(super) fn path_from(&self, from: &str, file: &str) -> Result<String, Reason> {
        let path = path_from(from, file)?;
        if path.starts_with("..") && self.rules == Rules::Alibaba {
            return Err("leaves the folder of the entry document");
        }
        Ok(path)
    }

    /// The reference to the schema that a bare name means.
    fn component_called(&self, name: &str, at: &Location) -> Option<String> {
        let schemas = self.documents.get(at.document).value.get("components")?;
        schemas.get("schemas")?.get(name)?;
        Some(format!("#/components/schemas/{name}"))
    }

    /// The document at a path, read now if it was not yet.
    pub(super) fn document(&mut self, path: &str, at: &Location, need: Need) -> Option<DocumentId> {
        if let Some(id) = self.documents.find(path) {
            return Some(id);
        }
        if self.missing.contains(&(path.to_owned(), need)) {
            return None;
        }
        match self.files.read_named(path) {
            Ok(bytes) => Some(self.read(path, bytes)),
            Err(error) => {
                let message = if path.is_empty() {
                    "this names a folder, where a file is meant".to_owned()
                } else {
                    format!("{} cannot be read: {error}", self.files.display(path))
                };
                let help = match self.component_called(path, at) {
                    Some(component) => format!("did you mean `{component}`?"),
                    None => "the path is relative to this file".to_owned(),
                };
                let diagnostic =
                    Diagnostic::error(Code::UnreadableFile, at, message, "named here").help(help);
                self.diagnostics.push(need.weigh(diagnostic));
                self.missing.insert((path.to_owned(), need));
                None
            }
        }
    }
}
