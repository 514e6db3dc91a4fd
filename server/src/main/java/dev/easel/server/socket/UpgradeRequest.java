package dev.easel.server.socket;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.handler.HttpException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a request asks for a WebSocket as it should (RFC 6455, 4.2.1). What is let through, Vert.x can upgrade. */
final class UpgradeRequest {
    /** The one version of WebSockets there is. */
    static final String VERSION = "13";

    private static final int KEY_BYTES = 16;

    private UpgradeRequest() {}

    /** What is wrong with it: 426 if it asks for no WebSocket of ours, and 400 if it does so wrongly. */
    static Optional<HttpException> fault(HttpServerRequest request, String subprotocol) {
        MultiMap headers = request.headers();
        if (request.method() != HttpMethod.GET || !names(headers, "Upgrade", "websocket")) {
            return fault(426, "this is the address of a WebSocket: it is asked for with an upgrade");
        }
        if (!VERSION.equals(headers.get("Sec-WebSocket-Version"))) {
            return fault(426, "this server speaks version " + VERSION + " of WebSockets");
        }
        if (request.version() == HttpVersion.HTTP_1_0 || !names(headers, "Connection", "upgrade")) {
            return fault(400, "an upgrade needs HTTP/1.1 and Connection: Upgrade; a proxy may have dropped it");
        }
        if (!isKey(headers.get("Sec-WebSocket-Key"))) {
            return fault(400, "Sec-WebSocket-Key is 16 bytes in base64");
        }
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || !"0"
                        .equals(
                                headers.contains(HttpHeaders.CONTENT_LENGTH)
                                        ? headers.get(HttpHeaders.CONTENT_LENGTH)
                                        : "0")) {
            return fault(400, "an upgrade has no body");
        }
        return !headers.contains("Sec-WebSocket-Protocol") || names(headers, "Sec-WebSocket-Protocol", subprotocol)
                ? Optional.empty() // a socket that names no subprotocol is taken to speak ours
                : fault(400, "the subprotocol here is " + subprotocol);
    }

    private static Optional<HttpException> fault(int status, String detail) {
        return Optional.of(new HttpException(status, detail));
    }

    /** Whether a list, which may stand in several headers, has this item, in lower case. */
    private static boolean names(MultiMap headers, String name, String item) {
        return headers.getAll(name).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .anyMatch(it -> it.strip().toLowerCase(Locale.ROOT).equals(item));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
