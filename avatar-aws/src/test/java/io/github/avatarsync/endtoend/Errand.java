package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.CloudObject;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.Content;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.When;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Something that has to get through a network in the end; the constructor prepares it while the network is well. */
interface Errand {
    /** One attempt; true once it has got through. */
    boolean attempt() throws IOException;

    /** What has to hold once it has got through. */
    void verify() throws IOException;

    /** What kinds there are, and what the heads of the requests contain that the fault is meant for. */
    enum Kind {
        PUT("PUT /", Upload::new),
        PUT_PART("PUT /", LargePut::new),
        COMPLETE("?uploadId=", LargePut::new),
        HEAD("HEAD /", LandedUpload::new),
        GET("GET /", Open::new),
        DELETE("DELETE /", Delete::new),
        GET_ID("AWSCognitoIdentityService.GetId\r", Upload::new),
        GET_CREDENTIALS("AWSCognitoIdentityService.GetCredentialsForIdentity\r", Upload::new);

        final String request;
        final Start start;

        Kind(String request, Start start) {
            this.request = request;
            this.start = start;
        }
    }

    /** Prepares an errand. */
    @FunctionalInterface
    interface Start {
        Errand on(Bench bench);
    }

    /** From the upload to SYNCED. */
    class Upload implements Errand {
        final Bench bench;
        final AvatarId id;

        Upload(Bench bench) {
            this.bench = bench;
            this.id = bench.upload();
        }

        @Override
        public boolean attempt() {
            bench.pass();
            return bench.state(id) == AvatarState.SYNCED;
        }

        @Override
        public void verify() {
            bench.assertNothingWrongIsSynced();
            assertEquals(0, bench.store.find(id).orElseThrow().failures());
        }
    }

    /** The same, but the original is in the bucket already: the answer was lost, and that to the look at it, too. */
    final class LandedUpload extends Upload {
        LandedUpload(Bench bench) {
            super(bench);
            var lost = bench.aws.fault(When.next(3).on(Operation.PUT_OBJECT).key(bench.folder()), Effect.loseAnswer());
            var unseen =
                    bench.aws.fault(When.next(3).on(Operation.HEAD_OBJECT).key(bench.folder()), Effect.loseAnswer());
            while (lost.fired() == 0) {
                bench.pass();
            }
            lost.cancel();
            unseen.cancel();
            assertEquals(AvatarState.PENDING, bench.state(id));
            Avatar avatar = bench.avatars.find(id).orElseThrow();
            assertTrue(bench.inBucket(avatar.key(Variant.ORIGINAL).orElseThrow()));
        }
    }

    /** An avatar whose original is in the cloud only is opened. */
    final class Open implements Errand {
        private final Bench bench;
        private final AvatarId id;
        private final byte[] original;

        Open(Bench bench) {
            this.bench = bench;
            this.id = bench.synced();
            this.original = bench.media.bytes(id, Variant.ORIGINAL).orElseThrow();
            bench.media.lose(id, Variant.ORIGINAL);
        }

        @Override
        public boolean attempt() throws IOException {
            try (InputStream in = bench.avatars.open(id, Variant.ORIGINAL)) {
                assertArrayEquals(original, in.readAllBytes());
                return true;
            } catch (AvatarException e) {
                assertFalse(bench.media.bytes(id, Variant.ORIGINAL).isPresent(), "half a file was kept");
                return false;
            }
        }

        @Override
        public void verify() {
            bench.assertNothingWrongIsSynced();
        }
    }

    /** From the delete to an empty folder. */
    final class Delete implements Errand {
        private final Bench bench;
        private final CompletableFuture<Void> deleted;
        private final List<String> keys;

        Delete(Bench bench) {
            this.bench = bench;
            AvatarId id = bench.synced();
            keys = bench.avatars.find(id).orElseThrow().variants().stream()
                    .map(VariantInfo::key)
                    .toList();
            bench.avatars.delete(id);
            deleted = bench.avatars.whenDeleted(id);
        }

        @Override
        public boolean attempt() {
            bench.pass();
            return deleted.isDone();
        }

        @Override
        public void verify() {
            deleted.join();
            assertEquals(2, keys.size());
            keys.forEach(key -> assertFalse(bench.inBucket(key), () -> key + " is left"));
        }
    }

    /** A put of two parts, straight at the storage. */
    final class LargePut implements Errand {
        private static final int SIZE = 8 * 1024 * 1024 + 100_000;

        private final Bench bench;
        private final Session session;
        private final byte[] bytes = new byte[SIZE];
        private final CloudObject object;

        LargePut(Bench bench) {
            this.bench = bench;
            session = bench.session();
            new Random(bench.owner.hashCode()).nextBytes(bytes);
            object = new CloudObject(bench.folder() + "/images/large.png", "image/png", SIZE, sha256(bytes), Map.of());
        }

        private static String sha256(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean attempt() {
            long[] last = new long[1];
            try {
                bench.storage.put(session, object, Content.of(bytes), sent -> {
                    assertTrue(sent > last[0] && sent <= SIZE, () -> "progress from " + last[0] + " to " + sent);
                    last[0] = sent;
                });
                assertArrayEquals(bytes, bench.aws.bytes(object.key()));
                return true;
            } catch (CloudStorageException e) {
                assertFalse(e.kind() == CloudStorageException.Kind.PERMANENT, e::getMessage);
                return false;
            }
        }

        @Override
        public void verify() {
            assertArrayEquals(bytes, bench.aws.bytes(object.key()));
        }
    }
}
