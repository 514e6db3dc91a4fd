package dev.easel.server.http;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.DecodedEdits.Batch;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.Refusal.OfNumber;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Reply;
import dev.easel.server.live.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The response to a batch of edits: {@code {"results":[…],"durable":N}}.
 *
 * @param results one for each edit, in the order of the request
 * @param durable the seq of the last durable event
 */
record EditResults(List<Result> results, long durable) {
    /** Results up to which the response is sent at once. */
    private static final int SMALL = 1_000;

    sealed interface Result {}

    record Applied(long edit, long seq) implements Result {}

    record Refused(long edit, Why refused) implements Result {
        static Refused of(long edit, Refusal refusal) {
            String number = refusal.number().map(OfNumber::wire).orElse(null);
            return new Refused(edit, new Why(refusal.code().wire(), refusal.message(), number));
        }
    }

    /** @param number what is wrong with the edit's number; left out when nothing is (rule E15) */
    record Why(
            String code,
            String message,
            @JsonInclude(NON_NULL) @Nullable String number) {}

    /** @param answers to the edits that the codec accepts; it refuses the others */
    static EditResults of(Batch batch, List<Answer> answers, long durable) {
        Iterator<Answer> next = answers.iterator();
        List<Result> results = new ArrayList<>();
        for (Decoded decoded : batch.edits()) {
            results.add(
                    switch (decoded) {
                        case Decoded.Unacceptable it -> Refused.of(it.edit(), it.refusal());
                        case Decoded.Message _ -> result(next.next());
                        case Decoded.Malformed _ -> throw new IllegalStateException("a batch has nothing malformed");
                    });
        }
        return new EditResults(results, durable);
    }

    /** Many results are sent in pieces: a request may hold tens of thousands of edits. */
    Reply reply() {
        return results.size() <= SMALL ? Reply.json(this) : new Reply.Streamed(200, Reply.JSON, Pieces.of(text()));
    }

    private Stream<byte[]> text() {
        Stream<byte[]> head = Stream.of("{\"results\":[".getBytes(StandardCharsets.US_ASCII));
        Stream<byte[]> items = Pieces.separated(
                results, result -> JsonBodies.write((Record) result).getBytes());
        Stream<byte[]> tail = Stream.of(("],\"durable\":" + durable + "}").getBytes(StandardCharsets.US_ASCII));
        return Stream.concat(Stream.concat(head, items), tail);
    }

    private static Result result(Answer answer) {
        return switch (answer) {
            case Answer.Applied applied -> new Applied(applied.edit(), applied.seq());
            case Answer.Refused refused -> Refused.of(refused.edit(), refused.refusal());
        };
    }
}
