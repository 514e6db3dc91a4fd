package dev.easel.server.guard;

import com.nimbusds.jose.jwk.JWK;
import dev.easel.server.call.BasePath;
import dev.easel.server.configuration.Environment;
import dev.easel.server.identity.Claims;
import dev.easel.server.identity.TrustedProxies;
import dev.easel.server.identity.UserIds;
import dev.easel.server.jwt.JwtSettings;
import dev.easel.server.jwt.Keys;
import dev.easel.server.signin.SignInSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How people come in. Without any way to sign in, everybody who reaches the server may do everything.
 *
 * @param claims which claim of a token is the user id
 * @param jwt tokens that other products sign; empty where none are taken
 * @param reception who is named by a reverse proxy
 * @param operators user ids of those who run the server
 * @param signIn where people sign in to the app; empty where they do not
 * @param isOpen whether nobody signs in
 * @param bounds what addresses and people may ask for, and have
 */
public record AccessSettings(
        Claims claims,
        Optional<JwtSettings> jwt,
        ReceptionSettings reception,
        Set<String> operators,
        Optional<SignInSettings> signIn,
        boolean isOpen,
        PeopleBounds bounds) {
    private static final String OPEN = "EASEL_OPEN";

    /** A header's name (RFC 9110, 5.1). */
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    /**
     * @param below the path of the server
     * @param host where the server listens
     * @param onLoopback whether that reaches this machine alone
     */
    public static AccessSettings read(Environment env, BasePath below, String host, boolean onLoopback) {
        Claims claims = new Claims(env.text("EASEL_USER_CLAIM", Claims.DEFAULT));
        Optional<JwtSettings> jwt = env.read(variables -> jwt(variables, claims), Optional.empty());
        ReceptionSettings reception =
                env.read(AccessSettings::reception, new ReceptionSettings(Optional.empty(), TrustedProxies.NONE));
        Set<String> operators = env.read(AccessSettings::operators, Set.of());
        Optional<SignInSettings> signIn = SignInSettings.from(env, below);
        boolean isOpen = jwt.isEmpty() && reception.header().isEmpty() && signIn.isEmpty();
        boolean saysOpen = env.word(OPEN, env.text(OPEN, "false"), List.of("false", "true"))
                .equals("true");
        env.read(_ -> checked(isOpen, saysOpen, host, onLoopback), true);
        return new AccessSettings(claims, jwt, reception, operators, signIn, isOpen, bounds(env));
    }

    private static PeopleBounds bounds(Environment env) {
        return new PeopleBounds(
                new CallRates(
                        env.integer("EASEL_CALLS_PER_ADDRESS", 500, 0, 1_000_000),
                        env.integer("EASEL_CALLS_PER_PERSON", 100, 0, 1_000_000),
                        env.integer("EASEL_ATTEMPTS_PER_ADDRESS", 120, 0, 1_000_000)),
                new QuotaSettings(
                        env.integer("EASEL_QUOTA_BOARDS", 0, 0, 1_000_000),
                        env.number("EASEL_QUOTA_BYTES", 0, 0, 1L << 50),
                        env.integer("EASEL_CONNECTIONS_PER_PERSON", 0, 0, 1_000_000)));
    }

    private static boolean checked(boolean isOpen, boolean saysOpen, String host, boolean onLoopback) {
        if (saysOpen && !isOpen) {
            throw new IllegalArgumentException(OPEN + "=true lets everybody do everything, and people are to sign in:"
                    + " unset it, or what they sign in by");
        }
        if (isOpen && !saysOpen && !onLoopback) {
            throw new IllegalArgumentException("EASEL_HOST=" + host + " lets others reach this server, and there is no"
                    + " way to sign in: everybody could read, change and delete every board. Set up how people sign in"
                    + " (EASEL_OIDC_ISSUER, EASEL_JWT_SECRET, EASEL_JWT_PEM, EASEL_JWT_JWKS or EASEL_TRUSTED_HEADER),"
                    + " or set " + OPEN
                    + "=true where everybody who reaches it may do everything");
        }
        return true;
    }

    private static Optional<JwtSettings> jwt(Function<String, @Nullable String> variables, Claims claims) {
        List<JWK> keys = new ArrayList<>();
        text(variables, "EASEL_JWT_SECRET").ifPresent(it -> keys.add(named("EASEL_JWT_SECRET", () -> Keys.secret(it))));
        text(variables, "EASEL_JWT_PEM").ifPresent(it -> keys.addAll(named("EASEL_JWT_PEM", () -> Keys.pem(it))));
        Optional<URI> keysAt = text(variables, "EASEL_JWT_JWKS").map(AccessSettings::address);
        Optional<String> issuer = text(variables, "EASEL_JWT_ISSUER");
        Optional<String> audience = text(variables, "EASEL_JWT_AUDIENCE");
        if (keysAt.isPresent() && (issuer.isEmpty() || audience.isEmpty())) {
            throw new IllegalArgumentException("EASEL_JWT_JWKS is set: EASEL_JWT_ISSUER and EASEL_JWT_AUDIENCE have to"
                    + " be, too, since whoever publishes keys signs tokens for others by them as well");
        }
        if (!keys.isEmpty() || keysAt.isPresent()) {
            return Optional.of(new JwtSettings(keys, keysAt, issuer, audience, claims));
        }
        if (issuer.isPresent() || audience.isPresent()) {
            throw new IllegalArgumentException("EASEL_JWT_ISSUER and EASEL_JWT_AUDIENCE say what a token has to say,"
                    + " and there is no key to verify one with: set EASEL_JWT_SECRET, EASEL_JWT_PEM or EASEL_JWT_JWKS");
        }
        return Optional.empty();
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || isHere(uri))) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // No address is the same problem as one of another kind.
        }
        throw new IllegalArgumentException(
                "EASEL_JWT_JWKS is an https address, as in https://issuer.example/keys; http on this machine alone");
    }

    /** Keys that come over plain HTTP are those of whoever is on the way. */
    private static boolean isHere(URI uri) {
        return "http".equals(uri.getScheme())
                && List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    }

    private static ReceptionSettings reception(Function<String, @Nullable String> variables) {
        Optional<String> header = text(variables, "EASEL_TRUSTED_HEADER").map(String::strip);
        TrustedProxies proxies = text(variables, "EASEL_TRUSTED_PROXIES")
                .map(it -> named("EASEL_TRUSTED_PROXIES", () -> TrustedProxies.parse(it)))
                .orElse(TrustedProxies.NONE);
        if (header.filter(it -> !it.matches(TOKEN)).isPresent()) {
            throw new IllegalArgumentException("EASEL_TRUSTED_HEADER is the name of a header, as in Remote-User");
        }
        if (header.isPresent() && proxies.isEmpty()) {
            throw new IllegalArgumentException(
                    "EASEL_TRUSTED_HEADER is believed from proxies alone, as anybody can send"
                            + " a header: set EASEL_TRUSTED_PROXIES to their addresses, as in 127.0.0.1,10.0.0.0/8");
        }
        return new ReceptionSettings(header, proxies);
    }

    private static Set<String> operators(Function<String, @Nullable String> variables) {
        Set<String> operators = new LinkedHashSet<>();
        for (String item : text(variables, "EASEL_OPERATORS").orElse("").split(",")) {
            String user = item.strip();
            if (!user.isEmpty() && !UserIds.isValid(user)) {
                throw new IllegalArgumentException("EASEL_OPERATORS are user ids of 1 to " + UserIds.MOST
                        + " characters, with commas between them");
            }
            operators.add(user);
        }
        operators.remove("");
        return operators;
    }

    /** What is wrong with a value is told with the name of its setting. */
    private static <T> T named(String setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException(setting + ": " + problem.getMessage());
        }
    }

    private static Optional<String> text(Function<String, @Nullable String> variables, String name) {
        return Optional.ofNullable(variables.apply(name)).filter(it -> !it.isBlank());
    }
}
