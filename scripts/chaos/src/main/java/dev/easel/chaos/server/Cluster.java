package dev.easel.chaos.server;

import dev.easel.chaos.verdict.Findings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several instances on one database, behind a balancer, with lines of ours between all of them. */
public final class Cluster implements Servers {
    private static final String OWNERS =
            "select project.id, instance.address from project join instance on instance.id = project.instance";

    private final Database database;
    private final List<Instance> instances = new ArrayList<>();
    private final Balancer balancer;

    /**
     * @param easel its directory
     * @param home where logs go
     * @param balancer nginx or haproxy
     * @param database not the server's own
     */
    public Cluster(Path easel, Path home, int count, String balancer, Database database, Findings findings)
            throws IOException {
        this.database = database;
        for (int i = 1; i <= count; i++) {
            instances.add(new Instance("easel-" + i, easel, home, database, findings));
        }
        List<Integer> ports =
                instances.stream().map(it -> it.fromBalancer().port()).toList();
        this.balancer = new Balancer(easel, home, balancer, ports);
    }

    @Override
    public void start() {
        instances.forEach(it -> it.server().start());
        balancer.start();
    }

    public List<Instance> instances() {
        return instances;
    }

    /** By project; those that nobody owns are left out. */
    public Map<String, Instance> owners() throws SQLException, IOException {
        Map<String, Instance> byAddress =
                instances.stream().collect(Collectors.toMap(Instance::advertised, Function.identity()));
        Map<String, Instance> owners = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWNERS)) {
            while (row.next()) {
                Instance owner = byAddress.get(row.getString(2));
                if (owner != null) {
                    owners.put(row.getString(1), owner);
                }
            }
        }
        return owners;
    }

    @Override
    public Optional<URI> uri() {
        return balancer.uri();
    }

    @Override
    public boolean isServing() {
        return instances.stream().allMatch(it -> it.server().isServing());
    }

    @Override
    public List<ProcessHandle> processes() {
        return Stream.concat(
                        instances.stream().flatMap(it -> it.server().processes().stream()),
                        balancer.processes().stream())
                .toList();
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        balancer.close();
    }
}
