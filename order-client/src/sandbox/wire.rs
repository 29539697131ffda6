use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// A connection shared by the HTTP server and a fault. It is closed when both have dropped it.
#[derive(Clone)]
pub(super) struct Wire(Arc<Shared>);

struct Shared {
    stream: TcpStream,
    /// True if the whole head of a request was read.
    is_used: AtomicBool,
    /// True if the server must not read any more.
    is_deaf: AtomicBool,
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        let (is_used, is_deaf) = (AtomicBool::new(false), AtomicBool::new(false));
        Self(Arc::new(Shared { stream, is_used, is_deaf }))
    }

    /// Sends each part of a reply without waiting for the client to confirm the one before.
    pub(super) fn send_at_once(&self) {
        // If this fails, the connection is only slower.
        let _ = self.0.stream.set_nodelay(true);
    }

    pub(super) fn set_used(&self) {
        self.0.is_used.store(true, Relaxed);
    }

    pub(super) fn is_used(&self) -> bool {
        self.0.is_used.load(Relaxed)
    }

    /// Makes the end of the connection a reset.
    pub(super) fn reset(&self) {
        // If this fails, the connection is closed, which is a fault as well.
        let _ = self.0.stream.set_zero_linger();
    }

    /// Writes directly to the connection. The server must not write at the same time.
    pub(super) async fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        let stream = &self.0.stream;
        while !bytes.is_empty() {
            stream.writable().await?;
            match stream.try_write(bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits until the client sends more or closes the connection. The server no longer reads it.
    pub(super) async fn heard(&self) {
        self.0.is_deaf.store(true, Relaxed);
        let _ = self.0.stream.peek(&mut [0]).await;
    }

    /// Writes by `write` once the connection takes more.
    fn poll_write_by(
        &self,
        context: &mut Context<'_>,
        write: impl Fn(&TcpStream) -> io::Result<usize>,
    ) -> Poll<io::Result<usize>> {
        let stream = &self.0.stream;
        loop {
            ready!(stream.poll_write_ready(context))?;
            match write(stream) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                written => return Poll::Ready(written),
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let Shared { stream, is_deaf, .. } = &*self.0;
        if is_deaf.load(Relaxed) {
            return Poll::Pending;
        }
        loop {
            ready!(stream.poll_read_ready(context))?;
            match stream.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return Poll::Ready(read.map(|_| ())),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_by(context, |stream| stream.try_write(bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_by(context, |stream| stream.try_write_vectored(slices))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// Does nothing, because the connection is dropped right after.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
