package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The error document of S3. */
final class S3Error {
    private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

    private S3Error() {}

    static Answer answer(Refusal refusal, String resource, String requestId) {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + escape(refusal.code())
                + "</Code><Message>" + escape(String.valueOf(refusal.getMessage())) + "</Message><Resource>"
                + escape(resource) + "</Resource><RequestId>" + requestId + "</RequestId></Error>";
        return Answer.of(refusal.status(), "application/xml", document);
    }

    @Nullable
    static String code(String document) {
        return find(CODE, document);
    }

    @Nullable
    static String message(String document) {
        return find(MESSAGE, document);
    }

    @Nullable
    private static String find(Pattern pattern, String document) {
        Matcher matcher = pattern.matcher(document);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
