package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Picture;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.metadata.ImageMetadata;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The small picture of a board that lists show. There is one, and a new one takes its place. */
final class PictureResource {
    /** The most bytes of a picture. */
    static final int MAX_BYTES = 64 << 10;

    private static final Set<String> TYPES = Set.of("image/webp", "image/png", "image/jpeg");
    private static final String CACHED = "private, max-age=31536000, immutable";
    private static final String ASKED_AGAIN = "private, no-cache";

    private final Projects projects;
    private final InstantSource clock;

    PictureResource(Projects projects, InstantSource clock) {
        this.projects = projects;
        this.clock = clock;
    }

    Future<Reply> put(Call call) {
        UUID project = call.project();
        String type = call.mediaType();
        if (!TYPES.contains(type)) {
            throw Problem.of(415, "the Content-Type of a picture is one of " + String.join(", ", new TreeSet<>(TYPES)));
        }
        return call.body(MAX_BYTES, 1).compose(body -> put(project, type, ImageMetadata.stripped(body)));
    }

    private Future<Reply> put(UUID project, String type, byte[] body) {
        if (body.length == 0) {
            throw Problem.badRequest("the body is the picture's bytes, and is empty");
        }
        return projects.putPicture(project, new Picture(ContentTag.of(type, body), type, body, clock.millis()))
                .map(there -> {
                    if (!there) {
                        throw Problem.noProject();
                    }
                    return Reply.noContent();
                });
    }

    /** Under the tag that a list tells it may be cached for ever. Its bytes are read only where they are sent. */
    Future<Reply> get(Call call) {
        UUID project = call.project();
        return projects.find(project).compose(found -> {
            Optional<String> tag = found.flatMap(ProjectRecord::picture);
            return tag.isPresent() && call.isFresh('"' + tag.get() + '"')
                    ? Future.succeededFuture(new Reply.Empty(304, caching(call, tag.get())))
                    : projects.picture(project)
                            .map(picture -> reply(
                                    call,
                                    picture.orElseThrow(
                                            () -> Problem.notFound("there is no picture of this project"))));
        });
    }

    private static Reply reply(Call call, Picture picture) {
        Map<String, String> headers = new HashMap<>(caching(call, picture.tag()));
        headers.put("Content-Type", picture.mimeType());
        return new Reply.Buffered(200, headers, Buffer.buffer(picture.bytes()));
    }

    private static Map<String, String> caching(Call call, String tag) {
        return Map.of("Cache-Control", call.query("tag").equals(Optional.of(tag)) ? CACHED : ASKED_AGAIN);
    }
}
