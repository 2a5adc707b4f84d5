package io.github.avatarsync.examples;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/** The content of a window, laid out and painted without a display, and found by the names of its components. */
final class Screen {
    static final int WIDTH = 560;
    static final int HEIGHT = 420;

    private final JPanel content;

    Screen(JPanel content) {
        this.content = content;
    }

    BufferedImage paint() {
        content.setSize(WIDTH, HEIGHT);
        // Twice: how high a text is shows once it is known how wide it may be.
        for (int i = 0; i < 2; i++) {
            invalidate(content);
            layOut(content);
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        content.printAll(g);
        g.dispose();
        return image;
    }

    BufferedImage paint(String file) throws IOException {
        BufferedImage image = paint();
        ImageIO.write(image, "png", new File("target/" + file));
        return image;
    }

    private static void invalidate(Component component) {
        component.invalidate();
        if (component instanceof Container container) {
            Stream.of(container.getComponents()).forEach(Screen::invalidate);
        }
    }

    private static void layOut(Container container) {
        container.doLayout();
        for (Component child : container.getComponents()) {
            if (child instanceof Container inner) {
                layOut(inner);
            }
        }
    }

    /** What a row, or the window around the rows, says in one of its parts; empty if there is no such row. */
    String text(String row, String name) {
        return find(content, row)
                .flatMap(panel -> find((Container) panel, name))
                .map(Screen::text)
                .orElse("");
    }

    String text(String name) {
        return find(content, name).map(Screen::text).orElse("");
    }

    private static String text(Component part) {
        return part instanceof JLabel label ? label.getText() : ((JTextComponent) part).getText();
    }

    Component part(String row, String name) {
        return find(content, row)
                .flatMap(panel -> find((Container) panel, name))
                .orElseThrow();
    }

    /** The colour painted at a part of a component, both ways from 0 to 1. */
    Color colour(BufferedImage painted, Component part, double x, double y) {
        Point at = SwingUtilities.convertPoint(
                part, (int) (x * (part.getWidth() - 1)), (int) (y * (part.getHeight() - 1)), content);
        return new Color(painted.getRGB(at.x, at.y));
    }

    private static Optional<Component> find(Container in, String name) {
        return Stream.of(in.getComponents())
                .flatMap(child -> Objects.equals(child.getName(), name)
                        ? Stream.of(child)
                        : child instanceof Container inner ? find(inner, name).stream() : Stream.of())
                .findFirst();
    }
}
