package dev.easel.server.http;

import dev.easel.protocol.json.Json;
import dev.easel.server.call.BoardsHeld;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.AssetSlice;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.copying.Look;
import dev.easel.server.excalidraw.DrawingWriter;
import dev.easel.server.excalidraw.DrawnElement;
import dev.easel.server.excalidraw.DrawnFile;
import dev.easel.server.excalidraw.Fragment;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exports the live canvas as an {@code .excalidraw} file. */
final class ExportResource {
    /** What an element in drawing order takes of the heap beside its object, in bytes, about. */
    private static final int ELEMENT = 64;

    private final Projects projects;
    private final LiveProjects live;
    private final Permits reads;
    private final BoardsHeld boards;

    /**
     * @param reads of whole boards, which are sorted
     * @param boards that answers hold
     */
    ExportResource(Projects projects, LiveProjects live, Permits reads, BoardsHeld boards) {
        this.projects = projects;
        this.live = live;
        this.reads = reads;
        this.boards = boards;
    }

    Future<Reply> get(Call call) {
        UUID project = call.project();
        return projects.find(project)
                .map(found -> found.orElseThrow(Problem::noProject))
                .compose(found -> drawing(call, project, Look.appState(found.settings()))
                        .compose(drawing -> reply(project, found.title(), drawing)));
    }

    private Future<DrawingWriter> drawing(Call call, UUID project, Json appState) {
        return live.objects(project).compose(all -> {
            boards.hold(call, all, all.bytes());
            return reads.run(() -> drawing(call.vertx(), all, appState)).map(drawing -> {
                boards.hold(call, drawing, (long) ELEMENT * all.objects().size());
                return drawing;
            });
        });
    }

    private static Future<DrawingWriter> drawing(Vertx vertx, LiveObjects all, Json appState) {
        return vertx.executeBlocking(
                () -> DrawingWriter.of(
                        all.objects().stream().map(ExportResource::drawn).toList(), appState),
                false);
    }

    private static DrawnElement drawn(CanvasObject object) {
        return new DrawnElement(object.id(), object.props(), object.seq(), object.updatedAt());
    }

    private Future<Reply> reply(UUID project, String title, DrawingWriter drawing) {
        Future<List<StoredAsset>> assets =
                drawing.fileIds().isEmpty() ? Future.succeededFuture(List.of()) : projects.assets(project);
        return assets.map(found -> new Reply.Streamed(
                200,
                Map.of("Content-Type", "application/json", "Content-Disposition", disposition(title)),
                body(drawing, found, slice -> slice.read(projects, project))));
    }

    /**
     * The text of the file. Images are read slice by slice, each when it is sent.
     *
     * @param assets of the project; those that no element shows are left out
     * @param read gives the bytes of a slice
     */
    static Pieces body(DrawingWriter drawing, List<StoredAsset> assets, Function<AssetSlice, Future<byte[]>> read) {
        Map<String, StoredAsset> byId =
                assets.stream().collect(Collectors.toUnmodifiableMap(StoredAsset::id, Function.identity()));
        List<DrawnFile> files = assets.stream()
                .map(asset -> new DrawnFile(asset.id(), asset.mimeType(), asset.createdAt()))
                .toList();
        return Pieces.ofFutures(drawing.write(files).flatMap(fragment -> bytes(fragment, byId, read)));
    }

    private static Stream<Supplier<Future<byte[]>>> bytes(
            Fragment fragment, Map<String, StoredAsset> assets, Function<AssetSlice, Future<byte[]>> read) {
        return switch (fragment) {
            case Fragment.Text text -> Stream.of(() -> Future.succeededFuture(text.bytes()));
            case Fragment.FileBytes file ->
                AssetSlice.of(Objects.requireNonNull(assets.get(file.fileId()))).stream()
                        .map(slice -> () -> read.apply(slice).map(Fragment.FileBytes::encoded));
        };
    }

    /** The file name is the project's title, in plain ASCII for old clients and also as it is (RFC 6266). */
    static String disposition(String title) {
        String name = title.replaceAll("[\\p{Cntrl}\\p{Cs}/\\\\:*?\"<>|]+", " ").strip();
        String full = (name.isEmpty() || name.startsWith(".") ? "board" + name : name) + ".excalidraw";
        String plain = full.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        String encoded = URLEncoder.encode(full, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
