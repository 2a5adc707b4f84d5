package io.github.avatarsync;

import jakarta.annotation.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of the folder of system avatars are: those that are none are left out, and those of one name belong together. */
final class SystemFolder {
    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "gif", "image/gif",
            "webm", "video/webm",
            "mp4", "video/mp4");

    private static final Pattern NAME = Pattern.compile("([^/\\p{Cntrl}]{1,200})\\.([A-Za-z0-9]{3,4})");

    /** WebM is smaller, MP4 plays everywhere: whoever takes the first that plays gets the better one. */
    private static final Comparator<SystemFile> OFFER = Comparator.comparing(SystemFile::video)
            .thenComparing(file -> file.contentType().equals("video/mp4"))
            .thenComparing(SystemFile::name);

    private SystemFolder() {}

    /** The file behind a key's last part; empty if it is not one of a system avatar. */
    static Optional<SystemFile> file(String name, long size, String version) {
        Matcher parts = NAME.matcher(name);
        String type = parts.matches() ? TYPES.get(parts.group(2).toLowerCase(Locale.ROOT)) : null;
        return Optional.ofNullable(type).map(known -> new SystemFile(name, known, size, version));
    }

    static List<SystemAvatar> avatars(List<SystemFile> files) {
        Map<String, List<SystemFile>> byName = new TreeMap<>();
        for (SystemFile file : files) {
            String name = file.name().substring(0, file.name().lastIndexOf('.'));
            byName.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
        }
        return byName.entrySet().stream()
                .map(entry -> new SystemAvatar(
                        entry.getKey(), entry.getValue().stream().sorted(OFFER).toList()))
                .toList();
    }

    /** The file of a line that {@link #line} made; empty if it was made by somebody else. */
    static Optional<SystemFile> parse(String line) {
        String[] parts = line.split("\t", -1);
        Long size = parts.length == 3 ? number(parts[0]) : null;
        return size == null ? Optional.empty() : file(parts[2], size, parts[1]);
    }

    static String line(SystemFile file) {
        return file.size() + "\t" + file.version() + "\t" + file.name();
    }

    @Nullable
    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
