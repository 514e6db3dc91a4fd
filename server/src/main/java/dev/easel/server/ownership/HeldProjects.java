package dev.easel.server.ownership;

import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.persistence.OwnershipListener;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
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

    private final Loop loop;
    private final ProjectOwners owners;
    private final OwnershipMetrics metrics;
    private final OwnershipListener rooms;
    private final Consumer<UUID> changed;
    private final Map<UUID, Long> epochs = new ConcurrentHashMap<>();

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

    /** Looks at all of them; completes when those that are lost were told to the rooms. */
    Future<Void> check() {
        return check(List.copyOf(epochs.entrySet()).iterator());
    }

    private Future<Void> check(Iterator<Entry<UUID, Long>> rest) {
        List<Entry<UUID, Long>> part = new ArrayList<>();
        while (rest.hasNext() && part.size() < AT_ONCE) {
            part.add(rest.next());
        }
        return part.isEmpty() ? Future.succeededFuture() : compare(part).compose(_ -> check(rest));
    }

    /** The project's row was changed by somebody. */
    void told(UUID project) {
        Long epoch = epochs.get(project);
        if (epoch != null) {
            compare(List.of(Map.entry(project, epoch)))
                    .onSuccess(_ -> {
                        if (epochs.containsKey(project)) {
                            changed.accept(project);
                        }
                    })
                    .onFailure(failure -> LOG.warn("Project {} was changed: {}", project, failure.toString()));
        }
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
            metrics.lost();
            rooms.lost(project, epoch);
        }
    }
}
