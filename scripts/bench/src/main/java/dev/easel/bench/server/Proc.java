package dev.easel.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Linux tells in {@code /proc}. CPU time comes in ticks of 10 ms. */
final class Proc {
    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code stat}, counted from the first behind the name. */
    private static final int PARENT = 1;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    /** Fields of a core. */
    private static final int IDLE = 4;

    private static final int WAITING = 5;
    private static final int STOLEN = 8;

    private Proc() {}

    /** CPU seconds of a process so far. */
    static double cpu(long pid) throws IOException {
        String[] stat = stat(PROC.resolve(Long.toString(pid)));
        return seconds(stat, USER_TIME, SYSTEM_TIME);
    }

    /** CPU seconds of a process and all it has started, those that have ended among them. */
    static double treeCpu(long pid) throws IOException {
        Map<Long, List<String[]>> children = new TreeMap<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes.filter(Proc::isProcess).toList()) {
                try {
                    String[] stat = stat(process);
                    children.computeIfAbsent(Long.parseLong(stat[PARENT]), _ -> new ArrayList<>())
                            .add(new String[] {process.getFileName().toString(), Double.toString(all(stat))});
                } catch (IOException _) {
                    // It ended while we looked; its parent has its time.
                }
            }
        }
        return all(stat(PROC.resolve(Long.toString(pid)))) + descendants(pid, children);
    }

    private static double descendants(long pid, Map<Long, List<String[]>> children) {
        double seconds = 0;
        for (String[] child : children.getOrDefault(pid, List.of())) {
            seconds += Double.parseDouble(child[1]) + descendants(Long.parseLong(child[0]), children);
        }
        return seconds;
    }

    private static double all(String[] stat) {
        return seconds(stat, USER_TIME, SYSTEM_TIME, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME);
    }

    /** CPU seconds by thread name; threads of one name are added up. */
    static Map<String, Double> threadCpu(long pid) throws IOException {
        Map<String, Double> threads = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            for (Path task : tasks.toList()) {
                try {
                    threads.merge(
                            Files.readString(task.resolve("comm")).strip(),
                            seconds(stat(task), USER_TIME, SYSTEM_TIME),
                            Double::sum);
                } catch (NoSuchFileException _) {
                    // The thread has ended.
                }
            }
        }
        return threads;
    }

    /** Resident memory in bytes. */
    static long resident(long pid) throws IOException {
        return value(pid + "/status", "VmRSS")
                .map(kilobytes -> Long.parseLong(kilobytes.replaceAll("\\D", "")) << 10)
                .orElseThrow(() -> new IOException("process " + pid + " has no memory"));
    }

    /** Of a file of lines {@code key : value}, the first value of that key. */
    static Optional<String> value(String file, String key) throws IOException {
        return Files.readAllLines(PROC.resolve(file)).stream()
                .map(line -> line.split(":", 2))
                .filter(line -> line.length == 2 && line[0].strip().equals(key))
                .map(line -> line[1].strip())
                .findFirst();
    }

    /** Seconds in which a core had nothing to do. */
    static double idle(int core) throws IOException {
        return seconds(core(core), IDLE, WAITING);
    }

    /** Seconds in which a core had something to do and the host of this machine did something else. */
    static double stolen(int core) throws IOException {
        return seconds(core(core), STOLEN);
    }

    private static String[] core(int core) throws IOException {
        for (String line : Files.readAllLines(PROC.resolve("stat"))) {
            if (line.startsWith("cpu" + core + " ")) {
                return line.split(" ");
            }
        }
        throw new IOException("there is no core " + core);
    }

    /** All of the machine, also where this process may use some of them only. */
    static int cores() throws IOException {
        return (int) Files.readAllLines(PROC.resolve("stat")).stream()
                .filter(line -> line.matches("cpu\\d+ .*"))
                .count();
    }

    static String[] commandLine(long pid) throws IOException {
        return Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"))
                .split("\0");
    }

    private static boolean isProcess(Path path) {
        return Character.isDigit(path.getFileName().toString().charAt(0));
    }

    /** The name, which may hold spaces, stands in brackets. */
    private static String[] stat(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static double seconds(String[] stat, int... fields) {
        long ticks = 0;
        for (int field : fields) {
            ticks += Long.parseLong(stat[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
