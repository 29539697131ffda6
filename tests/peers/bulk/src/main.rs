//! Cost of only reading a file with many orders: `bulk CASE FILE`, on one thread, into buffers that are reused.
//! `tools/bulk.py` compares it with `order check`.

use std::{
    fs::File,
    hint::black_box,
    io::{BufRead, BufReader},
};

use plain::Order;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let file = File::open(&arguments[2]).unwrap();
    let orders = match arguments[1].as_str() {
        // Each line by serde_json into a struct with serde's derive.
        "lines" => {
            let mut input = BufReader::with_capacity(256 * 1024, file);
            let mut line = Vec::new();
            let mut orders = 0;
            while input.read_until(b'\n', &mut line).unwrap() > 0 {
                black_box(serde_json::from_slice::<Order>(&line).unwrap());
                line.clear();
                orders += 1;
            }
            orders
        }
        // Each row by csv, its cells as bytes.
        "bytes" => {
            let mut input = csv::Reader::from_reader(file);
            let mut record = csv::ByteRecord::new();
            let mut orders = 0;
            while input.read_byte_record(&mut record).unwrap() {
                black_box(&record);
                orders += 1;
            }
            orders
        }
        // Each row by csv, its cells as text.
        "cells" => {
            let mut input = csv::Reader::from_reader(file);
            let mut record = csv::StringRecord::new();
            let mut orders = 0;
            while input.read_record(&mut record).unwrap() {
                black_box(&record);
                orders += 1;
            }
            orders
        }
        // Each row by csv into a struct with serde's derive.
        "rows" => {
            let mut input = csv::Reader::from_reader(file);
            let names = input.headers().unwrap().clone();
            let mut record = csv::StringRecord::new();
            let mut orders = 0;
            while input.read_record(&mut record).unwrap() {
                black_box(record.deserialize::<Order>(Some(&names)).unwrap());
                orders += 1;
            }
            orders
        }
        case => panic!("no case `{case}`"),
    };
    println!("{orders} orders");
}
