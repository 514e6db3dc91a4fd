package dev.easel.server.historyapi;

import dev.easel.protocol.json.Json;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.derived.DeletedObject;
import dev.easel.server.history.DeletionPosition;
import dev.easel.server.history.PastDeletions;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The objects that were deleted and are not there again, the newest deletion first. */
final class DeletedResource {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final PastDeletions deletions;
    private final Permits permits;

    DeletedResource(PastDeletions deletions, Permits permits) {
        this.deletions = deletions;
        this.permits = permits;
    }

    Future<Reply> list(Call call) {
        UUID project = call.project();
        Optional<DeletionPosition> before = call.query("before")
                .map(text -> DeletionPosition.parse(text)
                        .orElseThrow(() -> Problem.badRequest("before is a seq, or what the page before has as next")));
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        return permits.run(() -> deletions.behind(project, before, limit)).map(page -> Reply.json(Body.of(page)));
    }

    /** @param next the parameter {@code before} of the next page; null on the last */
    private record Body(List<ObjectBody> objects, @Nullable String next) {
        static Body of(PastDeletions.Page page) {
            return new Body(
                    page.objects().stream().map(ObjectBody::of).toList(),
                    page.next().map(DeletionPosition::text).orElse(null));
        }
    }

    private record ObjectBody(String id, Json props, long seq, long at, String by, UUID author) {
        static ObjectBody of(DeletedObject it) {
            return new ObjectBody(it.id(), it.props(), it.seq(), it.at(), it.by(), it.author());
        }
    }
}
