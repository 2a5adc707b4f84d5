package io.github.avatarsync.testkit;

import io.github.avatarsync.PutMemo;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the fake cloud keeps of puts of large objects that have not come to their end: the bytes that arrived, under an id. */
final class UnfinishedPuts {
    /** From this size on a put takes several requests. */
    static final int LARGE = 1024 * 1024;

    private static final String PREFIX = "upload-";

    private final Map<String, Unfinished> begun = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    private record Unfinished(String key, byte[] bytes) {}

    /** Goes on with what is remembered and known here for the key, or begins; whoever cannot remember it gets null. */
    @Nullable
    String begin(String key, @Nullable PutMemo memo) {
        if (memo == null) {
            return null;
        }
        String left = memo.remembered().orElse(null);
        Unfinished known = left == null ? null : begun.get(left);
        if (left != null && known != null && known.key.equals(key)) {
            return left;
        }
        String fresh = PREFIX + number.incrementAndGet();
        memo.remember(fresh);
        begun.put(fresh, new Unfinished(key, new byte[0]));
        return fresh;
    }

    byte[] arrived(@Nullable String id) {
        Unfinished known = id == null ? null : begun.get(id);
        return known == null ? new byte[0] : known.bytes;
    }

    void arrived(@Nullable String id, byte[] bytes) {
        if (id != null) {
            begun.computeIfPresent(id, (same, old) -> new Unfinished(old.key, bytes));
        }
    }

    void end(@Nullable String id) {
        if (id != null) {
            begun.remove(id);
        }
    }

    List<String> keys() {
        return begun.values().stream().map(Unfinished::key).sorted().toList();
    }
}
