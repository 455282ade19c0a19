//! Proof that a printed file is Rust as far as its letters go: the compiler's own lexer finds tokens all through it, and
//! brackets close in pairs.

use proc_macro2::Span;
use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, Token, TokenKind, tokenize};

/// Reads a text back as tokens.
///
/// # Errors
///
/// What is no token, or a bracket without its partner, each with its line.
pub(super) fn read_back(text: &str) -> Result<(), syn::Error> {
    let fault = |offset: usize, what: &str| {
        let line = text[..offset].matches('\n').count() + 1;
        Err(syn::Error::new(
            Span::call_site(),
            format!("{what} in line {line}"),
        ))
    };
    let mut open = Vec::new();
    let mut offset = 0;
    for Token { kind, len } in tokenize(text, FrontmatterAllowed::No) {
        match kind {
            TokenKind::OpenParen => open.push(TokenKind::CloseParen),
            TokenKind::OpenBrace => open.push(TokenKind::CloseBrace),
            TokenKind::OpenBracket => open.push(TokenKind::CloseBracket),
            TokenKind::CloseParen | TokenKind::CloseBrace | TokenKind::CloseBracket
                if open.pop() != Some(kind) =>
            {
                return fault(offset, "a bracket closes what was not opened");
            }
            _ if !is_whole(kind) => return fault(offset, "what is no token"),
            _ => {}
        }
        offset += len as usize;
    }
    if open.is_empty() {
        Ok(())
    } else {
        fault(text.len(), "a bracket is still open")
    }
}

fn is_whole(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Literal { kind, .. } => is_whole_literal(kind),
        TokenKind::BlockComment { terminated, .. } => terminated,
        TokenKind::Lifetime { starts_with_number } => !starts_with_number,
        TokenKind::Unknown
        | TokenKind::InvalidIdent
        | TokenKind::UnknownPrefix
        | TokenKind::UnknownPrefixLifetime
        | TokenKind::GuardedStrPrefix
        | TokenKind::ForcedKeywordIdent
        | TokenKind::Frontmatter { .. } => false,
        _ => true,
    }
}

fn is_whole_literal(kind: LiteralKind) -> bool {
    match kind {
        LiteralKind::Int { empty_int, .. } => !empty_int,
        LiteralKind::Float { empty_exponent, .. } => !empty_exponent,
        LiteralKind::Char { terminated }
        | LiteralKind::Byte { terminated }
        | LiteralKind::Str { terminated }
        | LiteralKind::ByteStr { terminated }
        | LiteralKind::CStr { terminated } => terminated,
        LiteralKind::RawStr { n_hashes }
        | LiteralKind::RawByteStr { n_hashes }
        | LiteralKind::RawCStr { n_hashes } => n_hashes.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_compiler_would_not_cut_into_tokens_is_found() {
        for (text, message) in [
            (
                "fn a() {\n    b(\n}\n",
                "a bracket closes what was not opened in line 3",
            ),
            ("mod a {\n", "a bracket is still open in line 2"),
            ("const A: &str = \"x;\n", "what is no token in line 1"),
            ("\n/* x", "what is no token in line 2"),
            ("fn a№() {}", "what is no token in line 1"),
            ("const A: u8 = 0x;", "what is no token in line 1"),
            ("const A: &str = r#\"x\";", "what is no token in line 1"),
        ] {
            let error = read_back(text).expect_err(text);
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn rust_is_read_back() {
        let text = "#![allow(x)]\n//! (\n/// {\nfn r#a<'b>(c: &'b [u8]) -> char { 'd' } // \"\n";
        read_back(text).expect("Rust");
        read_back("const É: &str = r##\"}\"#\"##; /* [ /* ( */ */ mod 变 {}").expect("Rust");
    }
}
