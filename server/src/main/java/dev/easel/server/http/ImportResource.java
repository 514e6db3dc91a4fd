package dev.easel.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.BulkImport;
import dev.easel.server.bulk.ImportPlan;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.copying.CopyReader;
import dev.easel.server.copying.CopyReader.Place;
import dev.easel.server.copying.DrawingCopy;
import dev.easel.server.copying.DrawingCopy.Skipped;
import dev.easel.server.copying.Look;
import dev.easel.server.excalidraw.Drawing;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import dev.easel.server.excalidraw.DrawingLimits;
import dev.easel.server.excalidraw.DrawingReader;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.log.Field;
import dev.easel.server.metadata.ImageMetadata;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.ActivityLog.Kind;
import dev.easel.server.versions.Notes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports a drawing. It is merged by id: then all of it is checked before anything is applied. Or it is copied, with
 * ids of its own, on top of all that is there: then what cannot be taken is left out and told. Answered once durable.
 * May be used by several event loops.
 */
final class ImportResource {
    private static final Logger LOG = LoggerFactory.getLogger(ImportResource.class);
    private static final Json INDEX = Json.string("index");

    /** Where a copy may be put, at most, in pixels from the middle of the board. */
    private static final int FARTHEST = 1_000_000;

    private static final int MAX_AUTHOR = 64;

    private final LiveProjects live;
    private final Projects projects;
    private final BulkImport imports;
    private final Notes notes;
    private final BoardLook look;
    private final InstantSource clock;
    private final ActivityLog activity;
    private final int maxBytes;
    private final DrawingReader reader;
    private final CopyReader copies;
    private final Permits permits;

    ImportResource(
            LiveProjects live,
            Projects projects,
            BulkImport imports,
            Supplier<String> ids,
            Notes notes,
            Vitals vitals,
            HttpSettings settings) {
        this.live = live;
        this.projects = projects;
        this.imports = imports;
        this.notes = notes;
        this.look = new BoardLook(projects, live);
        this.clock = vitals.clock();
        this.activity = vitals.activity();
        this.maxBytes = settings.importBytes();
        DrawingLimits limits =
                new DrawingLimits(settings.importObjects(), settings.limits().object());
        this.reader = new DrawingReader(limits);
        this.copies = new CopyReader(limits, maxBytes, ids);
        this.permits = new Permits(
                settings.imports(),
                settings.timeoutMs(),
                "too many boards are being imported at the moment; try again",
                5);
    }

    Future<Reply> post(Call call) {
        UUID project = call.project();
        boolean isCopy = call.word("mode", "merge", "copy").equals("copy");
        Optional<Place> place = place(call);
        Author author = new Author(call.principal(), author(call));
        permits.check();
        return call.compressible(maxBytes)
                .compose(body -> call.lastingWork(work -> permits.run(() -> body.get()
                        .compose(file -> isCopy ? copied(call, project, file, place) : merged(call, project, file))
                        .compose(parsed -> imports.check(project, parsed.plan())
                                .compose(_ -> work.check("nothing was imported"))
                                .compose(_ -> put(call, project, author, parsed, work))))));
    }

    private static Optional<Place> place(Call call) {
        var x = call.number("x", -FARTHEST, FARTHEST);
        var y = call.number("y", -FARTHEST, FARTHEST);
        if (x.isPresent() != y.isPresent()) {
            throw Problem.badRequest("x and y are given together");
        }
        return x.isPresent() ? Optional.of(new Place(x.getAsLong(), y.getAsLong())) : Optional.empty();
    }

    private static Optional<String> author(Call call) {
        Optional<String> by = call.query("by").filter(name -> !name.isBlank());
        if (by.isPresent() && by.get().codePointCount(0, by.get().length()) > MAX_AUTHOR) {
            throw Problem.badRequest("by is a name of at most " + MAX_AUTHOR + " characters");
        }
        if (by.isPresent() && by.get().codePoints().anyMatch(ImportResource::isNoText)) {
            throw Problem.badRequest("by is a name without control characters");
        }
        return by;
    }

