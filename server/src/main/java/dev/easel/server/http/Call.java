package dev.easel.server.http;

import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.Uuids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One request, as endpoints see it. Confined to its event loop. */
final class Call {
    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    Vertx vertx() {
        return context.vertx();
    }

    /** The project in the path. What is no UUID names no project. */
    UUID project() {
        return Uuids.parse(context.pathParam("project")).orElseThrow(Problem::noProject);
    }

    /** The object's id in the path. */
    String object() {
        String id = context.pathParam("object");
        if (!ObjectIds.isValid(id)) {
            throw Problem.noObject(id);
        }
        return id;
    }

    /** The parameter as it stands in the query, the first of several. */
    Optional<String> query(String name) {
        return context.queryParam(name).stream().findFirst();
    }

    /** A parameter that is one of a few words, the first of them being the default. */
    String word(String name, String... words) {
        String word = query(name).orElse(words[0]);
        if (!List.of(words).contains(word)) {
            throw Problem.badRequest(name + " is one of " + String.join(", ", words));
        }
        return word;
    }

    /** The whole body; a longer one than {@code limit} bytes is a 413, told as early as it shows. */
    Future<Buffer> body(int limit) {
        return new BodyReader(context.vertx(), context.request(), limit).read();
    }

    /** What the caller would like to get, the dearest first. */
    List<MIMEHeader> accepted() {
        return context.parsedHeaders().accept();
    }
}
