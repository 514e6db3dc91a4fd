package dev.easel.server.http;

import dev.easel.protocol.JsonWriter;
import dev.easel.server.http.Board.Element;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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
        return places.take(() -> read(call, project).compose(board -> put(call.principal(), project, board)));
    }

    private Future<Board> read(Call call, UUID project) {
        return call.body(settings.importBytes())
                .compose(body -> live().admit(project, call.principal()).compose(_ -> parsed(call.vertx(), body)))
                .compose(board -> fitting(project, board));
    }

    private Future<Board> parsed(Vertx vertx, Buffer body) {
        return vertx.executeBlocking(
                () -> reader.read(body.getBytes(), ports.vitals().clock().millis()), false);
    }

    private Future<Board> fitting(UUID project, Board board) {
        Set<String> ids = board.elements().stream().map(Element::id).collect(Collectors.toUnmodifiableSet());
        int limit = settings.limits().objects();
        return live().objectsWith(project, ids).map(objects -> {
            if (objects > limit) {
                throw Problem.unprocessable("the project would have " + objects + " objects, over " + limit);
            }
            return board;
        });
    }

    private Future<Reply> put(Principal principal, UUID project, Board board) {
        Future<Void> assets =
                board.assets().isEmpty() ? Future.succeededFuture() : projects.putAssets(project, board.assets());
        return assets.compose(_ -> putAll(principal, project, board))
                .compose(seq -> seq == 0 ? durability.now(project) : Future.succeededFuture(seq))
                .map(seq -> Reply.json(new JsonWriter(64)
                        .open('{')
                        .field("seq", seq)
                        .field("objects", board.elements().size())
                        .close('}')));
    }

    /** The seq of the last edit, once all are durable; 0 where there was nothing to put. */
    private Future<Long> putAll(Principal principal, UUID project, Board board) {
        UUID client = UUID.randomUUID();
        return live().beginBulk(project, principal, client)
                .compose(seat -> new BoardEdits(seat, durability, project, client, board)
                        .apply()
                        .eventually(() -> {
                            seat.leave();
                            return Future.succeededFuture();
                        }));
    }

    private LiveProjects live() {
        return ports.live();
    }
}
