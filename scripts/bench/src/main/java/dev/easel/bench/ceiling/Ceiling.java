package dev.easel.bench.ceiling;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bare broadcaster on one event loop. Sockets of the same path are in the same room. */
public final class Ceiling extends VerticleBase {
    private final int batchMs;
    private final Map<String, Broadcaster> rooms = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // set by start
    private HttpServer server;

    private Ceiling(int batchMs) {
        this.batchMs = batchMs;
    }

    /** {@code --batch MS}: what comes within {@code MS} milliseconds leaves in one frame; 0 sends each edit at once. */
    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--batch")) {
            System.err.println("usage: Ceiling --batch MS");
            System.exit(2);
        }
        Ceiling ceiling = new Ceiling(Integer.parseInt(arguments[1]));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.deployVerticle(ceiling)
                .onSuccess(
                        _ -> System.out.println("Ceiling is ready at http://127.0.0.1:" + ceiling.server.actualPort()))
                .onFailure(failure -> {
                    System.err.println("The ceiling does not start: " + failure);
                    System.exit(1);
                });
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setWebSocketSubProtocols(List.of("easel.v1"))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        server = vertx.createHttpServer(options).webSocketHandler(this::open);
        if (batchMs > 0) {
            vertx.setPeriodic(batchMs, _ -> rooms.values().forEach(Broadcaster::flush));
        }
        return server.listen(0, "127.0.0.1");
    }

    private void open(ServerWebSocket socket) {
        Broadcaster room = rooms.computeIfAbsent(socket.path(), _ -> new Broadcaster());
        Guest guest = new Guest(room, socket);
        socket.frameHandler(guest::frame);
        socket.closeHandler(_ -> room.leave(socket));
    }

    private final class Guest {
        private final Broadcaster room;
        private final ServerWebSocket socket;
        private byte @Nullable [] client;

        Guest(Broadcaster room, ServerWebSocket socket) {
            this.room = room;
            this.socket = socket;
        }

        void frame(WebSocketFrame frame) {
            if (!frame.isText()) {
                return;
            }
            byte[] text = frame.binaryData().getBytes();
            if (client == null) {
                client = Broadcaster.client(text);
                room.join(socket);
            } else {
                room.add(client, text);
                if (batchMs == 0) {
                    room.flush();
                }
            }
        }
    }
}
