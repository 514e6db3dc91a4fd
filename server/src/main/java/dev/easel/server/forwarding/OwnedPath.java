package dev.easel.server.forwarding;

import dev.easel.protocol.Uuids;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which paths are answered by the owner of a project alone. */
final class OwnedPath {
    private static final String PROJECTS = "/api/projects/";

    /** Read from the database alone, as is the past of an object. */
    private static final Set<String> ANYBODYS = Set.of(
            "access-requests",
            "assets",
            "audit",
            "deleted",
            "events",
            "history",
            "links",
            "members",
            "picture",
            "state");

    private static final Set<String> ANYBODYS_OF_AN_OBJECT = Set.of("blame", "history");

    private static final String SOCKET = "/socket";

    private OwnedPath() {}

    /** Whether WebSockets are asked for at this path, of a project. Anything else was refused before. */
    static boolean isSocket(String path) {
        String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path; // as routes do
        return whole.endsWith(SOCKET) && whole.indexOf('/', PROJECTS.length()) == whole.length() - SOCKET.length();
    }

    /**
     * The project whose owner answers at this path: everything of one project, but its people, images and past, which
     * are read from the database by anybody. Empty for all other paths, and where the id is none: that is a
     * 404 everywhere.
     *
     * @param path without dot segments and double slashes
     */
    static Optional<UUID> project(String path) {
        if (!path.startsWith(PROJECTS)) {
            return Optional.empty();
        }
        String[] segments = path.substring(PROJECTS.length()).split("/");
        return isAnybodys(segments) ? Optional.empty() : Uuids.parse(segments[0]);
    }

    private static boolean isAnybodys(String[] segments) {
        return segments.length > 1
                && (ANYBODYS.contains(segments[1])
                        || segments.length == 4
                                && segments[1].equals("objects")
                                && ANYBODYS_OF_AN_OBJECT.contains(segments[3]));
    }
}
