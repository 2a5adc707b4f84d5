package io.github.avatarsync.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.Filter;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.localaws.Effect;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.localaws.Operation;
import io.github.avatarsync.localaws.Stall;
import io.github.avatarsync.localaws.When;
import io.github.avatarsync.store.FileAvatarStore;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JProgressBar;
import javax.swing.TransferHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of the window over the real library and LocalAws, painted without a display. */
class AvatarWindowTest {
    private static final OwnerId ALICE = OwnerId.of("alice");
    private static final Color SKY = new Color(0x3A78C2);
    private static final Color SUN = new Color(0xF2B134);
    private static final Color MEADOW = new Color(0x4C9F50);
    private static final Color BRICK = new Color(0xB5482E);

    @TempDir
    Path directory;

    private static LocalAws aws;

    private AvatarWindow window;
    private Screen screen;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void lookAsTheApplicationDoes() throws Exception {
        EventThread.run(Desktop::lookAndFeel);
    }

    @AfterEach
    void close() throws Exception {
        if (window != null) {
            EventThread.call(window::close).get(30, TimeUnit.SECONDS);
        }
        aws.clearFaults();
        aws.goOnline();
    }

    private void open() throws Exception {
        open(listener -> Desktop.open(AvatarSync.builder().directory(directory), Cloud.of(aws), listener));
    }

    private void open(Function<AvatarListener, AvatarSync> library) throws Exception {
        window = EventThread.call(() -> new AvatarWindow(ALICE, library));
        screen = new Screen(window.content());
    }

    @Test
    void showsEachAvatarWithItsThumbnailAndWhereItStands() throws Exception {
        open();
        drop(picture("beach.png", SKY, SUN));
        untilState("beach.png", "synced");
        aws.fault(When.next().on(Operation.PUT_OBJECT), Effect.accessDenied());
        drop(picture("garden.png", MEADOW, SKY));
        untilState("garden.png", "blocked:");
        Stall stall = Stall.beforeEffect();
        aws.fault(When.next().on(Operation.PUT_OBJECT), Effect.hold(stall));
        drop(picture("street.png", BRICK, SKY));
        assertTrue(stall.awaitReached(Duration.ofSeconds(30)));
        EventThread.until("bytes on their way", () -> bar("street.png").getValue() > 0);

        BufferedImage painted = EventThread.call(() -> screen.paint("window.png"));

        assertPicture(painted, "beach.png", SKY, SUN);
        assertPicture(painted, "garden.png", MEADOW, SKY);
        assertPicture(painted, "street.png", BRICK, SKY);
        assertEquals("synced", screen.text("beach.png", "state"));
        assertEquals("blocked: " + BlockedReason.ACCESS_DENIED.remedy(), screen.text("garden.png", "state"));
        JProgressBar bar = bar("street.png");
        assertEquals("uploading " + bar.getValue() + " %", screen.text("street.png", "state"));
        assertTrue(bar.getValue() > 20 && bar.getValue() < 95, "the original is sent, the thumbnail is not");
        assertNotEquals(screen.colour(painted, bar, 0.98, 0.5), screen.colour(painted, bar, 0.1, 0.5));
        Component remedy = screen.part("garden.png", "state");
        assertTrue(remedy.getHeight() >= remedy.getPreferredSize().height, "the remedy is cut off");
        assertFalse(bar("beach.png").isVisible());
        assertEquals("alice: 1 waits, 1 blocked", screen.text("status"));
        stall.release();
        untilState("street.png", "synced");
    }

    @Test
    void worksOffline() throws Exception {
        aws.goOffline();
        open();
        drop(picture("beach.png", SKY, SUN), picture("street.png", BRICK, SKY));
        untilState("beach.png", "waiting for the network");
        untilState("street.png", "waiting for the network");

        BufferedImage painted = EventThread.call(() -> screen.paint("offline.png"));

        assertPicture(painted, "beach.png", SKY, SUN);
        assertPicture(painted, "street.png", BRICK, SKY);
        assertEquals("alice: no network; 2 wait, safe on this machine", screen.text("status"));
        aws.goOnline();
        EventThread.run(window::networkChanged);
        untilState("beach.png", "synced");
        untilState("street.png", "synced");
    }

    @Test
    void triesAgainAndDeletesWhenAsked() throws Exception {
        Set<String> before = aws.objects().keySet();
        open();
        aws.fault(When.next().on(Operation.PUT_OBJECT), Effect.accessDenied());
        drop(picture("garden.png", MEADOW, SKY));
        untilState("garden.png", "blocked:");
        press("garden.png", "Try again");
        untilState("garden.png", "synced");
        press("garden.png", "Delete");
        EventThread.until(
                "the row goes", () -> screen.text("garden.png", "state").isEmpty());
        EventThread.until("the objects go", () -> aws.objects().keySet().equals(before));
    }

    @Test
    void saysWhyAFileIsRefused() throws Exception {
        open();
        Path text = Files.writeString(directory.resolve("<html>letter.png"), "Dear Alice");
        drop(text.toFile(), picture("beach.png", SKY, SUN));
        untilState("beach.png", "synced");
        EventThread.run(() -> assertEquals(
                "'<html>letter.png': UNSUPPORTED_FORMAT: Text is not supported; use PNG, JPEG, GIF, WebP, MP4 or WebM",
                screen.text("notice")));
        EventThread.call(() -> screen.paint("refused.png"));
    }

