package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.server.access.Act;
import dev.easel.server.access.Acts;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every call there is, made by everybody there is, at the owner of the project and through another instance: each cell
 * is as the matrix of {@code access.md} says.
 */
@Timeout(300)
class AccessMatrixIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A row of the matrix: method, path, and a cell for each column. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z]+) (/[^`]*)` \\|((?: (?:yes|401|403) \\|){8})$");

    private static final List<String> COLUMNS =
            List.of("owner", "editor", "viewer", "link to edit", "link to view", "somebody else", "operator", "nobody");

    private static final Set<String> FOR_PEOPLE = Set.of(
            "PUT /api/projects/:project/members/:user",
            "POST /api/projects/:project/links",
            "POST /api/projects/:project/links/redeem",
            "POST /api/projects/:project/access-requests");

    private static TestDatabase database;
    private static TestEasel owner;
    private static TestEasel other;
    private static People people;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        owner = TestEasel.start(database.address(), People.SETTINGS);
        other = TestEasel.start(database.address(), People.SETTINGS);
        people = new People(database, owner.uri());
    }

    @AfterAll
    static void stop() {
        other.close();
        owner.close();
        database.close();
    }

    /** The cells of each call, by column. */
    private static Map<String, List<String>> matrix() {
        Map<String, List<String>> matrix = new LinkedHashMap<>();
        ROW.matcher(Repository.text("server/docs/access.md"))
                .results()
                .forEach(row -> matrix.put(row.group(1) + " " + row.group(2), cells(row)));
        return matrix;
    }

    private static List<String> cells(MatchResult row) {
        return List.of(row.group(3).strip().replaceFirst("\\|$", "").strip().split(" \\| "));
    }

    @Test
    @DisplayName("A1 the matrix has a row for each call there is, and no other")
    void every_call() {
        Set<String> calls = Acts.all().stream()
                .map(act -> act.method() + " " + act.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(calls, new TreeSet<>(matrix().keySet()));
    }

    @Test
    @DisplayName("A1 each call by each person, at the owner and through another instance, is as the matrix says")
    void every_cell() throws Exception {
        Map<String, List<String>> matrix = matrix();
        List<String> wrong = new ArrayList<>();
        for (Act act : Acts.all()) {
            for (TestEasel easel : List.of(owner, other)) {
                Board board = people.board(owner.uri());
                // The owner last: they may delete it.
                for (int column = COLUMNS.size() - 1; column >= 0; column--) {
                    String expected =
                            matrix.get(act.method() + " " + act.path()).get(column);
                    for (Map.Entry<String, String[]> who :
                            people.of(COLUMNS.get(column), board).entrySet()) {
                        String answered = answered(act, call(easel.uri(), act, board, who.getValue()));
                        if (!answered.equals(expected)) {
                            wrong.add(act + " by " + who.getKey() + (easel == owner ? "" : ", passed on") + ": "
                                    + answered + ", and not " + expected);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("A1 who came by a link that was revoked has no access, and is nobody where a person is demanded")
    void revoked() throws Exception {
        Board board = people.board(owner.uri());
        String[] revoked = people.revoked(owner.uri(), board);
        for (Act act : Acts.all()) {
            if (act.need().isOfProject()) {
                for (TestEasel easel : List.of(owner, other)) {
                    int status = call(easel.uri(), act, board, revoked);
                    assertFalse(status != 403 && status != 401, act + ": " + status);
                }
            }
        }
    }

    @Test
    @DisplayName("A1 who came by a link and is signed in is not told who the members are, until they are one")
    void members() throws Exception {
        Board board = people.board(owner.uri());
        String[] zoe = People.bearer(People.token("zoe"));
        People.redeemed(owner.uri(), board.id(), People.link(owner.uri(), board.id(), "editor"), "{}", zoe);
        Act members = Acts.of("GET", "/api/projects/:project/members");
        assertEquals(403, call(owner.uri(), members, board, zoe));
        assertEquals(403, call(other.uri(), members, board, zoe));
        People.member(owner.uri(), board.id(), "zoe", "viewer");
        assertEquals(200, call(other.uri(), members, board, zoe));
    }

    @Test
    @DisplayName("A1 in open mode everybody may do everything, whatever they bring")
    void open() throws Exception {
        try (TestDatabase empty = TestDatabase.create();
                TestEasel easel = TestEasel.start(empty.address())) {
            for (Act act : Acts.all()) {
                Board board = new Board(easel.createProject(), "", "", "");
                int status = call(easel.uri(), act, board, new String[] {"Authorization", "Bearer nothing"});
                // Nobody can be let in where everybody may do everything.
                assertEquals(
                        FOR_PEOPLE.contains(act.method() + " " + act.path()) ? "409" : "yes",
                        answered(act, status),
                        act.toString());
            }
        }
    }

    /** A yes is the answer that the call has where it is let in, and no other. */
    private static String answered(Act act, int status) {
        return MatrixCall.of(act).statuses().contains(status) ? "yes" : Integer.toString(status);
    }

    private static int call(URI server, Act act, Board board, String[] headers) throws Exception {
        String path = act.path()
                .replace(":project", board.id())
                .replace(":object", "a")
                .replace(":asset", "a")
                .replace(":user", "nobody-yet")
                .replaceAll(":(version|link)", UUID.randomUUID().toString());
        if (act.equals(Acts.SOCKET)) {
            return upgrade(server, path, headers);
        }
        MatrixCall call = MatrixCall.of(act);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path + call.query()));
        String body = call.body().replace(":key", board.key());
        request.method(
                act.method(),
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", call.type());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return status(request.build());
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        response.body().close(); // a feed has no end
        return response.statusCode();
    }

    private static int upgrade(URI server, String path, String[] headers) {
        URI uri = URI.create(server.toString().replaceFirst("^http", "ws") + path);
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("easel.v1");
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Authorization")) {
                builder.subprotocols("easel.v1", "bearer." + headers[i + 1].substring("Bearer ".length()));
            } else {
                builder.header(headers[i], headers[i + 1]);
            }
        }
        try {
            builder.buildAsync(uri, new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    /**
     * A project with people of each role.
     *
     * @param editing the token of a link to edit
     * @param viewing the token of a link to view
     * @param key in a link to view
     */
    record Board(String id, String editing, String viewing, String key) {}
}
