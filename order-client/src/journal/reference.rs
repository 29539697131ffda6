//! The reference in an order.

/// Returns the object without the member `name` at its root. The object is in the compact form of [`json`].
pub(super) fn without_member(object: &[u8], name: &str) -> Vec<u8> {
    let inner = object.strip_prefix(b"{").and_then(|inner| inner.strip_suffix(b"}"));
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    let members = inner.unwrap_or_default().split(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        *byte == b',' && !is_text && depth == 0
    });
    let start = format!("\"{name}\":");
    let kept: Vec<_> = members.filter(|member| !member.starts_with(start.as_bytes())).collect();
    [b"{".as_slice(), &kept.join(&b','), b"}"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_makes_no_other_order_of_it() {
        let object = br#"{"a":"x,\"id\":1","id":"7,8","b":{"id":2,"c":[1,2]},"id2":3}"#;
        let expected = r#"{"a":"x,\"id\":1","b":{"id":2,"c":[1,2]},"id2":3}"#;
        assert_eq!(String::from_utf8_lossy(&without_member(object, "id")), expected);
        assert_eq!(without_member(b"{}", "id"), b"{}");
        assert_eq!(without_member(br#"{"id":1}"#, "id"), b"{}");
        assert_eq!(without_member(br#"{"a":"\\"}"#, "id"), br#"{"a":"\\"}"#);
    }
}
