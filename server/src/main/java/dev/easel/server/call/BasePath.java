package dev.easel.server.call;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path below which people reach this server, on a host that has other things, too. Everything is answered there,
 * and at the root as well: for a proxy that takes the path away, for other instances, and for those who look after the
 * server. Links that are told begin with it.
 *
 * @param text without a slash at its end; empty for the root
 */
public record BasePath(String text) {
    public static final BasePath ROOT = new BasePath("");

    private static final String NAME = "EASEL_PATH";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+");
    private static final int LONGEST = 200;

    /** What is at the root: below these nobody could tell one address from another. */
    private static final Set<String> TAKEN =
            Set.of("api", "assets", "dashboard", "excalidraw", "health", "metrics", "p", "version");

    /** Of a request: the path of the server that has answered it. */
    private static final String KEY = "dev.easel.path";

    /** @throws IllegalArgumentException the variable is no path, or one that is taken */
    public static BasePath fromEnvironment(Function<String, @Nullable String> variables) {
        String given = variables.apply(NAME);
        String path = given == null ? "" : given.strip().replaceFirst("/$", "");
        if (path.isEmpty()) {
            return ROOT;
        }
        if (path.length() > LONGEST || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(NAME + " is a path such as /boards, of at most " + LONGEST
                    + " letters, digits and - _ . ~ and /, no part of which begins with a dot, not " + given);
        }
        String first = path.split("/", 3)[1];
        if (TAKEN.contains(first)) {
            throw new IllegalArgumentException(NAME + " is " + given + ", and /" + first
                    + " is what Easel has at its root: choose another path, such as /boards");
        }
        return new BasePath(path);
    }

    /** Must come behind what judges requests by their whole address, and before all that looks at their path. */
    public void mount(Router router) {
        if (!text.isEmpty()) {
            router.route().handler(this::enter);
        }
    }

    /** Once for a request: it comes here again, without the path. */
    private void enter(RoutingContext context) {
        String path = context.request().path();
        boolean isCut = context.get(KEY) != null;
        context.put(KEY, text);
        if (isCut || !path.startsWith(text)) {
            context.next();
        } else if (path.length() == text.length()) {
            context.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, told(context, "/" + query(context)))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end();
        } else if (path.charAt(text.length()) == '/') {
            context.reroute(context.request().method(), path.substring(text.length()) + query(context));
        } else {
            context.next();
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static String query(RoutingContext context) {
        String query = context.request().query();
        return query == null ? "" : "?" + query;
    }

    /** Where others find what is at {@code path} of the server that answers this request. */
    static String told(RoutingContext context, String path) {
        String base = context.get(KEY);
        return base == null ? path : base + path;
    }
}
