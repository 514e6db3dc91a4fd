package dev.easel.server.http;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.json.Json;
import dev.easel.server.call.Call;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Listed;
import dev.easel.server.catalog.Projects.ListedPage;
import dev.easel.server.catalog.Projects.Order;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.catalog.Projects.Whose;
import dev.easel.server.catalog.Trash;
import dev.easel.server.catalog.Trash.Trashed;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Creates, lists, reads, changes and deletes projects, and brings deleted ones back. */
final class ProjectResource {
    private static final String UNTITLED = "Untitled";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final Projects projects;
    private final Trash trash;
    private final LiveProjects live;
    private final long timeoutMs;

    /** @param timeoutMs the most time that a deletion waits for the last edits to be saved, in milliseconds */
    ProjectResource(Projects projects, Trash trash, LiveProjects live, long timeoutMs) {
        this.projects = projects;
        this.trash = trash;
        this.live = live;
        this.timeoutMs = timeoutMs;
    }

    Future<Reply> create(Call call) {
        return call.json(ProjectForm.MAX_BYTES)
                .map(ProjectForm::read)
                .compose(form -> projects.create(
                        form.title().orElse(UNTITLED),
                        form.settings().orElse(Json.EMPTY_OBJECT),
                        call.principal().user()))
                .map(created -> Reply.created("/api/projects/" + created.id(), ProjectBody.of(created, Role.OWNER)));
    }

    /** A page of projects, the last created or updated first, or of those in the trash, the last deleted first. */
    Future<Reply> list(Call call) {
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        Optional<Position> after = call.query("after")
                .map(text -> Position.parse(text)
                        .orElseThrow(() -> Problem.badRequest("after is what the page before has as next")));
        if (call.query("in").isPresent()) {
            call.word("in", "trash");
            return trash.list(limit, after, call.principal().user()).compose(found -> page(call, TrashPage.of(found)));
        }
        Order order = call.word("order", "created", "updated").equals("updated") ? Order.UPDATED : Order.CREATED;
        Whose whose = whose(call);
        Optional<String> user = call.principal().user();
        return (user.isEmpty()
                        ? listOfAll(whose, order, limit, after)
                        : projects.listOf(user.get(), whose, order, limit, after))
                .compose(found -> page(call, Page.of(found, trash.days())));
    }

    private static Whose whose(Call call) {
        return switch (call.word("of", "all", "mine", "shared")) {
            case "mine" -> Whose.MINE;
            case "shared" -> Whose.SHARED;
            default -> Whose.ALL;
        };
    }

    /** Where nobody signs in every board is everybody's, and nobody shares any. */
    private Future<ListedPage> listOfAll(Whose whose, Order order, int limit, Optional<Position> after) {
        return whose == Whose.SHARED
                ? Future.succeededFuture(new ListedPage(List.of(), Optional.empty()))
                : projects.list(order, limit, after)
                        .map(found -> new ListedPage(
                                found.projects().stream()
                                        .map(it -> new Listed(it, Role.OWNER))
                                        .toList(),
                                found.next()));
    }

    /** A page of a thousand has megabytes, and would hold the event loop for as long as it takes to write them. */
    private static Future<Reply> page(Call call, Listing page) {
        return page.projects().size() <= PAGE
                ? Future.succeededFuture(reply(call, Written.of(page)))
                : call.vertx().executeBlocking(() -> Written.of(page), false).map(written -> reply(call, written));
    }

    /** Who looks at a list asks for it again and again: what has not changed is not sent again. */
    private static Reply reply(Call call, Written page) {
        Map<String, String> caching = Map.of("Cache-Control", "private, no-cache");
        if (call.isFresh(page.etag())) {
            return new Reply.Empty(304, caching);
        }
        Map<String, String> headers = new HashMap<>(Reply.JSON);
        headers.putAll(caching);
        return new Reply.Buffered(200, headers, page.body());
    }

    private record Written(Buffer body, String etag) {
        static Written of(Listing page) {
            Buffer body = JsonBodies.write((Record) page);
            return new Written(body, '"' + ContentTag.of("", body.getBytes()) + '"');
        }
    }

    Future<Reply> get(Call call) {
        return projects.find(call.project())
                .map(found -> Reply.json(ProjectBody.of(
                        found.orElseThrow(Problem::noProject), call.principal().role())));
    }

    Future<Reply> change(Call call) {
        UUID project = call.project();
        return call.json(ProjectForm.MAX_BYTES)
                .map(ProjectForm::read)
                .compose(form -> projects.change(project, form.title(), form.settings()))
                .map(changed -> changed(call, changed));
    }

    /** Changes some of the settings, and leaves the others. Where they are so already nobody is told. */
    Future<Reply> changeSettings(Call call) {
        UUID project = call.project();
        return call.json(ProjectForm.MAX_BYTES)
                .map(JsonBodies::object)
                .compose(patch -> projects.changeSettings(
                        project,
                        settings -> Optional.of(ProjectForm.patched(settings, patch))
                                .filter(patched -> !patched.equals(settings))))
                .compose(changed -> changed.isPresent() ? Future.succeededFuture(changed(call, changed)) : get(call));
    }

    private Reply changed(Call call, Optional<ProjectRecord> changed) {
        ProjectRecord now = changed.orElseThrow(Problem::noProject);
        live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()));
        return Reply.json(ProjectBody.of(now, call.principal().role()));
    }

    /** Puts the project into the trash, or deletes it for good, also out of the trash. */
    Future<Reply> delete(Call call) {
        UUID project = call.project();
        boolean permanently = call.word("permanently", "false", "true").equals("true");
        return (permanently ? projects.delete(project, by(call)) : discard(project, by(call))).map(existed -> {
            if (!existed) {
                throw Problem.noProject();
            }
            live.deleted(project);
            return Reply.noContent();
        });
    }

    /** With its last edits; a project that cannot be saved is deleted all the same. */
    private Future<Boolean> discard(UUID project, Optional<String> by) {
        return live.flush(project).timeout(timeoutMs, TimeUnit.MILLISECONDS).transform(_ -> trash.discard(project, by));
    }

    /** Takes the project out of the trash. One that is not deleted is answered as well: the call may be repeated. */
    Future<Reply> undelete(Call call) {
        return trash.undelete(call.project(), by(call)).compose(_ -> get(call));
    }

    private static Optional<String> by(Call call) {
        return call.principal().user().or(() -> call.principal().pseudonym());
    }

    /** A page of a list. */
    private sealed interface Listing {
        List<?> projects();
    }

    /** @param next as of {@link Page} */
    private record TrashPage(
            List<Trashed> projects, @Nullable String next) implements Listing {
        static TrashPage of(Trash.Listing found) {
            return new TrashPage(
                    found.projects(), found.next().map(Position::text).orElse(null));
        }
    }

    /**
     * @param next the parameter {@code after} of the next page; null on the last
     * @param trashDays how long one that is deleted can be brought back; 0: not at all
     */
    private record Page(
            List<ProjectBody> projects, @Nullable String next, int trashDays) implements Listing {
        static Page of(ListedPage found, int trashDays) {
            return new Page(
                    found.projects().stream()
                            .map(it -> ProjectBody.of(it.project(), it.role()))
                            .toList(),
                    found.next().map(Position::text).orElse(null),
                    trashDays);
        }
    }
}
