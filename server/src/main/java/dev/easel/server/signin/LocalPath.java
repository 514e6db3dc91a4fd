package dev.easel.server.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where on this server somebody wants to go after a sign-in. It always stands behind the server's own origin, so that
 * no link to a sign-in leads elsewhere.
 *
 * @param text with the server's path, and a query where there is one
 */
record LocalPath(String text) {
    /** The longest, in characters: paths of boards have fifty. */
    static final int LONGEST = 500;

    /** What a header and every browser read as the same: there is no backslash, and nothing to be encoded. */
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/_.~!$&'()*+,;=:@%?-]*");

    /** The list of boards. */
    static LocalPath home(PublicUrl url) {
        return new LocalPath(url.path() + "/");
    }

    /** The list where it is not a page of this server; what comes behind a {@code #} is not for servers. */
    static LocalPath of(Optional<String> asked, PublicUrl url) {
        return asked.map(it -> it.split("#", 2)[0])
                .filter(it -> it.length() <= LONGEST && PATH.matcher(it).matches())
                .filter(it -> it.startsWith(url.path() + "/") && !it.startsWith(url.path() + "/api/"))
                .filter(it -> !it.contains("//") && !it.contains("/.")) // the paths of pages have neither
                .map(LocalPath::new)
                .orElse(home(url));
    }

    /** As a value in a query. */
    String encoded() {
        return URLEncoder.encode(text, StandardCharsets.US_ASCII);
    }
}
