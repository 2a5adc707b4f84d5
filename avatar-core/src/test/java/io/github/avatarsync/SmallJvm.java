package io.github.avatarsync;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Java process with a heap of 128 MiB, in which a main class of the tests has to come to its end. */
public final class SmallJvm {
    private static final long MINUTES = 8;

    private SmallJvm() {}

    /**
     * Runs it; fails if it does not end with 0 within eight minutes.
     *
     * @param main the class
     * @param arguments of its main method
     * @return what it printed, line by line
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is
     */
    public static List<String> run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                // An error of memory that something swallows is an error all the same.
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(() -> read(process));
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError(main.getSimpleName() + " hangs");
            }
            List<String> printed = lines.join();
            if (process.exitValue() != 0) {
                throw new AssertionError(main.getSimpleName() + " ended with " + process.exitValue() + ":\n"
                        + String.join("\n", printed));
            }
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> read(Process process) {
        BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        return in.lines().toList();
    }
}
