package dev.easel.chaos.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Linux tells in {@code /proc}; times in nanoseconds. */
final class Proc {
    private static final Path PROC = Path.of("/proc");
    private static final long TICK = 10_000_000;

    /** Fields of a core's line, of which the first is its name. */
    private static final int IDLE = 4;

    private static final int WAITING_FOR_DISK = 5;
    private static final int STOLEN = 8;

    private Proc() {}

    /** Whether this is a Linux that counts how long threads wait for a core. */
    static boolean isThere() {
        return Files.isReadable(PROC.resolve("self/schedstat"));
    }

    /**
     * @param ran on a core
     * @param waited for a core, though it had something to do
     */
    record ThreadTimes(long ran, long waited) {}

    /** Of every thread of a process, by thread id; empty when there is no such process. */
    static Map<Long, ThreadTimes> threads(long pid) {
        Map<Long, ThreadTimes> threads = new HashMap<>();
        try (Stream<Path> tasks = Files.list(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            tasks.forEach(task -> {
                try {
                    String[] times = Files.readString(task.resolve("schedstat")).split(" ");
                    threads.put(
                            Long.parseLong(task.getFileName().toString()),
                            new ThreadTimes(Long.parseLong(times[0]), Long.parseLong(times[1])));
                } catch (IOException _) {
                    // The thread has ended.
                }
            });
        } catch (IOException _) {
            // The process has ended.
        }
        return threads;
    }

    /**
     * @param idle in which they had nothing to do
     * @param stolen in which they had something to do, and the machine below this one did something else
     */
    record CoreTimes(long idle, long stolen) {}

    /** Of some cores together. */
    static CoreTimes cores(BitSet cores) throws IOException {
        long idle = 0;
        long stolen = 0;
        for (String line : Files.readAllLines(PROC.resolve("stat"))) {
            String[] fields = line.split(" ");
            if (fields[0].matches("cpu\\d+") && cores.get(Integer.parseInt(fields[0].substring(3)))) {
                idle += Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING_FOR_DISK]);
                stolen += Long.parseLong(fields[STOLEN]);
            }
        }
        return new CoreTimes(idle * TICK, stolen * TICK);
    }

    /** The cores that this process may use, and with it what it starts. */
    static BitSet allowedCores() throws IOException {
        BitSet cores = new BitSet();
        for (String range : status("Cpus_allowed_list:").split(",")) {
            List<Integer> ends =
                    Stream.of(range.split("-")).map(Integer::parseInt).toList();
            cores.set(ends.getFirst(), ends.getLast() + 1);
        }
        return cores;
    }

    /** Processes that were running or waiting for a core, on average over the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(PROC.resolve("loadavg")).split(" ")[0]);
    }

    private static String status(String field) throws IOException {
        return Files.readAllLines(PROC.resolve("self/status")).stream()
                .filter(line -> line.startsWith(field))
                .findFirst()
                .orElseThrow(() -> new IOException(field + " is not told"))
                .substring(field.length())
                .strip();
    }
}
