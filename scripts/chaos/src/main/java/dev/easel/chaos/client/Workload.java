package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Generates what a client wants to change. There are <i>logs</i>, put once by their owner, appended to by all clients
 * and never deleted: their content tells every append there ever was. And there are <i>shapes</i>, which are put,
 * patched and deleted. Most edits append to a log that others append to as well, so edits made while the client is away
 * are mostly refused when it comes back, and are offered again (E14).
 */
public final class Workload {
    /** How the ids of logs begin. */
    public static final String LOG = "log-";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SHAPES = 25;
    private static final int LOG_LENGTH = 150;

    private final String client;
    private final Random random;
    private int logs;
    private long intents;

    Workload(String client, Random random) {
        this.client = client;
        this.random = random;
    }

    Intent next(BoardModel board) {
        ArrayNode changes = JSON.arrayNode();
        if (logs == 0 || length(board, ownLog()) >= LOG_LENGTH) {
            logs++;
            changes.add(log(ownLog()));
        } else {
            int kind = random.nextInt(100);
            if (kind < 55) {
                changes.add(append(board));
            } else if (kind < 65) {
                changes.add(append(board)).add(put()).add(append(board));
            } else if (kind < 80) {
                changes.add(patch(board));
            } else if (kind < 92) {
                changes.add(put());
            } else if (kind < 97) {
                changes.add(delete());
            } else {
                changes.add(delete()).add(put()).add(patch(board)).add(delete());
            }
        }
        return new Intent(++intents, changes);
    }

    private String ownLog() {
        return LOG + client + "-" + logs;
    }

    private static int length(BoardModel board, String log) {
        ObjectNode object = board.objects().get(log);
        return object == null ? 0 : object.path("log").size();
    }

    private ObjectNode append(BoardModel board) {
        String id = random.nextInt(3) == 0
                ? ownLog()
                : any(board, each -> isOpenLog(board, each) || random.nextInt(8) == 0, ownLog());
        ObjectNode change = change("patch", id);
        ObjectNode append = change.putObject("append");
        int which = random.nextInt(10);
        if (which < 8) {
            append.putObject("log");
        }
        if (which > 5) {
            append.putObject("text");
        }
        return change;
    }

    /** Others may fill a log a little beyond its length until its owner has heard. */
    private static boolean isOpenLog(BoardModel board, String id) {
        return id.startsWith(LOG) && length(board, id) < LOG_LENGTH;
    }

    private ObjectNode patch(BoardModel board) {
        ObjectNode change = change("patch", any(board, _ -> true, ownLog()));
        change.putObject("set").put("x", random.nextInt(1_000) / 8.0).put("y", random.nextInt());
        if (random.nextInt(4) == 0) {
            change.putArray("unset").add("link");
        }
        return change;
    }

    private ObjectNode put() {
        ObjectNode change = change("put", shape());
        ObjectNode props = change.putObject("props");
        props.put("type", "rectangle").put("x", random.nextGaussian()).put("link", client + "-" + intents);
        props.putArray("log");
        props.put("text", "");
        return change;
    }

    private ObjectNode delete() {
        return change("delete", shape());
    }

    private static ObjectNode log(String id) {
        ObjectNode change = change("put", id);
        ObjectNode props = change.putObject("props");
        props.put("type", "freedraw").put("text", "");
        props.putArray("log");
        return change;
    }

    private String shape() {
        return "shape-" + random.nextInt(SHAPES);
    }

    private String any(BoardModel board, Predicate<String> fits, String unless) {
        List<String> ids = board.objects().keySet().stream().filter(fits).toList();
        return ids.isEmpty() ? unless : ids.get(random.nextInt(ids.size()));
    }

    private static ObjectNode change(String op, String id) {
        return JSON.objectNode().put("op", op).put("id", id);
    }
}
