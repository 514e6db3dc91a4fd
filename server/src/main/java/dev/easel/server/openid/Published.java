package dev.easel.server.openid;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the provider publishes: what it is, and its keys. Both are asked for when they are needed, and kept for a while:
 * so a provider that is away when the server starts is found when it is back. May be used from any thread.
 */
final class Published {
    /** How long the document of the provider counts, in milliseconds. */
    static final long METADATA_MS = TimeUnit.HOURS.toMillis(1);

    /** How long keys count, in milliseconds: one that the provider has withdrawn is taken no longer than this. */
    static final long KEYS_MS = TimeUnit.MINUTES.toMillis(10);

    private final URI issuer;
    private final Fetches fetches;
    private final InstantSource clock;
    private volatile @Nullable Read<Metadata> metadata;
    private volatile @Nullable Read<JWKSet> keys;

    private record Read<T>(T what, long at) {}

    Published(URI issuer, Fetches fetches, InstantSource clock) {
        this.issuer = issuer;
        this.fetches = fetches;
        this.clock = clock;
    }

    /** The one before, where there is one and the provider does not answer. */
    Future<Metadata> metadata() {
        Read<Metadata> before = metadata;
        if (before != null && clock.millis() - before.at() < METADATA_MS) {
            return Future.succeededFuture(before.what());
        }
        String base = issuer.toString().replaceFirst("/$", "");
        return object(URI.create(base + Metadata.PATH))
                .map(answer -> Metadata.of(
                        answer.object()
                                .orElseThrow(() ->
                                        new ProviderUnavailable("the provider's document is no JSON object", null)),
                        issuer))
                .onSuccess(read -> metadata = new Read<>(read, clock.millis()))
                .recover(failure ->
                        before == null ? Future.failedFuture(failure) : Future.succeededFuture(before.what()));
    }

    Future<JWKSet> keys(Metadata of) {
        Read<JWKSet> before = keys;
        return before != null && clock.millis() - before.at() < KEYS_MS
                ? Future.succeededFuture(before.what())
                : newKeys(of);
    }

    /** As they are now. */
    Future<JWKSet> newKeys(Metadata of) {
        return object(of.keys())
                .map(answer -> parse(answer.body()))
                .onSuccess(read -> keys = new Read<>(read, clock.millis()));
    }

    private static JWKSet parse(byte[] body) {
        try {
            return JWKSet.parse(new String(body, StandardCharsets.UTF_8));
        } catch (ParseException unreadable) {
            throw new ProviderUnavailable("the provider's keys cannot be read", unreadable);
        }
    }

    private Future<Answer> object(URI address) {
        return fetches.get(address, Map.of())
                .compose(answer -> answer.isGood()
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(new ProviderUnavailable(
                                "the provider answers with " + answer.status() + " when it is asked what it is",
                                null)));
    }
}
