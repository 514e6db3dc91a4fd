package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.Ping;
import dev.easel.protocol.ClientMessage.Presence;
import dev.easel.protocol.Decoded.Malformed;
import dev.easel.protocol.Decoded.Message;
import dev.easel.protocol.Decoded.Unacceptable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads what clients send, once, at the edge. Total: every input has an answer, nothing is thrown. Stateless. */
public final class ClientCodec {
    /** Edit numbers, attempts and the like: what a JavaScript number holds exactly. */
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private static final int MAX_GROUP = 64;
    private static final int MAX_USER_NAME = 64;
    private static final int MAX_USER = 1 << 10;

    private final Limits limits;

    public ClientCodec(Limits limits) {
        this.limits = limits;
    }

    /** One text frame, within the frame limit. */
    public Decoded decode(byte[] frame) {
        try {
            return message(frame);
        } catch (InvalidContent content) {
            return refused(frame, 0, frame.length, true, content.refusal());
        } catch (IOException syntax) {
            return new Malformed("not JSON: " + firstLine(syntax));
        }
    }

    /** The body of an HTTP request that carries edits: {@code {client, edits: [{edit, group, changes}]}}. */
    public DecodedEdits decodeEdits(byte[] body) {
        try (JsonParser in = JsonReader.FACTORY.createParser(body)) {
            return edits(body, in);
        } catch (InvalidContent content) {
            return new DecodedEdits.Malformed(content.getMessage());
        } catch (IOException syntax) {
            return new DecodedEdits.Malformed("not JSON: " + firstLine(syntax));
        }
    }

