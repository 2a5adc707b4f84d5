package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** S3 as a client meets it: decides whether a request may pass, relays it, and puts right what comes back. */
final class S3Front {
    private static final int MAX_DELETE_BODY = 2 * 1024 * 1024;
    private static final String SHA256 = "x-amz-checksum-sha256";
    private static final Set<Operation> READS =
            Set.of(Operation.GET_OBJECT, Operation.HEAD_OBJECT, Operation.GET_OBJECT_ATTRIBUTES);

    private final Authorization authorization;
    private final Backend backend;
    /** What a trailer said of the bytes with this ETag; the ETag is their MD5, so it holds for every key. */
    private final Map<String, String> sha256ByETag = new ConcurrentHashMap<>();

    S3Front(Authorization authorization, Backend backend) {
        this.authorization = authorization;
        this.backend = backend;
    }

    @Nullable
    String identity(Call call) {
        return authorization.identity(call);
    }

    Answer answer(Call call, Exchange exchange) throws IOException {
        if (call.operation() == Operation.DELETE_OBJECTS) {
            byte[] body = exchange.body().readNBytes(MAX_DELETE_BODY);
            return relay(call, authorization.require(call, DeletedKeys.in(body)), body(body));
        }
        Session session = authorization.require(call, List.of());
        return relay(call, session, exchange.body());
    }

    private static Body body(byte[] bytes) {
        return Body.fixed(new ByteArrayInputStream(bytes), bytes.length);
    }

    private Answer relay(Call call, Session session, Body body) throws IOException {
        Tail tail = new Tail();
        Answer answer = backend.send(call.head(), body, tail);
        if (answer.status() == 404 && READS.contains(call.operation()) && !authorization.mayKnowThatMissing(session)) {
            discard(answer);
            throw Authorization.denied();
        }
        if (answer.status() == 200) {
            completeChecksum(call, answer.headers(), tail);
        }
        return answer;
    }

    /** S3Proxy checks the checksum in a trailer but forgets it; S3 keeps it. */
    private void completeChecksum(Call call, Headers answer, Tail tail) {
        String eTag = answer.first("ETag");
        Headers request = call.head().headers();
        if (eTag == null || answer.has(SHA256)) {
            return;
        }
        if (request.hasToken("x-amz-trailer", SHA256) && tail.sha256() != null) {
            sha256ByETag.put(eTag, tail.sha256());
            answer.set(SHA256, tail.sha256());
        } else if (request.hasToken("x-amz-checksum-mode", "enabled") && sha256ByETag.containsKey(eTag)) {
            answer.set(SHA256, sha256ByETag.get(eTag)).set("x-amz-checksum-type", "FULL_OBJECT");
        }
    }

    private static void discard(Answer answer) throws IOException {
        try (InputStream rest = answer.body()) {
            rest.readAllBytes();
        }
    }
}
