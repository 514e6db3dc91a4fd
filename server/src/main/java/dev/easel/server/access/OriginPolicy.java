package dev.easel.server.access;

import dev.easel.server.access.Verdict.Allowed;
import dev.easel.server.access.Verdict.Refused;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells requests that a person's program makes from those that somebody else's page makes in their browser (pitfall
 * 39). A browser names the page's origin with every request that changes something and with every socket: it must be
 * this server's own, or listed. And a page whose name was pointed at this machine (DNS rebinding) asks for that name:
 * on loopback only loopback names and listed hosts are answered.
 *
 * <p>Programs that are no browsers send no Origin, and are not concerned. Immutable.
 */
public final class OriginPolicy {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED = 421;

    private final Origins origins;
    private final Optional<String> listensOn;
    private final boolean onLoopback;

    /**
     * @param listensOn the address or the name that the server listens on
     * @param onLoopback whether that reaches this machine alone
     */
    public OriginPolicy(Origins origins, String listensOn, boolean onLoopback) {
        this.origins = origins;
        this.listensOn = Authority.parse(listensOn.contains(":") ? "[" + listensOn + "]" : listensOn)
                .map(Authority::host);
        this.onLoopback = onLoopback;
    }

    /** Whether pages from elsewhere may use this server at all, so that answers differ by Origin. */
    public boolean shares() {
        return !origins.isEmpty();
    }

    public Verdict decide(Asked asked) {
        if (asked.hosts().isEmpty() && !asked.needsHost()) {
            return withoutHost(asked);
        }
        if (asked.hosts().size() != 1) {
            return new Refused(BAD_REQUEST, "a request has one Host header");
        }
        Optional<Authority> host = Authority.parse(asked.hosts().getFirst());
        if (host.isEmpty()) {
            return new Refused(BAD_REQUEST, "the Host header is a host, with a port or without");
        }
        if (!isSame(asked.target(), host.get())) {
            return new Refused(BAD_REQUEST, "the request's target names another host than its Host header");
        }
        return isOurs(host.get()) ? origin(asked, host.get()) : misdirected(host.get());
    }

    /** Old health checks speak HTTP/1.0, which knows no Host. Browsers do not. */
    private Verdict withoutHost(Asked asked) {
        return asked.origins().isEmpty() && !isForeign(asked)
                ? new Allowed(Optional.empty())
                : new Refused(BAD_REQUEST, "a request with an Origin has a Host header");
    }

    /** A target that names its host, as clients write it to proxies, names the same one. */
    private static boolean isSame(String target, Authority host) {
        if (target.startsWith("/") || target.equals("*")) {
            return true;
        }
        int begin = target.indexOf("://") + 3;
        if (begin < 3) {
            return false;
        }
        String scheme = target.substring(0, begin - 3).toLowerCase(Locale.ROOT);
        int end = begin;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return (scheme.equals("http") || scheme.equals("https"))
                && Authority.parse(target.substring(begin, end))
                        .filter(host::equals)
                        .isPresent();
    }

    private boolean isOurs(Authority host) {
        return !onLoopback
                || host.isLoopback()
                || listensOn.filter(host.host()::equals).isPresent()
                || origins.hasHost(host.host());
    }

    private static Refused misdirected(Authority host) {
        return new Refused(
                MISDIRECTED,
                "this server listens on loopback and is not known as " + host.host() + "; if it is to be, set "
                        + Origins.VARIABLE + " to the address that people open, such as https://" + host.host());
    }

    private Verdict origin(Asked asked, Authority host) {
        if (asked.origins().isEmpty()) {
            return isForeign(asked)
                    ? new Refused(FORBIDDEN, "a page from elsewhere may not do this")
                    : new Allowed(Optional.empty());
        }
        if (asked.origins().size() > 1) {
            return new Refused(BAD_REQUEST, "a request has one Origin header at most");
        }
        String named = asked.origins().getFirst();
        Optional<Origin> origin = Origin.parse(named);
        if (origin.filter(origins::contains).isPresent()) {
            return new Allowed(Optional.of(named));
        }
        return origin.filter(it -> it.isAt(host)).isPresent() ? new Allowed(Optional.empty()) : forbidden(origin, host);
    }

    private static Refused forbidden(Optional<Origin> origin, Authority host) {
        String page = origin.map(it -> "a page from " + it.scheme() + "://" + it.host())
                .orElse("a page without an origin");
        return new Refused(
                FORBIDDEN,
                page + " may not use this server, which was asked for as " + host.host() + "; if it may, name its"
                        + " origin in " + Origins.VARIABLE + ", and let a proxy pass the Host header on");
    }

    /** A browser says that another site's page wants to change something. It would have told the origin, too. */
    private static boolean isForeign(Asked asked) {
        return asked.changes() && asked.fetchSite().filter("cross-site"::equals).isPresent();
    }
}