    @Test
    void neverTouchesTheDiskOnTheEventThreadAndIsCalledBackThere() throws Exception {
        WatchedDisk disk = new WatchedDisk(directory);
        open(listener -> Desktop.open(disk.builder(), Cloud.of(aws), disk.watch(listener)));
        drop(picture("beach.png", SKY, SUN), picture("street.png", BRICK, SKY));
        untilState("beach.png", "synced");
        untilState("street.png", "synced");
        press("street.png", "Delete");
        EventThread.until(
                "the row goes", () -> screen.text("street.png", "state").isEmpty());

        assertEquals(List.of(), List.copyOf(disk.onTheEventThread));
        assertEquals(List.of(), List.copyOf(disk.toldElsewhere));
        assertTrue(
                disk.called.containsAll(Set.of(
                        "MediaStore.put",
                        "MediaStore.open",
                        "AvatarStore.insert",
                        "AvatarStore.list",
                        "AvatarStore.update",
                        "AvatarListener.changed",
                        "AvatarListener.progress")),
                () -> "only " + disk.called);
    }

    @Test
    void closesWithoutHoldingUpTheEventThreadAndSavesWhatWasDropped() throws Exception {
        WatchedDisk disk = new WatchedDisk(directory);
        open(listener -> Desktop.open(disk.builder(), Cloud.of(aws), listener));
        disk.held = new CountDownLatch(1);
        drop(picture("beach.png", SKY, SUN));
        assertTrue(disk.put.await(30, TimeUnit.SECONDS));

        CompletableFuture<Void> closed = EventThread.call(window::close);

        EventThread.run(() -> assertFalse(closed.isDone(), "an upload is under way"));
        disk.held.countDown();
        closed.get(15, TimeUnit.SECONDS);
        assertEquals(
                1,
                FileAvatarStore.open(directory).list(Filter.of(ALICE), 10, null).size());
        window = null;
    }

    @Test
    void savesInOrderWhatWasDroppedBeforeTheLibraryWasOpen() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        open(listener -> {
            awaitUninterruptibly(slow);
            return Desktop.open(AvatarSync.builder().directory(directory), Cloud.of(aws), listener);
        });
        drop(picture("beach.png", SKY, SUN), picture("garden.png", MEADOW, SKY), picture("street.png", BRICK, SKY));
        CompletableFuture<Void> closed = EventThread.call(window::close);
        slow.countDown();
        closed.get(30, TimeUnit.SECONDS);

        List<String> newestFirst = FileAvatarStore.open(directory).list(Filter.of(ALICE), 10, null).stream()
                .map(AvatarRecord::name)
                .toList();
        assertEquals(List.of("street.png", "garden.png", "beach.png"), newestFirst);
        window = null;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closesInBoundedTimeWhileARequestStandsStill() throws Exception {
        open();
        Stall stall = Stall.beforeEffect();
        aws.fault(When.every().on(Operation.PUT_OBJECT), Effect.hold(stall));
        drop(picture("beach.png", SKY, SUN));
        assertTrue(stall.awaitReached(Duration.ofSeconds(30)));

        EventThread.call(window::close).get(15, TimeUnit.SECONDS);

        stall.release();
        window = null;
    }

    private void press(String row, String button) throws Exception {
        EventThread.run(() -> ((JButton) screen.part(row, button)).doClick());
    }

    private void drop(File... files) throws Exception {
        Transferable dropped = new Transferable() {
            @Override
            public DataFlavor[] getTransferDataFlavors() {
                return new DataFlavor[] {DataFlavor.javaFileListFlavor};
            }

            @Override
            public boolean isDataFlavorSupported(DataFlavor flavor) {
                return flavor.equals(DataFlavor.javaFileListFlavor);
            }

            @Override
            public Object getTransferData(DataFlavor flavor) {
                return List.of(files);
            }
        };
        TransferHandler.TransferSupport drop = new TransferHandler.TransferSupport(window.content(), dropped);
        assertTrue(EventThread.call(() -> window.content().getTransferHandler().importData(drop)));
    }

    private JProgressBar bar(String row) {
        return (JProgressBar) screen.part(row, "progress");
    }

    private void untilState(String name, String begin) throws Exception {
        EventThread.until(
                name + ": " + begin,
                () -> screen.text(name, "state").startsWith(begin)
                        && screen.part(name, "picture") instanceof JLabel label
                        && label.getIcon() != null);
    }

    /** Left half of one colour, right half of the other. */
    private File picture(String name, Color left, Color right) throws IOException {
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(left);
        g.fillRect(0, 0, 320, 480);
        g.setColor(right);
        g.fillRect(320, 0, 320, 480);
        g.dispose();
        File file = directory.resolve(name).toFile();
        ImageIO.write(image, "png", file);
        return file;
    }

    private void assertPicture(BufferedImage painted, String name, Color left, Color right) {
        Component picture = screen.part(name, "picture");
        assertNear(left, screen.colour(painted, picture, 0.25, 0.5), name);
        assertNear(right, screen.colour(painted, picture, 0.75, 0.5), name);
    }

    private static void assertNear(Color expected, Color painted, String what) {
        int distance = Math.abs(expected.getRed() - painted.getRed())
                + Math.abs(expected.getGreen() - painted.getGreen())
                + Math.abs(expected.getBlue() - painted.getBlue());
        assertTrue(distance < 24, what + ": expected " + expected + ", painted " + painted);
    }
}
