package io.github.avatarsync.benchmarks;

import io.github.avatarsync.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Avatars per second into a bucket: Avatar Sync with all its bookkeeping durable, against a loop of {@code putObject} and the SDK's
 * {@code uploadDirectory}, which put the same objects from the same kind of files, in one run. Rounds take turns, so that whatever else
 * the machine does is spread over all: a harness that measures one after the other would compare hours.
 *
 * <p>System properties: {@code avatars} in a round, {@code rounds}, {@code target} ({@code sink}, {@code local-aws} or {@code all}),
 * {@code concurrency} (numbers with commas between), and {@code disk}, a directory on the disk to be used.
 */
public final class UploadThroughput {
    private static final int[] CONCURRENCY = Arrays.stream(
                    System.getProperty("concurrency", "1,16,64").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    private UploadThroughput() {}

    /** Runs it and prints the tables. */
    public static void main(String[] arguments) throws IOException {
        int avatars = Integer.getInteger("avatars", 1000);
        int rounds = Integer.getInteger("rounds", 5);
        String only = System.getProperty("target", "all");
        Path disk = Path.of(System.getProperty("disk", System.getProperty("java.io.tmpdir")));
        Path work = Files.createTempDirectory(disk, "uploads");
        try (Sink sink = new Sink();
                LocalAws aws =
                        LocalAws.builder().directory(work.resolve("bucket")).start()) {
            Pictures pictures = Pictures.write(work.resolve("pictures"), avatars);
            List<Target> targets = List.of(
                    new Target("sink", sink.uri(), "sink", "eu-central-1", "AKIDEXAMPLE", "secret"),
                    new Target(
                            "local-aws",
                            aws.s3Endpoint(),
                            aws.bucket(),
                            aws.region(),
                            aws.serviceAccessKeyId(),
                            aws.serviceSecretKey()));
            System.out.printf(
                    "JDK %s, %d processors, %d avatars of two objects, 100 and 20 KiB, median of %d rounds%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors(), avatars, rounds);
            for (Target target : targets) {
                if (only.equals("all") || only.equals(target.name())) {
                    compare(target, pictures, rounds, work);
                }
            }
        } finally {
            delete(work);
        }
    }

    private static void compare(Target target, Pictures pictures, int rounds, Path work) throws IOException {
        List<Contestant> contestants = List.of(new PutLoop(), new UploadDirectory(), new Engine(work));
        for (Contestant each : contestants) {
            var unused = each.prepared(target, pictures, 16).getAsLong();
        }
        System.out.printf("%n%s: avatars per second%n| at once |", target.name());
        contestants.forEach(each -> System.out.printf(" %s |", each.name()));
        System.out.println(" / loop | / directory |");
        for (int concurrency : CONCURRENCY) {
            List<double[]> rates = new ArrayList<>();
            contestants.forEach(each -> rates.add(new double[rounds]));
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < contestants.size(); i++) {
                    long nanos = contestants
                            .get(i)
                            .prepared(target, pictures, concurrency)
                            .getAsLong();
                    rates.get(i)[round] = pictures.count() * 1e9 / nanos;
                }
            }
            double loop = median(rates.get(0));
            double directory = median(rates.get(1));
            double ours = median(rates.get(2));
            System.out.printf(
                    "| %d | %.0f | %.0f | %.0f | %.2f | %.2f |%n",
                    concurrency, loop, directory, ours, ours / loop, ours / directory);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
