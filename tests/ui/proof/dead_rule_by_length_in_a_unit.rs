//! Conditions on a length in bytes or UTF-16 that contradict themselves. Those on `fine` do not.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    code: Option<String>,
    #[required_if(len(code, bytes) > 3 && len(code, bytes) <= 3)]
    #[forbidden_if(code == "é" && len(code, bytes) == 1)]
    greater: Option<String>,
    #[required_if(len(code, utf16) < 3 && len(code, utf16) >= 3)]
    less: Option<String>,
    #[required_if(len(code, bytes) == 3 && len(code, bytes) != 3)]
    equal: Option<String>,
    #[required_if(!present(code) && len(code, utf16) > 0)]
    absent: Option<String>,
    #[required_if(code == "😀" && len(code, utf16) != 2)]
    known: Option<String>,
    #[required_if(code == "é" && len(code, utf16) == 1)]
    #[forbidden_if(!present(code) && len(code, bytes) == 0)]
    fine: Option<String>,
}

fn main() {}
