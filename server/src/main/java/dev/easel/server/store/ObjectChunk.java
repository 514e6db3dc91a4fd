package dev.easel.server.store;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Timestamps;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One statement that writes object rows: a number of upserts, or of deletions. */
sealed interface ObjectChunk {
    String sql();

    Tuple values();

    /** Rows that it writes or deletes. */
    int size();

    /** The rows from {@code from} to {@code to}. */
    ObjectChunk part(int from, int to);

    /** Chunks of at most {@code size} rows each. Each is made when the iterator is asked for it. */
    static Iterator<ObjectChunk> of(UUID project, List<CanvasObject> changed, List<String> deleted, int size) {
        return Stream.concat(
                        chunks(changed, size, some -> new Upserts(project, some)),
                        chunks(deleted, size, some -> new Deletions(project, some)))
                .iterator();
    }

    private static <T> Stream<ObjectChunk> chunks(List<T> all, int size, Function<List<T>, ObjectChunk> chunk) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> chunk.apply(all.subList(from, Math.min(from + size, all.size()))));
    }

    record Upserts(UUID project, List<CanvasObject> objects) implements ObjectChunk {
        private static final String UPSERT = """
                insert into canvas_object (project_id, id, props, seq, updated_at, updated_by)
                select $1, o.id, o.props::jsonb, o.seq, o.updated_at, o.updated_by
                  from unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[])
                       as o (id, props, seq, updated_at, updated_by)
                on conflict (project_id, id) do update
                   set props = excluded.props, seq = excluded.seq,
                       updated_at = excluded.updated_at, updated_by = excluded.updated_by""";

        @Override
        public String sql() {
            return UPSERT;
        }

        @Override
        public Tuple values() {
            return Tuple.of(
                    project,
                    objects.stream().map(CanvasObject::id).toArray(String[]::new),
                    objects.stream().map(object -> object.props().toString()).toArray(String[]::new),
                    objects.stream().map(CanvasObject::seq).toArray(Long[]::new),
                    objects.stream()
                            .map(object -> Timestamps.of(object.updatedAt()))
                            .toArray(OffsetDateTime[]::new),
                    objects.stream().map(CanvasObject::updatedBy).toArray(String[]::new));
        }

        @Override
        public int size() {
            return objects.size();
        }

        @Override
        public ObjectChunk part(int from, int to) {
            return new Upserts(project, objects.subList(from, to));
        }
    }

    record Deletions(UUID project, List<String> ids) implements ObjectChunk {
        private static final String DELETE =
                "delete from canvas_object where project_id = $1 and id = any ($2::text[])";

        @Override
        public String sql() {
            return DELETE;
        }

        @Override
        public Tuple values() {
            return Tuple.of(project).addArrayOfString(ids.toArray(String[]::new));
        }

        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public ObjectChunk part(int from, int to) {
            return new Deletions(project, ids.subList(from, to));
        }
    }
}
