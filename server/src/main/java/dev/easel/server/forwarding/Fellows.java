package dev.easel.server.forwarding;

import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;

/**
 * Connections to the other instances, of one event loop and confined to it: both ends of what is forwarded are on one
 * thread. Requests share connections that stay open for a while; each socket has one of its own.
 */
final class Fellows {
    /** How long a connection may take to be made, in milliseconds. */
    static final int CONNECT_MS = 1_000;

    /** How long a connection rests at most before it is closed, in seconds; never longer than half of what it may. */
    static final int KEEP_ALIVE_S = 10;

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final HttpClient requests;
    private final HttpClient sockets;

    /** With one connection to an instance more than the settings say, a request fails at once. */
    Fellows(Vertx vertx, ForwardingSettings settings) {
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(settings.connections()).setMaxWaitQueueSize(0);
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setKeepAliveTimeout(keepAliveS(settings.idleMs()));
        settings.fellows()
                .ifPresent(it -> options.setTrustOptions(TrustOptions.wrap(it)).setVerifyHost(false));
        requests = vertx.createHttpClient(options, pool);
        sockets = vertx.createHttpClient(options, pool);
    }

    /** @param idleMs how long the other side lets a connection rest, in milliseconds */
    static int keepAliveS(long idleMs) {
        return Math.clamp(idleMs / 2_000, 1, KEEP_ALIVE_S);
    }

    /** Fails when no connection can be made. */
    Future<HttpClientRequest> request(There there, HttpMethod method, String uri) {
        return requests.request(options(there, method, uri));
    }

    /** The same for an upgrade: nobody else ever gets its connection. */
    Future<HttpClientRequest> upgrade(There there, String uri) {
        return sockets.request(options(there, HttpMethod.GET, uri));
    }

    private static RequestOptions options(There there, HttpMethod method, String uri) {
        int port = there.address().getPort();
        boolean isTls = "https".equals(there.address().getScheme());
        int usual = isTls ? HTTPS_PORT : HTTP_PORT;
        return new RequestOptions()
                .setMethod(method)
                .setSsl(isTls)
                .setHost(host(there.address().getHost()))
                .setPort(port < 0 ? usual : port)
                .setURI(uri)
                .setConnectTimeout(CONNECT_MS);
    }

    /** An IPv6 address stands in brackets in a URI. */
    private static String host(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
