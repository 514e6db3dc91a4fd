package dev.easel.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A call whose body is announced and does not come. Reading has a deadline. */
final class StalledCall implements AutoCloseable {
    private static final int DEADLINE_MS = 40_000;

    private final String method;
    private final URI uri;
    private final HttpHeaders headers;
    private final Socket socket;

    /** @param more more lines of its head, each with its end */
    StalledCall(URI server, String method, String path, String type, String more) throws IOException {
        this.method = method;
        this.uri = server.resolve(path);
        this.headers = HttpHeaders.of(Map.of("Content-Type", List.of(type)), (_, _) -> true);
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(DEADLINE_MS);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + more
                + "Content-Length: 100\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the server answers after a while; it hangs up afterwards. */
    Exchange answer() throws IOException {
        try (InputStream in = socket.getInputStream()) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\r\n\r\n", 2);
            List<String> head = parts[0].lines().toList();
            Map<String, List<String>> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            head.stream().skip(1).map(line -> line.split(": ", 2)).forEach(it -> told.put(it[0], List.of(it[1])));
            return new Exchange(
                    method,
                    uri,
                    headers,
                    new byte[0],
                    Integer.parseInt(head.getFirst().split(" ")[1]),
                    HttpHeaders.of(told, (_, _) -> true),
                    parts[1].getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
