package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.avatarsync.Session;
import java.util.ArrayList;
import java.util.List;

/** Looks for what must never be in a text. */
final class Secrets {
    private Secrets() {}

    /** Everything that an error says, its causes included. */
    static List<String> texts(Throwable error) {
        List<String> texts = new ArrayList<>();
        for (Throwable at = error; at != null; at = at.getCause()) {
            texts.add(String.valueOf(at));
            for (Throwable suppressed : at.getSuppressed()) {
                texts.addAll(texts(suppressed));
            }
        }
        return texts;
    }

    static void assertNoneOf(Session session, List<String> texts) {
        for (String text : texts) {
            assertFalse(text.contains(session.secret()), "the secret is in: " + text);
            assertFalse(session.token() != null && text.contains(session.token()), "the token is in: " + text);
        }
    }
}
