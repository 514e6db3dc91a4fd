package dev.easel.server.log;

/** The names of the fields of a line, one for each thing, beside those that every line has. */
public final class Field {
    /** The instance that writes the line, once it has an id. */
    static final String INSTANCE = "instance";

    public static final String PROJECT = "project";
    public static final String EPOCH = "epoch";
    /** The number of an event of the project. */
    public static final String SEQ = "seq";
    /** The number that a client has given an edit. */
    public static final String EDIT = "edit";

    public static final String OBJECT = "object";
    public static final String SESSION = "session";
    /** See {@link TraceId}. */
    public static final String TRACE = "trace_id";
    /** The instance that is written about, where it is another than the one that writes. */
    public static final String OTHER = "other_instance";
    /** The address of the client. */
    public static final String CLIENT = "client_address";
    /** The pattern of the call's path, such as {@code /api/projects/:project}. */
    public static final String ROUTE = "route";

    public static final String STATUS = "status";
    /** A duration, in milliseconds. */
    public static final String TOOK_MS = "took_ms";
    /** What went wrong, by {@link Cause}. */
    public static final String ERROR = "error";
    /** How many lines of the same kind were left out before this one. */
    static final String FOLDED = "folded";

    private Field() {}
}
