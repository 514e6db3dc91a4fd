package dev.easel.server.historyapi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.call.Rfc3339;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.derived.PastState;
import dev.easel.server.history.PastStates;
import dev.easel.server.http.ObjectJson;
import dev.easel.server.loop.SharedBytes;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The canvas as it was: after event {@code seq}, or at a time. States that are being sent share a number of bytes;
 * where they are more, who has been sent much for the longest is cut off.
 */
final class StateResource {
    private static final int MUCH = 64 << 10;

    private final PastStates states;
    private final Permits permits;
    private final SharedBytes sending;

    /** @param sendingBytes most bytes of the heap of all states that are being sent */
    StateResource(PastStates states, Permits permits, long sendingBytes) {
        this.states = states;
        this.permits = permits;
        this.sending = new SharedBytes(sendingBytes, MUCH);
    }

    Future<Reply> get(Call call) {
        UUID project = call.project();
        OptionalLong seq = call.seq("seq", 0);
        Optional<Long> at = call.query("at").map(StateResource::time);
        if (seq.isPresent() == at.isPresent()) {
            throw Problem.badRequest("one of seq and at is needed");
        }
        return permits.run(() -> at.map(time -> states.atTime(project, time))
                        .orElseGet(() -> states.at(project, seq.orElseThrow())))
                .map(state -> reply(call, state));
    }

    /** In milliseconds since 1970. */
    private static long time(String text) {
        return Rfc3339.millis(text)
                .orElseThrow(() -> Problem.badRequest("at is a time such as 2026-01-31T12:00:00Z (RFC 3339)"));
    }

    private Reply reply(Call call, PastState state) {
        SharedBytes.Share share = sending.share(call::breakOff);
        share.add(state.bytes());
        call.whenEnded(() -> share.add(-state.bytes()));
        String head = "{\"seq\":" + state.seq() + ",\"at\":" + state.at() + ",\"objects\":[";
        Stream<byte[]> items = Pieces.separated(state.objects(), StateResource::text);
        return new Reply.Streamed(
                200,
                Reply.JSON,
                Pieces.of(Stream.concat(
                        Stream.concat(Stream.of(head.getBytes(US_ASCII)), items), Stream.of("]}".getBytes(US_ASCII)))));
    }

    private static byte[] text(CanvasObject object) {
        return ObjectJson.write(object).toBytes();
    }
}
