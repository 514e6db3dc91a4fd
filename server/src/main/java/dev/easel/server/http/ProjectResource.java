package dev.easel.server.http;

import dev.easel.protocol.Json;
import dev.easel.protocol.JsonWriter;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.Uuids;
import dev.easel.server.catalog.Projects.Order;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Projects: made, listed, looked at, changed and deleted. */
final class ProjectResource {
    private static final String UNTITLED = "Untitled";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final StoredProjects projects;
    private final LiveProjects live;

    ProjectResource(StoredProjects projects, LiveProjects live) {
        this.projects = projects;
        this.live = live;
    }

    Future<Reply> create(Call call) {
        return call.body(ProjectForm.BODY)
                .map(ProjectForm::read)
                .compose(form -> projects.create(
                        form.title().orElse(UNTITLED), form.settings().orElse(Json.EMPTY_OBJECT)))
                .map(ProjectResource::created);
    }

    /** A page of projects, the last created or updated first; {@code next} is what to ask for {@code after}, or null at the end. */
    Future<Reply> list(Call call) {
        int limit = limit(call);
        Optional<UUID> after = call.query("after")
                .map(text -> Uuids.parse(text).orElseThrow(() -> Problem.badRequest("after is a project's id")));
        Order order = call.word("order", "created", "updated").equals("updated") ? Order.UPDATED : Order.CREATED;
        return projects.list(order, limit + 1, after).map(found -> page(found, limit));
    }

    Future<Reply> get(Call call) {
        return projects.get(call.project()).map(found -> Reply.json(write(new JsonWriter(512), found)));
    }

    Future<Reply> change(Call call) {
        UUID project = call.project();
        return call.body(ProjectForm.BODY)
                .map(ProjectForm::read)
                .compose(form -> projects.change(project, form.title(), form.settings()))
                .map(changed -> {
                    ProjectRecord now = changed.orElseThrow(Problem::noProject);
                    live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()));
                    return Reply.json(write(new JsonWriter(512), now));
                });
    }

    Future<Reply> delete(Call call) {
        UUID project = call.project();
        return projects.delete(project).map(wasThere -> {
            if (!wasThere) {
                throw Problem.noProject();
            }
            live.deleted(project);
            return Reply.noContent();
        });
    }

    private static int limit(Call call) {
        try {
            int limit = call.query("limit").map(Integer::parseInt).orElse(PAGE);
            if (limit >= 1 && limit <= MAX_PAGE) {
                return limit;
            }
        } catch (NumberFormatException notOne) {
            // said below, as for any other number
        }
        throw Problem.badRequest("limit is a number from 1 to " + MAX_PAGE);
    }

    private static Reply page(List<ProjectRecord> found, int limit) {
        List<ProjectRecord> page = found.subList(0, Math.min(limit, found.size()));
        JsonWriter out = new JsonWriter(64 + 512 * page.size())
                .open('{')
                .name("projects")
                .open('[');
        page.forEach(project -> write(out, project));
        out.close(']').name("next");
        if (found.size() > limit) {
            out.string(page.getLast().id().toString());
        } else {
            out.value(Json.NULL);
        }
        return Reply.json(out.close('}'));
    }

    private static Reply created(ProjectRecord project) {
        JsonWriter body = write(new JsonWriter(512), project);
        return new Reply.Whole(
                201,
                Map.of("Content-Type", "application/json", "Location", "/api/projects/" + project.id()),
                Buffer.buffer(body.toBytes()));
    }

    private static JsonWriter write(JsonWriter out, ProjectRecord project) {
        return out.open('{')
                .field("id", project.id())
                .field("title", project.title())
                .field("version", project.version())
                .field("settings", project.settings())
                .field("createdAt", project.createdAt())
                .field("updatedAt", project.updatedAt())
                .field("seq", project.seq())
                .field("savedSeq", project.savedSeq())
                .close('}');
    }
}
