package io.github.avatarsync;

import java.util.regex.Pattern;

/** The documented layout: {@code {prefix}{identity}/images|videos/{id}_{variant}.{ext}}. */
record StandardKeyLayout(String prefix) implements KeyLayout {
    private static final String SHARED = "shared";
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9!_.*'()=-]+/)*");

    StandardKeyLayout {
        String trimmed = prefix.startsWith("/") ? prefix.substring(1) : prefix;
        prefix = trimmed.isEmpty() || trimmed.endsWith("/") ? trimmed : trimmed + "/";
        if (!PREFIX.matcher(prefix).matches() || prefix.contains("..")) {
            throw new IllegalArgumentException(
                    "a key prefix is made of safe characters and slashes, like avatars/; was: " + prefix);
        }
    }

    @Override
    public String systemFolder() {
        return prefix + SHARED + "/system/";
    }

    @Override
    public String key(String identity, AvatarId id, Variant variant, String extension) {
        if (identity.isEmpty() || identity.contains("/") || identity.contains("..") || identity.equals(SHARED)) {
            throw new IllegalArgumentException(
                    "an identity is one folder name, and not the folder that everybody reads; was: " + identity);
        }
        String folder = variant.equals(Variant.VIDEO) ? "videos" : "images";
        return prefix + identity + "/" + folder + "/" + id + "_" + variant + "." + extension;
    }
}
