package dev.easel.server.http;

import dev.easel.protocol.JsonWriter;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.http.Board.Element;
import dev.easel.server.room.Rooms;
import dev.easel.server.room.Rooms.LiveObjects;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Boards in: an {@code .excalidraw} file, checked entirely before anything of it is applied, merged into the project by
 * id, and answered once durable. May be used by several event loops.
 */
final class ImportResource {
    private final DeskPorts ports;
    private final StoredProjects projects;
    private final DeskSettings settings;
    private final Durability durability;
    private final BoardReader reader;
    private final Places places;

    ImportResource(DeskPorts ports, StoredProjects projects, DeskSettings settings, Durability durability) {
        this.ports = ports;
        this.projects = projects;
        this.settings = settings;
        this.durability = durability;
        this.reader = new BoardReader(settings);
        this.places = new Places(settings.imports(), "as many boards as can be are being imported; try again", 5);
    }

    Future<Reply> take(Call call) {
        UUID project = call.project();
        return places.take(() -> read(call, project).compose(board -> put(project, board)));
    }

    private Future<Board> read(Call call, UUID project) {
        return call.body(settings.importBytes())
                .compose(body -> rooms().objects(project).compose(live -> checked(call.vertx(), body, live)));
    }

    private Future<Board> checked(Vertx vertx, Buffer body, LiveObjects live) {
        return vertx.executeBlocking(
                () -> {
                    Board board =
                            reader.read(body.getBytes(), ports.vitals().clock().millis());
                    checkRoom(board, live);
                    return board;
                },
                false);
    }

    private void checkRoom(Board board, LiveObjects live) {
        Set<String> ids = new HashSet<>();
        live.objects().stream().map(CanvasObject::id).forEach(ids::add);
        board.elements().stream().map(Element::id).forEach(ids::add);
        int limit = settings.limits().objects();
        if (ids.size() > limit) {
            throw Problem.unprocessable("the project would have " + ids.size() + " objects, over " + limit);
        }
    }

    private Future<Reply> put(UUID project, Board board) {
        Future<Void> assets =
                board.assets().isEmpty() ? Future.succeededFuture() : projects.putAssets(project, board.assets());
        return assets.compose(_ -> new BoardEdits(rooms(), durability, project, board).apply())
                .compose(seq -> seq == 0 ? durability.now(project) : Future.succeededFuture(seq))
                .map(seq -> Reply.json(new JsonWriter(64)
                        .open('{')
                        .field("seq", seq)
                        .field("objects", board.elements().size())
                        .close('}')));
    }

    private Rooms rooms() {
        return ports.rooms();
    }
}
