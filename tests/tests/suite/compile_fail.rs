//! What must not compile does not.

#[test]
fn misuse_of_the_client_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
