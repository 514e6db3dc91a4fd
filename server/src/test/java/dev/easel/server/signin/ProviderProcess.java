package dev.easel.server.signin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real OpenID provider, in a process of its own: {@code web-client/test/provider}, which Node runs with what
 * {@code npm ci} has installed there.
 */
public final class ProviderProcess implements AutoCloseable {
    private static final Path FOLDER = Path.of("../web-client/test/provider");

    private final Process process;
    private final BufferedReader said;
    private final Writer told;
    private final URI issuer;

    private ProviderProcess(Process process) throws IOException {
        this.process = process;
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        told = process.outputWriter(StandardCharsets.UTF_8);
        issuer = URI.create(said("ready ").substring("ready ".length()));
    }

    /**
     * Starts it; its clients {@code easel} and {@code another} may come back to these addresses.
     *
     * @param port 0 picks a free one
     */
    public static ProviderProcess start(int port, String... redirects) {
        if (!Files.exists(FOLDER.resolve("../../node_modules/oidc-provider"))) {
            throw new AssertionError("the provider is installed by npm ci in web-client");
        }
        List<String> command =
                new ArrayList<>(List.of("node", FOLDER.resolve("provider.mjs").toString(), Integer.toString(port)));
        command.addAll(List.of(redirects));
        try {
            return new ProviderProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI issuer() {
        return issuer;
    }

    /** One of the words that it knows; returns when it has done so. */
    public void tell(String word) {
        try {
            told.write(word + "\n");
            told.flush();
            said("done");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String said(String begin) throws IOException {
        String line = said.readLine();
        while (line != null && !line.startsWith(begin)) {
            line = said.readLine();
        }
        if (line == null) {
            throw new AssertionError("the provider has ended");
        }
        return line;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends it at once. */
    public void end() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
