package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.chaos.client.ChaosClient;
import dev.easel.chaos.client.Outbox;
import dev.easel.chaos.client.Workload;
import dev.easel.chaos.verdict.Findings;
import dev.easel.protocol.reference.BoardModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks one project when all is settled and flushed: what clients were told, what they see, what the server answers
 * and what the tables hold must agree.
 */
final class ProjectChecker {
    private final String project;
    private final Map<UUID, ChaosClient> clients;
    private final StoredProject tables;
    private final Findings findings;
    private int lost;
    private int doubled;

    ProjectChecker(String project, List<ChaosClient> clients, StoredProject tables, Findings findings) {
        this.project = project;
        this.clients = clients.stream().collect(Collectors.toMap(ChaosClient::id, Function.identity()));
        this.tables = tables;
        this.findings = findings;
    }

    /** @param live what the server tells over HTTP, as of {@code seq} */
    ProjectChecker judged(BoardModel live, long seq) {
        contiguous();
        once();
        durable();
        tables.events().forEach(this::asSent);
        inOrder();
        BoardModel replayed = replayed();
        logs(replayed);
        same("the replay", replayed, "the server", live);
        same("the replay", replayed, "the saved rows", tables.rows());
        long head = tables.events().size();
        check(seq == head, "the server stands at " + seq + ", the last event is " + head);
        check(tables.checkpoint() == head, "after the flush the rows stand at " + tables.checkpoint() + " of " + head);
        for (ChaosClient client : clients.values()) {
            check(client.seq() == head, client.name() + " stands at " + client.seq() + ", the last event is " + head);
            same("the replay", replayed, client.name(), client.board());
        }
        return this;
    }

    int lost() {
        return lost;
    }

    int doubled() {
        return doubled;
    }

    private void contiguous() {
        long seq = 0;
        long at = 0;
        long epoch = 0;
        for (StoredProject.Stored event : tables.events()) {
            check(event.seq() == seq + 1, "event " + event.seq() + " follows " + seq);
            check(event.at() >= at, "B2: the time of event " + event.seq() + " goes backwards");
            check(event.epoch() >= epoch, "the epoch of event " + event.seq() + " goes backwards");
            seq = event.seq();
            at = event.at();
            epoch = event.epoch();
        }
    }

    /** E2; and no intent that was offered again has become two events. */
    private void once() {
        Map<String, Long> edits = new HashMap<>();
        Map<String, Long> intents = new HashMap<>();
        for (StoredProject.Stored event : tables.events()) {
            Long former = edits.put(event.client() + " " + event.edit(), event.seq());
            Outbox.Entry entry = madeFor(event);
            Long granted =
                    entry == null ? null : intents.put(event.client() + " " + entry.intent.number(), event.seq());
            if (former != null || granted != null) {
                doubled++;
                findings.add(project + (former == null ? " E12, E14: the intent of " : " E2: ") + name(event)
                        + " stands at " + (former == null ? granted : former) + " and at " + event.seq());
            }
        }
    }

    /** D1: what was called durable is there, where it was said to be. */
    private void durable() {
        Map<String, Long> seqs = new HashMap<>();
        tables.events().forEach(event -> seqs.put(event.client() + " " + event.edit(), event.seq()));
        for (ChaosClient client : clients.values()) {
            client.outbox().durable().forEach((edit, seq) -> {
                Long found = seqs.get(client.id() + " " + edit);
                if (!seq.equals(found)) {
                    lost++;
                    findings.add(project + " D1: edit " + edit + " of " + client.name() + " was durable as event " + seq
                            + (found == null ? " and is gone" : " and is event " + found));
                }
            });
            client.outbox()
                    .refused()
                    .keySet()
                    .forEach(edit -> check(
                            !seqs.containsKey(client.id() + " " + edit),
                            "E12: edit " + edit + " of " + client.name() + " was refused and is an event"));
        }
    }

