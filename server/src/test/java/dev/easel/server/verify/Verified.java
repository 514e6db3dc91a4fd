package dev.easel.server.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.progress.Progress;
import dev.easel.server.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs the command that verifies projects. */
public final class Verified {
    private Verified() {}

    /** Nothing of the project differs. */
    public static void assertSame(TestDatabase test, UUID project) {
        String said = said(test, project);
        assertEquals(project + " same", said.substring(0, said.indexOf(':')), said);
    }

    /** What the command prints. */
    public static String said(TestDatabase test, UUID project) {
        DatabaseAddress at = test.address();
        String url = "postgresql://" + at.user() + ":" + at.password() + "@" + at.places() + "/" + at.database()
                + "?sslmode=" + at.sslMode().value;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Verify(
                        Map.of("DATABASE_URL", url)::get,
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        Progress.onStandardError())
                .run(List.of(project));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
