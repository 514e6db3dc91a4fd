package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.Limits;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.Refusal.OfNumber;
import dev.easel.protocol.RefusalCode;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.Decision;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.idempotence.ContentHash;
import dev.easel.server.idempotence.EditNumbers;
import dev.easel.server.idempotence.UnstorableEdits;
import dev.easel.server.idempotence.Whose;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Origin;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.residence.Footprint;
import dev.easel.server.residence.Loading.LoadedCanvas;
import dev.easel.server.sync.Resumption;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The order of a project's edits: one after the other they are decided, applied, and handed out to the journal. It
 * knows how far the project is durable and saved, and nothing of sessions. {@code durable ≤ applied} always. Confined
 * to the room's loop.
 */
final class Room {
    /** Deletions remembered beyond the checkpoint, for clients that come back soon; older ones are in the journal. */
    private static final int DELETIONS = 10_000;

    private static final Refusal NUMBER_TAKEN = new Refusal(
            RefusalCode.CONFLICT,
            "another edit was made under this number; offer the changes under a new one",
            Optional.of(OfNumber.TAKEN));

    private static final Refusal UNSTORABLE = new Refusal(RefusalCode.INVALID, "the database does not take this edit");

    private final RoomPorts ports;
    private final UUID id;
    private final Resumption.Epoch epoch;
    private final Canvas canvas;
    private final Footprint footprint;
    private final UnstorableEdits unstorable;
    private final LongSupplier now;
    private final BooleanSupplier isOpen;
    private final EditNumbers numbers;
    private final ContentHash contents = new ContentHash();
    private final Progress progress;
    private final DirtyMark dirty;

    /** Applied, and not given to the journal yet. */
    private List<Journal.Entry> applied = new ArrayList<>();

    private long snapshot;

    /**
     * @param now milliseconds since 1970
     * @param isOpen whether the room's life lets it take edits
     */
    Room(RoomPorts ports, LoadedCanvas loaded, UnstorableEdits unstorable, LongSupplier now, BooleanSupplier isOpen) {
        Loaded.Found found = loaded.found();
        canvas = loaded.canvas();
        footprint = loaded.footprint();
        this.ports = ports;
        id = found.project().id();
        epoch = new Resumption.Epoch(found.epoch(), canvas.seq());
        this.unstorable = unstorable;
        this.now = now;
        this.isOpen = isOpen;
        snapshot = found.snapshot();
        progress = new Progress(found.saved(), canvas.seq());
        dirty = new DirtyMark(ports.saves(), progress, found.project());
        numbers = new EditNumbers(canvas.seq());
    }

    // ---- the way of an edit

    /** Whose the number of this edit is. Memory must be able to tell. */
    Whose whose(UUID client, Optional<String> user, Edit edit) {
        return numbers.whose(client, edit.edit(), () -> contents.of(edit, user));
    }

    /** Decides one edit, and applies it when it is accepted. */
    Outcome submit(Author author, Edit edit) {
        return switch (whose(author.client(), author.user(), edit)) {
            case Whose.Senders senders -> new Known(senders.seq());
            case Whose.Anothers _ -> refused(NUMBER_TAKEN);
            case Whose.Nobodys _ ->
                switch (decide(author, edit)) {
                    case Decision.Refused refused -> refused(refused.refusal());
                    case Decision.Accepted accepted -> taken(accepted, edit, author);
                };
        };
    }

    /** There has to be memory for what it adds. */
    private Outcome taken(Decision.Accepted accepted, Edit edit, Author author) {
        Optional<Refusal> refusal = footprint.refusal(canvas.bytes(), accepted.growth());
        return refusal.isPresent()
                ? refused(refusal.get())
                : apply(accepted, new Origin(contents.of(edit, author.user()), author.isOverSocket()), author.trace());
    }

    /** Why these objects would not be taken in place of those. Looks at each only where that may be so. */
    Optional<String> noMemoryFor(Map<String, Integer> puts, Collection<String> deletions) {
        long most = puts.entrySet().stream()
                .mapToLong(it -> HeapBytes.object(it.getKey(), it.getValue()))
                .sum();
        return footprint
                .refusal(canvas.bytes(), most)
                .flatMap(_ -> footprint.refusal(canvas.bytes(), canvas.growth(puts, deletions)))
                .map(Refusal::message);
    }

    /**
     * What an edit is answered that may not be made: its changes are refused as ever, or else {@code otherwise}. Nobody
     * must hold its number.
     */
    Refused refuse(Author author, Edit edit, Refusal otherwise) {
        return refused(decide(author, edit) instanceof Decision.Refused it ? it.refusal() : otherwise);
    }

