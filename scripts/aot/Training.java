import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who draw on two servers with one database, and all that is asked of a server besides, in the proportions of a
 * usual day: what the one that is trained will have ready. Arguments: the address of the trained server, that of the
 * other, and the other's process id: it ends in between, and gives the boards it has to the trained one.
 */
final class Training {
    private static final int BOARDS = 8;
    private static final int EDITS = 150;
    private static final int OBJECTS = 40;
    private static final int PATIENCE_S = 30;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private static final String SHAPE = """
            {"type":"%s","x":%d.25,"y":%d,"width":120.5,"height":80,"angle":0,"strokeColor":"#1e1e1e",\
            "backgroundColor":"#a5d8ff","fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,\
            "opacity":100,"groupIds":[],"frameId":null,"index":"a%d","roundness":{"type":3},"seed":%d,\
            "boundElements":[{"id":"text-1","type":"text"}],"link":null,"locked":false,"points":[[0,0],[10.5,20.25]],\
            "text":"Größe \\"eins\\"\\nzwei 🎨","originalText":"Größe \\"eins\\"\\nzwei 🎨","fontSize":20}""";

    public static void main(String[] arguments) throws Exception {
        URI trained = URI.create(arguments[0]);
        URI other = URI.create(arguments[1]);
        List<String> boards = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            // Half of them belong to each server, which owns what it was asked for first.
            String board = create(trained, i);
            boards.add(board);
            get(i % 2 == 0 ? trained : other, "/api/projects/" + board + "/objects");
        }
        draw(boards, trained, other);
        ask(boards, trained);
        TimeUnit.MILLISECONDS.sleep(1_500); // there is a save
        ProcessHandle process = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
        process.destroy();
        process.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
        draw(boards, trained, trained);
        ask(boards, trained);
    }

    private static void draw(List<String> boards, URI trained, URI other) throws Exception {
        List<Person> people = new ArrayList<>();
        for (String board : boards) {
            people.add(new Person(trained, board));
            people.add(new Person(other, board));
        }
        for (Person person : people) {
            person.await("\"type\":\"ready\"");
        }
        for (int edit = 0; edit < EDITS; edit++) {
            for (Person person : people) {
                person.edit(edit);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        for (Person person : people) {
            person.leave();
        }
    }

    /** What is asked over HTTP. */
    private static void ask(List<String> boards, URI server) throws Exception {
        for (String board : boards) {
            String path = "/api/projects/" + board;
            for (String of : List.of("", "/objects", "/export")) {
                get(server, path + of);
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
        }
        for (String path : List.of("/", "/api/projects", "/health/ready", "/health/live", "/metrics", "/nothing")) {
            get(server, path);
        }
    }

    private static String create(URI server, int i) throws Exception {
        Matcher id = ID.matcher(send(server, "POST", "/api/projects", "{\"title\":\"Training " + i + "\"}"));
        if (!id.find()) {
            throw new IllegalStateException("no project was created");
        }
        return id.group(1);
    }

    private static String get(URI server, String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .body();
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

    private static String shape(int i) {
        List<String> types = List.of("rectangle", "text", "arrow", "freedraw");
        return SHAPE.formatted(types.get(i % types.size()), i * 7, i * 3, i, i * 31);
    }

    /** One socket, from hello to the first edits that are durable. */
    private static final class Person implements WebSocket.Listener {
        private final StringBuilder heard = new StringBuilder();
        private final WebSocket socket;
        private final UUID client = UUID.randomUUID();

        Person(URI server, String board) throws Exception {
            URI uri = URI.create("ws" + server.toString().substring(4) + "/api/projects/" + board + "/socket");
            socket = HTTP.newWebSocketBuilder()
                    .subprotocols("easel.v1")
                    .buildAsync(uri, this)
                    .get(PATIENCE_S, TimeUnit.SECONDS);
            say("{\"type\":\"hello\",\"client\":\"%s\",\"user\":{\"name\":\"Ada\"}}".formatted(client));
        }

        void edit(int n) throws Exception {
            String id = client.toString().substring(0, 8) + "-" + n % OBJECTS;
            String change =
                    switch (n % 10) {
                        case 9 -> "{\"op\":\"delete\",\"id\":\"%s\"}".formatted(id);
                        case 0, 1, 2 -> "{\"op\":\"put\",\"id\":\"%s\",\"props\":%s}".formatted(id, shape(n));
                        default -> "{\"op\":\"patch\",\"id\":\"%s\",\"set\":{\"x\":%d.5,\"y\":%d}}".formatted(id, n, n);
                    };
            say("{\"type\":\"edit\",\"edit\":%d,\"changes\":[%s]}".formatted(n + 1, change));
            if (n % 3 == 0) {
                say("{\"type\":\"presence\",\"state\":{\"x\":%d,\"y\":%d}}".formatted(n, n));
            }
            if (n % 50 == 0) {
                say("{\"type\":\"ping\"}");
            }
        }

        private void say(String message) throws Exception {
            socket.sendText(message, true).get(PATIENCE_S, TimeUnit.SECONDS);
        }

        void await(String text) throws InterruptedException {
            synchronized (heard) {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
                while (heard.indexOf(text) < 0) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("not heard: " + text);
                    }
                    heard.wait(100);
                }
            }
        }

        void leave() throws Exception {
            await("\"type\":\"durable\"");
            socket.sendClose(1000, "").get(PATIENCE_S, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            synchronized (heard) {
                heard.append(data);
                heard.notifyAll();
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
