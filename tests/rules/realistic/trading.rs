//! Orders of securities and coins: Alpaca, Binance, Interactive Brokers, FIX.

use order_core::{OrderRequest, OrderValue};
use rust_decimal::Decimal;

use crate::realistic::assert_judged;

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Side {
    Buy,
    Sell,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Kind {
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Force {
    Day,
    Gtc,
    Opg,
    Cls,
    Ioc,
    Fok,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Class {
    Simple,
    Bracket,
    Oco,
    Oto,
}

#[derive(OrderRequest)]
struct TakeProfit {
    limit_price: Decimal,
}

#[derive(OrderRequest)]
struct StopLoss {
    stop_price: Decimal,
    limit_price: Option<Decimal>,
}

/// Alpaca: create an order.
#[derive(OrderRequest)]
#[condition(has_limit, type == Limit || type == StopLimit)]
#[condition(has_stop, type in [Stop, StopLimit])]
#[group_exactly_one("trail", if type == TrailingStop)]
#[rule(oto_has_one, order_class == Oto => count(take_profit, stop_loss) == 1, "one of the two follows")]
struct AlpacaOrder {
    #[length(1..=12)]
    symbol: String,
    #[group_exactly_one("amount")]
    #[range(0..)]
    qty: Option<Decimal>,
    #[group_exactly_one("amount")]
    #[forbidden_unless(type == Market && time_in_force == Day)]
    notional: Option<Decimal>,
    side: Side,
    r#type: Kind,
    time_in_force: Force,
    #[required_if(has_limit)]
    #[forbidden_unless(has_limit)]
    limit_price: Option<Decimal>,
    #[present_iff(has_stop)]
    stop_price: Option<Decimal>,
    #[group_exactly_one("trail")]
    #[forbidden_unless(type == TrailingStop)]
    trail_price: Option<Decimal>,
    #[group_exactly_one("trail")]
    #[forbidden_unless(type == TrailingStop)]
    trail_percent: Option<Decimal>,
    #[default_value(false)]
    #[allowed_if(type != Limit || time_in_force != Day, false)]
    extended_hours: Option<bool>,
    #[length(..=128)]
    client_order_id: Option<String>,
    #[default_value(Simple)]
    order_class: Option<Class>,
    #[nested]
    #[required_if(order_class in [Bracket, Oco])]
    #[forbidden_if(order_class == Simple)]
    take_profit: Option<TakeProfit>,
    #[nested]
    #[required_if(order_class in [Bracket, Oco])]
    #[forbidden_if(order_class == Simple)]
    stop_loss: Option<StopLoss>,
}

#[test]
fn alpaca_order() {
    assert_judged!(
        AlpacaOrder,
        r#"{"symbol": "AAPL", "qty": "1.5", "side": "buy", "type": "stop_limit", "time_in_force": "gtc",
            "limit_price": "101.50", "stop_price": "100"}"#,
        r#"{"symbol": "AAPL", "notional": "100", "side": "buy", "type": "limit", "time_in_force": "day",
            "extended_hours": true}"#
            => ["notional: forbidden", "limit_price: required"],
        r#"{"symbol": "AAPL", "qty": "1", "notional": "100", "side": "sell", "type": "trailing_stop",
            "time_in_force": "day", "extended_hours": true, "order_class": "oto"}"#
            => ["notional: group_exactly_one", "notional: forbidden", "trail_price: group_exactly_one", "extended_hours: allowed", ": rule"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum BinanceSide {
    Buy,
    Sell,
}

#[derive(OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE")]
enum BinanceKind {
    Limit,
    Market,
    StopLoss,
    StopLossLimit,
    TakeProfit,
    TakeProfitLimit,
    LimitMaker,
}

#[derive(OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum BinanceForce {
    Gtc,
    Ioc,
    Fok,
}

/// Binance: new order of the spot market.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[condition(is_limit, type in [Limit, StopLossLimit, TakeProfitLimit])]
#[condition(is_conditional, type in [StopLoss, StopLossLimit, TakeProfit, TakeProfitLimit])]
#[group_at_least_one("trigger", if is_conditional)]
#[group_exactly_one("size", if type == Market)]
struct BinanceOrder {
    #[pattern("[A-Z0-9]{1,20}")]
    symbol: String,
    side: BinanceSide,
    r#type: BinanceKind,
    #[required_if(is_limit)]
    #[allowed_if(present(iceberg_qty), Gtc)]
    time_in_force: Option<BinanceForce>,
    #[group_exactly_one("size")]
    #[required_unless(type == Market)]
    quantity: Option<Decimal>,
    #[group_exactly_one("size")]
    #[forbidden_unless(type == Market)]
    quote_order_qty: Option<Decimal>,
    #[required_if(is_limit || type == LimitMaker)]
    price: Option<Decimal>,
    #[pattern("[.A-Za-z0-9_:/-]{1,36}")]
    new_client_order_id: Option<String>,
    #[range(1_000_000..)]
    strategy_type: Option<u32>,
    #[group_at_least_one("trigger")]
    #[forbidden_unless(is_conditional)]
    stop_price: Option<Decimal>,
    #[group_at_least_one("trigger")]
    #[forbidden_unless(is_conditional)]
    trailing_delta: Option<u32>,
    #[forbidden_unless(is_limit || type == LimitMaker)]
    iceberg_qty: Option<Decimal>,
    #[range(..=60_000)]
    recv_window: Option<u32>,
    timestamp: u64,
}

#[test]
fn binance_order() {
    assert_judged!(
        BinanceOrder,
        r#"{"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "1",
            "price": "50000", "icebergQty": "0.1", "timestamp": 1}"#,
        r#"{"symbol": "BTCUSDT", "side": "BUY", "type": "STOP_LOSS_LIMIT", "timeInForce": "IOC", "quantity": "1",
            "icebergQty": "0.1", "timestamp": 1}"#
            => ["timeInForce: allowed", "price: required", "stopPrice: group_at_least_one"],
        r#"{"symbol": "btc", "side": "BUY", "type": "MARKET", "trailingDelta": 5, "timestamp": 1}"#
            => ["symbol: pattern", "quantity: group_exactly_one", "trailingDelta: forbidden"],
    );
}

