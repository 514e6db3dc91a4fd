package dev.easel.server.commandline;

import dev.easel.server.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The commands {@code import} and {@code export}. A line of the result says what became of each board; one that fails
 * does not keep the others back.
 */
public final class Boards implements AutoCloseable {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final RemoteServer server;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    /**
     * @param token of who asks; empty where nobody signs in
     * @param progress is told how far each board is
     */
    public Boards(URI server, String token, PrintStream out, PrintStream err, Progress progress) {
        this.server = new RemoteServer(server, RemoteServer.SILENCE_MS, token);
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /**
     * Imports the files into one project, or each into a new one that is named after it.
     *
     * @param project an existing one
     * @param title of a new one for all files
     * @return the exit code: 0, or 1 when not all could be imported
     */
    public int importFiles(List<Path> files, @Nullable UUID project, @Nullable String title)
            throws InterruptedException {
        int failed = 0;
        boolean isEmpty = project == null && title != null;
        Optional<RemoteProject> shared;
        try {
            shared = shared(project, title);
        } catch (IOException failure) {
            tell(failure);
            return FAILED;
        }
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            String which = files.size() == 1 ? "" : Progress.of(i, files.size()) + ": ";
            try {
                check(file);
                RemoteProject into = shared.isPresent() ? shared.get() : create(file);
                int objects = put(into, shared.isEmpty(), file, which);
                progress.clear();
                out.println(into.id() + " " + file + ": " + objects + " objects");
                isEmpty = false;
            } catch (IOException failure) {
                tell(failure, file.toString());
                failed++;
            }
        }
        if (isEmpty && shared.isPresent()) {
            remove(shared.get());
        }
        return failed == 0 ? DONE : FAILED;
    }

    private Optional<RemoteProject> shared(@Nullable UUID project, @Nullable String title)
            throws IOException, InterruptedException {
        if (project != null) {
            return Optional.of(server.project(project));
        }
        return title == null ? Optional.empty() : Optional.of(server.create(title));
    }

    private static void check(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no such file, or it may not be read");
        }
        if (Files.size(file) == 0) {
            throw new IOException("this file is empty");
        }
    }

    private RemoteProject create(Path file) throws IOException, InterruptedException {
        Path name = file.getFileName();
        return server.create(name == null ? "" : RemoteProject.title(name.toString()));
    }

    /** A project that was made for the file is removed where the file could not be imported. */
    private int put(RemoteProject into, boolean isNew, Path file, String which)
            throws IOException, InterruptedException {
        try {
            long bytes = Files.size(file);
            return server.put(
                    into,
                    file,
                    sent -> progress.tell(() -> which + file + " "
                            + (sent < bytes ? Progress.of(sent, bytes) + " bytes sent" : "is being stored")));
        } catch (IOException failure) {
            if (isNew) {
                remove(into);
            }
            throw failure;
        }
    }

    /** A project that was made for nothing. That it stays must not hide why it is empty. */
    private void remove(RemoteProject project) throws InterruptedException {
        try {
            server.delete(project);
        } catch (IOException failure) {
            tell(failure, project.id() + " stays, and is empty");
        }
    }

    /**
     * Exports projects, each into a file of its own.
     *
     * @param named those to export; all where none is
     * @return the exit code: 0, or 1 when not all could be exported
     */
    public int exportProjects(List<UUID> named, Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            List<UUID> missing = new ArrayList<>();
            List<RemoteProject> projects = named.isEmpty() ? server.projects() : found(named, missing);
            int failed = missing.size();
            for (int i = 0; i < projects.size(); i++) {
                String which = projects.size() == 1 ? "" : Progress.of(i, projects.size()) + ": ";
                failed += export(projects.get(i), folder, which) ? 0 : 1;
            }
            return failed == 0 ? DONE : FAILED;
        } catch (IOException failure) {
            tell(failure);
            return FAILED;
        }
    }

    private List<RemoteProject> found(List<UUID> named, List<UUID> missing) throws IOException, InterruptedException {
        List<RemoteProject> found = new ArrayList<>();
        for (UUID id : named) {
            try {
                found.add(server.project(id));
            } catch (ServerRefused refused) {
                tell(refused, id.toString());
                missing.add(id);
            }
        }
        return found;
    }

    private boolean export(RemoteProject project, Path folder, String which) throws InterruptedException {
        Path file = file(project, folder);
        Path partial = file.resolveSibling(project.id() + ".partial");
        try {
            try (OutputStream bytes = Files.newOutputStream(partial)) {
                server.get(
                        project,
                        bytes,
                        received -> progress.tell(() -> which + file.getFileName() + " " + Progress.bytes(received)));
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            progress.clear();
            out.println(project.id() + " " + file);
            return true;
        } catch (IOException failure) {
            tell(failure, project.id().toString());
            return false;
        } finally {
            remove(partial);
        }
    }

    private static Path file(RemoteProject project, Path folder) {
        try {
            return folder.resolve(project.fileName());
        } catch (InvalidPathException _) {
            return folder.resolve(project.idName());
        }
    }

    private void remove(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException failure) {
            tell(failure, partial.toString());
        }
    }

    private void tell(IOException failure, String of) {
        progress.clear();
        err.println(of + ": " + failure.getMessage());
    }

    private void tell(IOException failure) {
        progress.clear();
        err.println(failure.getMessage());
    }

    @Override
    public void close() {
        server.close();
    }
}
