package dev.easel.server.forms;

import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.Durability;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.LiveObject;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Proposal;
import dev.easel.server.loop.Turns;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Makes of the whole object, as a form sends it at each keystroke, an edit of what the form has changed. May be used
 * from any thread.
 *
 * <p>A form says at which seq it had the object: the one that it was opened on, or the one that its last keystroke was
 * answered with. What others have changed meanwhile, and the form still shows as it was, is left alone, as long as the
 * form goes on. A form that names itself has also seen all that it has made itself, whatever its base.
 */
public final class Forms {
    /** Numbers of edits that can be given in one millisecond without meeting those of a later start. */
    private static final int A_MILLISECOND = 1 << 10;

    /** Calls of one form with a name that are not answered yet. */
    static final int MOST_CALLS = 16;

    private final LiveProjects live;
    private final FormPast past;
    private final Durability durability;
    private final Supplier<UUID> random;
    private final AtomicLong number;
    private final RecentForms recent;
    private final LatestEdits latest;

    /** Of the calls of one form with a name. */
    private final Turns<UUID> turns = new Turns<>(
            MOST_CALLS - 1,
            () -> new FormRefused(FormRefused.Reason.AGAIN, MOST_CALLS + " calls of this form are not answered yet"));

    /**
     * @param random makes what tells forms apart
     * @param startedAt milliseconds since 1970: edits are numbered from there, so that no number comes twice
     */
    public Forms(LiveProjects live, PgFormPast past, Durability durability, Supplier<UUID> random, long startedAt) {
        this(
                live,
                past,
                new RecentForms(RecentForms.MOST, RecentForms.MOST_BYTES),
                new LatestEdits(LatestEdits.MOST),
                durability,
                random,
                startedAt);
    }

    Forms(
            LiveProjects live,
            FormPast past,
            RecentForms recent,
            LatestEdits latest,
            Durability durability,
            Supplier<UUID> random,
            long startedAt) {
        this.live = live;
        this.past = past;
        this.recent = recent;
        this.latest = latest;
        this.durability = durability;
        this.random = random;
        number = new AtomicLong(startedAt * A_MILLISECOND);
    }

    /**
     * Makes the edit. It is applied when this succeeds, and durable later. An object that is not there is made, unless
     * it was there at the base.
     */
    public Future<Written> write(SentForm sent, Submission submission) {
        return sent.name()
                .map(name -> FormSession.clientOf(sent.project(), sent.object(), name))
                .map(client -> turns.run(client, () -> writeNamed(sent, client, submission)))
                .orElseGet(() -> writeUnnamed(sent, submission));
    }

    private Future<Written> writeUnnamed(SentForm sent, Submission submission) {
        return live.object(sent.project(), sent.object())
                .compose(now -> sent.base().isEmpty()
                        ? writeOver(sent, now, submission)
                        : new Keystroke(sent, sent.base().getAsLong(), Optional.empty(), submission).write(now));
    }

    private Future<Written> writeOver(SentForm sent, LiveObject now, Submission submission) {
        UUID client = FormSession.clientWithoutBase(sent.project(), sent.object());
        FormEdit edit = new FormEdit(sent.object(), FormBase.seen(props(now)), sent.props(), true);
        Written unchanged =
                new Written(now.epoch(), now.found().map(CanvasObject::seq).orElse(now.seq()));
        return now.found().isPresent() && edit.isWithoutChange()
                ? Future.succeededFuture(unchanged)
                : submission
                        .submit(client, number.getAndIncrement(), Optional.empty(), edit)
                        .map(answers -> written(answers).orElse(unchanged));
    }

    /** The form has also seen what it has made itself: it goes on from its last edit, where that is after its base. */
    private Future<Written> writeNamed(SentForm sent, UUID client, Submission submission) {
        return live.object(sent.project(), sent.object()).compose(now -> {
            LatestEdits.Key form = new LatestEdits.Key(sent.project(), now.epoch(), client);
            return latest(form, now)
                    .map(latest -> new Keystroke(
                            sent, Math.max(sent.base().orElse(0), latest), Optional.of(client), submission))
                    .compose(keystroke -> keystroke.write(now).onComplete((written, failure) -> {
                        if (failure == null) {
                            latest.put(new LatestEdits.Key(sent.project(), written.epoch(), client), written.seq());
                        } else {
                            latest.forget(form); // it may be applied all the same
                        }
                    }));
        });
    }

