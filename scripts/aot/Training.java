import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minute of two servers with one database, as a server meets it that has just started: many who draw, boards that are
 * loaded, many who join, and all that is asked of a server besides. The one that is trained will have ready what it has
 * seen here, and how often: a method that is called only now and then in it is taken for one that never is. Arguments:
 * the address of the trained server, that of the other, and the other's process id: it ends in between, and gives the
 * boards it has to the trained one.
 */
final class Training {
    private static final int BOARDS = 10;
    private static final int PER_BOARD = 10;

    /** Rounds of edits on both servers; and on the trained one, whose events are gathered when there are so many. */
    private static final int FORWARDED = 60;

    private static final int EDITS = 250;
    private static final int BETWEEN_MS = 35;

    private static final int LARGE = 8_000;
    private static final int PER_EDIT = 500;
    private static final int VISITS = 8;
    static final int PATIENCE_S = 30;
    private static final int MOST_MINUTES = 5;

    static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"\\.?/([^\"]+)\"");
    private static final Pattern ROOMS = Pattern.compile("(?m)^easel_rooms(?:\\{.*})? ([0-9.]+)");

    private static final String SHAPE = """
            {"type":"%s","x":%d.25,"y":%d,"width":120.5,"height":80,"angle":0,"strokeColor":"#1e1e1e",\
            "backgroundColor":"#a5d8ff","fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,\
            "opacity":100,"groupIds":[],"frameId":null,"index":"a%d","roundness":{"type":3},"seed":%d,\
            "boundElements":[{"id":"text-1","type":"text"}],"link":null,"locked":false,"points":[[0,0],[10.5,20.25]],\
            "text":"Größe \\"eins\\"\\nzwei 🎨","originalText":"Größe \\"eins\\"\\nzwei 🎨","fontSize":20}""";

    public static void main(String[] arguments) throws Exception {
        CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES)
                .execute(() -> Runtime.getRuntime().halt(1)); // a build must not hang with it
        URI trained = URI.create(arguments[0]);
        URI other = URI.create(arguments[1]);
        List<String> boards = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            // Half of them belong to each server, which owns what it was asked for first.
            String board = create(trained, i);
            boards.add(board);
            get(i % 2 == 0 ? trained : other, "/api/projects/" + board + "/objects");
        }
        draw(boards, List.of(trained, other), FORWARDED);
        ask(boards, trained);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
        process.destroy();
        process.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
        visit(large(trained), trained);
        draw(boards, Collections.nCopies(PER_BOARD, trained), EDITS);
        ask(boards, trained);
    }

    /** On each board one person at each of the servers. */
    private static void draw(List<String> boards, List<URI> servers, int rounds) throws Exception {
        List<Person> people = new ArrayList<>();
        for (String board : boards) {
            for (URI server : servers) {
                people.add(new Person(server, board, Person.Kind.of(people.size())));
            }
        }
        for (int i = 0; i < people.size(); i++) {
            people.set(i, people.get(i).ready());
        }
        for (int round = 0; round < rounds; round++) {
            long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BETWEEN_MS);
            for (Person person : people) {
                person.edit(round);
            }
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        for (Person person : people) {
            person.leave();
        }
    }

    /** A board that is as large as those that people wait for. */
    private static String large(URI server) throws Exception {
        String board = create(server, BOARDS);
        for (int edit = 1; edit <= LARGE / PER_EDIT; edit++) {
            StringJoiner changes = new StringJoiner(",");
            for (int i = 0; i < PER_EDIT; i++) {
                int number = edit * PER_EDIT + i;
                changes.add("{\"op\":\"put\",\"id\":\"object-%d\",\"props\":%s}".formatted(number, shape(number)));
            }
            send(server, "POST", "/api/projects/" + board + "/edits", """
                    {"client":"%s","edits":[{"edit":%d,"changes":[%s]}]}"""
                    .formatted(new UUID(0, 1), edit, changes));
        }
        return board;
    }

    /** It is loaded each time anew, by one of each kind, the first of whom comes back. */
    private static void visit(String board, URI server) throws Exception {
        for (int visit = 0; visit < VISITS; visit++) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
            while (isAnyRoom(server)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("a board does not leave the memory");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            List<Person> people = new ArrayList<>();
            for (Person.Kind kind : Person.Kind.values()) {
                people.add(new Person(server, board, kind));
            }
            for (int i = 0; i < people.size(); i++) {
                people.set(i, people.get(i).ready());
                people.get(i).edit(visit);
            }
            Person first = people.removeFirst();
            first.leave();
            people.add(first.again().ready());
            for (Person person : people) {
                person.leave();
            }
        }
    }

    private static boolean isAnyRoom(URI server) throws Exception {
        Matcher rooms = ROOMS.matcher(get(server, "/metrics"));
        if (!rooms.find()) {
            throw new IllegalStateException("the metrics do not tell how many rooms there are");
        }
        return Double.parseDouble(rooms.group(1)) > 0;
    }

    /** What is asked over HTTP. */
    private static void ask(List<String> boards, URI server) throws Exception {
        for (String board : boards) {
            String path = "/api/projects/" + board;
            for (String of : List.of("", "/objects", "/export", "/versions", "/history", "/deleted")) {
                get(server, path + of);
                browse(server, path + of);
            }
            send(server, "POST", path + "/edits", "{\"client\":\"%s\",\"edits\":[%s]}".formatted(
                    UUID.randomUUID(),
                    "{\"edit\":1,\"changes\":[{\"op\":\"put\",\"id\":\"by-http\",\"props\":%s}]}"
                            .formatted(shape(1))));
            send(server, "POST", path + "/flush", "");
            send(server, "POST", path + "/import", """
                    {"type":"excalidraw","version":2,"elements":[{"id":"imported",%s]}"""
                    .formatted(shape(2).substring(1)));
            send(server, "PATCH", path, "{\"title\":\"Trained\"}");
            send(server, "POST", path + "/versions", "{\"name\":\"Trained\"}");
        }
        for (String path : List.of("/api/projects", "/health/ready", "/health/live", "/metrics", "/nothing")) {
            get(server, path);
        }
        for (String path : List.of("/", "/api/me", "/api/projects")) {
            browse(server, path);
        }
        Matcher file = FILE.matcher(get(server, "/"));
        while (file.find()) {
            browse(server, "/" + file.group(1));
        }
    }

    /** As a browser does, which unpacks what comes. */
    private static void browse(URI server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept-Encoding", "gzip, deflate, br")
                .build();
        answered(path, HTTP.send(request, BodyHandlers.discarding()));
    }

    /** What is not there may be among what is asked for; a server that cannot answer trains nothing. */
    private static <T> T answered(String path, HttpResponse<T> answer) {
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new IllegalStateException(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private static String create(URI server, int i) throws Exception {
        Matcher id = ID.matcher(send(server, "POST", "/api/projects", "{\"title\":\"Training " + i + "\"}"));
        if (!id.find()) {
            throw new IllegalStateException("no project was created");
        }
        return id.group(1);
    }

    private static String get(URI server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
        return answered(path, HTTP.send(request, BodyHandlers.ofString()));
    }

    private static String send(URI server, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static String shape(int i) {
        List<String> types = List.of("rectangle", "text", "arrow", "freedraw");
        return SHAPE.formatted(types.get(i % types.size()), i * 7, i * 3, i, i * 31);
    }
}
