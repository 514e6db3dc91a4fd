package dev.easel.server.audit;

import static io.vertx.core.http.HttpMethod.GET;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.protocol.json.Json;
import dev.easel.server.audit.AuditLog.Entry;
import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Call;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.call.Routes;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The calls that read the audit log: that of a board for its owners, and all of it for operators. There is one in an
 * instance; it may be mounted on the routers of several event loops.
 */
public final class AuditApi {
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final AuditLog log;
    private final Projects projects;
    private final BodyBytes bodies = new BodyBytes(0);

    public AuditApi(AuditLog log, Projects projects) {
        this.log = log;
        this.projects = projects;
    }

    /**
     * Answers the calls on this router.
     *
     * @param guard decides who may make a call
     * @param loop where the router's requests are answered
     */
    public void mount(Router router, Guard guard, Loop loop) {
        new Routes(router, guard, bodies, loop)
                .add("/api/audit", Map.of(GET, this::all))
                .add("/api/projects/:project/audit", Map.of(GET, this::ofProject));
    }

    private Future<Reply> all(Call call) {
        return log.all(limit(call), before(call)).map(AuditApi::reply);
    }

    private Future<Reply> ofProject(Call call) {
        UUID project = call.project();
        int limit = limit(call);
        Optional<Position> before = before(call);
        return log.of(project, limit, before)
                .compose(page -> page.entries().isEmpty() ? there(project).map(page) : Future.succeededFuture(page))
                .map(AuditApi::reply);
    }

    /** A board in the trash, of which there is an entry, is told of as well. */
    private Future<?> there(UUID project) {
        return projects.find(project).map(found -> found.orElseThrow(Problem::noProject));
    }

    private static int limit(Call call) {
        return (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
    }

    private static Optional<Position> before(Call call) {
        return call.query("before")
                .map(text -> Position.parse(text)
                        .orElseThrow(() -> Problem.badRequest("before is what the page before has as next")));
    }

    private static Reply reply(AuditLog.Page page) {
        return Reply.json(new PageBody(
                page.entries().stream().map(EntryBody::of).toList(),
                page.next().map(Position::text).orElse(null)));
    }

    /** @param next the parameter {@code before} of the next page; null on the last */
    private record PageBody(
            List<EntryBody> entries, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record EntryBody(
            long at,
            String act,
            @Nullable String who,
            @Nullable UUID project,
            @Nullable String subject,
            Json detail) {
        static EntryBody of(Entry it) {
            return new EntryBody(
                    it.at(),
                    it.act(),
                    it.who().orElse(null),
                    it.project().orElse(null),
                    it.subject().orElse(null),
                    it.detail());
        }
    }
}
