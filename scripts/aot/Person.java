import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One socket on one board, from hello to the last edit. */
final class Person implements WebSocket.Listener {
    private static final int OBJECTS = 10;
    private static final int PATIENCE_S = Training.PATIENCE_S;
    private static final int AGAIN_MS = 500;
    private static final Pattern TYPE = Pattern.compile("^\\{\"type\":\"([a-z]+)\"");
    private static final Pattern STAND = Pattern.compile("\"epoch\":(\\d+),\"seq\":(\\d+)");

    private final URI server;
    private final String board;
    private final Kind kind;
    private final UUID client;
    private final String resume;
    private final WebSocket socket;
    private final Set<String> heard = new HashSet<>();
    private String stand = "";
    private boolean inMessage;
    private int edits;

    Person(URI server, String board, Kind kind) throws Exception {
        this(server, board, kind, UUID.randomUUID(), "");
    }

    private Person(URI server, String board, Kind kind, UUID client, String resume) throws Exception {
        this.server = server;
        this.board = board;
        this.kind = kind;
        this.client = client;
        this.resume = resume;
        URI uri = URI.create("ws" + server.toString().substring(4) + "/api/projects/" + board + "/socket");
        socket = Training.HTTP
                .newWebSocketBuilder()
                .subprotocols("easel.v1")
                .buildAsync(uri, this)
                .get(PATIENCE_S, TimeUnit.SECONDS);
        say("{\"type\":\"hello\",\"client\":\"%s\",\"user\":{\"name\":\"Ada\"}%s%s}"
                .formatted(client, kind.takes, resume));
    }

    /** The same client, on another socket, with the copy that it has. */
    Person again() throws Exception {
        return new Person(server, board, kind, client, ",\"pending\":%d%s".formatted(edits + 1, stand));
    }

    /** Its objects are put in the first rounds, and then moved; one of them is deleted and put again, in turns. */
    void edit(int round) throws Exception {
        int object = round % OBJECTS;
        String id = client.toString().substring(0, 8) + "-" + object;
        boolean isOdd = round / OBJECTS % 2 == 1;
        String change;
        if (object == 0 && isOdd) {
            change = "{\"op\":\"delete\",\"id\":\"%s\"}".formatted(id);
        } else if (object == 0 || round < OBJECTS) {
            change = "{\"op\":\"put\",\"id\":\"%s\",\"props\":%s}".formatted(id, Training.shape(round));
        } else {
            change = "{\"op\":\"patch\",\"id\":\"%s\",\"set\":{\"x\":%d.5,\"y\":%d}}".formatted(id, round, round);
        }
        say("{\"type\":\"edit\",\"edit\":%d,\"changes\":[%s]}".formatted(++edits, change));
        if (round % 3 == 0) {
            say("{\"type\":\"presence\",\"state\":{\"cursor\":[%d,%d]}}".formatted(round, round));
        }
        if (round % 50 == 0) {
            say("{\"type\":\"ping\"}");
        }
    }

    private void say(String message) throws Exception {
        socket.sendText(message, true).get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Waits until it has the board. Who is refused comes again, as people do where a machine is busy. */
    Person ready() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        Person here = this;
        while (!here.isReady(deadline)) {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            here = new Person(server, board, kind, client, resume);
        }
        return here;
    }

    /** False when it was refused. */
    private boolean isReady(long deadline) throws InterruptedException {
        synchronized (heard) {
            while (!heard.contains("ready")) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("not heard: ready, but " + heard);
                }
                if (heard.contains("error")) {
                    return false;
                }
                heard.wait(100);
            }
            return true;
        }
    }

    void leave() throws Exception {
        socket.sendClose(1000, "").get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (!inMessage) {
            hear(data);
        }
        inMessage = !last;
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void hear(CharSequence begin) {
        Matcher type = TYPE.matcher(begin);
        synchronized (heard) {
            if (!type.find() || !heard.add(type.group(1))) {
                return;
            }
            Matcher told = STAND.matcher(begin);
            if (type.group(1).equals("welcome") && told.find()) {
                stand = ",\"resume\":{\"epoch\":%s,\"seq\":%s}".formatted(told.group(1), told.group(2));
            }
            heard.notifyAll();
        }
    }

    /** What clients take: most are new; some were loaded before the last release, or are somebody else's. */
    enum Kind {
        NEW(",\"takes\":[\"author\",\"columns\",\"deflate\"]"),
        BRIEF(",\"takes\":[\"author\"]"),
        OLD("");

        private final String takes;

        Kind(String takes) {
            this.takes = takes;
        }

        static Kind of(int number) {
            return switch (number % 10) {
                case 3 -> OLD;
                case 7 -> BRIEF;
                default -> NEW;
            };
        }
    }
}
