package dev.easel.server.http;

import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.Uuids;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    /** On whose behalf the request is: there is no access control yet. */
    Principal principal() {
        return Principal.GUEST;
    }

    /** The object's id in the path. */
    String object() {
        String id = context.pathParam("object");
        if (!ObjectIds.isValid(id)) {
            throw Problem.noObject(id);
        }
        return id;
    }

    /** The file id in the path. */
    String asset() {
        String id = context.pathParam("asset");
        if (!ObjectIds.isValid(id)) {
            throw Problem.badRequest("a file id is 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return id;
    }

    /** The body's type without parameters, in lower case; empty where it is not told. */
    String mediaType() {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the caller says that it has this already (RFC 9110, 13.1.2). */
    boolean has(String etag) {
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(it -> it.equals("*") || it.equals(etag) || it.equals("W/" + etag));
    }

    /** Whether the caller takes a body in this coding, named in lower case. */
    boolean takes(String coding) {
        return context.parsedHeaders().acceptEncoding().stream()
                .anyMatch(it -> it.value().equals(coding) && it.weight() > 0);
    }

    boolean isHead() {
        return context.request().method() == HttpMethod.HEAD;
    }

    /** The path without dots and doubled slashes. */
    String path() {
        return context.normalizedPath();
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
        return new BodyReader(context.vertx(), context.request(), limit, BodyReader.SILENCE_MS).read();
    }

    /** What the caller would like to get, the dearest first. */
    List<MIMEHeader> accepted() {
        return context.parsedHeaders().accept();
    }
}