    private Future<Long> latest(LatestEdits.Key form, LiveObject now) {
        OptionalLong known = latest.find(form);
        return known.isPresent()
                ? Future.succeededFuture(known.getAsLong())
                : durability
                        .reach(form.project(), now.epoch(), now.seq())
                        .compose(_ -> past.latest(form.project(), form.client()))
                        .onSuccess(seq -> latest.put(form, seq));
    }

    private static Optional<Json> props(LiveObject now) {
        return now.found().map(CanvasObject::props);
    }

    /** What became of the edit; empty where there was nothing to do. */
    private static Optional<Written> written(Answers answers) {
        return answers.list().stream().findFirst().map(answer -> switch (answer) {
            case Answer.Applied applied -> new Written(answers.epoch(), applied.seq());
            case Answer.Refused refused -> throw new FormRefused(refused.refusal());
        });
    }

    /** One object that a form has sent. */
    private final class Keystroke {
        private final UUID project;
        private final String object;
        private final long seq;
        private final Json form;
        private final Optional<UUID> client;
        private final Submission submission;

        /**
         * @param seq at which the form had the object
         * @param client of a form that names itself
         */
        Keystroke(SentForm sent, long seq, Optional<UUID> client, Submission submission) {
            this.project = sent.project();
            this.object = sent.object();
            this.seq = seq;
            this.form = sent.props();
            this.client = client;
            this.submission = submission;
        }

        Future<Written> write(LiveObject now) {
            if (seq > now.seq()) {
                throw new FormRefused(
                        FormRefused.Reason.AHEAD, "base is " + seq + ", and the project is at " + now.seq());
            }
            return base(now).compose(base -> write(now, isOthers(base) ? FormBase.seen(base.props()) : base));
        }

        /** The base is the edit of another form, and this one names itself: it shows what the object was there. */
        private boolean isOthers(FormBase base) {
            return client.isPresent()
                    && base.session()
                            .filter(it -> !client.get().equals(it.client()))
                            .isPresent();
        }

        private Future<FormBase> base(LiveObject now) {
            Optional<FormBase> sent = recent.find(key(now.epoch(), seq));
            if (sent.isPresent()) {
                return Future.succeededFuture(sent.get());
            }
            return now.found().filter(it -> it.seq() < seq).isPresent()
                    ? Future.succeededFuture(FormBase.seen(props(now)))
                    : durability.reach(project, now.epoch(), seq).compose(_ -> past.at(project, object, seq));
        }

        private RecentForms.Key key(long epoch, long seq) {
            return new RecentForms.Key(project, epoch, object, seq);
        }

        private Future<Written> write(LiveObject now, FormBase base) {
            FormEdit edit = new FormEdit(object, base, form, base.props().isEmpty());
            Written unchanged = new Written(now.epoch(), seq);
            if (now.found().isPresent() && edit.isWithoutChange()) {
                return Future.succeededFuture(unchanged);
            }
            FormSession session = session(base, edit);
            return submission
                    .submit(session.client(), number.getAndIncrement(), Optional.of(group(session, base, edit)), edit)
                    .map(answers -> {
                        if (edit.isGone()) {
                            throw new FormRefused(
                                    FormRefused.Reason.DELETED,
                                    "object " + object + " was there at " + seq + ", and is deleted now");
                        }
                        Optional<Written> written = written(answers);
                        written.ifPresent(
                                it -> recent.add(key(it.epoch(), it.seq()), FormBase.of(session, edit.after(), form)));
                        return written.orElse(unchanged);
                    });
        }

        private String group(FormSession session, FormBase base, FormEdit edit) {
            return session.group(
                    edit.isUpToDate()
                            ? Optional.empty()
                            : base.known()
                                    .flatMap(
                                            known -> base.props().flatMap(then -> TakenIn.of(seq, known, then, form))));
        }

        /** A form that shows everything goes on from there, so that little has to be read of it later. */
        private FormSession session(FormBase base, FormEdit edit) {
            return base.session()
                    .map(it -> edit.isUpToDate() ? it.upToDateAt(seq) : it)
                    .orElseGet(() -> client.map(it -> FormSession.named(it, seq))
                            .orElseGet(() -> FormSession.opened(project, object, seq, random.get())));
        }
    }

    /** Submits one edit of a client, as {@link LiveProjects#propose} does. */
    @FunctionalInterface
    public interface Submission {
        Future<Answers> submit(UUID client, long edit, Optional<String> group, Proposal proposal);
    }

    /**
     * What became of a keystroke.
     *
     * @param epoch in which it was applied
     * @param seq the base of the next keystroke
     */
    public record Written(long epoch, long seq) {}
}