#[derive(OrderValue)]
enum IbKind {
    #[order(rename = "LMT")]
    Limit,
    #[order(rename = "MKT")]
    Market,
    #[order(rename = "STP")]
    Stop,
    #[order(rename = "STOP_LIMIT")]
    StopLimit,
    #[order(rename = "TRAIL")]
    Trail,
    #[order(rename = "TRAILLMT")]
    TrailLimit,
}

#[derive(OrderValue)]
enum TrailingType {
    #[order(rename = "amt")]
    Amount,
    #[order(rename = "%")]
    Percent,
}

/// Interactive Brokers: place an order by the client portal.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[condition(trails, order_type in [Trail, TrailLimit])]
#[condition(is_single, !is_single_group)]
struct IbOrder {
    #[group_exactly_one("contract")]
    conid: Option<u32>,
    #[group_exactly_one("contract")]
    conidex: Option<String>,
    #[order(rename = "cOID")]
    #[length(..=64)]
    coid: Option<String>,
    #[default_value(false)]
    is_single_group: Option<bool>,
    order_type: IbKind,
    #[order(rename = "outsideRTH")]
    #[forbidden_if(order_type == Market)]
    outside_rth: Option<bool>,
    #[required_if(order_type in [Limit, Stop, StopLimit, TrailLimit])]
    #[forbidden_if(order_type == Market)]
    price: Option<Decimal>,
    #[required_if(order_type in [StopLimit, TrailLimit])]
    #[forbidden_unless(order_type in [StopLimit, TrailLimit])]
    aux_price: Option<Decimal>,
    #[required_if(trails)]
    #[forbidden_unless(trails)]
    trailing_amt: Option<Decimal>,
    #[required_if(trails)]
    #[forbidden_unless(trails)]
    trailing_type: Option<TrailingType>,
    #[group_exactly_one("amount")]
    #[range(1..)]
    quantity: Option<Decimal>,
    #[group_exactly_one("amount")]
    #[forbidden_unless(is_single)]
    cash_qty: Option<Decimal>,
    #[group_all_or_none("strategy")]
    strategy: Option<String>,
    #[group_all_or_none("strategy")]
    strategy_parameters: Option<String>,
}

