package dev.easel.server.tls;

import dev.easel.server.configuration.InvalidSettings;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;

/**
 * TLS as this server speaks it, by the certificate that its files had when they were last read. Connections that are
 * there keep the one that they began with. May be used from any thread.
 */
public final class ServerTls {
    /** Signing takes a core milliseconds, and so is no work of an event loop. A connection has one such task. */
    private static final int THREADS = 2;

    private static final int IDLE_S = 30;

    /** How long the end of a connection waits for a peer that does not read. */
    private static final int CLOSE_MS = 1_000;

    private final TlsSettings settings;
    private final Executor signing;
    private final FellowTrust trust = new FellowTrust(this::certificate);
    private volatile Certificate certificate;

    private ServerTls(TlsSettings settings, Certificate certificate, Executor signing) {
        this.settings = settings;
        this.certificate = certificate;
        this.signing = signing;
    }

    /**
     * Reads the files. Blocks.
     *
     * @throws InvalidSettings they cannot be used
     */
    public static ServerTls open(TlsSettings settings) {
        ThreadPoolExecutor signing = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("easel-tls-", 0).daemon().factory());
        signing.allowCoreThreadTimeOut(true);
        return new ServerTls(settings, Certificate.read(settings), signing);
    }

    /** Reads the files again, and says whether they had changed. What they had before stays, if they fail. Blocks. */
    boolean reload() {
        Certificate now = Certificate.read(settings);
        boolean hasChanged = !now.files().equals(certificate.files());
        if (hasChanged) {
            certificate = now;
        }
        return hasChanged;
    }

    /** By the certificate of this moment. */
    public SslContext context() {
        return certificate.context();
    }

    /** Speaks TLS on one connection that was accepted, which ends if that takes longer than {@code handshakeMs}. */
    public SslHandler handler(SslContext context, ByteBufAllocator buffers, long handshakeMs) {
        SslHandler handler = context.newHandler(buffers, signing);
        handler.setHandshakeTimeoutMillis(handshakeMs);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_MS);
        return handler;
    }

    /** Who is taken for another instance. */
    public X509TrustManager fellows() {
        return trust;
    }

    /** When the certificate ends. */
    public Instant endsAt() {
        return certificate.endsAt();
    }

    Certificate certificate() {
        return certificate;
    }
}
