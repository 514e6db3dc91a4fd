package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the server gives to its log: failures by {@code Cause} alone, and nothing that users make or send. */
class LogCallsTest {
    private static final Pattern CALL = Pattern.compile("\\b(?:LOG\\b|told\\(context)[^;]*;");
    private static final Pattern TELLS_TOO_MUCH = Pattern.compile("\\.(toString|getMessage|getDetail"
            + "|getLocalizedMessage|title|name|props|settings|changes|user|presence|client|uri|path|normalizedPath"
            + "|absoluteURI|query|getHeader|headers|body|text)\\(\\)|toString\\(|\\bclient\\b");

    @Test
    @DisplayName("no call gives the log the text of a failure, a path, a client's UUID or content of a board")
    void discreet() throws IOException {
        List<String> calls = SourceFile.below(Path.of("src/main/java"), "dev.easel.server.").stream()
                .filter(file -> !file.room().equals("log"))
                .flatMap(file -> CALL.matcher(file.text()).results().map(it -> file.name() + ": " + it.group()))
                .toList();
        assertTrue(calls.size() > 40, "found " + calls.size());
        assertEquals(
                List.of(),
                calls.stream().filter(it -> TELLS_TOO_MUCH.matcher(it).find()).toList());
    }

    @Test
    @DisplayName("the search finds what it should")
    void found() {
        String faulty = "LOG.warn(\"a {}\", failure\n    .toString());";
        assertEquals(
                List.of(faulty),
                CALL.matcher(faulty).results().map(MatchResult::group).toList());
        assertTrue(TELLS_TOO_MUCH.matcher(faulty).find());
    }
}
