//! Replies by status.

use super::bodies::{label, variant_names};
use super::media::{Content, Media, plain_text};
use super::naming::Scope;
use crate::ir::{
    Docs, Method, Replies, ReplyCase, ReplyContent, ReplyKind, Status, TextFormat, Type,
};
use crate::load::Node;
use crate::lower::Lowering;
use crate::lower::operations::Draft;

impl<'a> Lowering<'a> {
    pub(super) fn replies(&mut self, draft: &Draft<'_, 'a>) -> Replies {
        let mut sources: Vec<_> = draft
            .node
            .map("responses")
            .filter_map(|(key, node)| Some((status(&key)?, node.followed()?)))
            .collect();
        sources.sort_by_key(|(status, _)| *status);
        sources.dedup_by_key(|(status, _)| *status);
        let hundreds: Vec<_> = sources.iter().map(|(status, _)| hundred(*status)).collect();
        let usual = hundreds.contains(&Some(2));
        let counts = |status: Status| match hundred(status) {
            Some(2) => true,
            // Without a reply for success, `default` describes it, too.
            Some(1 | 3) | None => !usual,
            Some(_) => false,
        };
        let single = sources.iter().filter(|(status, _)| counts(*status)).count() == 1;
        let mut replies = Replies {
            success_name: format!("{}Reply", draft.type_name),
            failure_name: format!("{}Error", draft.type_name),
            ..Replies::default()
        };
        for (status, node) in &sources {
            let owner = if counts(*status) && single {
                format!("{}Response", draft.type_name)
            } else {
                format!("{}{}", draft.type_name, case_name(*status))
            };
            if counts(*status) {
                let case = self.reply_case(*status, node, &owner, draft.method);
                replies.success.push(case);
            }
            if !counts(*status) || *status == Status::Default {
                let case = self.reply_case(*status, node, &owner, draft.method);
                replies.failure.push(case);
            }
        }
        if replies.success.is_empty() {
            replies.success.push(undescribed(draft));
        }
        replies
    }

    fn reply_case(
        &mut self,
        status: Status,
        node: &Node<'a>,
        owner: &str,
        method: Method,
    ) -> ReplyCase {
        let sources: Vec<_> = node.map("content").collect();
        let empty = method == Method::Head || has_no_body(status);
        if let Some((_, first)) = sources.first().filter(|_| empty && method != Method::Head) {
            let message = "a reply with this status has no body in HTTP";
            self.note(first.at().key(), message, "left out", "remove it");
        }
        let mut variants = Scope::default();
        let mut contents = Vec::new();
        for (media_type, media) in sources.iter().filter(|_| !empty) {
            let hint = match sources.len() {
                1 => owner.to_owned(),
                _ => format!("{owner}{}", label(media_type)),
            };
            let Some(kind) = self.reply_kind(media_type, media, &hint) else {
                continue;
            };
            contents.push(ReplyContent {
                media_type: media_type.clone(),
                rust_name: variants.take_first(&variant_names(
                    kind_label(&kind),
                    media_type,
                    &sources,
                )),
                kind,
                origin: media.at().clone(),
            });
        }
        ReplyCase {
            rust_name: case_name(status),
            contents,
            body_name: format!("{owner}Content"),
            headers: self.reply_headers(node, owner),
            headers_name: format!("{owner}Headers"),
            docs: Docs {
                description: node.text("description").map(str::to_owned),
                ..Docs::default()
            },
            origin: node.at().clone(),
            status,
        }
    }

    fn reply_kind(&mut self, media_type: &str, media: &Node<'a>, hint: &str) -> Option<ReplyKind> {
        let ty = match media.get("schema") {
            Some(schema) => Some(self.type_at(&schema, hint)?),
            None => None,
        };
        let content = self.content_of(ty.as_ref());
        let text = |ty: Option<Type>| match content {
            Content::Scalar => ty.unwrap_or_else(plain_text),
            _ => plain_text(),
        };
        if let Some(encoding) = media.get("encoding") {
            let message = "`encoding` counts in requests alone";
            self.note(encoding.at().key(), message, "ignored", "remove it");
        }
        self.note_unread(media_type, media, ty.as_ref(), content);
        Some(match (Media::of(media_type), content) {
            (Media::Events, Content::Structure) => ReplyKind::Events(item_of(ty?)),
            (Media::Events, _) => ReplyKind::Events(text(ty)),
            (Media::Lines, content) if content != Content::Binary && ty.is_some() => {
                ReplyKind::Lines(item_of(ty?))
            }
            (_, Content::Binary)
            | (Media::Multipart | Media::Lines | Media::Other, _)
            | (Media::Range, Content::Unknown) => ReplyKind::Binary,
            (Media::Json, _) => ReplyKind::Json(ty.unwrap_or(Type::Any)),
            (Media::Text | Media::Range, Content::Structure) => ReplyKind::Json(ty?),
            (Media::Xml, Content::Structure) => ReplyKind::Xml(ty?),
            (Media::Form, Content::Structure) => ReplyKind::Form(ty?),
            (Media::Form, Content::Unknown) => ReplyKind::Form(Type::Map(Box::new(Type::Any))),
            _ => ReplyKind::Text(text(ty)),
        })
    }
}

