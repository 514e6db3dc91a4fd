package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
    private static final PublicUrl ROOT = new PublicUrl("https://board.example", "");
    private static final PublicUrl BELOW = new PublicUrl("https://example.org", "/boards");

    private static String path(String asked, PublicUrl url) {
        return LocalPath.of(Optional.of(asked), url).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/p/8d0c?view", "/dashboard", "/p/x/objects/a%20b?x=1&y=/"})
    @DisplayName("a page of this server is where a sign-in leads")
    void local(String asked) {
        assertEquals(asked, path(asked, ROOT));
        assertEquals("/boards" + asked, path("/boards" + asked, BELOW));
        assertEquals("/boards/", path(asked, BELOW), "beside the server's path is another's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/\n/evil.example",
                "/p\r\nSet-Cookie: a=b",
                "/<script>",
                "/\"x",
                "/é",
                "/../x",
                "/api/sign-in",
                "/api/projects"
            })
    @DisplayName("everything else leads to the list of boards")
    void elsewhere(String asked) {
        assertEquals("/", path(asked, ROOT));
        assertEquals("/boards/", path("/boards" + asked.replaceFirst("^$", "x"), BELOW));
    }

    @Test
    @DisplayName("the longest is kept, one longer is not; a fragment is cut off")
    void bounds() {
        String longest = "/" + "p".repeat(LocalPath.LONGEST - 1);
        assertEquals(longest, path(longest, ROOT));
        assertEquals("/", path(longest + "p", ROOT));
        assertEquals("/p/1", path("/p/1#key=secret", ROOT));
        assertEquals("/", LocalPath.of(Optional.empty(), ROOT).text());
        assertEquals("%2Fp%2F1%3Fa%3D%27", new LocalPath("/p/1?a='").encoded());
    }
}
