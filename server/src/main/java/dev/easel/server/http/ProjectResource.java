package dev.easel.server.http;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.json.Json;
import dev.easel.server.call.Call;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Order;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, lists, reads, changes and deletes projects. */
final class ProjectResource {
    private static final String UNTITLED = "Untitled";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final Projects projects;
    private final LiveProjects live;

    ProjectResource(Projects projects, LiveProjects live) {
        this.projects = projects;
        this.live = live;
    }

    Future<Reply> create(Call call) {
        return call.json(ProjectForm.MAX_BYTES)
                .map(ProjectForm::read)
                .compose(form -> projects.create(
                        form.title().orElse(UNTITLED), form.settings().orElse(Json.EMPTY_OBJECT)))
                .map(created -> Reply.created("/api/projects/" + created.id(), ProjectBody.of(created)));
    }

    /** A page of projects, the last created or updated first. */
    Future<Reply> list(Call call) {
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        Optional<Position> after = call.query("after")
                .map(text -> Position.parse(text)
                        .orElseThrow(() -> Problem.badRequest("after is what the page before has as next")));
        Order order = call.word("order", "created", "updated").equals("updated") ? Order.UPDATED : Order.CREATED;
        return projects.list(order, limit, after).map(found -> Reply.json(Page.of(found)));
    }

    Future<Reply> get(Call call) {
        return projects.find(call.project())
                .map(found -> Reply.json(ProjectBody.of(found.orElseThrow(Problem::noProject))));
    }

    Future<Reply> change(Call call) {
        UUID project = call.project();
        return call.json(ProjectForm.MAX_BYTES)
                .map(ProjectForm::read)
                .compose(form -> projects.change(project, form.title(), form.settings()))
                .map(changed -> {
                    ProjectRecord now = changed.orElseThrow(Problem::noProject);
                    live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()));
                    return Reply.json(ProjectBody.of(now));
                });
    }

    Future<Reply> delete(Call call) {
        UUID project = call.project();
        return projects.delete(project).map(existed -> {
            if (!existed) {
                throw Problem.noProject();
            }
            live.deleted(project);
            return Reply.noContent();
        });
    }

    /** @param next the parameter {@code after} of the next page; null on the last */
    private record Page(
            List<ProjectBody> projects, @Nullable String next) {
        static Page of(Projects.Page found) {
            return new Page(
                    found.projects().stream().map(ProjectBody::of).toList(),
                    found.next().map(Position::text).orElse(null));
        }
    }
}