    private Decision decide(Author author, Edit edit) {
        return unstorable.has(id, author.client(), edit.edit(), () -> contents.of(edit, author.user()))
                ? new Decision.Refused(UNSTORABLE)
                : canvas.decide(new AuthoredEdit(author.client(), author.name(), now.getAsLong(), edit));
    }

    /** Says no, and counts that. */
    Refused refused(Refusal refusal) {
        ports.metrics().editRefused(refusal.code());
        return new Refused(refusal);
    }

    private Accepted apply(Decision.Accepted accepted, Origin origin, TraceId trace) {
        Event event = accepted.event();
        canvas.apply(accepted);
        progress.applied(event.seq());
        numbers.add(event.client(), event.edit(), event.seq(), origin);
        Json changes = EventCodec.changes(event.changes());
        applied.add(new Journal.Entry(event, changes, origin, trace));
        ports.metrics().editAccepted();
        dirty.set();
        return new Accepted(event, changes);
    }

    /** What was applied since the last time goes to the journal. */
    void handOut() {
        footprint.is(canvas.bytes());
        if (!applied.isEmpty()) {
            List<Journal.Entry> entries = applied;
            applied = new ArrayList<>();
            ports.journal().append(id, epoch.epoch(), entries);
        }
    }

    /** Whether edits are taken now. While not, clients hold theirs and send them again at {@code ok} (rule D5). */
    boolean takesEdits() {
        return isOpen.getAsBoolean()
                && ports.tenure().mayTakeEdits()
                && ports.journal().takesMore(id);
    }

    // ---- durable and saved

    /** Everything up to {@code seq} is committed. Whether this is news. */
    boolean durable(long seq) {
        boolean isNews = progress.durable(seq);
        if (isNews) {
            numbers.durable(seq);
        }
        return isNews;
    }

    /** Completes once everything up to {@code seq} is durable, with how far that is. */
    Future<Long> whenDurable(long seq) {
        return progress.whenDurable(seq).map(_ -> progress.durable());
    }

    /** What there is to save now, once it is durable. */
    Future<Optional<Capture>> capture() {
        if (progress.isSaved()) {
            return Future.succeededFuture(Optional.empty());
        }
        Capture capture = new Capture(
                id,
                epoch.epoch(),
                progress.checkpoint(),
                canvas.seq(),
                canvas.lastAt(),
                canvas.changedSince(progress.checkpoint()),
                canvas.deletedSince(progress.checkpoint()));
        return progress.whenDurable(capture.upTo()).map(Optional.of(capture));
    }

    /** All objects as they are now, once durable, when {@code events} have come since the last snapshot. */
    Future<Optional<Snapshot>> snapshot(long events) {
        if (canvas.seq() - snapshot < events) {
            return Future.succeededFuture(Optional.empty());
        }
        Snapshot due = new Snapshot(id, epoch.epoch(), canvas.seq(), List.copyOf(canvas.objects()));
        return progress.whenDurable(due.seq()).map(Optional.of(due));
    }

    /**
     * The object rows stand at {@code seq} now.
     *
     * @param oldestSync deletions after this seq are still needed
     */
    void saved(long seq, long oldestSync) {
        progress.checkpoint(seq);
        canvas.forgetDeletions(Math.min(seq, oldestSync), DELETIONS);
        footprint.is(canvas.bytes());
    }

    void snapshotted(long seq) {
        snapshot = Math.max(snapshot, seq);
    }

    boolean isSaved() {
        return progress.isSaved();
    }

    DirtyMark dirty() {
        return dirty;
    }

    /** The room closes: nobody waits for it any longer, and what was not handed out is dropped. */
    void end() {
        applied = new ArrayList<>();
        progress.end();
    }

    // ---- as it is now

    UUID id() {
        return id;
    }

    /** The present epoch, and the seq it began with. */
    Resumption.Epoch epoch() {
        return epoch;
    }

    long seq() {
        return progress.applied();
    }

    long durable() {
        return progress.durable();
    }

    /** Only to be read. */
    Canvas canvas() {
        return canvas;
    }

    EditNumbers numbers() {
        return numbers;
    }

    Limits limits() {
        return ports.settings().limits();
    }

    /** What becomes of an edit. */
    sealed interface Outcome {}

    /** The project has this very edit already, as event {@code seq}. */
    record Known(long seq) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}

    /**
     * It was applied.
     *
     * @param changes the event's changes, encoded
     */
    record Accepted(Event event, Json changes) implements Outcome {}
}
