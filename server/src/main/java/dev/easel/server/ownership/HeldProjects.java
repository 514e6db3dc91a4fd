package dev.easel.server.ownership;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.persistence.OwnershipListener;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projects that this instance has claimed, and the epochs of these claims. One that another has taken meanwhile is
 * found by its row, and lost. The map may be used from any thread, the rest on the loop.
 */
final class HeldProjects {
    private static final Logger LOG = LoggerFactory.getLogger(HeldProjects.class);

    /** Projects whose rows are looked at in one statement. */
    private static final int AT_ONCE = 1_000;

    /** Between two attempts to look at what was told, in milliseconds. */
    static final long AGAIN_MS = 1_000;

    private final Loop loop;
    private final ProjectOwners owners;
    private final OwnershipMetrics metrics;
    private final OwnershipListener rooms;
    private final Consumer<UUID> changed;
    private final Map<UUID, Long> epochs = new ConcurrentHashMap<>();
    /** Those held of which something was told that was not looked at yet. */
    private final Set<UUID> told = new LinkedHashSet<>();

    private boolean isLooking;

    HeldProjects(
            Loop loop,
            ProjectOwners owners,
            OwnershipMetrics metrics,
            OwnershipListener rooms,
            Consumer<UUID> changed) {
        this.loop = loop;
        this.owners = owners;
        this.metrics = metrics;
        this.rooms = rooms;
        this.changed = changed;
        metrics.watch(epochs::size);
    }

    boolean contains(UUID project) {
        return epochs.containsKey(project);
    }

    void add(UUID project, long epoch) {
        epochs.put(project, epoch);
    }

    void remove(UUID project, long epoch) {
        epochs.remove(project, epoch);
    }

    /** Looks at all of them; completes when the rooms of those that are lost have closed, and take no edit any more. */
    Future<Void> check() {
        return check(List.copyOf(epochs.entrySet()).iterator()).compose(_ -> rooms.heard());
    }

    private Future<Void> check(Iterator<Entry<UUID, Long>> rest) {
        List<Entry<UUID, Long>> part = new ArrayList<>();
        while (rest.hasNext() && part.size() < AT_ONCE) {
            part.add(rest.next());
        }
        return part.isEmpty() ? Future.succeededFuture() : compare(part).compose(_ -> check(rest));
    }

    /** The project's row was changed by somebody. It is told once: so it is looked at until the database answers. */
    void told(UUID project) {
        if (epochs.containsKey(project)) {
            told.add(project);
            lookAtTold();
        }
    }

    private void lookAtTold() {
        List<Entry<UUID, Long>> part = isLooking ? List.of() : nextTold();
        if (part.isEmpty()) {
            return;
        }
        isLooking = true;
        compare(part).onComplete((_, failure) -> {
            if (failure == null) {
                part.stream().map(Entry::getKey).filter(epochs::containsKey).forEach(changed);
                lookAgain();
            } else {
                LOG.atWarn()
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("{} projects were changed, and could not be looked at", part.size());
                part.forEach(it -> told.add(it.getKey()));
                loop.after(AGAIN_MS, this::lookAgain);
            }
        });
    }

    private void lookAgain() {
        isLooking = false;
        lookAtTold();
    }

    /** Those that are still held; what is told of them from now on is news again. */
    private List<Entry<UUID, Long>> nextTold() {
        List<Entry<UUID, Long>> part = new ArrayList<>();
        for (Iterator<UUID> rest = told.iterator(); rest.hasNext() && part.size() < AT_ONCE; ) {
            UUID project = rest.next();
            rest.remove();
            Long epoch = epochs.get(project);
            if (epoch != null) {
                part.add(Map.entry(project, epoch));
            }
        }
        return part;
    }

    private Future<Void> compare(List<Entry<UUID, Long>> held) {
        return loop.bring(owners.epochs(held.stream().map(Entry::getKey).toList()))
                .map(now -> {
                    held.forEach(it -> compare(it.getKey(), it.getValue(), now.get(it.getKey())));
                    return null;
                });
    }

    private void compare(UUID project, Long epoch, @Nullable Long now) {
        if (epoch.equals(now) || !epochs.remove(project, epoch)) {
            return;
        }
        if (now == null) {
            rooms.deleted(project);
        } else {
            metrics.lost(project);
            rooms.lost(project, epoch);
        }
    }
}
