use std::{io, net::Ipv4Addr};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Passes one connection on to a server and keeps what went by.
pub(crate) struct Tap {
    url: String,
    messages: JoinHandle<io::Result<(Vec<u8>, Vec<u8>)>>,
}

impl Tap {
    /// A tap before the server at `url`, which is `http://host:port`.
    pub(crate) async fn start(url: &str) -> io::Result<Self> {
        let server = url.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let messages = tokio::spawn(async move {
            let (client, _) = listener.accept().await?;
            let server = TcpStream::connect(server).await?;
            let (from_client, to_client) = client.into_split();
            let (from_server, to_server) = server.into_split();
            tokio::try_join!(pass_on(from_client, to_server), pass_on(from_server, to_client))
        });
        Ok(Self { url, messages })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The request and the reply, once the connection is closed.
    pub(crate) async fn messages(self) -> io::Result<(Vec<u8>, Vec<u8>)> {
        self.messages.await?
    }
}

async fn pass_on(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    loop {
        let before = kept.len();
        if from.read_buf(&mut kept).await? == 0 {
            to.shutdown().await?;
            return Ok(kept);
        }
        to.write_all(&kept[before..]).await?;
    }
}
