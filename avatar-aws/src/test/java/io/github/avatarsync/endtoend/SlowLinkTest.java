package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.CloudObject;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import io.github.avatarsync.aws.AwsSettings;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.localaws.LocalAws;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A link that is slow but alive is waited for, whatever the system and a proxy hold back. Everything is {@code slow.link} times
 * faster than life, which {@code -Dslow.link=1} shows: 8 MiB at 64 KiB/s, a stall timeout of 30 s, two minutes of waiting.
 */
class SlowLinkTest {
    private static final int TIMES_FASTER = Integer.getInteger("slow.link", 32);
    private static final int SIZE = 8 * 1024 * 1024;

    @Test
    void eightMebibytesAt64KibibytesASecondGetThroughInOneAttempt() throws Exception {
        try (LocalAws aws = LocalAws.start();
                Bench bench = new Bench(aws, "ann");
                S3CloudStorage storage = patient(aws, bench)) {
            bench.synced();
            Session session = bench.session();
            byte[] bytes = new byte[SIZE];
            new Random(1).nextBytes(bytes);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            CloudObject object =
                    new CloudObject(bench.folder() + "/images/slow.png", "image/png", SIZE, hash, Map.of());
            aws.clearRequests();
            bench.network.begin(new NetworkFault.Throttle(64 * 1024 * TIMES_FASTER), "PUT /");
            List<Long> progress = new ArrayList<>();
            long begun = System.nanoTime();

            storage.put(session, object, Content.of(bytes), progress::add);

            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertArrayEquals(bytes, aws.bytes(object.key()));
            assertEquals(1, aws.requests().size(), "requests");
            assertTrue(took.toMillis() >= 120_000 / TIMES_FASTER, () -> "the link was not slow: " + took);
            assertEquals(progress.stream().sorted().distinct().toList(), progress);
            assertEquals(SIZE, progress.get(progress.size() - 1));
            System.out.println("slow link: 8 MiB at " + 64 * TIMES_FASTER + " KiB/s in " + took.toMillis() + " ms, "
                    + progress.size() + " steps of progress, 1 request");
        }
    }

    private static S3CloudStorage patient(LocalAws aws, Bench bench) {
        Map<String, String> environment = aws.environment();
        environment.put("AVATAR_CLOUD_ENDPOINT", bench.network.uri().toString());
        return AwsSettings.from(environment)
                .orElseThrow()
                .storageBuilder()
                .stallTimeout(Duration.ofSeconds(30).dividedBy(TIMES_FASTER))
                .build();
    }
}
