package dev.easel.server.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.easel.server.identity.Authenticator;
import dev.easel.server.identity.Credentials;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.LinkTokens;
import dev.easel.server.jwt.Verification.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows people by the token that an embedding product has signed. A token is verified on a worker thread, and then
 * remembered for a while. May be used from any thread.
 */
public final class JwtAuthenticator implements Authenticator {
    /** How long a verified token is taken without looking again, in milliseconds: so long a key that was withdrawn. */
    static final long REMEMBERED_MS = 60_000;

    /** Tokens that are remembered; of more, the one unused for longest is verified again. */
    static final int MOST = 10_000;

    /** Tokens that wait to be verified; one more has to come again. */
    static final int WAITING = 1_000;

    /** The longest token, in characters. */
    static final int LONGEST = 8 << 10;

    private static final int THREADS = 2;
    private static final int KEYS_BYTES = 256 << 10;
    private static final int KEYS_MS = 3_000;
    private static final long KEYS_FRESH_MS = TimeUnit.MINUTES.toMillis(10);
    private static final long KEYS_AHEAD_MS = TimeUnit.MINUTES.toMillis(2);
    private static final long KEYS_AT_MOST_EACH_MS = TimeUnit.SECONDS.toMillis(10);
    private static final long KEYS_OUTAGE_MS = TimeUnit.HOURS.toMillis(4);

    private final JwtSettings settings;
    private final Verification verification;
    private final WorkerExecutor workers;
    private final InstantSource clock;
    private final Semaphore waiting = new Semaphore(WAITING);
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    public JwtAuthenticator(Vertx vertx, JwtSettings settings, InstantSource clock) {
        this(vertx, settings, KEYS_AT_MOST_EACH_MS, clock);
    }

    /** @param keysEachMs how often the issuer is asked for its keys at most, in milliseconds */
    JwtAuthenticator(Vertx vertx, JwtSettings settings, long keysEachMs, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        verification = new Verification(settings, settings.keysAt().map(at -> published(at, keysEachMs)), clock);
        workers = vertx.createSharedWorkerExecutor("easel-tokens", THREADS);
    }

    /**
     * The keys that the issuer publishes: read again before they are old, also by themselves, and once more where a
     * token names one that is not among them; used for a while where the issuer cannot be reached.
     */
    private static JWKSource<SecurityContext> published(URI at, long eachMs) {
        return JWKSourceBuilder.create(url(at), new DefaultResourceRetriever(KEYS_MS, KEYS_MS, KEYS_BYTES))
                .cache(KEYS_FRESH_MS, 2L * KEYS_MS)
                .refreshAheadCache(KEYS_AHEAD_MS, true)
                .rateLimited(eachMs)
                .outageTolerant(KEYS_OUTAGE_MS)
                .build();
    }

    private static URL url(URI at) {
        try {
            return at.toURL();
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException("it was checked to be an address", wrong);
        }
    }

    @Override
    public Future<Identity> identify(Credentials credentials) {
        Optional<String> bearer = credentials.bearer().filter(it -> !LinkTokens.isOne(it));
        if (bearer.isEmpty()) {
            return Future.succeededFuture(Identity.NOBODY);
        }
        String token = bearer.get();
        if (token.length() > LONGEST) {
            return Future.succeededFuture(Identity.refused("the token is longer than " + LONGEST + " characters"));
        }
        String hash = hash(token);
        Known remembered = remembered(hash);
        if (remembered != null) {
            return Future.succeededFuture(remembered.now(clock.millis()));
        }
        if (!waiting.tryAcquire()) {
            return Future.failedFuture(new IllegalStateException("too many tokens wait to be verified"));
        }
        return workers.executeBlocking(() -> verify(token), false)
                .onComplete((_, _) -> waiting.release())
                .map(identity -> {
                    remember(hash, identity);
                    return identity;
                });
    }

    private Identity verify(String token) throws KeySourceException {
        try {
            JWTClaimsSet claims = verification.verify(token);
            return settings.claims()
                    .person(claims.getClaims())
                    .map(person -> Identity.of(person, Verification.end(claims)))
                    .orElseGet(() -> Identity.refused("the token does not say who somebody is: its claim "
                            + settings.claims().user() + " is missing, is no name of 1 to 200 characters, or is an"
                            + " address that nobody has verified"));
        } catch (Refused refused) {
            return Identity.refused(String.valueOf(refused.getMessage()));
        }
    }

    private synchronized @Nullable Known remembered(String hash) {
        Known found = known.get(hash);
        return found == null || found.until() <= clock.millis() ? null : found;
    }

    /** What was refused may be good a moment later, with another key: it is verified again. */
    private synchronized void remember(String hash, Identity identity) {
        if (identity.refusal().isEmpty()) {
            known.put(hash, new Known(identity, clock.millis() + REMEMBERED_MS));
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private record Known(Identity identity, long until) {
        Identity now(long millis) {
            return identity.endsAt().orElse(Long.MAX_VALUE) <= millis
                    ? Identity.refused("the token has ended")
                    : identity;
        }
    }
}
