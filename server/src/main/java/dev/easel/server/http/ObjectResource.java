package dev.easel.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.server.call.BoardsHeld;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.SavedObjects;
import dev.easel.server.live.LiveObject;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The objects of a project: as they are in memory ({@code view=live}), or as they are saved ({@code view=saved}). */
final class ObjectResource {
    private final Projects projects;
    private final LiveProjects live;
    private final Permits reads;
    private final BoardsHeld boards;

    /**
     * @param reads of whole boards, from the database
     * @param boards that answers hold
     */
    ObjectResource(Projects projects, LiveProjects live, Permits reads, BoardsHeld boards) {
        this.projects = projects;
        this.live = live;
        this.reads = reads;
        this.boards = boards;
    }

    /** All objects, in no particular order, and their seq. */
    Future<Reply> list(Call call) {
        UUID project = call.project();
        return isLive(call)
                ? live.objects(project).map(live -> {
                    boards.hold(call, live, live.bytes());
                    return all(live.seq(), live.objects());
                })
                : reads.run(() -> projects.savedObjects(project)).map(found -> {
                    SavedObjects saved = found.orElseThrow(Problem::noProject);
                    boards.hold(call, saved, saved.bytes());
                    return all(saved.seq(), saved.objects());
                });
    }

    Future<Reply> get(Call call) {
        UUID project = call.project();
        String id = call.object();
        Future<Optional<CanvasObject>> found = isLive(call)
                ? live.object(project, id).map(LiveObject::found)
                : projects.savedObject(project, id)
                        .map(saved -> saved.orElseThrow(Problem::noProject).objects().stream()
                                .findFirst());
        return found.map(object -> Reply.json(ObjectJson.write(object.orElseThrow(() -> Problem.noObject(id)))));
    }

    private static boolean isLive(Call call) {
        return call.word("view", "live", "saved").equals("live");
    }

    private static Reply all(long seq, List<CanvasObject> objects) {
        String head = "{\"seq\":" + seq + ",\"objects\":[";
        Stream<byte[]> items =
                Pieces.separated(objects, object -> ObjectJson.write(object).toBytes());
        return new Reply.Streamed(
                200,
                Reply.JSON,
                Pieces.of(Stream.concat(
                        Stream.concat(Stream.of(head.getBytes(US_ASCII)), items), Stream.of("]}".getBytes(US_ASCII)))));
    }
}
