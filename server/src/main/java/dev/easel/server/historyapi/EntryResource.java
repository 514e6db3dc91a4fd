package dev.easel.server.historyapi;

import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Reply;
import dev.easel.server.derived.HistoryEntry;
import dev.easel.server.derived.HistoryEntry.Author;
import dev.easel.server.history.PastEntries;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The history of a project as a list of entries, the newest first. */
final class EntryResource {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final PastEntries entries;
    private final Permits permits;

    EntryResource(PastEntries entries, Permits permits) {
        this.entries = entries;
        this.permits = permits;
    }

    Future<Reply> list(Call call) {
        UUID project = call.project();
        OptionalLong before = call.seq("before", 1);
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        return permits.run(() -> entries.before(project, before, limit)).map(page -> Reply.json(Body.of(page)));
    }

    /** @param next the parameter {@code before} of the next page; null on the last */
    private record Body(List<EntryBody> entries, @Nullable Long next) {
        static Body of(PastEntries.Page page) {
            return new Body(
                    page.entries().stream().map(EntryBody::of).toList(),
                    page.next().isPresent() ? page.next().getAsLong() : null);
        }
    }

    private record EntryBody(long from, long to, long began, long ended, long events, List<AuthorBody> authors) {
        static EntryBody of(HistoryEntry it) {
            return new EntryBody(
                    it.from(),
                    it.to(),
                    it.began(),
                    it.ended(),
                    it.to() - it.from() + 1,
                    it.authors().stream().map(AuthorBody::of).toList());
        }
    }

    private record AuthorBody(UUID author, String by, int events) {
        static AuthorBody of(Author it) {
            return new AuthorBody(it.id(), it.name(), it.events());
        }
    }
}
