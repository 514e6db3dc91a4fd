package dev.easel.bench.scenario;

import dev.easel.bench.load.Room;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Balancer;
import dev.easel.bench.server.Cores;
import dev.easel.bench.server.Database;
import dev.easel.bench.server.Sampler;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the servers of scenarios, all on the same core and with the same JVM run. */
public final class TestBed {
    /** Settings under which a session may send as many edits as it likes. */
    public static final Map<String, String> NO_LIMIT =
            Map.of("EASEL_LIMIT_EDITS", "100000", "EASEL_LIMIT_BURST", "100000");

    /** How long the batching ceiling gathers, which is as long as Easel does at most. */
    private static final int GATHERED_MS = 17;

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Path home;
    private final Path target;
    private final RunSettings run;
    private final Database database;
    private List<String> javaOptions = List.of();
    private int starts;

    /**
     * @param home of the project
     * @param target where logs and recordings are left
     */
    public TestBed(Path home, Path target, RunSettings run, Database database) {
        this.home = home;
        this.target = target;
        this.run = run;
        this.database = database;
    }

    public int seconds() {
        return run.seconds();
    }

    public int warmUp() {
        return run.warmUp();
    }

    public Cores cores() {
        return run.cores();
    }

    public Database database() {
        return database;
    }

    /** @param settings of Easel's, from its environment; no other subject has any */
    public ServerUnderTest start(Subject subject, Map<String, String> settings)
            throws IOException, InterruptedException {
        return switch (subject) {
            case EASEL -> easel(settings);
            case BATCHING -> ceiling(GATHERED_MS);
            case UNBATCHED -> ceiling(0);
        };
    }

    /** Several of Easel on one database, with the heap of one between them. */
    public List<ServerUnderTest> instances(int count) throws IOException, InterruptedException {
        List<ServerUnderTest> instances = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                instances.add(easel(Map.of(
                        "EASEL_CONNECTION_RATE", "0", "EASEL_JAVA_OPTIONS", "-XX:MaxRAMPercentage=" + 50 / count)));
            }
        } catch (IOException | InterruptedException failure) {
            for (ServerUnderTest started : instances) {
                started.close();
            }
            throw failure;
        }
        return instances;
    }

    /** In front of instances: by project, or in turns. */
    public Balancer balancer(List<ServerUnderTest> instances, boolean inTurns)
            throws IOException, InterruptedException {
        return Balancer.start(home, run.cores(), instances, inTurns, log("balancer"));
    }

    private ServerUnderTest easel(Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("EASEL_PORT", "0");
        environment.put("DATABASE_URL", database.url());
        environment.merge("EASEL_JAVA_OPTIONS", run.easelJavaOptions(), (own, asked) -> own + " " + asked);
        ServerUnderTest easel = ServerUnderTest.start(
                run.cores(), List.of(home.resolve("scripts").resolve("run").toString()), environment, log("easel"));
        javaOptions = easel.javaOptions();
        return easel;
    }

    /** With the JVM options of Easel, which is started first, but for its ahead-of-time cache. */
    private ServerUnderTest ceiling(int batchMs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        javaOptions.stream().filter(option -> !option.startsWith("-XX:AOT")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.easel.bench.ceiling.Ceiling", "--batch", Integer.toString(batchMs)));
        return ServerUnderTest.start(run.cores(), command, Map.of(), log("ceiling"));
    }

    private Path log(String name) {
        return target.resolve(name + "-" + ++starts + ".log");
    }

    /** A file of results, beside the log of the server that was started last. */
    public Path file(String name, String ending) {
        return target.resolve("%s-%d.%s".formatted(name, starts, ending));
    }

    public Sampler sampler(Subject subject, ServerUnderTest server) {
        return new Sampler(server, subject == Subject.EASEL ? database : null, run.cores());
    }

    /** New and empty rooms. */
    public List<Room> rooms(Subject subject, ServerUnderTest server, Wire wire, int count)
            throws IOException, InterruptedException {
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String project = subject == Subject.EASEL
                    ? project(server)
                    : UUID.randomUUID().toString();
            rooms.add(wire.room(socket(project)));
        }
        return rooms;
    }

    /** A new project's id. */
    public String project(ServerUnderTest easel) throws IOException, InterruptedException {
        String answer = easel.send("POST", "/api/projects", "{\"title\":\"Bench\"}");
        Matcher id = ID.matcher(answer);
        if (!id.find()) {
            throw new IOException("a project without an id: " + answer);
        }
        return id.group(1);
    }

    /** The path of a project's socket. */
    public static String socket(String project) {
        return "/api/projects/" + project + "/socket";
    }

    /** Starts a recording of the server, if one was asked for; what is returned saves it. */
    public Recording record(String scenario, Subject subject, ServerUnderTest server) throws IOException {
        if (!run.jfr()) {
            return () -> {};
        }
        Path file = target.resolve("%s-%s-%d.jfr".formatted(scenario, subject, starts));
        server.jvm().record();
        return () -> server.jvm().save(file);
    }

    /** A recording that has begun. */
    public interface Recording {
        void save() throws IOException;
    }

    /**
     * What all runs of a benchmark have in common.
     *
     * @param seconds measured in each run
     * @param warmUp seconds before that
     * @param easelJavaOptions passed to Easel's JVM, and with its other options to the ceiling's
     * @param jfr whether each server is recorded
     */
    public record RunSettings(int seconds, int warmUp, String easelJavaOptions, boolean jfr, Cores cores) {}
}
