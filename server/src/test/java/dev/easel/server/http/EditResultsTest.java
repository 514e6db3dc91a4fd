package dev.easel.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.call.Pieces;
import dev.easel.server.call.Reply;
import dev.easel.server.http.EditResults.Applied;
import dev.easel.server.http.EditResults.Result;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EditResultsTest {
    private static final int MANY = 50_000;

    private int made;

    private final List<Result> results = new AbstractList<>() {
        @Override
        public Result get(int index) {
            made++;
            return new Applied(index, index);
        }

        @Override
        public int size() {
            return MANY;
        }
    };

    @Test
    @DisplayName("of many results no more are made than the next piece needs")
    void pieces() {
        Iterator<Future<Buffer>> pieces = assertInstanceOf(Reply.Streamed.class, new EditResults(results, 7).reply())
                .pieces();
        Buffer all = Buffer.buffer();
        while (pieces.hasNext()) {
            int before = made;
            Buffer piece = pieces.next().result();
            all.appendBuffer(piece);
            assertTrue(piece.length() < 2 * Pieces.PIECE);
            assertTrue(made - before <= piece.length() / 10 + 1, "each takes over ten bytes");
        }
        assertEquals(MANY, made);
        assertTrue(all.toString().startsWith("{\"results\":[{\"edit\":0,\"seq\":0},{\"edit\":1,\"seq\":1},"));
        assertTrue(all.toString().endsWith("{\"edit\":49999,\"seq\":49999}],\"durable\":7}"));
    }
}
