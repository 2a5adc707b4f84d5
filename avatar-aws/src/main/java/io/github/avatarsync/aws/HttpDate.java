package io.github.avatarsync.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The time by the clock of whoever answered. */
final class HttpDate {
    private HttpDate() {}

    static Optional<Instant> of(SdkHttpResponse answer) {
        return answer.firstMatchingHeader("Date").flatMap(HttpDate::parsed);
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
