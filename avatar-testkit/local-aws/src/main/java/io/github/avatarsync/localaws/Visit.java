package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** One request on its way through the front: what is known of it, and the ways in which it can end. */
final class Visit {
    /** A wait that only closing interrupts. */
    interface Wait {
        void run() throws InterruptedException;
    }

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    final Call call;
    final Exchange exchange;

    @Nullable
    final String identity;

    private final Requests requests;
    private final Clock clock;
    private final String region;
    private final String requestId =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);

    Visit(Call call, Exchange exchange, @Nullable String identity, Requests requests, Clock clock, String region) {
        this.call = call;
        this.exchange = exchange;
        this.identity = identity;
        this.requests = requests;
        this.clock = clock;
        this.region = region;
    }

    /** Recorded first, so that whoever has the answer finds the record. */
    void answer(Answer answer, @Nullable String code) throws IOException {
        record(answer.status(), code);
        if (!answer.headers().has("x-amz-request-id")) {
            answer.with("x-amz-request-id", requestId);
        }
        if (call.operation() == Operation.HEAD_BUCKET && answer.status() != 404) {
            // Said to everybody, also to those who may not see the bucket.
            answer.with("x-amz-bucket-region", region);
        }
        exchange.answer(answer.with("x-amz-id-2", requestId)
                .with("Server", "AmazonS3")
                .with("Date", DATE.format(clock.instant())));
    }

    /** An answer of somebody in between, without any sign of the service. */
    void answerAsStranger(Answer answer) throws IOException {
        record(answer.status(), null);
        exchange.answer(answer);
    }

    void refuse(Refusal refusal) throws IOException {
        answer(
                call.isCognito()
                        ? CognitoIdentity.error(refusal)
                        : S3Error.answer(refusal, call.head().path(), requestId),
                refusal.code());
    }

    void reset() throws IOException {
        record(0, null);
        exchange.reset();
    }

    void await(Wait wait) throws IOException {
        try {
            wait.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
            throw new InterruptedIOException("closed while a request was held");
        }
    }

    private void record(int status, @Nullable String code) {
        requests.add(new RecordedRequest(
                clock.instant(),
                call.head().method(),
                call.operation(),
                call.bucket(),
                call.key(),
                identity,
                status,
                code));
    }
}
