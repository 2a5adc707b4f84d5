package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Request line and header fields of one HTTP request, the target exactly as it was sent. */
record RequestHead(String method, String target, Headers headers) {
    /** The next request of a connection, or null where the client closed it. */
    @Nullable
    static RequestHead read(InputStream in) throws IOException {
        String line = Lines.next(in);
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ");
        if (words.length != 3 || !words[1].startsWith("/") || !words[2].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP/1.1 request line");
        }
        return new RequestHead(words[0], words[1], Headers.read(in));
    }

    String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The decoded query; the first of several values of a name counts. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        int question = target.indexOf('?');
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&")) {
                String[] parts = pair.split("=", 2);
                query.putIfAbsent(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
            }
            query.remove("");
        }
        return query;
    }

    /** Decodes like S3Proxy, so that the key that is judged is the key that is stored. */
    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
