package dev.easel.server.signin;

import java.util.concurrent.TimeUnit;

/**
 * The two cookies of a browser: of its sign-in, and of those that are under way. No script reads them, they travel over
 * TLS alone, and no other site's page makes a browser send them but by a link.
 */
final class Cookies {
    /**
     * With it browsers take a cookie only from this very host and for all of it, so that no neighbour below the same
     * domain can put one there.
     */
    private static final String OF_HOST = "__Host-";

    private static final String UNDER_WAY = "easel_sign_in";
    private static final String LASTING = "easel_session";

    private final String path;

    Cookies(PublicUrl url) {
        path = url.path();
    }

    /** The name of the cookie of a sign-in that lasts. */
    String lasting() {
        return path.isEmpty() ? OF_HOST + LASTING : LASTING;
    }

    /** The name of the cookie of those that are under way. */
    String underWay() {
        return UNDER_WAY;
    }

    String setLasting(SignInToken token, long forMs) {
        return set(lasting(), token.text(), path.isEmpty() ? "/" : path, forMs);
    }

    String endLasting() {
        return set(lasting(), "", path.isEmpty() ? "/" : path, 0);
    }

    /** Sent to where a sign-in begins and ends alone. */
    String setUnderWay(String value) {
        return set(UNDER_WAY, value, path + SignInSettings.PATH, value.isEmpty() ? 0 : Attempt.MOST_MS);
    }

    private static String set(String name, String value, String path, long forMs) {
        return name + "=" + value + "; Path=" + path + "; Max-Age=" + TimeUnit.MILLISECONDS.toSeconds(forMs)
                + "; Secure; HttpOnly; SameSite=Lax";
    }
}
