package io.github.avatarsync.localaws;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that was asked, in the order of the answers. */
final class Requests {
    private final Queue<RecordedRequest> all = new ConcurrentLinkedQueue<>();

    void add(RecordedRequest request) {
        all.add(request);
    }

    List<RecordedRequest> list() {
        return List.copyOf(all);
    }

    int count(Operation operation) {
        return (int) all.stream().filter(r -> r.operation() == operation).count();
    }

    void clear() {
        all.clear();
    }
}
