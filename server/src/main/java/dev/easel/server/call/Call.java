package dev.easel.server.call;

import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.Uuids;
import dev.easel.server.access.Act;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.identity.UserIds;
import dev.easel.server.live.Principal;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** One request, as endpoints see it: everything that comes from outside is checked here. Confined to its event loop. */
public final class Call {
    private static final Pattern JSON = Pattern.compile("application/([a-z0-9.!#$&^_-]+\\+)?json");

    /** What is taken away is gone within so many milliseconds (rule A3): a body that took longer may have missed it. */
    static final long PROMPT_MS = 1_000;

    /** The most that every JSON reader takes exactly. */
    private static final long MAX_SEQ = (1L << 53) - 1;

    private final RoutingContext context;
    private final Principal principal;
    private final Guard guard;
    private final Act act;
    private final BodyBytes bodies;
    private final Loop loop;
    private final long admittedAt;

    /**
     * @param principal on whose behalf the request is made
     * @param guard that has just admitted it
     * @param act what it is
     * @param bodies where the bytes of the request's body count until the response has ended
     * @param loop of the request
     */
    Call(RoutingContext context, Principal principal, Guard guard, Act act, BodyBytes bodies, Loop loop) {
        this.context = context;
        this.principal = principal;
        this.guard = guard;
        this.act = act;
        this.bodies = bodies;
        this.loop = loop;
        admittedAt = loop.now();
    }

    public Vertx vertx() {
        return context.vertx();
    }

    /** Milliseconds on the clock of the loop. */
    public long now() {
        return loop.now();
    }

    /** The client's connection that the request came over: the same object for all requests over it. */
    public Object connection() {
        return Caller.of(context).connection();
    }

    /** Whether another instance makes the call, or passes it on. */
    public boolean isOfAnInstance() {
        return Caller.of(context).isJudged();
    }

    /** The value of the cookie of that name. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(Cookie::getValue);
    }

    /** The project in the path. There is no project whose id is not a UUID. */
    public UUID project() {
        return Uuids.parse(context.pathParam("project")).orElseThrow(Problem::noProject);
    }

    /** On whose behalf the request is made. It may make it. */
    public Principal principal() {
        return principal;
    }

    /**
     * Does work in portions, which ends where who makes the call may not have it done any more. It is the work that
     * tells when it {@link BulkContext#lasts}.
     */
    public <T> Future<T> work(Function<BulkContext, Future<T>> work) {
        return new Work(loop, lasting -> guard.watch(context, project(), principal.role(), lasting)).run(work);
    }

    /** The same of work that takes long from its beginning. */
    public <T> Future<T> lastingWork(Function<BulkContext, Future<T>> work) {
        return work(context -> {
            context.lasts();
            return work.apply(context);
        });
    }

    /** What the answer is goes on for long: {@code end} is run when who asked has no right to it any more. */
    public void lasts(Runnable end) {
        whenEnded(guard.watch(context, project(), principal.role(), Lasting.reading(end)));
    }

    /** The object's id in the path. */
    public String object() {
        String id = context.pathParam("object");
        if (!ObjectIds.isValid(id)) {
            throw Problem.notFound("there is no such object");
        }
        return id;
    }

    /** The version in the path. There is no version whose id is not a UUID. */
    public UUID version() {
        return Uuids.parse(context.pathParam("version"))
                .orElseThrow(() -> Problem.notFound("there is no such version"));
    }

    /** The user id in the path. */
    public String user() {
        String user = parameter("user");
        if (!UserIds.isValid(user)) {
            throw Problem.badRequest("a user id is 1 to " + UserIds.MOST + " characters");
        }
        return user;
    }

    /** A part of the path, by its name in the router. */
    public String parameter(String name) {
        return context.pathParam(name);
    }

