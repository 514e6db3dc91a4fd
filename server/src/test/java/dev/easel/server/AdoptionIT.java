package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.adoption.Adoption;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Boards from before people signed in: whose they are, and how somebody gets them. */
@Timeout(90)
class AdoptionIT {
    private static final String PUT = "{\"op\":\"put\",\"id\":\"%s\",\"props\":{\"x\":1}}";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int adopt(String user, String... projects) {
        DatabaseAddress at = database.address();
        String url = "postgresql://" + at.user() + ":" + at.password() + "@" + at.places() + "/" + at.database()
                + "?sslmode=" + at.sslMode().value;
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Adoption(new CommandDatabase(Map.of("DATABASE_URL", url)::get), out, out)
                .by(user, List.of(projects).stream().map(UUID::fromString).toList());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String orphan() {
        return orphans(1).getFirst();
    }

    /** Rows as servers make them while nobody signs in. */
    private List<String> orphans(int count) {
        return database.sql("""
                        with made as materialized (select gen_random_uuid() as id from generate_series(1, $1::int)),
                        v as (
                            insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                            select id, id, 'manual', now(), 0, 0 from made)
                        insert into project (id, active_version, title, created_at, updated_at)
                        select id, id, 'Board', now(), now() from made returning id""", count).stream()
                .map(row -> row.getUUID(0).toString())
                .toList();
    }

    private void trash(String project) {
        database.sql("""
                with gone as (delete from project where id = $1 returning *)
                insert into trashed_project (id, title, settings, created_at, updated_at, epoch, seq, checkpoint_seq,
                                             active_version, deleted_at)
                select id, title, settings, created_at, updated_at, epoch, seq, checkpoint_seq, active_version, now()
                  from gone""", UUID.fromString(project));
    }

    private void member(String project, String user, String role) {
        database.sql("insert into member values ($1, $2, $3, now())", UUID.fromString(project), user, role);
    }

    private long owned(String user) {
        return database.number(
                "select count(*) from member join user_project using (project_id, user_id)"
                        + " where user_id = $1 and role = 'owner'",
                user);
    }

    @Test
    @DisplayName("what was drawn in open mode is nobody's once people sign in, until it is given to somebody")
    void open_mode() {
        String drawn;
        String trashed;
        try (TestEasel easel = TestEasel.start(database.address())) {
            drawn = easel.createProject();
            trashed = easel.createProject();
            try (BoardClient guest = new BoardClient().join(easel.uri(), drawn)) {
                guest.awaitDurable(guest.awaitApplied(guest.edit(PUT.formatted("a"))));
            }
            People.send(easel.uri(), "DELETE", "/api/projects/" + trashed, "");
        }
        try (TestEasel easel = TestEasel.start(database.address(), People.SETTINGS)) {
            URI uri = easel.uri();
            String[] ada = People.bearer(People.token("ada"));
            AssertionError closed = assertThrows(
                    AssertionError.class, () -> People.send(uri, "GET", "/api/projects/" + drawn, "", ada));
            assertTrue(closed.getMessage().contains("no_access"), closed.getMessage());
            assertEquals(
                    0,
                    People.send(uri, "GET", "/api/projects", "", ada)
                            .get("projects")
                            .size());

            assertEquals(0, adopt("ada"), this::said); // while the server runs
            assertTrue(said().startsWith("2 projects belong to ada now"), this::said);

            JsonNode mine =
                    People.send(uri, "GET", "/api/projects?of=mine", "", ada).get("projects");
            assertEquals(1, mine.size());
            assertEquals(drawn, mine.get(0).get("id").asText());
            try (BoardClient board = new BoardClient().with(People.token("ada")).join(uri, drawn)) {
                assertEquals("owner", board.last("welcome").get("role").asText());
                assertEquals(1, board.seq());
            }
            People.send(uri, "GET", "/api/projects/" + drawn + "/objects/a", "", ada);
            People.send(uri, "POST", "/api/projects/" + trashed + "/undelete", "", ada);
            People.member(uri, drawn, "eve", "editor");
        }
    }

    @Test
    @DisplayName("all that have no owner are given, in the trash and out of it, and no other; again is no harm")
    void all() {
        String owned = orphan();
        member(owned, "bob", "owner");
        String edited = orphan();
        member(edited, "ada", "editor");
        member(edited, "eve", "editor");
        trash(orphan());
        orphans(1_500);
        assertEquals(0, adopt("ada"), this::said);
        assertEquals(1_502, owned("ada"));
        assertEquals(1, database.number("select count(*) from member where user_id = 'bob' and role = 'owner'"));
        assertEquals(1, database.number("select count(*) from member where user_id = 'eve' and role = 'editor'"));
        assertEquals(0, adopt("eve"), this::said);
        assertEquals(0, owned("eve"));
        assertTrue(said().contains("0 projects belong to eve now"), this::said);
    }

    @Test
    @DisplayName("named ones alone are given; 3 tells that some are somebody else's, or not there")
    void named() {
        String one = orphan();
        String other = orphan();
        String owned = orphan();
        member(owned, "bob", "owner");
        assertEquals(0, adopt("ada", one, one), this::said);
        assertEquals(1, owned("ada"));
        assertEquals(0, adopt("ada", one), this::said);
        assertEquals(3, adopt("ada", other, owned), this::said);
        assertEquals(2, owned("ada"));
        assertTrue(said().contains("another owner"), this::said);
        assertEquals(3, adopt("ada", UUID.randomUUID().toString()), this::said);
    }

    @Test
    @DisplayName("what is no user id is given nothing, and a database that is not there breaks it off")
    void refused() {
        orphan();
        assertEquals(1, adopt(" ada"), this::said);
        assertEquals(0, owned(" ada"));
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String nowhere = "postgresql://a:b@127.0.0.1:1/none";
        assertEquals(
                1,
                new Adoption(new CommandDatabase(Map.of("DATABASE_URL", nowhere)::get), out, out).by("ada", List.of()));
        assertTrue(said().contains("run it again"), this::said);
    }
}