impl<'a> Lowering<'a> {
    /// Says which replies come as bytes though the description says more of them.
    fn note_unread(
        &mut self,
        media_type: &str,
        media: &Node<'a>,
        ty: Option<&Type>,
        content: Content,
    ) {
        let base64 = ty == Some(&Type::Text(TextFormat::Base64));
        let unread = format!("the client does not read the format `{media_type}`");
        let (message, help) = match (Media::of(media_type), content) {
            (Media::Other | Media::Multipart, Content::Structure) => {
                (unread, "the body comes as a stream of bytes")
            }
            (Media::OtherText, Content::Structure) => (unread, "the body comes as a text"),
            (Media::Other, _) if base64 => (
                format!("base64 in a reply of `{media_type}` is not decoded"),
                "the body comes as a stream of bytes",
            ),
            _ => return,
        };
        self.note(media.at().child("schema").key(), message, "not read", help);
    }
}

/// What comes one by one: of the list of all, the items.
pub(super) fn item_of(ty: Type) -> Type {
    match ty {
        Type::List(item) => *item,
        Type::Nullable(inner) if matches!(*inner, Type::List(_)) => item_of(*inner),
        ty => ty,
    }
}

/// Success where the description says nothing of it: any status of the two hundreds, whose body does not matter.
fn undescribed(draft: &Draft<'_, '_>) -> ReplyCase {
    let status = Status::Range(2);
    ReplyCase {
        rust_name: case_name(status),
        contents: Vec::new(),
        body_name: format!("{}ResponseContent", draft.type_name),
        headers: Vec::new(),
        headers_name: format!("{}ResponseHeaders", draft.type_name),
        docs: Docs::default(),
        origin: draft.node.at().child("responses"),
        status,
    }
}

fn kind_label(kind: &ReplyKind) -> &'static str {
    match kind {
        ReplyKind::Json(_) => "Json",
        ReplyKind::Xml(_) => "Xml",
        ReplyKind::Form(_) => "Form",
        ReplyKind::Text(_) => "Text",
        ReplyKind::Binary => "Binary",
        ReplyKind::Events(_) => "Events",
        ReplyKind::Lines(_) => "Lines",
    }
}

/// What a key of `responses` means.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let number = || key.get(..1)?.parse().ok();
    if key.len() == 3 && key.get(1..)?.eq_ignore_ascii_case("xx") {
        return number().map(Status::Range);
    }
    key.parse().ok().map(Status::Code)
}

/// The hundred that a status is of.
fn hundred(status: Status) -> Option<u16> {
    match status {
        Status::Code(code) => Some(code / 100),
        Status::Range(hundred) => Some(hundred),
        Status::Default => None,
    }
}

fn has_no_body(status: Status) -> bool {
    matches!(
        status,
        Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1)
    )
}

/// Whether a key of `responses` is a status that means success.
pub(in crate::lower) fn is_success(key: &str) -> bool {
    status(key).and_then(hundred) == Some(2)
}

/// The name of a variant: what HTTP calls the status.
fn case_name(status: Status) -> String {
    let code = match status {
        Status::Default => return "Default".to_owned(),
        Status::Range(1) => return "Informational".to_owned(),
        Status::Range(2) => return "Success".to_owned(),
        Status::Range(3) => return "Redirection".to_owned(),
        Status::Range(4) => return "ClientError".to_owned(),
        Status::Range(5) => return "ServerError".to_owned(),
        Status::Range(other) => return format!("Status{other}xx"),
        Status::Code(code) => code,
    };
    let mut reasons = REASONS.iter();
    let reason = reasons.find(|(known, _)| *known == code);
    reason.map_or_else(
        || format!("Status{code}"),
        |(_, reason)| (*reason).to_owned(),
    )
}

/// The reasons of HTTP's registry of status codes.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (102, "Processing"),
    (103, "EarlyHints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (305, "UseProxy"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (511, "NetworkAuthenticationRequired"),
];
