package dev.easel.server.signin;

import dev.easel.server.call.BasePath;
import dev.easel.server.configuration.Environment;
import dev.easel.server.openid.Client;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where people sign in to the app.
 *
 * @param client what the provider knows this server as
 * @param url the address that people open
 */
public record SignInSettings(Client client, PublicUrl url) {
    /** Where a sign-in begins. */
    static final String PATH = "/api/sign-in";

    /** Where people sign out. */
    static final String OUT = "/api/sign-out";

    /** Where the provider sends them back to. */
    static final String CALLBACK = PATH + "/callback";

    private static final String ISSUER = "EASEL_OIDC_ISSUER";
    private static final String ID = "EASEL_OIDC_CLIENT_ID";
    private static final String SCOPES = "EASEL_OIDC_SCOPES";

    /** A name to be shown, and an address for those who let people in by it. */
    private static final String USUAL_SCOPES = "openid profile email";

    /** Empty where no provider is set. */
    public static Optional<SignInSettings> from(Environment env, BasePath below) {
        Optional<PublicUrl> url = env.read(variables -> PublicUrl.fromEnvironment(variables, below), Optional.empty());
        return env.read(variables -> client(variables, url), Optional.<Client>empty())
                .flatMap(client -> url.map(at -> new SignInSettings(client, at)));
    }

    private static Optional<Client> client(Function<String, @Nullable String> variables, Optional<PublicUrl> url) {
        Optional<String> issuer = text(variables, ISSUER);
        Optional<String> id = text(variables, ID);
        if (issuer.isEmpty() && id.isEmpty()) {
            return Optional.empty();
        }
        if (issuer.isEmpty() || id.isEmpty()) {
            throw new IllegalArgumentException("only one of " + ISSUER + " and " + ID + " is set: register this server"
                    + " at the provider and set both, or none");
        }
        if (url.isEmpty()) {
            throw new IllegalArgumentException(ISSUER
                    + " needs EASEL_URL: the address that people open, and where the provider sends them back to");
        }
        return Optional.of(new Client(
                issuer(issuer.get()),
                id.get(),
                text(variables, "EASEL_OIDC_CLIENT_SECRET"),
                scopes(text(variables, SCOPES).orElse(USUAL_SCOPES)),
                url.get().at(CALLBACK)));
    }

    private static URI issuer(String text) {
        try {
            URI uri = new URI(text);
            boolean isPlain = uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (isPlain && ("https".equals(uri.getScheme()) || isOfThisMachine(uri))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // No address is the same problem as one of another kind.
        }
        throw new IllegalArgumentException(ISSUER + " is the address that the provider names as its issuer, such as"
                + " https://id.example/realms/us; only one on this machine may begin with http://");
    }

    private static boolean isOfThisMachine(URI uri) {
        return "http".equals(uri.getScheme()) && PublicUrl.isThisMachine(uri);
    }

    private static String scopes(String text) {
        List<String> scopes = List.of(text.split("\\s+"));
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException(
                    SCOPES + " has blanks between scopes, and openid is one of them, as in " + USUAL_SCOPES);
        }
        return String.join(" ", scopes);
    }

    private static Optional<String> text(Function<String, @Nullable String> variables, String name) {
        return Optional.ofNullable(variables.apply(name)).map(String::strip).filter(it -> !it.isEmpty());
    }

    /** Where people sign in, with the path that the server is below. */
    public String in() {
        return url.path() + PATH;
    }

    /** Where people sign out, with the path that the server is below. */
    public String out() {
        return url.path() + OUT;
    }
}