    /** What was applied is what was sent, but for deletions of what was not there (E9). */
    private void asSent(StoredProject.Stored event) {
        Outbox.Entry entry = madeFor(event);
        if (entry == null) {
            findings.add(project + ": nobody made event " + event.seq() + ", " + name(event));
            return;
        }
        List<JsonNode> left = new ArrayList<>();
        event.changes().forEach(left::add);
        for (JsonNode sent : entry.changes) {
            if (!left.isEmpty() && BoardModel.isSame(sent, left.getFirst())) {
                left.removeFirst();
            } else if (!sent.get("op").asText().equals("delete")) {
                findings.add(
                        project + ": event " + event.seq() + " is " + event.changes() + ", sent was " + entry.changes);
                return;
            }
        }
        check(left.isEmpty(), "event " + event.seq() + " has more than was sent: " + event.changes());
    }

    /** E3: an edit that comes after a later one of its client's had been sent again. */
    private void inOrder() {
        Map<UUID, Long> highest = new HashMap<>();
        for (StoredProject.Stored event : tables.events()) {
            Outbox.Entry entry = madeFor(event);
            long before = highest.merge(event.client(), event.edit(), Math::max);
            check(
                    event.edit() == before || entry == null || entry.sends > 1,
                    "E3: event " + event.seq() + ", " + name(event) + ", comes after edit " + before
                            + " and was sent only once");
        }
    }

    private BoardModel replayed() {
        BoardModel board = BoardModel.EMPTY;
        for (StoredProject.Stored event : tables.events()) {
            Optional<BoardModel> after = board.after(event.changes());
            check(after.isPresent(), "event " + event.seq() + " could not have been accepted: " + event.changes());
            board = after.orElse(board);
        }
        return board;
    }

    /** Nobody deletes a log: each value ever appended stands in it, once, in the order of the events. */
    private void logs(BoardModel board) {
        Map<String, List<String>> appended = new HashMap<>();
        Map<String, StringBuilder> written = new HashMap<>();
        for (StoredProject.Stored event : tables.events()) {
            for (JsonNode change : event.changes()) {
                String id = change.get("id").asText();
                JsonNode append = change.path("append");
                append.path("log")
                        .path("values")
                        .forEach(value -> appended.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(value.asText()));
                written.computeIfAbsent(id, _ -> new StringBuilder())
                        .append(append.path("text").path("values").asText());
            }
        }
        board.objects().forEach((id, props) -> {
            if (id.startsWith(Workload.LOG)) {
                List<String> found = new ArrayList<>();
                props.get("log").forEach(value -> found.add(value.asText()));
                List<String> expected = appended.getOrDefault(id, List.of());
                check(found.equals(expected), id + " holds " + found + ", appended was " + expected);
                check(
                        props.get("text").asText().contentEquals(written.get(id)),
                        "the text of " + id + " is not what was appended");
            }
        });
        Set<String> gone = new HashSet<>(appended.keySet());
        gone.removeIf(id -> !id.startsWith(Workload.LOG) || board.objects().containsKey(id));
        check(gone.isEmpty(), "these logs are gone: " + gone);
    }

    private void same(String one, BoardModel here, String other, BoardModel there) {
        here.firstDifference(there).ifPresent(id -> {
            long last = tables.events().stream()
                    .filter(event -> event.changes().findValuesAsText("id").contains(id))
                    .mapToLong(StoredProject.Stored::seq)
                    .max()
                    .orElse(0);
            findings.add(project + ": " + one + " and " + other + " part at " + id + ", last changed by event " + last
                    + ": " + here.objects().get(id) + " and " + there.objects().get(id));
        });
    }

    /** The edit that became the event, or null when no client made it. */
    private Outbox.@Nullable Entry madeFor(StoredProject.Stored event) {
        ChaosClient client = clients.get(event.client());
        return client == null ? null : client.outbox().made(event.edit());
    }

    private String name(StoredProject.Stored event) {
        ChaosClient client = clients.get(event.client());
        return "edit " + event.edit() + " of " + (client == null ? event.client() : client.name());
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(project + ": " + otherwise);
        }
    }
}
