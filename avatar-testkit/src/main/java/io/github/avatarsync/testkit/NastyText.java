package io.github.avatarsync.testkit;

import java.util.List;

/** Texts that break stores which quote, pad, fold, cut or recode. */
final class NastyText {
    private static final int MAX_OWNER = 256;

    private NastyText() {}

    /** Owners that must all be kept apart, to the character. */
    static List<String> owners() {
        return List.of(
                "anna",
                "Anna",
                "anna ",
                " anna",
                "anna%",
                "ann_",
                "o'hara",
                "o\"hara",
                "'; DROP TABLE avatars; --",
                "back\\slash\\n",
                "../../etc/passwd",
                "a/b:c*d?e<f>g|h",
                "CON",
                "null",
                "Zoë",
                "Zoe\u0308",
                "日本語",
                "مرحبا",
                "a\u2028b",
                "\uFEFFanna",
                "😀",
                "x".repeat(MAX_OWNER),
                "x".repeat(MAX_OWNER - 1) + "y",
                "😀".repeat(MAX_OWNER / 2),
                "\u0800".repeat(MAX_OWNER));
    }

    /** Free text: names, descriptions, messages. */
    static List<String> texts() {
        return List.of(
                "",
                " ",
                " leading and trailing ",
                "o'hara \"quoted\" `ticks` $1 ${x} %s {0} ?",
                "line\nfeed, tab\t, return\r, nul \u0000, bell \u0007, escape \u001b, next line \u0085",
                "back\\slash \\n \\u0041 \\\\",
                "id: 0000\ngoal: DELETE\navatar-record 9",
                "<b>&amp;</b> <!-- --> ]]>",
                "Zoë Zoe\u0308 ß ﬁ İ",
                "日本語 مرحبا עברית",
                "a\u2028b\u2029c\uFEFFd\u200Be",
                "😀 👩‍👩‍👧‍👦 🇪🇺",
                "é".repeat(5_000));
    }
}
