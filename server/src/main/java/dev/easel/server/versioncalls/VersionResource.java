package dev.easel.server.versioncalls;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.Position;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.ActivityLog.Kind;
import dev.easel.server.versions.Version;
import dev.easel.server.versions.VersionServices;
import dev.easel.server.versions.VersionStore;
import dev.easel.server.versions.VersionStore.Label;
import dev.easel.server.versions.Versions;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, lists, renames and deletes the versions of a project, and makes one of them the active one. */
final class VersionResource {
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final VersionStore store;
    private final Versions versions;
    private final Permits permits;
    private final ActivityLog activity;

    /** @param permits asked before the body is read; the work takes one of them when its turn has come */
    VersionResource(VersionServices parts, Permits permits, ActivityLog activity) {
        this.activity = activity;
        this.store = parts.store();
        this.versions = parts.versions();
        this.permits = permits;
    }

    /** The latest first. */
    Future<Reply> list(Call call) {
        UUID project = call.project();
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        Optional<Position> after = call.query("after")
                .map(text -> Position.parse(text)
                        .orElseThrow(() -> Problem.badRequest("after is what the page before has as next")));
        return store.list(project, limit, after).map(found -> Reply.json(Page.of(found)));
    }

    /** Without a seq it saves the project, and goes on in the new version; with one it names what was there. */
    Future<Reply> create(Call call) {
        UUID project = call.project();
        return call.json(VersionForm.MAX_BYTES)
                .map(VersionForm::read)
                .compose(form -> {
                    Label label = new Label(form.name(), new Author(call.principal(), form.by()).name());
                    return form.seq().isPresent()
                            ? store.name(project, form.seq().getAsLong(), label)
                            : versions.save(project, label);
                })
                .map(made -> Reply.created("/api/projects/" + project + "/versions/" + made.id(), Body.of(made)));
    }

    Future<Reply> get(Call call) {
        UUID project = call.project();
        UUID version = call.version();
        return store.find(project, version).map(found -> Reply.json(Body.of(found)));
    }

    Future<Reply> rename(Call call) {
        UUID project = call.project();
        UUID version = call.version();
        return call.json(VersionForm.MAX_BYTES)
                .map(VersionForm::read)
                .compose(form -> store.rename(
                        project,
                        version,
                        form.name().orElseThrow(() -> Problem.badRequest("a version is renamed to a name"))))
                .map(renamed -> Reply.json(Body.of(renamed)));
    }

    Future<Reply> delete(Call call) {
        UUID project = call.project();
        UUID version = call.version();
        return versions.delete(project, version).map(_ -> Reply.noContent());
    }

    Future<Reply> activate(Call call) {
        UUID project = call.project();
        UUID version = call.version();
        permits.check();
        return call.json(VersionForm.MAX_BYTES)
                .map(VersionForm::read)
                .compose(form -> call.lastingWork(
                        work -> versions.activate(project, version, new Author(call.principal(), form.by()), work)))
                .onSuccess(_ -> activity.note(Kind.ACTIVATED, project))
                .map(outcome -> Reply.json(OutcomeBody.of(project, outcome)));
    }

    private record Body(
            UUID id,
            @Nullable String name,
            String kind,
            long createdAt,
            @Nullable String createdBy,
            long baseSeq,
            long headSeq,
            boolean active) {
        static Body of(Version it) {
            return new Body(
                    it.id(),
                    it.name().orElse(null),
                    it.kind().name().toLowerCase(Locale.ROOT),
                    it.createdAt(),
                    it.createdBy().orElse(null),
                    it.baseSeq(),
                    it.headSeq(),
                    it.isActive());
        }
    }

    /** @param next the parameter {@code after} of the next page; null on the last */
    private record Page(List<Body> versions, @Nullable String next) {
        static Page of(VersionStore.Page found) {
            return new Page(
                    found.versions().stream().map(Body::of).toList(),
                    found.next().map(Position::text).orElse(null));
        }
    }
}
