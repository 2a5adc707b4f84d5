package io.github.avatarsync.examples;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.Blocked;
import io.github.avatarsync.GateState;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Image;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;

/** One avatar in the window: its thumbnail, and where it stands. */
final class AvatarRow {
    private static final int SIDE = 64;

    private final JPanel panel = new JPanel(new BorderLayout(12, 0));
    private final JLabel picture = new JLabel();
    private final JTextArea state = wrappedText();
    private final JProgressBar bar = new JProgressBar(0, 100);
    private final JButton retry = new JButton("Try again");

    private int percent = -1;

    AvatarRow(Avatar avatar, Runnable onRetry, Runnable onDelete) {
        panel.setName(avatar.name());
        panel.setBackground(Color.WHITE);
        panel.setBorder(BorderFactory.createCompoundBorder(
                BorderFactory.createMatteBorder(0, 0, 1, 0, new Color(0xDDDDDD)),
                BorderFactory.createEmptyBorder(10, 10, 10, 10)));
        picture.setName("picture");
        picture.setPreferredSize(new Dimension(SIDE, SIDE));
        picture.getAccessibleContext().setAccessibleName("thumbnail of " + avatar.name());
        retry.addActionListener(e -> onRetry.run());
        JButton delete = new JButton("Delete");
        delete.setName("Delete");
        retry.setName("Try again");
        delete.addActionListener(e -> onDelete.run());
        Box buttons = Box.createHorizontalBox();
        buttons.add(retry);
        buttons.add(delete);
        panel.add(picture, BorderLayout.WEST);
        panel.add(text(avatar), BorderLayout.CENTER);
        panel.add(buttons, BorderLayout.EAST);
    }

    JPanel panel() {
        return panel;
    }

    private JPanel text(Avatar avatar) {
        JLabel name = new JLabel(avatar.name());
        // A file may be called "<html>…": it is a name all the same.
        name.putClientProperty("html.disable", true);
        name.setFont(name.getFont().deriveFont(Font.BOLD));
        state.setName("state");
        bar.setName("progress");
        JPanel text = new JPanel(new BorderLayout(0, 4));
        text.setOpaque(false);
        text.add(name, BorderLayout.NORTH);
        text.add(state, BorderLayout.CENTER);
        text.add(bar, BorderLayout.SOUTH);
        return text;
    }

    /** A label would show one line of it, or take it for HTML. */
    static JTextArea wrappedText() {
        JTextArea text = new JTextArea(0, 20);
        text.setEditable(false);
        text.setFocusable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setBorder(null);
        text.setOpaque(false);
        text.setBackground(new Color(0, true));
        return text;
    }

    void picture(Image thumbnail) {
        picture.setIcon(new ImageIcon(thumbnail.getScaledInstance(SIDE, SIDE, Image.SCALE_SMOOTH)));
    }

    /** Bytes are under way. */
    void progress(long sent, long total) {
        percent = total == 0 ? 100 : (int) (100 * sent / total);
        uploading();
    }

    private void uploading() {
        state.setText("uploading " + percent + " %");
        bar.setValue(percent);
        bar.setVisible(true);
    }

    void show(Avatar avatar, GateState gate) {
        retry.setVisible(avatar.state() == AvatarState.BLOCKED);
        state.setToolTipText(avatar.blocked().map(Blocked::detail).orElse(null));
        if (avatar.state() != AvatarState.PENDING || gate == GateState.OFFLINE) {
            percent = -1;
        }
        if (percent >= 0) {
            uploading();
            return;
        }
        bar.setVisible(false);
        state.setText(
                switch (avatar.state()) {
                    case PENDING ->
                        gate == GateState.OFFLINE ? "waiting for the network; safe on this machine" : "waiting";
                    case SYNCED -> "synced";
                    case BLOCKED ->
                        "blocked: " + avatar.blocked().map(Blocked::remedy).orElse("");
                    case DELETING -> "deleting";
                });
    }
}
