package dev.easel.server.openid;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Map;

/**
 * The requests that a provider is asked by. They follow no redirect, and fail with {@link ProviderUnavailable} when
 * there is no answer in time, or one that is too long.
 */
interface Fetches {
    /** The longest answer, in bytes: documents of keys have some thousands. */
    int MOST_BYTES = 1 << 20;

    Future<Answer> get(URI address, Map<String, String> headers);

    /** @param form already encoded */
    Future<Answer> post(URI address, Map<String, String> headers, String form);
}
