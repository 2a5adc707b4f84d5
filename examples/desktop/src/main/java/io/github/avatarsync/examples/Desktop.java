package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarListener;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import java.awt.BorderLayout;
import java.awt.GraphicsEnvironment;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import javax.swing.UnsupportedLookAndFeelException;
import javax.swing.WindowConstants;
import javax.swing.plaf.nimbus.NimbusLookAndFeel;

/** A window for one signed-in user. Argument: where avatars are kept; none keeps them below the temporary directory. */
public final class Desktop {
    private static final OwnerId USER = OwnerId.of("alice");

    private Desktop() {}

    public static void main(String[] args) {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("FAILED a window needs a display, and there is none");
            return;
        }
        Path directory =
                Path.of(args.length > 0 ? args[0] : System.getProperty("java.io.tmpdir") + "/avatar-sync-desktop");
        CompletableFuture<Cloud> cloud = CompletableFuture.supplyAsync(() -> Cloud.find(directory.resolve("cloud")));
        CompletableFuture<Void> closed = new CompletableFuture<>();
        SwingUtilities.invokeLater(() -> show(directory, cloud, closed));
        closed.thenCombine(cloud, (done, found) -> found)
                .thenAccept(Cloud::close)
                .join();
    }

    // tag::open[]
    static AvatarSync open(AvatarSync.Builder library, Cloud cloud, AvatarListener listener) {
        cloud.settings().connect(library, cloud::idToken);
        return library.listener(listener)
                .callbacksOn(SwingUtilities::invokeLater)
                .open();
    }
    // end::open[]

    private static void show(Path directory, CompletableFuture<Cloud> cloud, CompletableFuture<Void> closed) {
        lookAndFeel();
        AvatarWindow window = new AvatarWindow(
                USER,
                listener -> open(AvatarSync.builder().directory(directory.resolve("avatars")), cloud.join(), listener));
        JFrame frame = new JFrame("Avatars");
        frame.add(window.content());
        cloud.thenAcceptAsync(
                found -> frame.add(networkSwitch(found, window), BorderLayout.SOUTH), SwingUtilities::invokeLater);
        frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent e) {
                window.close().whenComplete((done, failure) -> closed.complete(null));
            }
        });
        frame.setSize(560, 640);
        frame.setLocationByPlatform(true);
        frame.setVisible(true);
    }

    private static JCheckBox networkSwitch(Cloud cloud, AvatarWindow window) {
        JCheckBox plugged = new JCheckBox("Network is plugged in", true);
        plugged.setVisible(cloud.canBeUnplugged());
        plugged.addActionListener(e -> {
            boolean in = plugged.isSelected();
            CompletableFuture.runAsync(() -> cloud.plug(in)).thenRun(window::networkChanged);
        });
        return plugged;
    }

    /** The same on every machine. */
    static void lookAndFeel() {
        try {
            UIManager.setLookAndFeel(new NimbusLookAndFeel());
        } catch (UnsupportedLookAndFeelException e) {
            throw new IllegalStateException("Nimbus is part of the JDK", e);
        }
    }
}
