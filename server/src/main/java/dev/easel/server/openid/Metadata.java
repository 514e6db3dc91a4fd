package dev.easel.server.openid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider publishes of itself (OpenID Connect Discovery 1.0, 3), as far as it is used here.
 *
 * @param userInfo where to ask for claims that an ID token does not have
 * @param endSession where people end their session at the provider
 * @param algorithms by which ID tokens may be signed: those of the provider that need no shared secret
 * @param takesBasic whether the secret of a client may come in the Authorization header
 */
record Metadata(
        URI issuer,
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Optional<URI> endSession,
        Set<JWSAlgorithm> algorithms,
        boolean takesBasic) {
    /** Below the issuer. */
    static final String PATH = "/.well-known/openid-configuration";

    /** Signatures by a key pair. {@code none}, and MACs under the client's secret, are no algorithms here. */
    private static final Set<JWSAlgorithm> TAKEN = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /**
     * @param asked the issuer as it is set
     * @throws ProviderUnavailable it is none that people could sign in at
     */
    static Metadata of(ObjectNode document, URI asked) {
        String issuer = document.path("issuer").asText("");
        // Whoever is another issuer could speak for this one (Discovery, 4.3).
        if (!issuer.equals(asked.toString())) {
            throw new ProviderUnavailable(
                    "the provider calls itself by another issuer than EASEL_OIDC_ISSUER: compare them letter by letter,"
                            + " the slash at the end included",
                    null);
        }
        Set<JWSAlgorithm> algorithms = algorithms(document.path("id_token_signing_alg_values_supported"));
        if (algorithms.isEmpty()) {
            throw new ProviderUnavailable("the provider signs ID tokens by no algorithm that is taken here", null);
        }
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        return new Metadata(
                asked,
                needed(document, "authorization_endpoint", asked),
                needed(document, "token_endpoint", asked),
                needed(document, "jwks_uri", asked),
                address(document, "userinfo_endpoint", asked),
                address(document, "end_session_endpoint", asked),
                algorithms,
                !methods.isArray() || has(methods, "client_secret_basic"));
    }

    private static Set<JWSAlgorithm> algorithms(JsonNode names) {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        if (!names.isArray()) {
            return Set.of(JWSAlgorithm.RS256); // what every provider has to have
        }
        for (JsonNode name : names) {
            JWSAlgorithm algorithm = JWSAlgorithm.parse(name.asText());
            if (TAKEN.contains(algorithm)) {
                algorithms.add(algorithm);
            }
        }
        return Set.copyOf(algorithms);
    }

    private static boolean has(JsonNode list, String word) {
        for (JsonNode one : list) {
            if (one.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static URI needed(ObjectNode document, String name, URI issuer) {
        return address(document, name, issuer)
                .orElseThrow(() -> new ProviderUnavailable("the provider's document has no usable " + name, null));
    }

    /** Over TLS, unless the issuer itself is not, which only the machine's own can be. */
    private static Optional<URI> address(ObjectNode document, String name, URI issuer) {
        try {
            URI uri = new URI(document.path(name).asText(""));
            boolean isSafe = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && "http".equals(issuer.getScheme());
            return isSafe && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
