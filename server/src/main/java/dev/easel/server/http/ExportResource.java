package dev.easel.server.http;

import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Boards out: the live canvas as a file that opens in Excalidraw. */
final class ExportResource {
    private final StoredProjects projects;
    private final LiveProjects live;

    ExportResource(StoredProjects projects, LiveProjects live) {
        this.projects = projects;
        this.live = live;
    }

    Future<Reply> give(Call call) {
        UUID project = call.project();
        return projects.get(project)
                .compose(found -> board(call.vertx(), project).compose(board -> reply(project, found.title(), board)));
    }

    private Future<BoardWriter> board(Vertx vertx, UUID project) {
        return live.objects(project)
                .compose(live -> vertx.executeBlocking(() -> BoardWriter.of(live.objects()), false));
    }

    private Future<Reply> reply(UUID project, String title, BoardWriter board) {
        Future<List<StoredAsset>> assets =
                board.files().isEmpty() ? Future.succeededFuture(List.of()) : projects.assets(project);
        return assets.map(found -> new Reply.InPieces(
                200,
                Map.of("Content-Type", "application/json", "Content-Disposition", disposition(title)),
                board.write(found, slice -> projects.assetBytes(project, slice))));
    }

    /** Saves the file under the project's title: in plain ASCII for old readers, and as it is (RFC 6266). */
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
