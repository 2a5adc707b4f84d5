package io.github.avatarsync.endtoend;

import io.github.avatarsync.localaws.LocalAws;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An application in a process of its own, which tells on standard output what it knows, until it is killed. */
final class AppProcess implements AutoCloseable {
    /** Where the application finds the ID token of its user. */
    static final String TOKEN = "ID_TOKEN";

    private final Process process;
    private final BufferedReader lines;

    private AppProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a main class of the tests, with the user signed in at {@code aws}. */
    static AppProcess start(Class<?> main, LocalAws aws, String user, Path directory, Object... more)
            throws IOException {
        Map<String, String> environment = aws.environment();
        environment.put(TOKEN, aws.idToken(user));
        List<Object> arguments = new ArrayList<>(List.of(user, directory));
        arguments.addAll(List.of(more));
        return start(main, environment, arguments);
    }

    static AppProcess start(Class<?> main, Map<String, String> environment, List<?> arguments) throws IOException {
        return start(List.of(), main, environment, arguments);
    }

    /** Starts a main class of the tests by way of another command, which gets the command line of the JVM appended. */
    static AppProcess start(List<String> by, Class<?> main, Map<String, String> environment, List<?> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Quick to start: these processes live for a second or two.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // What is larger than this cannot have been in memory.
                "-Xmx64m",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        arguments.forEach(argument -> command.add(argument.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new AppProcess(builder.start());
    }

    /** The next line that it printed; empty once it has ended and everything was read. */
    Optional<String> line() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line, which has to be there. */
    String expectLine() {
        return line().orElseThrow(() -> new AssertionError("the process ended early"));
    }

    /** Tells it to begin, if it waits for that. */
    void go() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines up to the last one, read while the process goes on; complete once the process has ended. */
    CompletableFuture<Void> forEachLine(Consumer<String> reader) {
        return CompletableFuture.runAsync(
                () -> lines.lines().forEach(reader), task -> new Thread(task, "lines of " + process.pid()).start());
    }

    /** Whether it ends by itself within this time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it ended by itself; waits until it has. */
    int exitCode() {
        return process.onExit().join().exitValue();
    }

    /** The same as kill -9: no hook, no finally, no flush. Waits until the process is gone. */
    void kill() {
        process.toHandle().destroyForcibly(); // that of the process would close the pipe with lines unread
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
