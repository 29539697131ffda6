//! The derives in a crate of the edition 2015, where a path that starts with `::` starts in the crate itself.

extern crate order_core;

pub mod orders {
    //! The types, away from the root of the crate, where `order_core` is no name.

    use order_core::{OrderRequest, OrderValue};

    /// How the key is provided.
    #[derive(Debug, PartialEq, OrderValue)]
    #[order(rename_all = "snake_case")]
    pub enum Method {
        /// On a token.
        ShipToken,
        /// By an application.
        ClientApp,
    }

    /// A number of years.
    #[derive(Debug, PartialEq, OrderValue)]
    pub struct Years(pub u8);

    /// A card.
    #[derive(Debug, PartialEq, OrderRequest)]
    pub struct Card {
        /// Its number.
        #[length(4..=19)]
        #[pattern("[0-9]+")]
        pub number: String,
    }

    /// How the order is paid.
    #[derive(Debug, PartialEq, OrderValue)]
    pub enum Payment {
        /// By one card.
        Card(Card),
        /// By several.
        Cards(Vec<Card>),
    }

    /// Where the order goes.
    #[derive(Debug, PartialEq, OrderRequest)]
    pub struct Address {
        /// The city.
        pub city: Option<String>,
    }

    /// The knowledge about the caller.
    #[derive(Debug)]
    pub struct Account {
        /// The greatest number of years.
        pub most: u8,
    }

    /// An order.
    #[derive(Debug, PartialEq, OrderRequest)]
    #[order(context = Account, rename_all = "camelCase")]
    #[required(payment.Card, if years == 3)]
    #[rule(short, all(tag in tags, len(tag) < 9) || years > ctx.most, "tags are short")]
    pub struct Order {
        /// How the key is provided.
        #[default_value(ShipToken)]
        pub method: Option<Method>,
        /// How long it is valid.
        #[range(1..=3)]
        pub years: Years,
        /// How it is paid.
        #[nested]
        pub payment: Payment,
        /// Words of the caller.
        #[each(length(1..))]
        pub tags: Vec<String>,
        /// Where it goes.
        #[order(flatten)]
        pub address: Option<Address>,
        /// The platform.
        #[required_if(method == ClientApp && present(payment.Card))]
        pub platform: Option<u8>,
        /// Never sent.
        #[order(skip)]
        pub attempts: u8,
    }
}

macro_rules! of_a_macro {
    ($name:ident, $ty:ty) => {
        /// A request that a macro writes.
        #[derive(Debug, order_core::OrderRequest)]
        pub struct $name {
            /// Its value.
            #[required]
            pub value: Option<$ty>,
        }
    };
}

of_a_macro!(Written, String);

#[cfg(test)]
mod tests {
    use order_core::{json, OrderRequest};

    use orders::{Account, Order};

    #[test]
    fn a_request_of_the_edition_2015_is_read_judged_and_written() {
        let text = r#"{"years":3,"payment":{"Cards":[{"number":"12"}]},"tags":[""],"city":"Bern"}"#;
        let order: Order = json::from_str(text).expect("the document fits the type");
        assert_eq!(json::to_string(&order), text);
        let violations = order.validate_in(&Account { most: 2 }).expect_err("it breaks rules");
        let paths: Vec<String> = violations.iter().map(|it| it.path().to_string()).collect();
        assert_eq!(paths, ["payment.Card", "payment.Cards[0].number", "tags[0]"]);
    }
}
