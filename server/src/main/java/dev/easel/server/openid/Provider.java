package dev.easel.server.openid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.easel.server.openid.IdTokens.OtherKey;
import dev.easel.server.openid.SignInRefused.Reason;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The provider where people sign in. All of its futures fail with {@link ProviderUnavailable} when it does not answer
 * as one, and complete on the context of the caller. May be used from any thread.
 */
public final class Provider {
    private static final int SERVER_ERRORS = 500;
    private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

    private final Client client;
    private final Fetches fetches;
    private final Published published;
    private final IdTokens tokens;

    public Provider(Client client, Fetches fetches, InstantSource clock) {
        this.client = client;
        this.fetches = fetches;
        published = new Published(client.issuer(), fetches, clock);
        tokens = new IdTokens(client.issuer().toString(), client.id(), clock);
    }

    /** Where the browser goes to sign in. */
    public Future<URI> signIn(Begun begun) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", client.redirect().toString());
        query.put("scope", client.scopes());
        query.put("state", begun.state());
        query.put("nonce", begun.nonce());
        query.put("code_challenge", begun.challenge());
        query.put("code_challenge_method", "S256");
        return published.metadata().map(it -> Form.add(it.authorization(), query));
    }

    /**
     * Where the browser goes to end its session at the provider, which may ask the person first.
     *
     * @param back where it is sent then
     * @return empty where the provider has no such place
     */
    public Future<Optional<URI>> signOut(URI back) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client.id());
        query.put("post_logout_redirect_uri", back.toString());
        return published.metadata().map(it -> it.endSession().map(address -> Form.add(address, query)));
    }

    /**
     * Who has signed in. Each code can be asked for once.
     *
     * @param wanted claims for which the provider is asked once more, where its ID token does not have them
     * @return the claims of the person; fails with {@link SignInRefused} when nobody has
     */
    public Future<Map<String, Object>> person(String code, Begun begun, Set<String> wanted) {
        return published
                .metadata()
                .compose(it -> exchange(it, code, begun)
                        .compose(granted -> verified(it, granted, begun.nonce())
                                .compose(claims -> completed(it, granted, claims, wanted))));
    }

    /** @param access the token for the user info; empty where none was given */
    private record Granted(String idToken, String access) {}

    private Future<Granted> exchange(Metadata at, String code, Begun begun) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", client.redirect().toString());
        form.put("code_verifier", begun.verifier());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (client.secret().isPresent() && at.takesBasic()) {
            headers.put("Authorization", basic(client.secret().get()));
        } else {
            form.put("client_id", client.id());
            client.secret().ifPresent(secret -> form.put("client_secret", secret));
        }
        return fetches.post(at.token(), headers, Form.write(form)).compose(Provider::granted);
    }

    /** Both are encoded first (RFC 6749, 2.3.1). */
    private String basic(String secret) {
        String both = Form.encode(client.id()) + ":" + Form.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static Future<Granted> granted(Answer answer) {
        if (answer.status() >= SERVER_ERRORS) {
            return Future.failedFuture(
                    new ProviderUnavailable("the provider answers with " + answer.status() + " to a code", null));
        }
        if (!answer.isGood()) {
            return Future.failedFuture(refusal(answer.error()));
        }
        Optional<ObjectNode> tokens = answer.object();
        String idToken = tokens.map(it -> it.path("id_token").asText("")).orElse("");
        if (idToken.isEmpty()) {
            return Future.failedFuture(new SignInRefused(
                    Reason.TOKEN, "the provider has given no ID token: is openid among the scopes?", null));
        }
        String access = tokens.map(it -> it.path("access_token").asText("")).orElse("");
        return Future.succeededFuture(new Granted(idToken, access));
    }

    private static SignInRefused refusal(String error) {
        return error.equals("invalid_grant")
                ? new SignInRefused(Reason.CODE, "the provider does not know the code, or not any more", null)
                : new SignInRefused(
                        Reason.CLIENT,
                        "the provider does not take this server's request for a token: "
                                + (CODE.matcher(error).matches() ? error : "it does not say why"),
                        null);
    }

    /** Where no key has signed it that is known, those of now are asked for: the provider may have changed them. */
    private Future<JWTClaimsSet> verified(Metadata at, Granted granted, String nonce) {
        return published.keys(at).compose(keys -> {
            try {
                return Future.succeededFuture(check(at, granted, nonce, keys));
            } catch (OtherKey _) {
                return published.newKeys(at).map(newer -> checkAtLast(at, granted, nonce, newer));
            }
        });
    }

    private JWTClaimsSet check(Metadata at, Granted granted, String nonce, JWKSet keys) throws OtherKey {
        return tokens.check(granted.idToken(), nonce, keys, at.algorithms());
    }

    private JWTClaimsSet checkAtLast(Metadata at, Granted granted, String nonce, JWKSet keys) {
        try {
            return check(at, granted, nonce, keys);
        } catch (OtherKey unknown) {
            throw new SignInRefused(
                    Reason.TOKEN, "an ID token is signed by no key that the provider publishes", unknown);
        }
    }

    private Future<Map<String, Object>> completed(
            Metadata at, Granted granted, JWTClaimsSet claims, Set<String> wanted) {
        Map<String, Object> known = new HashMap<>(claims.getClaims());
        if (known.keySet().containsAll(wanted)
                || at.userInfo().isEmpty()
                || granted.access().isEmpty()) {
            return Future.succeededFuture(known);
        }
        return fetches.get(at.userInfo().get(), Map.of("Authorization", "Bearer " + granted.access()))
                .map(answer -> {
                    more(answer, claims.getSubject()).forEach(known::putIfAbsent);
                    return known;
                });
    }

    /** Of the same person only (OpenID Connect Core 1.0, 5.3.2). */
    private static Map<String, Object> more(Answer answer, String subject) {
        Map<String, Object> claims = new HashMap<>();
        answer.object()
                .filter(_ -> answer.isGood())
                .filter(it -> it.path("sub").asText("").equals(subject))
                .ifPresent(it -> it.properties().forEach(field -> {
                    if (field.getValue().isTextual()) {
                        claims.put(field.getKey(), field.getValue().asText());
                    } else if (field.getValue().isBoolean()) {
                        claims.put(field.getKey(), field.getValue().asBoolean());
                    }
                }));
        return claims;
    }
}
