package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version before and this one, on one database, as during a rolling update. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class VersionsIT {
    private static final int EDITS = 50;
    private static final int ENDED_BY_SIGTERM = 143;

    @ParameterizedTest(name = "the version before starts first: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("O1 the version before and this one serve one board together, whichever starts first")
    void side_by_side(boolean isBeforeFirst) throws Exception {
        Path before = VersionBefore.jar();
        try (TestDatabase database = TestDatabase.create()) {
            Map<String, String> environment = InstancesIT.environment(database);
            ServerProcess first =
                    isBeforeFirst ? ServerProcess.start(before, environment) : ServerProcess.start(environment);
            first.awaitReady();
            ServerProcess second =
                    isBeforeFirst ? ServerProcess.start(environment) : ServerProcess.start(before, environment);
            List<BoardClient> people = new ArrayList<>();
            String project;
            try (TestEasel third = TestEasel.start(database.address())) {
                project = third.createProject(); // at neither of the two, so that nobody has it
            }
            for (var uri : List.of(first.uri(), second.awaitReady())) {
                people.add(new BoardClient().join(uri, project));
                people.add(new BoardClient().join(uri, project));
            }
            draw(people);
            assertEquals(EDITS * 4, database.number("select count(*) from event"));
            assertEquals(1, database.number("select count(distinct epoch) from event"), "one owner for all");

            assertEquals(ENDED_BY_SIGTERM, first.terminate());
            for (BoardClient person : people) {
                if (people.indexOf(person) < 2 || person.isClosed()) {
                    person.awaitClose();
                }
                person.join(second.uri(), project);
                person.resendUnsettled();
            }
            draw(people);
            assertEquals(EDITS * 8, database.number("select count(*) from event"));
            assertEquals(ENDED_BY_SIGTERM, second.terminate());
        }
    }

    /** All of them at once; then every copy is the same. */
    private static void draw(List<BoardClient> people) {
        for (int i = 0; i < EDITS; i++) {
            for (BoardClient person : people) {
                person.edit("{\"op\":\"put\",\"id\":\"o" + people.indexOf(person) + "_" + i + "\",\"props\":{\"x\":" + i
                        + "}}");
            }
        }
        long last = people.getFirst().seq();
        for (BoardClient person : people) {
            last = Math.max(last, person.awaitAllDurable());
        }
        for (BoardClient person : people) {
            person.awaitDurable(last);
            assertEquals(people.getFirst().board(), person.board());
        }
    }
}
