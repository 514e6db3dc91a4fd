package dev.easel.server.openid;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks over HTTP, and over TLS with the authorities that the platform trusts. May be used from any thread. */
public final class HttpFetches implements Fetches {
    /** Connections to the provider. */
    private static final int CONNECTIONS = 10;

    /** Requests that wait for one of them. */
    private static final int WAITING = 100;

    private final HttpClient client;
    private final long timeoutMs;

    /** @param timeoutMs the most that a request takes, its connection and its answer included, in milliseconds */
    public HttpFetches(Vertx vertx, int timeoutMs) {
        this.timeoutMs = timeoutMs;
        client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(timeoutMs).setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    @Override
    public Future<Answer> get(URI address, Map<String, String> headers) {
        return send(HttpMethod.GET, address, headers, Buffer.buffer());
    }

    @Override
    public Future<Answer> post(URI address, Map<String, String> headers, String form) {
        return send(HttpMethod.POST, address, headers, Buffer.buffer(form));
    }

    private Future<Answer> send(HttpMethod method, URI address, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(address.toString());
        options.putHeader(HttpHeaders.ACCEPT, "application/json");
        headers.forEach(options::putHeader);
        return client.request(options)
                .compose(request -> answer(request, body)
                        .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                        .onFailure(_ -> request.reset()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ProviderUnavailable
                                ? failure
                                : new ProviderUnavailable("the provider does not answer", failure)));
    }

    private static Future<Answer> answer(HttpClientRequest request, Buffer body) {
        Future<HttpClientResponse> response = body.length() == 0 ? request.send() : request.send(body);
        return response.compose(it -> read(it).map(bytes -> new Answer(it.statusCode(), bytes.getBytes())));
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.handler(chunk -> {
                    if (read.length() + chunk.length() > MOST_BYTES) {
                        whole.tryFail(new ProviderUnavailable("the provider's answer is too long", null));
                    } else {
                        read.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(_ -> whole.tryComplete(read));
        return whole.future();
    }
}
