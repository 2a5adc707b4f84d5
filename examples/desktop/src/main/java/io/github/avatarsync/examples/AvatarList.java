package io.github.avatarsync.examples;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.GateState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Status;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/** What is drawn: where to drop pictures, a row for each avatar, and how the sync stands. Knows no files and no network. */
final class AvatarList {
    private final JPanel content = new JPanel(new BorderLayout());
    private final JTextArea notice = AvatarRow.wrappedText();
    private final JLabel status = new JLabel("opening …");
    private final JPanel rows = new JPanel();
    private final Map<AvatarId, AvatarRow> shown = new LinkedHashMap<>();
    private final Consumer<AvatarSource> onPicture;
    private final Consumer<AvatarId> onRetry;
    private final Consumer<AvatarId> onDelete;
    private final Consumer<AvatarId> onNew;

    AvatarList(
            Consumer<AvatarSource> onPicture,
            Consumer<AvatarId> onRetry,
            Consumer<AvatarId> onDelete,
            Consumer<AvatarId> onNew) {
        this.onPicture = onPicture;
        this.onRetry = onRetry;
        this.onDelete = onDelete;
        this.onNew = onNew;
        rows.setLayout(new BoxLayout(rows, BoxLayout.Y_AXIS));
        JPanel top = new JPanel(new BorderLayout());
        top.setBackground(Color.WHITE);
        top.add(rows, BorderLayout.NORTH);
        JScrollPane scroll =
                new JScrollPane(top, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.getVerticalScrollBar().setUnitIncrement(16);
        status.setName("status");
        status.setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 10));
        content.add(head(), BorderLayout.NORTH);
        content.add(scroll, BorderLayout.CENTER);
        content.add(status, BorderLayout.SOUTH);
        content.setTransferHandler(new PictureDrop(onPicture));
    }

    private JPanel head() {
        JButton choose = new JButton("Choose …");
        choose.addActionListener(e -> choose());
        notice.setName("notice");
        notice.setForeground(new Color(0xA00000));
        JPanel head = new JPanel(new BorderLayout(10, 6));
        head.setBorder(BorderFactory.createEmptyBorder(12, 10, 8, 10));
        head.add(new JLabel("Drop pictures here, or choose some."), BorderLayout.CENTER);
        head.add(choose, BorderLayout.EAST);
        head.add(notice, BorderLayout.SOUTH);
        return head;
    }

    private void choose() {
        JFileChooser chooser = new JFileChooser();
        chooser.setMultiSelectionEnabled(true);
        if (chooser.showOpenDialog(content) == JFileChooser.APPROVE_OPTION) {
            for (File file : chooser.getSelectedFiles()) {
                onPicture.accept(AvatarSource.file(file.toPath()));
            }
        }
    }

    JPanel content() {
        return content;
    }

    void notice(String text) {
        notice.setText(text);
    }

    void progress(AvatarId id, long sent, long total) {
        AvatarRow row = shown.get(id);
        if (row != null) {
            row.progress(sent, total);
        }
    }

    void picture(AvatarId id, BufferedImage thumbnail) {
        AvatarRow row = shown.get(id);
        if (row != null) {
            row.picture(thumbnail);
        }
    }

    void show(OwnerId user, List<Avatar> avatars, Status now) {
        status.setText(user.value() + ": " + summary(now));
        List<AvatarId> ids = avatars.stream().map(Avatar::id).toList();
        if (!ids.equals(new ArrayList<>(shown.keySet()))) {
            arrange(avatars);
        }
        for (Avatar avatar : avatars) {
            AvatarRow row = shown.get(avatar.id());
            if (row != null) {
                row.show(avatar, now.gate());
            }
        }
    }

    /** Only when rows come or go: else a button would lose the focus. */
    private void arrange(List<Avatar> avatars) {
        Map<AvatarId, AvatarRow> before = Map.copyOf(shown);
        shown.clear();
        rows.removeAll();
        for (Avatar avatar : avatars) {
            AvatarRow row = before.get(avatar.id());
            if (row == null) {
                row = new AvatarRow(avatar, () -> onRetry.accept(avatar.id()), () -> onDelete.accept(avatar.id()));
                onNew.accept(avatar.id());
            }
            shown.put(avatar.id(), row);
            rows.add(row.panel());
        }
        rows.revalidate();
        rows.repaint();
    }

    private static String summary(Status now) {
        String waiting = now.pending() + (now.pending() == 1 ? " waits" : " wait");
        if (now.gate() == GateState.OFFLINE) {
            return "no network; " + waiting + ", safe on this machine";
        }
        String blocked = now.blocked() == 0 ? "" : ", " + now.blocked() + " blocked";
        return now.pending() == 0 && now.blocked() == 0 ? "everything is in the cloud" : waiting + blocked;
    }
}
