package dev.easel.server.bulk;

import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import io.vertx.core.Future;

/** Work in portions, each of which is one edit at most, and what is told of it where it ends early. */
interface BulkWork {
    int portions();

    /** Submits a portion, as an edit whose number is the portion's. */
    Future<Answers> submit(BulkSeat seat, int portion);

    /** How far it has come: a sentence without its full stop. */
    String soFar(int done);

    /** What a person does about work that was broken off: an imperative. */
    String again();

    /** That the database does not take this portion: a sentence without its full stop. */
    String unstorable(int portion);
}
