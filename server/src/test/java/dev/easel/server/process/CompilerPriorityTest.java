package dev.easel.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerPriorityTest {
    @TempDir
    private Path threads;

    private void thread(int id, String name, int niceness) throws IOException {
        Files.writeString(
                Files.createDirectory(threads.resolve(Integer.toString(id))).resolve("stat"),
                "%d (%s) S 1 7 7 0 -1 4194304 9 0 0 0 3 1 0 0 %d %d 25 0 99 5 6 7\n"
                        .formatted(id, name, 20 + niceness, niceness));
    }

    @Test
    @DisplayName("the optimizing compiler is lowered from where it is, to the lowest there is, and no other threads")
    void lowered() throws IOException {
        thread(7, "java", 0);
        thread(8, "C2 CompilerThre", 0);
        thread(9, "C1 CompilerThre", 0);
        thread(10, "C2 CompilerThre", 15);
        Files.createDirectory(threads.resolve("11")); // has ended meanwhile
        assertEquals(Map.of(8, 10, 10, 19), CompilerPriority.lowered(threads));
    }

    @Test
    @DisplayName("where the system does not tell of threads, none is lowered")
    void untold() {
        assertEquals(Map.of(), CompilerPriority.lowered(threads.resolve("missing")));
    }

    @Test
    @DisplayName("a thread that is lowered has the niceness that it was given, as the system tells it")
    void set() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/thread-self")), "this is no Linux");
        FutureTask<List<Integer>> niceness = new FutureTask<>(() -> {
            Path self = Path.of("/proc/thread-self").toRealPath();
            int before = niceness(self);
            CompilerPriority.set(Map.of(Integer.valueOf(self.getFileName().toString()), before + 1));
            return List.of(before, niceness(self));
        });
        Thread.ofPlatform().start(niceness); // one that ends: it cannot be given back
        List<Integer> told = niceness.get();
        assertEquals(told.getFirst() + 1, told.getLast());
    }

    private static int niceness(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }
}
