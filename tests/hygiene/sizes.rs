//! Large requests and enums.

use order_core::{OrderRequest, OrderValue, json};

/// A hundred fields, more than a mask of 64 bits has room for.
#[derive(Default, OrderRequest)]
struct Hundred {
    f00: Option<u8>,
    #[required_if(present(f00))]
    f01: Option<u8>,
    #[required_if(present(f01))]
    f02: Option<u8>,
    #[required_if(present(f02))]
    f03: Option<u8>,
    #[required_if(present(f03))]
    f04: Option<u8>,
    #[required_if(present(f04))]
    f05: Option<u8>,
    #[required_if(present(f05))]
    f06: Option<u8>,
    #[required_if(present(f06))]
    f07: Option<u8>,
    #[required_if(present(f07))]
    f08: Option<u8>,
    #[required_if(present(f08))]
    f09: Option<u8>,
    #[required_if(present(f09))]
    f10: Option<u8>,
    #[required_if(present(f10))]
    f11: Option<u8>,
    #[required_if(present(f11))]
    f12: Option<u8>,
    #[required_if(present(f12))]
    f13: Option<u8>,
    #[required_if(present(f13))]
    f14: Option<u8>,
    #[required_if(present(f14))]
    f15: Option<u8>,
    #[required_if(present(f15))]
    f16: Option<u8>,
    #[required_if(present(f16))]
    f17: Option<u8>,
    #[required_if(present(f17))]
    f18: Option<u8>,
    #[required_if(present(f18))]
    f19: Option<u8>,
    #[required_if(present(f19))]
    #[group_all_or_none("all")]
    f20: Option<u8>,
    #[required_if(present(f20))]
    #[group_all_or_none("all")]
    f21: Option<u8>,
    #[required_if(present(f21))]
    #[group_all_or_none("all")]
    f22: Option<u8>,
    #[required_if(present(f22))]
    #[group_all_or_none("all")]
    f23: Option<u8>,
    #[required_if(present(f23))]
    #[group_all_or_none("all")]
    f24: Option<u8>,
    #[required_if(present(f24))]
    #[group_all_or_none("all")]
    f25: Option<u8>,
    #[required_if(present(f25))]
    #[group_all_or_none("all")]
    f26: Option<u8>,
    #[required_if(present(f26))]
    #[group_all_or_none("all")]
    f27: Option<u8>,
    #[required_if(present(f27))]
    #[group_all_or_none("all")]
    f28: Option<u8>,
    #[required_if(present(f28))]
    #[group_all_or_none("all")]
    f29: Option<u8>,
    #[required_if(present(f29))]
    #[group_all_or_none("all")]
    f30: Option<u8>,
    #[required_if(present(f30))]
    #[group_all_or_none("all")]
    f31: Option<u8>,
    #[required_if(present(f31))]
    #[group_all_or_none("all")]
    f32: Option<u8>,
    #[required_if(present(f32))]
    #[group_all_or_none("all")]
    f33: Option<u8>,
    #[required_if(present(f33))]
    #[group_all_or_none("all")]
    f34: Option<u8>,
    #[required_if(present(f34))]
    #[group_all_or_none("all")]
    f35: Option<u8>,
    #[required_if(present(f35))]
    #[group_all_or_none("all")]
    f36: Option<u8>,
    #[required_if(present(f36))]
    #[group_all_or_none("all")]
    f37: Option<u8>,
    #[required_if(present(f37))]
    #[group_all_or_none("all")]
    f38: Option<u8>,
    #[required_if(present(f38))]
    #[group_all_or_none("all")]
    f39: Option<u8>,
    #[required_if(present(f39))]
    #[group_all_or_none("all")]
    f40: Option<u8>,
    #[required_if(present(f40))]
    #[group_all_or_none("all")]
    f41: Option<u8>,
    #[required_if(present(f41))]
    #[group_all_or_none("all")]
    f42: Option<u8>,
    #[required_if(present(f42))]
    #[group_all_or_none("all")]
    f43: Option<u8>,
    #[required_if(present(f43))]
    #[group_all_or_none("all")]
    f44: Option<u8>,
    #[required_if(present(f44))]
    #[group_all_or_none("all")]
    f45: Option<u8>,
    #[required_if(present(f45))]
    #[group_all_or_none("all")]
    f46: Option<u8>,
    #[required_if(present(f46))]
    #[group_all_or_none("all")]
    f47: Option<u8>,
    #[required_if(present(f47))]
    #[group_all_or_none("all")]
    f48: Option<u8>,
    #[required_if(present(f48))]
    #[group_all_or_none("all")]
    f49: Option<u8>,
    #[required_if(present(f49))]
    #[group_all_or_none("all")]
    f50: Option<u8>,
    #[required_if(present(f50))]
    #[group_all_or_none("all")]
    f51: Option<u8>,
    #[required_if(present(f51))]
    #[group_all_or_none("all")]
    f52: Option<u8>,
    #[required_if(present(f52))]
    #[group_all_or_none("all")]
    f53: Option<u8>,
    #[required_if(present(f53))]
    #[group_all_or_none("all")]
    f54: Option<u8>,
    #[required_if(present(f54))]
    #[group_all_or_none("all")]
    f55: Option<u8>,
    #[required_if(present(f55))]
    #[group_all_or_none("all")]
    f56: Option<u8>,
    #[required_if(present(f56))]
    #[group_all_or_none("all")]
    f57: Option<u8>,
    #[required_if(present(f57))]
    #[group_all_or_none("all")]
    f58: Option<u8>,
    #[required_if(present(f58))]
    #[group_all_or_none("all")]
    f59: Option<u8>,
    #[required_if(present(f59))]
    #[group_all_or_none("all")]
    f60: Option<u8>,
    #[required_if(present(f60))]
    #[group_all_or_none("all")]
    f61: Option<u8>,
    #[required_if(present(f61))]
    #[group_all_or_none("all")]
    f62: Option<u8>,
    #[required_if(present(f62))]
    #[group_all_or_none("all")]
    f63: Option<u8>,
    #[required_if(present(f63))]
    #[group_all_or_none("all")]
    f64: Option<u8>,
    #[required_if(present(f64))]
    #[group_all_or_none("all")]
    f65: Option<u8>,
    #[required_if(present(f65))]
    #[group_all_or_none("all")]
    f66: Option<u8>,
    #[required_if(present(f66))]
    #[group_all_or_none("all")]
    f67: Option<u8>,
    #[required_if(present(f67))]
    #[group_all_or_none("all")]
    f68: Option<u8>,
    #[required_if(present(f68))]
    #[group_all_or_none("all")]
    f69: Option<u8>,
    #[required_if(present(f69))]
    #[group_all_or_none("all")]
    f70: Option<u8>,
    #[required_if(present(f70))]
    #[group_all_or_none("all")]
    f71: Option<u8>,
    #[required_if(present(f71))]
    #[group_all_or_none("all")]
    f72: Option<u8>,
    #[required_if(present(f72))]
    #[group_all_or_none("all")]
    f73: Option<u8>,
    #[required_if(present(f73))]
    #[group_all_or_none("all")]
    f74: Option<u8>,
    #[required_if(present(f74))]
    #[group_all_or_none("all")]
    f75: Option<u8>,
    #[required_if(present(f75))]
    #[group_all_or_none("all")]
    f76: Option<u8>,
    #[required_if(present(f76))]
    #[group_all_or_none("all")]
    f77: Option<u8>,
    #[required_if(present(f77))]
    #[group_all_or_none("all")]
    f78: Option<u8>,
    #[required_if(present(f78))]
    #[group_all_or_none("all")]
    f79: Option<u8>,
    #[required_if(present(f79))]
    #[group_all_or_none("all")]
    f80: Option<u8>,
    #[required_if(present(f80))]
    #[group_all_or_none("all")]
    f81: Option<u8>,
    #[required_if(present(f81))]
    #[group_all_or_none("all")]
    f82: Option<u8>,
    #[required_if(present(f82))]
    #[group_all_or_none("all")]
    f83: Option<u8>,
    #[required_if(present(f83))]
    #[group_all_or_none("all")]
    f84: Option<u8>,
    #[required_if(present(f84))]
    #[group_all_or_none("all")]
    f85: Option<u8>,
    #[required_if(present(f85))]
    #[group_all_or_none("all")]
    f86: Option<u8>,
    #[required_if(present(f86))]
    #[group_all_or_none("all")]
    f87: Option<u8>,
    #[required_if(present(f87))]
    #[group_all_or_none("all")]
    f88: Option<u8>,
    #[required_if(present(f88))]
    #[group_all_or_none("all")]
    f89: Option<u8>,
    #[required_if(present(f89))]
    #[group_all_or_none("all")]
    f90: Option<u8>,
    #[required_if(present(f90))]
    #[group_all_or_none("all")]
    f91: Option<u8>,
    #[required_if(present(f91))]
    #[group_all_or_none("all")]
    f92: Option<u8>,
    #[required_if(present(f92))]
    #[group_all_or_none("all")]
    f93: Option<u8>,
    #[required_if(present(f93))]
    #[group_all_or_none("all")]
    f94: Option<u8>,
    #[required_if(present(f94))]
    #[group_all_or_none("all")]
    f95: Option<u8>,
    #[required_if(present(f95))]
    #[group_all_or_none("all")]
    f96: Option<u8>,
    #[required_if(present(f96))]
    #[group_all_or_none("all")]
    f97: Option<u8>,
    #[required_if(present(f97))]
    #[group_all_or_none("all")]
    f98: Option<u8>,
    #[required_if(present(f98))]
    #[group_all_or_none("all")]
    f99: Option<u8>,
}

