package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.call.BasePath;
import dev.easel.server.configuration.Environment;
import dev.easel.server.configuration.InvalidSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignInSettingsTest {
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "EASEL_OIDC_ISSUER", "https://id.example/realms/us",
            "EASEL_OIDC_CLIENT_ID", "easel",
            "EASEL_OIDC_CLIENT_SECRET", "hush",
            "EASEL_URL", "https://board.example/"));

    private Optional<SignInSettings> read(BasePath below) {
        Environment env = new Environment(variables::get);
        Optional<SignInSettings> read = SignInSettings.from(env, below);
        env.check();
        return read;
    }

    private SignInSettings read() {
        return read(BasePath.ROOT).orElseThrow();
    }

    private void refused(String name, String value, String told) {
        String before = variables.put(name, value);
        InvalidSettings invalid = assertThrows(InvalidSettings.class, this::read);
        assertTrue(String.valueOf(invalid.getMessage()).contains(told), invalid.getMessage());
        variables.put(name, before == null ? "" : before);
    }

    @Test
    @DisplayName("issuer, client and address are all that is needed")
    void usual() {
        SignInSettings settings = read();
        assertEquals(
                URI.create("https://id.example/realms/us"), settings.client().issuer());
        assertEquals(
                URI.create("https://board.example/api/sign-in/callback"),
                settings.client().redirect());
        assertEquals("openid profile email", settings.client().scopes());
        assertEquals(Optional.of("hush"), settings.client().secret());
        assertFalse(settings.toString().contains("hush"));
    }

    @Test
    @DisplayName("without a provider nobody signs in here")
    void none() {
        variables.remove("EASEL_OIDC_ISSUER");
        variables.remove("EASEL_OIDC_CLIENT_ID");
        assertEquals(Optional.empty(), read(BasePath.ROOT));
        variables.clear();
        assertEquals(Optional.empty(), read(BasePath.ROOT));
    }

    @Test
    @DisplayName("below a path, which both names have")
    void below() {
        variables.put("EASEL_URL", "https://example.org/boards");
        BasePath boards = BasePath.fromEnvironment(Map.of("EASEL_PATH", "/boards")::get);
        assertEquals(
                URI.create("https://example.org/boards/api/sign-in/callback"),
                read(boards).orElseThrow().client().redirect());
        refused("EASEL_URL", "https://example.org/boards", "EASEL_PATH");
    }

    @Test
    @DisplayName("what cannot be used is told, with what to write")
    void wrong() {
        refused("EASEL_OIDC_CLIENT_ID", "", "EASEL_OIDC_ISSUER and EASEL_OIDC_CLIENT_ID");
        refused("EASEL_OIDC_ISSUER", "", "EASEL_OIDC_ISSUER and EASEL_OIDC_CLIENT_ID");
        refused("EASEL_URL", "", "needs EASEL_URL");
        for (String bad :
                new String[] {"id.example", "ftp://id.example", "https://id.example/?x", "https:///", "a b"}) {
            refused("EASEL_OIDC_ISSUER", bad, "EASEL_OIDC_ISSUER is");
            refused("EASEL_URL", bad, "EASEL_URL");
        }
        refused("EASEL_OIDC_ISSUER", "http://id.example", "only one on this machine");
        refused("EASEL_URL", "http://board.example", "https://");
        refused("EASEL_OIDC_SCOPES", "profile", "openid");
    }

    @Test
    @DisplayName("on one's own machine all may be plain HTTP")
    void ownMachine() {
        variables.put("EASEL_OIDC_ISSUER", "http://127.0.0.1:9000");
        for (String url : new String[] {"http://localhost:8080", "http://board.localhost", "http://[::1]:8080/"}) {
            variables.put("EASEL_URL", url);
            assertTrue(read().url().origin().startsWith("http://"));
        }
    }
}
