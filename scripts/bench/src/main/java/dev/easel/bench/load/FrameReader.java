package dev.easel.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what the generator needs from the text of a server's message, and skips the rest. It relies on the server to
 * send valid JSON. Confined to one thread.
 */
final class FrameReader {
    /** The numbers of the generator's clients by the last half of their author ids. */
    private final Map<Long, Integer> authors = new HashMap<>();

    private byte[] text = {};
    private int at;

    /** What stands behind {@code "type":"}, which comes first, up to the next quote. */
    static String type(byte[] text, int from) {
        int start = from + "{\"type\":\"".length();
        int end = start;
        while (text[end] != '"') {
            end++;
        }
        return new String(text, start, end - start, StandardCharsets.US_ASCII);
    }

    void readEvents(byte[] frame, int from, Frame into) {
        into.clear();
        text = frame;
        at = from;
        long seq = 0;
        boolean isOwn = true;
        do {
            at++;
            if (key("events")) {
                events(into);
            } else if (key("seq")) {
                seq = number();
            } else if (key("authors")) {
                explained(into);
            } else if (key("by")) {
                columns(into, seq);
            } else if (key("edits")) {
                edits(into);
            } else if (key("changes")) {
                isOwn = false;
                skipValue();
            } else if (key("durable")) {
                into.durable(number());
            } else {
                skipMember();
            }
        } while (text[at] == ',');
        if (seq > 0) {
            into.columns(isOwn);
        }
    }

    /** The authors that a {@code ready} explains. */
    void readAuthors(byte[] frame, int from, Frame into) {
        into.clear();
        text = frame;
        at = from;
        do {
            at++;
            if (key("authors")) {
                explained(into);
            } else {
                skipMember();
            }
        } while (text[at] == ',');
    }

    private void explained(Frame into) {
        do {
            at++;
            int number = (int) quotedNumber();
            int client = 0;
            long edit = 0;
            do {
                at++;
                if (key("client")) {
                    client = client();
                } else if (key("edit")) {
                    edit = number();
                } else {
                    skipMember();
                }
            } while (text[at] == ',');
            at++;
            into.explain(number, client, edit);
        } while (text[at] == ',');
        at++;
    }

    private void columns(Frame into, long first) {
        long seq = first;
        do {
            at++;
            into.add(seq++, (int) number(), AuthorNumbers.NEXT);
        } while (text[at] == ',');
        at++;
    }

    private void edits(Frame into) {
        do {
            at++;
            int index = (int) quotedNumber();
            into.edit(index, number());
        } while (text[at] == ',');
        at++;
    }

    /** The number in {@code "12":}, which is passed. */
    private long quotedNumber() {
        at++;
        long number = number();
        at += 2;
        return number;
    }

    /** The number behind {@code "seq":} among the fields of a message, or 0. */
    long seq(byte[] frame, int from) {
        text = frame;
        at = from;
        do {
            at++;
            if (key("seq")) {
                return number();
            }
            skipMember();
        } while (text[at] == ',');
        return 0;
    }

    /** Takes note of which author id the client with this number has. */
    void welcome(byte[] frame, int from, int number) {
        text = frame;
        at = from;
        do {
            at++;
            if (key("author")) {
                authors.put(lastHalf(), number);
                return;
            }
            skipMember();
        } while (text[at] == ',');
    }

    /** How many elements the array {@code objects} has. */
    int objects(byte[] frame, int from) {
        text = frame;
        at = from;
        do {
            at++;
            if (key("objects")) {
                return elements();
            }
            skipMember();
        } while (text[at] == ',');
        return 0;
    }

    private int elements() {
        int elements = 0;
        at++;
        while (text[at] != ']') {
            skipValue();
            elements++;
            if (text[at] == ',') {
                at++;
            }
        }
        return elements;
    }

    private void events(Frame into) {
        do {
            at++;
            if (text[at] == ']') {
                break;
            }
            event(into);
        } while (text[at] == ',');
        at++;
    }

    private void event(Frame into) {
        long seq = 0;
        long edit = 0;
        int client = Frame.RECEIVER;
        do {
            at++;
            if (key("seq")) {
                seq = number();
            } else if (key("client")) {
                client = client();
            } else if (key("of")) { // a ceiling's: the number itself
                client = (int) number();
            } else if (key("edit")) {
                edit = number();
            } else {
                skipMember();
            }
        } while (text[at] == ',');
        at++;
        into.add(seq, client, edit);
    }

    /** Whether {@code "name":} comes next; if so it is passed. */
    private boolean key(String name) {
        int end = at + 1 + name.length();
        if (end >= text.length || text[end] != '"') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (text[at + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        at = end + 2;
        return true;
    }

    private long number() {
        long number = 0;
        while (text[at] >= '0' && text[at] <= '9') {
            number = 10 * number + text[at++] - '0';
        }
        return number;
    }

    /**
     * The number of the client whose author id this is. A server that names authors by their UUIDs names the number in
     * their last twelve digits.
     */
    private int client() {
        long lastHalf = lastHalf();
        Integer number = authors.get(lastHalf);
        return number == null ? (int) (lastHalf & 0xFFFF_FFFF_FFFFL) : number;
    }

    /** The last sixteen digits of a UUID, which is passed. */
    private long lastHalf() {
        int start = at + 1;
        skipString();
        long half = 0;
        for (int i = start + 19; i < start + 36; i++) {
            half = text[i] == '-' ? half : (half << 4) + Character.digit(text[i], 16);
        }
        return half;
    }

    private void skipMember() {
        skipString();
        at++;
        skipValue();
    }

    private void skipValue() {
        int depth = 0;
        do {
            switch (text[at]) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0 || (text[at] != ',' && text[at] != '}' && text[at] != ']'));
    }

    private void skipString() {
        at++;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        at++;
    }
}