#[test]
fn a_hundred_fields_are_checked_written_and_read() {
    assert!(Hundred::default().validate().is_ok());
    assert_eq!(json::to_string(&Hundred::default()), "{}");
    let order = Hundred { f00: Some(1), f50: Some(2), f99: Some(3), ..Hundred::default() };
    assert_eq!(json::to_string(&order), r#"{"f00":1,"f50":2,"f99":3}"#);
    let violations = order.validate().unwrap_err();
    // `f01` and `f51` by the field before them, and 78 missing members of the group.
    assert_eq!(violations.len(), 2 + 78);
    let read: Hundred = json::from_str(&json::to_string(&order)).unwrap();
    assert_eq!(read.f99, Some(3));
}

macro_rules! many {
    ($name:ident: $($variant:ident)*) => {
        #[derive(Debug, PartialEq, OrderValue)]
        enum $name {
            $($variant,)*
        }
    };
}

many! { Many:
    V0 V1 V2 V3 V4 V5 V6 V7 V8 V9
    V10 V11 V12 V13 V14 V15 V16 V17 V18 V19
    V20 V21 V22 V23 V24 V25 V26 V27 V28 V29
    V30 V31 V32 V33 V34 V35 V36 V37 V38 V39
    V40 V41 V42 V43 V44 V45 V46 V47 V48 V49
    V50 V51 V52 V53 V54 V55 V56 V57 V58 V59
    V60 V61 V62 V63 V64 V65 V66 V67 V68 V69
    V70 V71 V72 V73 V74 V75 V76 V77 V78 V79
    V80 V81 V82 V83 V84 V85 V86 V87 V88 V89
    V90 V91 V92 V93 V94 V95 V96 V97 V98 V99
    V100 V101 V102 V103 V104 V105 V106 V107 V108 V109
    V110 V111 V112 V113 V114 V115 V116 V117 V118 V119
    V120 V121 V122 V123 V124 V125 V126 V127 V128 V129
    V130 V131 V132 V133 V134 V135 V136 V137 V138 V139
    V140 V141 V142 V143 V144 V145 V146 V147 V148 V149
    V150 V151 V152 V153 V154 V155 V156 V157 V158 V159
    V160 V161 V162 V163 V164 V165 V166 V167 V168 V169
    V170 V171 V172 V173 V174 V175 V176 V177 V178 V179
    V180 V181 V182 V183 V184 V185 V186 V187 V188 V189
    V190 V191 V192 V193 V194 V195 V196 V197 V198 V199
    V200 V201 V202 V203 V204 V205 V206 V207 V208 V209
    V210 V211 V212 V213 V214 V215 V216 V217 V218 V219
    V220 V221 V222 V223 V224 V225 V226 V227 V228 V229
    V230 V231 V232 V233 V234 V235 V236 V237 V238 V239
    V240 V241 V242 V243 V244 V245 V246 V247 V248 V249
    V250 V251 V252 V253 V254 V255 V256 V257 V258 V259
    V260 V261 V262 V263 V264 V265 V266 V267 V268 V269
    V270 V271 V272 V273 V274 V275 V276 V277 V278 V279
    V280 V281 V282 V283 V284 V285 V286 V287 V288 V289
    V290 V291 V292 V293 V294 V295 V296 V297 V298 V299
}

#[test]
fn an_enum_may_have_hundreds_of_variants() {
    assert_eq!("V299".parse(), Ok(Many::V299));
    assert_eq!(Many::V150.to_string(), "V150");
    assert_eq!("V300".parse::<Many>().unwrap_err().to_string().lines().count(), 1);
}
