//! Requests in unusual places, of every visibility, and under another name of the library.

use order_core::json;

mod private {
    mod hidden {
        #[derive(Debug, order_core::OrderValue)]
        pub(super) enum Secret {
            A,
            B,
        }

        #[derive(Debug, order_core::OrderRequest)]
        #[order(allow(dead_rule, dead_value))]
        pub(in crate::places) struct Order {
            #[allowed(A)]
            pub(super) secret: Option<Secret>,
            #[required_if(secret == B)]
            pub(super) other: Option<String>,
        }
    }

    pub(super) use hidden::Order;
}

#[test]
fn types_of_any_visibility_can_be_used() {
    use order_core::OrderRequest as _;
    let order: private::Order = json::from_str(r#"{"secret":"B"}"#).unwrap();
    assert_eq!(order.validate().unwrap_err().len(), 2);
}

mod variants {
    mod hidden {
        #[derive(Debug, order_core::OrderRequest)]
        pub(in crate::places) struct Card {
            pub(super) number: Option<String>,
        }

        #[derive(Debug, order_core::OrderValue)]
        pub(in crate::places) enum Payment {
            Card(Card),
            Secret(Secret),
        }

        #[derive(Debug, order_core::OrderRequest)]
        pub(in crate::places) struct Secret {}
    }

    #[derive(Debug, order_core::OrderRequest)]
    pub(super) struct Order {
        pub(super) payment: hidden::Payment,
        #[required_if(payment.Card.number == "1" || present(payment.Secret))]
        reason: Option<u8>,
    }
}

#[test]
fn enums_with_data_may_have_any_visibility_and_stand_in_a_function() {
    use order_core::{OrderRequest, OrderValue};

    #[derive(OrderValue)]
    enum Local {
        Order(variants::Order),
    }

    #[derive(OrderRequest)]
    struct Outer {
        #[nested]
        local: Local,
        #[required_if(present(local.Order.payment.Card))]
        reason: Option<u8>,
    }

    let document = r#"{"local":{"Order":{"payment":{"Card":{"number":"1"}}}}}"#;
    let outer: Outer = json::from_str(document).unwrap();
    assert_eq!(outer.validate().unwrap_err().len(), 2);
}

#[test]
fn a_request_may_stand_in_a_function() {
    use order_core::{OrderRequest, OrderValue};

    #[derive(OrderValue)]
    enum Local {
        A,
        B,
    }

    #[derive(OrderRequest)]
    #[condition(is_a, local == A)]
    struct Order {
        local: Local,
        #[required_if(is_a)]
        field: Option<u8>,
    }

    assert!(Order { local: Local::A, field: None }.validate().is_err());
    assert!(Order { local: Local::B, field: None }.validate().is_ok());
}

mod renamed {
    //! The library under another name, as a crate that re-exports it would have it.

    pub(super) mod vendor {
        pub(in crate::places) use ::order_core as orders;
    }

    mod order_core {}

    #[derive(vendor::orders::OrderValue)]
    #[order(crate = vendor::orders, serde, rename_all = "lowercase")]
    pub(super) enum Method {
        Token,
        App,
    }

    #[derive(vendor::orders::OrderValue)]
    #[order(serde, crate = crate::places::renamed::vendor::orders)]
    pub(super) struct Csr(pub(super) String);

    #[derive(vendor::orders::OrderValue)]
    #[order(crate = vendor::orders)]
    pub(super) enum Kept {
        Order(Box<Order>),
    }

    #[derive(vendor::orders::OrderRequest)]
    #[order(serde, crate = self::vendor::orders)]
    pub(super) struct Order {
        #[default_value(App)]
        pub(super) method: Method,
        #[required_if(method == Token)]
        #[pattern("[a-z]+")]
        pub(super) csr: Option<Csr>,
    }
}

#[test]
fn the_library_may_have_another_name() {
    use order_core::OrderRequest as _;
    let order: renamed::Order = json::from_str(r#"{"csr":"ABC"}"#).unwrap();
    assert!(matches!(order.method, renamed::Method::App));
    assert_eq!(order.validate().unwrap_err().at("csr").count(), 1);
    let order = renamed::Order {
        method: renamed::Method::Token,
        csr: Some(renamed::Csr("abc".to_owned())),
    };
    assert_eq!(json::to_string(&order), r#"{"method":"token","csr":"abc"}"#);
    assert_eq!(serde_json::to_string(&order).unwrap(), json::to_string(&order));
    let kept = renamed::Kept::Order(Box::new(order));
    assert_eq!(json::to_string(&kept), r#"{"Order":{"method":"token","csr":"abc"}}"#);
}

macro_rules! with_dollar_crate {
    () => {
        #[derive(order_core::OrderRequest)]
        #[order(serde, crate = $crate::places::renamed::vendor::orders)]
        struct DollarCrate {
            ev: bool,
            #[required_if(ev)]
            csr: Option<String>,
        }
    };
}

with_dollar_crate!();

#[test]
fn a_macro_may_name_the_library_by_its_own_crate() {
    use order_core::OrderRequest as _;
    assert!(DollarCrate { ev: true, csr: None }.validate().is_err());
}
