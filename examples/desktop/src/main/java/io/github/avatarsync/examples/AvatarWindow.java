package io.github.avatarsync.examples;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Status;
import io.github.avatarsync.Variant;
import jakarta.annotation.Nullable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/**
 * The avatars of the signed-in user. Its methods belong to the event thread, and there the library calls it, too; whatever touches
 * the disk runs on one of two threads: one opens, uploads, deletes and closes, in this order; one reads.
 */
final class AvatarWindow implements AvatarListener {
    private static final int MOST_SHOWN = 100;

    private final ExecutorService writes = Executors.newSingleThreadExecutor();
    private final ExecutorService reads = Executors.newSingleThreadExecutor();
    private final CompletableFuture<AvatarSync> library;
    private final OwnerId user;
    private final AvatarList list = new AvatarList(this::upload, this::retry, this::delete, this::loadThumbnail);
    /** Nobody tells of a network that is gone, nor of what another process did. */
    private final Timer timer = new Timer(2_000, e -> refresh());

    AvatarWindow(OwnerId user, Function<AvatarListener, AvatarSync> open) {
        this.user = user;
        library = CompletableFuture.supplyAsync(() -> open.apply(this), writes);
        timer.start();
        refresh();
    }

    JPanel content() {
        return list.content();
    }

    // tag::upload[]
    void upload(AvatarSource source) {
        list.notice("");
        write(avatars -> avatars.upload(source), source.toString());
    }

    private void write(Consumer<Avatars> change, String about) {
        CompletableFuture.runAsync(() -> change.accept(library.join().of(user)), writes)
                .whenCompleteAsync((done, failure) -> tell(about, failure), SwingUtilities::invokeLater);
    }
    // end::upload[]

    private void retry(AvatarId id) {
        write(avatars -> avatars.retry(id), "not tried again");
    }

    private void delete(AvatarId id) {
        write(avatars -> avatars.delete(id), "not deleted");
    }

    // tag::listener[]
    @Override
    public void changed(Avatar avatar) {
        refresh();
    }

    @Override
    public void progress(Avatar avatar, long sent, long total) {
        list.progress(avatar.id(), sent, total);
    }

    private void refresh() {
        library.thenApplyAsync(this::look, reads)
                .thenAcceptAsync(now -> list.show(user, now.avatars, now.status), SwingUtilities::invokeLater)
                .whenCompleteAsync((done, failure) -> tell("cannot be shown", failure), SwingUtilities::invokeLater);
    }

    private Snapshot look(AvatarSync sync) {
        return new Snapshot(sync.of(user).list(MOST_SHOWN, null).items(), sync.status());
    }
    // end::listener[]

    private void loadThumbnail(AvatarId id) {
        library.thenApplyAsync(sync -> thumbnail(sync, id), reads)
                .thenAcceptAsync(picture -> list.picture(id, picture), SwingUtilities::invokeLater);
    }

    private BufferedImage thumbnail(AvatarSync sync, AvatarId id) {
        try (InputStream in = sync.of(user).open(id, Variant.THUMB)) {
            return ImageIO.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void networkChanged() {
        library.thenAccept(AvatarSync::networkChanged);
    }

    // tag::close[]
    /** What was dropped is saved first; what is on its way goes on at the next start. Returns at once. */
    CompletableFuture<Void> close() {
        timer.stop();
        return CompletableFuture.runAsync(() -> library.join().close(), writes).whenComplete((closed, failure) -> {
            reads.shutdown();
            writes.shutdown();
        });
    }
    // end::close[]

    private void tell(String about, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure.getCause();
            Throwable why = failure instanceof CompletionException && cause != null ? cause : failure;
            list.notice(about + ": " + why.getMessage());
        }
    }

    private record Snapshot(List<Avatar> avatars, Status status) {}
}
