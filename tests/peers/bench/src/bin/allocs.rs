//! Allocations of one call, per peer.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use bench::*;

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.fetch_add(1, Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count<T>(run: impl Fn() -> T) -> usize {
    // What is kept from the first call on, such as a regex.
    for _ in 0..100 {
        black_box(run());
    }
    let before = COUNT.load(Relaxed);
    for _ in 0..1000 {
        black_box(run());
    }
    (COUNT.load(Relaxed) - before) / 1000
}

fn main() {
    println!("| peer | valid | one | ten | ship | write | read |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    macro_rules! row {
        ($name:ident, $($path:tt)*) => {{
            use $($path)* as peer;
            let check = |document| {
                let order: peer::Order = peer::json::read(document);
                count(|| peer::check(black_box(&order)))
            };
            let order: peer::Order = peer::json::read(VALID);
            let write = count(|| peer::json::write(black_box(&order)));
            let read = count(|| {
                let order: peer::Order = peer::json::read(black_box(VALID));
                peer::check(&order)
            });
            let (name, valid, one) = (stringify!($name), check(VALID), check(ONE));
            println!("| {name} | {valid} | {one} | {} | {} | {write} | {read} |", check(TEN), check(SHIP));
        }};
    }
    peers!(row);
}
