#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| order_fuzz_targets::json(data));