#[test]
fn interactive_brokers_order() {
    assert_judged!(
        IbOrder,
        r#"{"conid": 265598, "orderType": "TRAIL", "trailingAmt": "1.5", "trailingType": "%", "quantity": 5}"#,
        r#"{"conid": 265598, "conidex": "265598@SMART", "orderType": "MKT", "price": 3, "cashQty": 100,
            "isSingleGroup": true}"#
            => ["conidex: group_exactly_one", "price: forbidden", "cashQty: forbidden"],
        r#"{"conid": 1, "orderType": "STOP_LIMIT", "price": 3, "quantity": 0, "strategy": "Vwap"}"#
            => ["auxPrice: required", "quantity: range", "strategyParameters: group_all_or_none"],
    );
}

#[derive(OrderValue)]
enum OrdType {
    #[order(rename = "1")]
    Market,
    #[order(rename = "2")]
    Limit,
    #[order(rename = "3")]
    Stop,
    #[order(rename = "4")]
    StopLimit,
    #[order(rename = "P")]
    Pegged,
}

#[derive(OrderValue)]
enum TimeInForce {
    #[order(rename = "0")]
    Day,
    #[order(rename = "1")]
    GoodTillCancel,
    #[order(rename = "3")]
    ImmediateOrCancel,
    #[order(rename = "6")]
    GoodTillDate,
}

#[derive(OrderValue)]
enum FixSide {
    #[order(rename = "1")]
    Buy,
    #[order(rename = "2")]
    Sell,
    #[order(rename = "5")]
    SellShort,
}

/// FIX: NewOrderSingle.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
#[group_exactly_one("expiry", if time_in_force == GoodTillDate)]
#[rule(shown, max_floor <= order_qty, "no more is shown than there is", at = max_floor)]
struct NewOrderSingle {
    #[order(rename = "ClOrdID")]
    cl_ord_id: String,
    #[allowed("1", "2", "3")]
    handl_inst: String,
    symbol: String,
    side: FixSide,
    #[pattern("[0-9]{8}-[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?")]
    transact_time: String,
    #[group_exactly_one("qty")]
    order_qty: Option<Decimal>,
    #[group_exactly_one("qty")]
    cash_order_qty: Option<Decimal>,
    ord_type: OrdType,
    #[required_if(ord_type in [Limit, StopLimit])]
    #[forbidden_if(ord_type in [Market, Stop])]
    price: Option<Decimal>,
    #[present_iff(ord_type in [Stop, StopLimit])]
    stop_px: Option<Decimal>,
    #[forbidden_unless(ord_type == Pegged)]
    peg_difference: Option<Decimal>,
    #[default_value(Day)]
    time_in_force: Option<TimeInForce>,
    #[group_exactly_one("expiry")]
    #[forbidden_unless(time_in_force == GoodTillDate)]
    #[length(8)]
    expire_date: Option<String>,
    #[group_exactly_one("expiry")]
    #[forbidden_unless(time_in_force == GoodTillDate)]
    expire_time: Option<String>,
    max_floor: Option<Decimal>,
    #[required_if(side == SellShort)]
    locate_reqd: Option<bool>,
    #[required_if(present(encoded_text))]
    encoded_text_len: Option<u32>,
    encoded_text: Option<String>,
}

#[test]
fn fix_new_order_single() {
    assert_judged!(
        NewOrderSingle,
        r#"{"ClOrdID": "1", "HandlInst": "1", "Symbol": "ABC", "Side": "1", "TransactTime": "20310508-12:00:00",
            "OrderQty": 100, "OrdType": "2", "Price": "10.5", "TimeInForce": "6", "ExpireDate": "20310509"}"#,
        r#"{"ClOrdID": "1", "HandlInst": "9", "Symbol": "ABC", "Side": "5", "TransactTime": "20310508-12:00:00",
            "OrderQty": 100, "MaxFloor": 101, "OrdType": "4", "Price": "10.5", "ExpireDate": "20310509"}"#
            => ["HandlInst: allowed", "StopPx: required", "ExpireDate: forbidden", "MaxFloor: rule",
                "LocateReqd: required"],
    );
}