    /** Control characters, of which the database refuses one, and half surrogates. */
    private static boolean isNoText(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private Future<Parsed> merged(Call call, UUID project, byte[] body) {
        return live.objects(project)
                .compose(present -> onWorker(call.vertx(), () -> {
                    Drawing drawing = reader.read(body, clock.millis());
                    Optional<Json> told = present.objects().isEmpty() ? Look.ofFile(body) : Optional.empty();
                    return new Parsed(drawing.elements(), stripped(drawing.files()), null, told);
                }));
    }

    private static List<EmbeddedFile> stripped(List<EmbeddedFile> files) {
        return files.stream()
                .map(file -> new EmbeddedFile(
                        file.id(), file.mimeType(), ImageMetadata.stripped(file.bytes()), file.createdAt()))
                .toList();
    }

    private Future<Parsed> copied(Call call, UUID project, byte[] body, Optional<Place> place) {
        return live.objects(project)
                .compose(present -> onWorker(call.vertx(), () -> {
                    DrawingCopy copy = copies.read(body, clock.millis(), place);
                    Optional<Json> told = present.objects().isEmpty() ? copy.look() : Optional.empty();
                    return new Parsed(copy.above(keys(present)), copy.files(), copy, told);
                }));
    }

    private static List<@Nullable String> keys(LiveObjects present) {
        List<@Nullable String> keys = new ArrayList<>();
        for (CanvasObject object : present.objects()) {
            Json key = JsonMembers.find(object.props(), INDEX);
            keys.add(key == null || !key.isString() ? null : key.stringValue());
        }
        return keys;
    }

    private static Future<Parsed> onWorker(Vertx vertx, Supplier<Parsed> read) {
        return vertx.executeBlocking(read::get, false);
    }

    private Future<Reply> put(Call call, UUID project, Author author, Parsed parsed, BulkContext work) {
        return note(project, author, parsed.plan())
                .compose(_ -> putAssets(project, parsed.files()))
                .compose(_ -> imports.put(project, author, parsed.plan(), work))
                .compose(seq -> dressed(project, parsed).map(seq))
                .onSuccess(
                        _ -> activity.note(Kind.IMPORTED, project, parsed.plan().count() + " objects"))
                .compose(seq -> call.vertx().executeBlocking(() -> Reply.json(parsed.answer(seq)), false));
    }

    private Future<Void> note(UUID project, Author author, ImportPlan plan) {
        return plan.count() == 0 ? Future.succeededFuture() : notes.present(project, author);
    }

    /** An empty board looks as the file that is imported into it. */
    private Future<Void> dressed(UUID project, Parsed parsed) {
        if (parsed.look().isEmpty()) {
            return Future.succeededFuture();
        }
        // The objects are there: an answer that it failed would have the caller put them once more.
        return look.begin(project, parsed.look().get()).recover(failure -> {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, project)
                    .setCause(failure)
                    .log("The look of a drawing that was imported could not be set");
            return Future.succeededFuture();
        });
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

    /**
     * What the file holds, as far as it is imported.
     *
     * @param copy null where it is merged
     * @param look what the board begins to look like; empty where it was not empty before, or the file tells nothing
     */
    private record Parsed(
            ImportPlan plan,
            List<String> ids,
            List<EmbeddedFile> files,
            @Nullable DrawingCopy copy,
            Optional<Json> look) {
        Parsed(List<Element> elements, List<EmbeddedFile> files, @Nullable DrawingCopy copy, Optional<Json> look) {
            this(
                    new ImportPlan(elements, copy != null),
                    elements.stream().map(Element::id).toList(),
                    files,
                    copy,
                    look);
        }

        Imported answer(long seq) {
            return copy == null
                    ? new Imported(seq, plan.count(), null, files.size(), List.of(), 0)
                    : new Imported(seq, plan.count(), ids, files.size(), copy.skipped(), copy.skippedCount());
        }
    }

    /**
     * @param objects how many were put
     * @param ids of the copies, in drawing order; left out where it was merged
     * @param files how many pictures came with it
     * @param skipped the first of what was left out
     * @param skippedCount how much was left out
     */
    private record Imported(
            long seq,
            int objects,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> ids,

            int files,
            List<Skipped> skipped,
            int skippedCount) {}
}
