package dev.easel.server.http;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkImport;
import dev.easel.server.bulk.ImportPlan;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.excalidraw.Drawing;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import dev.easel.server.excalidraw.DrawingLimits;
import dev.easel.server.excalidraw.DrawingReader;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.Notes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Imports an {@code .excalidraw} file: all of it is checked before anything is applied; then it is merged into the
 * project by id, and answered once durable. May be used by several event loops.
 */
final class ImportResource {
    private final LiveProjects live;
    private final Projects projects;
    private final BulkImport imports;
    private final Notes notes;
    private final InstantSource clock;
    private final int maxBytes;
    private final DrawingReader reader;
    private final Permits permits;

    ImportResource(
            LiveProjects live,
            Projects projects,
            BulkImport imports,
            Notes notes,
            InstantSource clock,
            HttpSettings settings) {
        this.live = live;
        this.projects = projects;
        this.imports = imports;
        this.notes = notes;
        this.clock = clock;
        this.maxBytes = settings.importBytes();
        this.reader = new DrawingReader(
                new DrawingLimits(settings.importObjects(), settings.limits().object()));
        this.permits = new Permits(
                settings.imports(),
                settings.timeoutMs(),
                "too many boards are being imported at the moment; try again",
                5);
    }

    Future<Reply> post(Call call) {
        UUID project = call.project();
        permits.check();
        return call.body(maxBytes)
                .compose(body ->
                        permits.run(() -> read(call, project, body).compose(parsed -> put(call, project, parsed))));
    }

    private Future<Parsed> read(Call call, UUID project, byte[] body) {
        return live.durable(project)
                .compose(_ -> parse(call.vertx(), body))
                .compose(parsed -> imports.check(project, parsed.plan()).map(parsed));
    }

    private Future<Parsed> parse(Vertx vertx, byte[] body) {
        return vertx.executeBlocking(
                () -> {
                    Drawing drawing = reader.read(body, clock.millis());
                    return new Parsed(drawing.files(), new ImportPlan(drawing.elements()));
                },
                false);
    }

    private Future<Reply> put(Call call, UUID project, Parsed parsed) {
        return note(project, new Author(call.principal(), Optional.empty()), parsed.plan())
                .compose(_ -> putAssets(project, parsed.files()))
                .compose(_ -> imports.put(project, call.principal(), parsed.plan(), call::pause))
                .map(seq -> Reply.json(new Imported(seq, parsed.plan().count())));
    }

    private Future<Void> note(UUID project, Author author, ImportPlan plan) {
        return plan.count() == 0 ? Future.succeededFuture() : notes.present(project, author);
    }

    private Future<Void> putAssets(UUID project, List<EmbeddedFile> files) {
        List<Asset> assets = files.stream().map(ImportResource::asset).toList();
        return assets.isEmpty()
                ? Future.succeededFuture()
                : projects.putAssets(project, assets).map(isThere -> {
                    if (!isThere) {
                        throw Problem.noProject();
                    }
                    return null;
                });
    }

    private static Asset asset(EmbeddedFile file) {
        return new Asset(file.id(), file.mimeType(), file.bytes(), file.createdAt());
    }

    /** What the file holds, as far as it is imported. */
    private record Parsed(List<EmbeddedFile> files, ImportPlan plan) {}

    /** @param objects how many were put */
    private record Imported(long seq, int objects) {}
}