    /** The file id in the path. */
    public String asset() {
        String id = context.pathParam("asset");
        if (!ObjectIds.isValid(id)) {
            throw Problem.badRequest("a file id is 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return id;
    }

    /** The type of the request's body, without parameters and in lower case; empty where none is told. */
    public String mediaType() {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Sets the response's ETag, and tells whether the client has the representation already (RFC 9110, 13.1.2). */
    public boolean isFresh(String etag) {
        return context.etag(etag).isFresh();
    }

    /** Whether the client names HTML among what it accepts, as a browser does for what it shows as a page. */
    public boolean acceptsPage() {
        return context.parsedHeaders().accept().stream()
                .anyMatch(it -> it.rawValue().startsWith("text/html"));
    }

    /** Whether the client accepts a body in this content coding, named in lower case. */
    public boolean acceptsEncoding(String coding) {
        return context.parsedHeaders().acceptEncoding().stream()
                .anyMatch(it -> it.value().equals(coding) && it.weight() > 0);
    }

    /** The path without dot segments and double slashes. */
    public String path() {
        return context.normalizedPath();
    }

    /** Whether the path was sent just as it is read: whoever passes calls on by their paths has read the same one. */
    public boolean isPathPlain() {
        return context.request().path().equals(path()) && !path().endsWith("/");
    }

    /** The first query parameter of that name, as it is. */
    public Optional<String> query(String name) {
        return context.queryParam(name).stream().findFirst();
    }

    /** A query parameter that is one of these words; the first is the default. */
    public String word(String name, String... words) {
        String word = query(name).orElse(words[0]);
        if (!List.of(words).contains(word)) {
            throw Problem.badRequest(name + " is one of " + String.join(", ", words));
        }
        return word;
    }

    /** A query parameter that is the number of an event, and not below {@code least}; empty where it is not given. */
    public OptionalLong seq(String name, long least) {
        return number(name, least, MAX_SEQ);
    }

    /** A query parameter that is a whole number within the bounds, both included; empty where it is not given. */
    public OptionalLong number(String name, long least, long most) {
        return query(name).map(text -> number(name, text, least, most)).orElse(OptionalLong.empty());
    }

    private static OptionalLong number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException _) {
            // Not a number is the same problem as a number out of bounds.
        }
        throw Problem.badRequest(name + " is a number from " + least + " to " + most);
    }

    /** The id of the last event of a feed that the client has got before; empty where it begins. */
    public OptionalLong lastEventId() {
        String id = context.request().getHeader("Last-Event-ID");
        return id == null || id.isEmpty() ? OptionalLong.empty() : number("Last-Event-ID", id, 0, MAX_SEQ);
    }

    /** Runs {@code task} on the event loop of the call. May be called from any thread. */
    public void onLoop(Runnable task) {
        loop.execute(task);
    }

    /**
     * Runs {@code task} once, when the response has been sent or its connection has ended; at once where that is over
     * already: nobody would be told of it any more.
     */
    public void whenEnded(Runnable task) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            task.run();
        } else {
            context.addEndHandler(_ -> task.run());
        }
    }

    /** Ends the response, however much of it was sent. May be called from any thread. */
    public void breakOff() {
        loop.execute(() -> context.response().reset());
    }

    /**
     * The whole body, which is JSON and says so: a page from elsewhere cannot send that type without being asked for
     * its origin first. Fails with 415 for another type; a call without a body needs none.
     */
    public Future<byte[]> json(int limit) {
        return json(limit, 1);
    }

    /** @param times as of {@link #body} */
    public Future<byte[]> json(int limit, int times) {
        return hasBody() && !JSON.matcher(mediaType()).matches()
                ? Future.failedFuture(Problem.of(415, "the Content-Type of this call is application/json"))
                : body(limit, times);
    }

    private boolean hasBody() {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean isInChunks = context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return isInChunks || length != null && !length.equals("0");
    }

    /**
     * The whole body. Fails with 413 as soon as it is known to be longer than {@code limit} bytes, and with 401 or 403
     * when it took its time to come, and who makes the call may not any more.
     *
     * @param times how much memory is taken for it until the call has ended, in lengths of the body
     */
    public Future<byte[]> body(int limit, int times) {
        return read(new BodyReader(loop, context.request(), limit, times, bodies), BodyReader::read);
    }

    /** The same of a body that may be in gzip: it is inflated when the supplier is asked. */
    public Future<Supplier<Future<byte[]>>> compressible(int limit) {
        BodyReader reader = new BodyReader(loop, context.request(), limit, bodies);
        return read(reader, BodyReader::chunks).map(body -> () -> reader.inflated(body));
    }

    private <T> Future<T> read(BodyReader reader, Function<BodyReader, Future<T>> read) {
        whenEnded(reader::release);
        return read.apply(reader)
                .compose(body -> loop.now() - admittedAt <= PROMPT_MS
                        ? Future.succeededFuture(body)
                        : guard.admit(context, act).map(body));
    }

    /** Which of the types that the route produces the client prefers; empty if it accepts none. */
    public Optional<String> preferredType() {
        return Optional.ofNullable(context.getAcceptableContentType());
    }
}
