package io.github.avatarsync.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardedStreamTest {
    @Test
    void aNumberThatLiesAcrossTheSeamOfTwoPartsIsReadWhole() throws IOException {
        Parts file = new Parts(new byte[] {1, 2, 3, 4, 5, 6});
        file.keep(0, 2);
        file.add((byte) 9);
        file.keep(4, 6);

        try (GuardedStream in =
                new GuardedStream(file, new Deadline(Duration.ofSeconds(60)), new Allowance(1 << 20), file.size())) {
            in.seek(1);
            assertEquals(0x02090506, in.readInt());
        }
    }
}