    private DecodedEdits edits(byte[] body, JsonParser in) throws IOException {
        UUID client = null;
        List<Decoded> edits = null;
        open(in);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "client" -> client = uuid(in, "client");
                case "edits" -> edits = editList(body, in);
                default -> in.skipChildren();
            }
        }
        if (client == null || edits == null) {
            return new DecodedEdits.Malformed("client and edits are needed");
        }
        return new DecodedEdits.Batch(client, edits);
    }

    private List<Decoded> editList(byte[] body, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidContent.invalid("edits is an array");
        }
        List<Decoded> edits = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            int length = (int) in.currentLocation().getByteOffset() - from;
            edits.add(edit(body, from, length));
        }
        return edits;
    }

    private Decoded edit(byte[] body, int from, int length) throws IOException {
        if (length > limits.frame()) {
            return unlessUnreadable(
                    body,
                    from,
                    length,
                    new Refusal(RefusalCode.TOO_LARGE, "an edit over " + limits.frame() + " bytes"));
        }
        try (JsonParser in = JsonReader.FACTORY.createParser(body, from, length)) {
            return new Message(edit(in));
        } catch (InvalidContent content) {
            return unlessUnreadable(body, from, length, content.refusal());
        }
    }

    private static Decoded unlessUnreadable(byte[] body, int from, int length, Refusal refusal) {
        return switch (refused(body, from, length, false, refusal)) {
            case Malformed malformed -> throw InvalidContent.invalid(malformed.reason());
            case Decoded refused -> refused;
        };
    }

    private Decoded message(byte[] frame) throws IOException {
        String type = type(frame);
        try (JsonParser in = JsonReader.FACTORY.createParser(frame)) {
            Decoded decoded = switch (type) {
                case "hello" -> new Message(hello(in));
                case "edit" -> new Message(edit(in));
                case "presence" -> new Message(presence(in));
                case "ping" -> new Message(ping(in));
                default -> new Malformed("unknown type: " + JsonReader.shortened(type));
            };
            if (!(decoded instanceof Malformed) && in.nextToken() != null) {
                return new Malformed("not JSON: something follows the message");
            }
            return decoded;
        }
    }

    private static String type(byte[] frame) throws IOException {
        try (JsonParser in = JsonReader.FACTORY.createParser(frame)) {
            open(in);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean found = in.currentName().equals("type");
                in.nextToken();
                if (found) {
                    return JsonReader.string(in, "type");
                }
                in.skipChildren();
            }
            throw InvalidContent.invalid("a message has a type");
        }
    }

    private static Hello hello(JsonParser in) throws IOException {
        UUID client = null;
        long attempt = 0;
        long pending = 0;
        Optional<ResumeToken> resume = Optional.empty();
        User user = User.ANONYMOUS;
        Set<String> fields = open(in);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            switch (next(in, fields)) {
                case "client" -> client = uuid(in, "client");
                case "attempt" -> attempt = integer(in, "attempt");
                case "pending" -> pending = integer(in, "pending");
                case "resume" -> resume = in.currentToken() == JsonToken.VALUE_NULL ? resume : Optional.of(resume(in));
                case "user" -> user = user(in);
                default -> in.skipChildren();
            }
        }
        if (client == null) {
            throw InvalidContent.invalid("hello needs client, a UUID");
        }
        return new Hello(client, attempt, pending, resume, user);
    }

    private static ResumeToken resume(JsonParser in) throws IOException {
        long epoch = -1;
        long seq = -1;
        Set<String> fields = open(in.currentToken());
        while (in.nextToken() != JsonToken.END_OBJECT) {
            switch (next(in, fields)) {
                case "epoch" -> epoch = integer(in, "epoch");
                case "seq" -> seq = integer(in, "seq");
                default -> in.skipChildren();
            }
        }
        if (epoch < 0 || seq < 0) {
            throw InvalidContent.invalid("resume has an epoch and a seq");
        }
        return new ResumeToken(epoch, seq);
    }

    private static User user(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return User.ANONYMOUS;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid("user is a JSON object");
        }
        Json json = JsonReader.value(in, 1);
        if (json.length() > MAX_USER) {
            throw InvalidContent.invalid("user is over " + MAX_USER + " bytes");
        }
        Json name = JsonText.member(json, Json.string("name"));
        if (name == null) {
            return new User(User.ANONYMOUS.name(), json);
        }
        if (!name.isString()
                || name.stringValue().isBlank()
                || name.stringValue().length() > MAX_USER_NAME) {
            throw InvalidContent.invalid("user.name is a string of 1 to " + MAX_USER_NAME + " characters");
        }
        return new User(name.stringValue(), json);
    }

    private Edit edit(JsonParser in) throws IOException {
        long edit = -1;
        Optional<String> group = Optional.empty();
        List<Change> changes = null;
        Set<String> fields = open(in);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            switch (next(in, fields)) {
                case "edit" -> edit = integer(in, "edit");
                case "group" -> group = group(in);
                case "changes" -> changes = new ChangesReader(limits.changes()).read(in);
                default -> in.skipChildren();
            }
        }
        if (edit < 0 || changes == null) {
            throw InvalidContent.invalid("an edit has a number and changes");
        }
        return new Edit(edit, group, changes);
    }

    private static Optional<String> group(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        String group = JsonReader.string(in, "group");
        if (group.length() > MAX_GROUP) {
            throw InvalidContent.invalid("group is over " + MAX_GROUP + " characters");
        }
        return Optional.of(group);
    }

    private Presence presence(JsonParser in) throws IOException {
        Json state = null;
        Set<String> fields = open(in);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            if (next(in, fields).equals("state")) {
                state = JsonReader.value(in, 1);
            } else {
                in.skipChildren();
            }
        }
        if (state == null) {
            throw InvalidContent.invalid("presence needs a state");
        }
        if (state.length() > limits.presence()) {
            throw InvalidContent.invalid("presence is over " + limits.presence() + " bytes");
        }
        return new Presence(state);
    }

    private static Ping ping(JsonParser in) throws IOException {
        in.nextToken();
        in.skipChildren();
        return new Ping();
    }

    /** Bad content is a refusal where the edit's number can be read, and a malformed frame where it cannot. */
    private static Decoded refused(byte[] text, int from, int length, boolean typed, Refusal refusal) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text, from, length)) {
            boolean isEdit = !typed;
            long edit = -1;
            int numbers = 0;
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new Malformed(refusal.message());
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                JsonToken token = in.nextToken();
                if (field.equals("type")) {
                    isEdit |= token == JsonToken.VALUE_STRING && in.getText().equals("edit");
                } else if (field.equals("edit") && token == JsonToken.VALUE_NUMBER_INT) {
                    edit = integer(in, "edit");
                    numbers++;
                }
                in.skipChildren();
            }
            boolean readable = isEdit && numbers == 1 && in.nextToken() == null;
            return readable ? new Unacceptable(edit, refusal) : new Malformed(refusal.message());
        } catch (InvalidContent | IOException unreadable) {
            return new Malformed(refusal.message());
        }
    }

    private static Set<String> open(JsonParser in) throws IOException {
        return open(in.nextToken());
    }

    private static Set<String> open(JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid("a JSON object is needed");
        }
        return new HashSet<>();
    }

    /** The name of the member the parser is at; the parser moves on to its value. */
    private static String next(JsonParser in, Set<String> fields) throws IOException {
        String field = in.currentName();
        if (!fields.add(field)) {
            throw InvalidContent.invalid("a key stands twice in one object: " + JsonReader.shortened(field));
        }
        in.nextToken();
        return field;
    }

    private static long integer(JsonParser in, String what) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getText().length() <= 16) {
            long value = in.getLongValue();
            if (value >= 0 && value <= MAX_INTEGER) {
                return value;
            }
        }
        throw InvalidContent.invalid(what + " is an integer from 0 to 2^53 - 1");
    }

    private static UUID uuid(JsonParser in, String what) throws IOException {
        String text = JsonReader.string(in, what);
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException notOne) {
                // said below, as for any other text
            }
        }
        throw InvalidContent.invalid(what + " is a UUID");
    }

    private static String firstLine(IOException problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
