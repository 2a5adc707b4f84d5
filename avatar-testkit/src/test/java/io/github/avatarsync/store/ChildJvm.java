package io.github.avatarsync.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A process of its own that tells on standard output what it knows, until it is killed. */
final class ChildJvm {
    private final Process process;
    private final CompletableFuture<Void> read;

    private ChildJvm(Process process, CompletableFuture<Void> read) {
        this.process = process;
        this.read = read;
    }

    /** Starts a main class of the tests; each line that it prints goes to {@code told}, on a thread of its own. */
    static ChildJvm start(Class<?> main, Consumer<String> told, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Void> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> tell(process, told, read), "output of " + main.getSimpleName());
        reader.setDaemon(true);
        reader.start();
        return new ChildJvm(process, read);
    }

    private static void tell(Process process, Consumer<String> told, CompletableFuture<Void> read) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.accept(line);
            }
            read.complete(null);
        } catch (IOException | RuntimeException e) {
            read.completeExceptionally(e);
        }
    }

    /** Gives the process a line to read. */
    void say(String word) {
        try {
            process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as kill -9: no hook, no finally, no flush. Waits until the process is gone and all it had said was read. */
    void kill() {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output before it is read
        process.onExit().join();
        read.join();
    }
}
