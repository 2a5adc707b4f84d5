package io.github.avatarsync.localaws;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One HTTP answer before it is written. {@code length} is -1 where only the stream knows its end. */
record Answer(int status, Headers headers, InputStream body, long length) {
    static Answer of(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Headers headers = new Headers().add("Content-Type", contentType);
        return new Answer(status, headers, new ByteArrayInputStream(bytes), bytes.length);
    }

    /** The same answer with other bytes. */
    Answer of(InputStream other) {
        return new Answer(status, headers, other, length);
    }

    Answer with(String name, String value) {
        headers.set(name, value);
        return this;
    }
}
