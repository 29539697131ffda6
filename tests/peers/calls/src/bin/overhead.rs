//! A call of the client beside the same call of reqwest alone.
//!
//! `overhead [ROUNDS]`. In each round all do a few calls, one after the other, so that what else the machine does
//! hits all alike. What is printed are medians of the rounds, and the quarter points of the ratios. The time of the
//! processor is that of the calling thread, which does all the work; the server is another program.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use order_client::{
    Client, Credentials, OrderId,
    retail::{self, CodeSigningOrder, ViewOrder},
};
use order_core::{Valid, json};

/// Number of calls of each kind in a round.
const CALLS: u32 = 10;

const JSON: &str = "application/vnd.digicert.rest-v1+json";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some("serve") {
        return serve();
    }
    let rounds = first.map_or(200, |text| text.parse().expect("a number of rounds"));
    let mut server = Command::new(std::env::current_exe().expect("this program"))
        .arg("serve")
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be started");
    let mut url = String::new();
    let mut output = BufReader::new(server.stdout.take().expect("it is piped"));
    output.read_line(&mut url).expect("the address");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(compare(url.trim(), rounds));
    server.kill().expect("it serves for ever");
    server.wait().expect("it was started");
}

async fn compare(url: &str, rounds: usize) {
    let credentials = Credentials::new("001007", "skyfall").expect("plain letters");
    let client = |kept: usize| {
        let builder = Client::builder(retail::SERVICE, credentials.clone()).base_url(url);
        builder.kept_connections(kept).build().expect("usable")
    };
    let (client, keeping) = (client(0), client(1));
    let (alone, pooled) = (bare(0), bare(1));
    let order: Valid<CodeSigningOrder> = json::from_str(calls::ORDER).expect("the sample is valid");
    let body = json::to_vec_pretty(&*order);
    let order_id: OrderId = "00222307".parse().expect("digits");
    let (order_url, view_url) = (format!("{url}/order/code"), format!("{url}/order/00222307"));

    let ours =
        || async { assert_eq!(client.place(&order).await.expect("placed").order_id, order_id) };
    let post = || post(&alone, &order_url, &body);
    let request = ViewOrder::of(&order_id).expect("digits");
    let view =
        || async { assert_eq!(client.send(&request).await.expect("read").order_id, order_id) };
    let view_kept =
        || async { assert_eq!(keeping.send(&request).await.expect("read").order_id, order_id) };
    let get = || get(&alone, &view_url);
    let get_pooled = || self::get(&pooled, &view_url);

    let mut times: [Vec<Times>; 6] = Default::default();
    for round in 0..=rounds {
        let times_of_round = [
            time(ours).await,
            time(post).await,
            time(view).await,
            time(get).await,
            time(get_pooled).await,
            time(view_kept).await,
        ];
        // The first is for warming up.
        if round > 0 {
            for (times, time) in times.iter_mut().zip(times_of_round) {
                times.push(time);
            }
        }
    }
    println!(
        "{rounds} rounds of {CALLS} calls         elapsed  ratio                  processor  ratio"
    );
    let [ours, post, view, get, get_pooled, view_kept] = &times;
    row("order, reqwest alone", post, post);
    row("order, this client", ours, post);
    row("view, reqwest alone", get, get);
    row("view, this client", view, get);
    row("view, reqwest with its pool", get_pooled, get);
    row("view, kept connection", view_kept, get_pooled);
}

/// reqwest with the settings of the client, but for the pool.
fn bare(idle: usize) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent("order-client/0.1.0")
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .http1_only()
        .http1_title_case_headers()
        .no_proxy()
        .pool_max_idle_per_host(idle)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .tls_certs_only([])
        .build()
        .expect("usable")
}

async fn post(client: &reqwest::Client, url: &str, body: &[u8]) {
    let request = client.post(url).basic_auth("001007", Some("skyfall")).header("Accept", JSON);
    let response = request.header("Content-Type", JSON).body(body.to_vec()).send().await;
    let response = response.expect("answered");
    assert_eq!(response.status(), 201);
    assert_eq!(response.bytes().await.expect("read").len(), 25);
}

async fn get(client: &reqwest::Client, url: &str) {
    let request = client.get(url).basic_auth("001007", Some("skyfall")).header("Accept", JSON);
    let response = request.send().await.expect("answered");
    assert_eq!(response.status(), 200);
    assert_eq!(response.bytes().await.expect("read").len(), DETAILS.len());
}

/// Seconds of one call: on the clock, and of the processor.
type Times = (f64, f64);

async fn time<F: Future<Output = ()>>(call: impl Fn() -> F) -> Times {
    let (begun, processor) = (Instant::now(), processor());
    for _ in 0..CALLS {
        call().await;
    }
    let calls = f64::from(CALLS);
    (begun.elapsed().as_secs_f64() / calls, (self::processor() - processor) / calls)
}

/// Seconds that this thread has run.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("a Linux");
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse::<f64>().ok());
    nanoseconds.expect("the time is the first number") / 1e9
}

fn row(name: &str, times: &[Times], reference: &[Times]) {
    let column = |part: fn(&Times) -> f64| {
        let median = quarters(times.iter().map(part))[1] * 1e6;
        let ratios = times.iter().zip(reference).map(|(time, other)| part(time) / part(other));
        let [low, middle, high] = quarters(ratios);
        format!("{median:>6.0} us  {middle:.2} ({low:.2} to {high:.2})")
    };
    println!("{name:<28} {}    {}", column(|times| times.0), column(|times| times.1));
}

fn quarters(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[(values.len() - 1) * quarter / 4])
}

const DETAILS: &str = include_str!("../../../../client/fixtures/details.reply.json");

/// Answers what is asked here, by threads of the standard library.
fn serve() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    println!("http://{}", listener.local_addr().expect("bound"));
    for stream in listener.incoming().map_while(Result::ok) {
        std::thread::spawn(move || answer(stream));
    }
}

fn answer(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut request = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        match stream.read(&mut buffer) {
            Ok(read @ 1..) => request.extend_from_slice(&buffer[..read]),
            _ => return,
        }
        let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().expect("a number"));
        if request.len() < end + 4 + length {
            continue;
        }
        let (status, body) = match head.starts_with("post") {
            true => ("201 Created", "{\n  \"order_id\":00222307\n}"),
            false => ("200 OK", DETAILS),
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {JSON}\r\nContent-Length: {length}\r\n\r\n"
        );
        if stream.write_all((head + body).as_bytes()).is_err() {
            return;
        }
        request.clear();
    }
}
