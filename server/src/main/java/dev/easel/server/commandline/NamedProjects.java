package dev.easel.server.commandline;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is exported. A group of picocli's would take one project only, and a list of ids not say what is none. */
public final class NamedProjects {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "PROJECT", description = "ids of projects")
    private List<String> projects = List.of();

    @Option(names = "--all", description = "all projects")
    private boolean all;

    /** None for all. */
    public List<UUID> named() {
        if (all != projects.isEmpty()) {
            throw wrong("Either ids of projects or --all is needed.");
        }
        return projects.stream().map(this::id).toList();
    }

    private UUID id(String given) {
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException _) {
            throw wrong("'" + given + "' is no id of a project.");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
