package io.github.avatarsync.examples;

import io.github.avatarsync.AvatarSource;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A face in the evening sun, for those who have no photo at hand. */
final class Picture {
    private Picture() {}

    static AvatarSource draw() throws IOException {
        BufferedImage image = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, new Color(0x355C7D), 0, 900, new Color(0xF67280)));
        g.fillRect(0, 0, 1200, 900);
        g.setColor(new Color(0xF8B195));
        g.fillOval(350, 180, 500, 560);
        g.setColor(new Color(0x355C7D));
        g.fillOval(475, 380, 60, 80);
        g.fillOval(665, 380, 60, 80);
        g.fillArc(480, 480, 240, 160, 180, 180);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return AvatarSource.bytes(out.toByteArray()).named("face.jpg").generated();
    }
}
