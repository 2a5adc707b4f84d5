package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Binding;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.Content;
import io.github.avatarsync.ObjectInfo;
import io.github.avatarsync.PutMemo;
import io.github.avatarsync.Session;
import io.github.avatarsync.VariantInfo;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The one place where requests for avatars leave: only with a session of the record's owner, authority and identity, and only for
 * keys that the record is bound to. It also tells the gate whether the cloud answered.
 */
final class Dispatch {
    private final CloudStorage cloud;
    private final Gate gate;

    Dispatch(CloudStorage cloud, Gate gate) {
        this.cloud = cloud;
        this.gate = gate;
    }

    void put(
            AvatarRecord record,
            VariantInfo variant,
            Session session,
            Content content,
            LongConsumer sent,
            PutMemo memo) {
        String key = boundKey(record, variant, session);
        CloudObject object = new CloudObject(
                key, variant.contentType(), variant.size(), variant.sha256(), metadata(record, variant));
        answered(() -> {
            cloud.put(session, object, content, sent, memo);
            return key;
        });
    }

    Optional<ObjectInfo> head(AvatarRecord record, VariantInfo variant, Session session) {
        String key = boundKey(record, variant, session);
        return answered(() -> cloud.head(session, key));
    }

    InputStream get(AvatarRecord record, VariantInfo variant, Session session) {
        String key = boundKey(record, variant, session);
        return answered(() -> cloud.get(session, key));
    }

    Instant delete(AvatarRecord record, VariantInfo variant, Session session) {
        String key = boundKey(record, variant, session);
        return answered(() -> cloud.delete(session, key));
    }

    /** Removes what an unfinished put of this variant left, if the record knows of one. */
    void abandon(AvatarRecord record, VariantInfo variant, Session session) {
        String key = boundKey(record, variant, session);
        record.unfinished(variant.variant())
                .ifPresent(remembered -> answered(() -> {
                    cloud.abandon(session, key, remembered);
                    return key;
                }));
    }

    private static Map<String, String> metadata(AvatarRecord record, VariantInfo variant) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("sha256", variant.sha256());
        metadata.put("avatar-id", record.id().value());
        if (!record.name().isEmpty()) {
            metadata.put("name", record.name());
        }
        return metadata;
    }

    private String boundKey(AvatarRecord record, VariantInfo variant, Session session) {
        Binding binding = record.binding()
                .orElseThrow(() -> new IllegalStateException("avatar " + record.id() + " is not bound"));
        boolean same = record.owner().equals(session.owner())
                && binding.identity().equals(session.identity())
                && binding.authority().equals(session.authority())
                && binding.location().equals(cloud.location());
        String key = variant.key();
        if (!same || key == null || !record.variants().contains(variant)) {
            throw new IllegalStateException("a request for avatar " + record.id() + " does not match its binding");
        }
        return key;
    }

    private <T> T answered(Supplier<T> request) {
        try {
            T answer = request.get();
            gate.answered();
            return answer;
        } catch (CloudStorageException e) {
            switch (e.kind()) {
                case SESSION, CONFLICT, UNVERIFIED, MISSING, PERMANENT -> gate.answered();
                case OFFLINE, TRANSIENT, THROTTLED, CORRUPT, INTERRUPTED -> {
                    // No proof of an answer, or one that closes the gate: the courier decides.
                }
            }
            throw e;
        }
    }
}
