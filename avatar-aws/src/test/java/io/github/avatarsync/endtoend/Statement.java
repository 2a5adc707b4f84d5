package io.github.avatarsync.endtoend;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.VariantInfo;
import java.util.List;
import java.util.stream.Collectors;

/** A line by which an application in a process of its own tells what the library has acknowledged to it. */
record Statement(Kind kind, AvatarId id, List<String> hashes) {
    enum Kind {
        /** An upload returned. */
        ACCEPTED,
        /** A delete, or an upload that replaces, is about to be called: the avatar may or may not be there from now on. */
        DELETING,
        /** A delete returned, or what replaces the avatar is in the cloud. */
        DELETED
    }

    static Statement accepted(Avatar avatar) {
        return new Statement(
                Kind.ACCEPTED,
                avatar.id(),
                avatar.variants().stream().map(VariantInfo::sha256).toList());
    }

    static Statement deleting(AvatarId id) {
        return new Statement(Kind.DELETING, id, List.of());
    }

    static Statement deleted(AvatarId id) {
        return new Statement(Kind.DELETED, id, List.of());
    }

    static Statement parse(String line) {
        List<String> words = List.of(line.split(" "));
        return new Statement(Kind.valueOf(words.get(0)), AvatarId.of(words.get(1)), words.subList(2, words.size()));
    }

    /** Says it, so that it is said even if the process dies at the next instruction. */
    void say() {
        System.out.println(this); // in one write, flushed
        System.out.flush();
    }

    @Override
    public String toString() {
        return kind + " " + id + hashes.stream().map(hash -> " " + hash).collect(Collectors.joining());
    }
}
