package dev.easel.server.http;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonMergePatch;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.catalog.Projects;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** How a board looks beside what is on it: background and grid, in {@code settings.board} of its project. */
final class BoardLook {
    private static final String BOARD = "board";

    private final Projects projects;
    private final LiveProjects live;

    BoardLook(Projects projects, LiveProjects live) {
        this.projects = projects;
        this.live = live;
    }

    /** Gives a board this look, unless somebody has chosen one, or its settings are full. */
    Future<Void> begin(UUID project, Json look) {
        return projects.changeSettings(project, settings -> with(settings, look))
                .map(changed -> {
                    changed.ifPresent(
                            now -> live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings())));
                    return null;
                });
    }

    private static Optional<Json> with(Json settings, Json look) {
        Json name = Json.string(BOARD);
        Json patch = new JsonWriter(64).open('{').member(name, look).close('}').toJson();
        return JsonMembers.find(settings, name) != null
                ? Optional.empty()
                : Optional.of(JsonMergePatch.applied(settings, patch)).filter(ProjectForm::fits);
    }
}
